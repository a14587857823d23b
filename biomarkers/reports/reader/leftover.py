"""Values that no rule has used: each is listed beside the marker that it stands with.

So nothing named is silent by construction, and not for as long as the rules know every wording:
what looks like a value and stands with a marker, and is part of no finding, is an empty field of
that marker, unless that column of the same specimen says something.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from .finding import Finding
from .items import HER2, ISH
from .naming import Name
from .pattern import compiled
from .statement import Statement

_NEAR = 160  # characters from a name to the last value that can be its
_BEFORE = 60  # from a value to the name that follows it
_PERCENT = r"\d{1,3}(?:[.,]\d{1,2})?\s{0,2}(?:%|percent\b|per\s?cent\b|pct\b)"
_SIGN = r"(?<=\s)[+-](?=\s{1,12}\|)"  # alone in its cell
# “grade 3, ER …”: a number of something else
_NO_GRADE = "".join(f"(?<!{word})" for word in "grade stage class group block part".split())
_RECEPTOR = compiled(
    rf"(?P<percent>{_PERCENT}"
    r"|\b\d{1,2} (?:out )?of (?:every )?10\b|\b\d{1,3} (?:out )?(?:of|in|/) (?:every )?100\b)"
    rf"|(?:^|{_NO_GRADE}[\s:=,(|])(?P<bare>\d{{1,3}})(?=\s{{0,3}}(?:[,;|()\n]|-\s|\.\s|\.?$))"
    rf"|(?P<sign>{_SIGN})"
    r"|\b(?P<word>positiv\w{0,3}|negativ\w{0,3}|pos|neg|(?:non~)?reactive|not detected|detected"
    r"|not expressed|expressed|absent|present)\b(?! controls?)"
)
_HER2 = compiled(
    r"(?P<score>(?<![\w.+])[0-3]\s?\+(?!\w)|\bscore\w?(?: (?:of|is"
    r"|as))?[\s:=]{1,3}[0-3]\b(?![.,/%])"
    r"|(?<!\w)\+{1,3}(?=[\s),;.|]|$))"
    r"|\b(?P<ish>(?:non~|un|not )?amplified|amplification|rearranged"
    r"|(?<!reflect\s)(?<!mean\s)(?<!indicate\s)polysom\w{1,2})\b"
    r"|\b(?P<pending>pending|awaited|to follow|in progress|(?:has been|was|were"
    r"|is being) (?:ordered"
    r"|requested|sent)|not (?:performed|done))\b"
    r"|(?P<copies>(?<![\w.])\d{1,2}[.,]\d{1,2}(?= (?:her~2|copies|signals)))"
    r"|\b(?:ratio)\b[^\d\n]{0,30}(?P<ratio>\d{1,2}[.,]\d{1,2})(?![\d%])"
    r"|(?P<share>(?<![\d.])\d{1,3}\s?%)(?=\s{1,3}of (?:the )?(?:invasive |tumou?r |cells))"
    r"|\b(?P<word>positiv\w{0,3}|negativ\w{0,3}|pos|neg|equivocal|borderline|(?:ultra~)?low)\b"
    r"(?! controls?)"
)
# “HER2 gene amplification, dual-probe FISH”, at the begin of a line: the name of a test.
_TEST = compiled(
    rf"\W{{0,6}}(?:tests?(?: performed| name)?\W{{1,4}})?{HER2}(?: gene)? amplification"
    rf"(?: by |[\s,(:-]{{1,4}})(?:(?:dual|single)[\s-]{{1,2}}(?:probe|colou?r) )?{ISH}"
)
_OF_HER2 = {
    "score": "ihc_score",
    "ish": "ish_result",
    "pending": "ish_status",
    "ratio": "ish_ratio",
    "copies": "her2_copies",
    "share": "percent_stained",
    "word": "reported_as",
}
# Named or not, they are of HER2 in a report on it.
_OF_HER2_ALONE = {"amplified", "not_amplified", "ihc"}
_OTHERS = {"foreign", "benign"}
_NOT_VALUES = {"other_scale", "counted", "foreign", "benign", "fraction"}


@dataclass(frozen=True)
class Leftover:
    """A value text[start:end] of a column that nothing has used."""

    column: str
    start: int
    end: int
    written: str


def leftovers(statement: Statement, read: list[Finding], carried: str) -> Iterator[Leftover]:
    """Of one sentence. `carried` is the marker last named before it, or none."""
    used = [(one.start, one.end) for one in read]
    used += [(start, end) for _, start, end in statement.notes]
    used += [(one.start, one.end) for one in statement.tokens if one.kind in _NOT_VALUES]
    test = _TEST.match(statement.text, statement.start, statement.end)
    used += [test.span()] if test else []
    for markers, start, end in _reaches(statement, carried):
        for marker in markers:
            for column, found in _values(statement.text, marker, start, end):
                if not any(a < found[1] and found[0] < b for a, b in used):
                    yield Leftover(column, *found, statement.text[slice(*found)].strip())


def _reaches(statement: Statement, carried: str) -> Iterator[tuple[tuple[str, ...], int, int]]:
    """The stretches of a sentence in which values are of these markers."""
    names = statement.named
    first = names[0].start if names else statement.end
    if names:
        yield names[0].markers, max(statement.start, first - _BEFORE), first
    kinds = {token.kind for token in statement.tokens}
    if not names and carried and not kinds & _OTHERS:
        yield (carried,), statement.start, min(statement.end, statement.start + _NEAR)
    elif not names and statement.context.her2_is_named and kinds & _OF_HER2_ALONE:
        yield ("her2",), statement.start, min(statement.end, statement.start + _NEAR)
    for number, name in enumerate(names):
        last = names[number + 1].start if number + 1 < len(names) else statement.end
        yield name.markers, name.end, _stop(statement, name, min(last, name.end + _NEAR))


def _stop(statement: Statement, name: Name, upto: int) -> int:
    """Where something else is named."""
    others = (token.start for token in statement.tokens if token.kind in _OTHERS)
    return min([upto, *(start for start in others if start >= name.end)])


def _values(text: str, marker: str, start: int, end: int) -> Iterator[tuple[str, tuple[int, int]]]:
    pattern = _HER2 if marker == "her2" else _RECEPTOR
    for found in pattern.finditer(text, start, end):
        kind = next(name for name, value in found.groupdict().items() if value)
        if marker == "her2":
            yield _OF_HER2[kind], found.span(kind)
        elif kind not in ("word", "sign"):
            yield f"{marker}_percent", found.span(kind)
        elif marker != "ki67":
            yield f"{marker}_status", found.span(kind)


def last_named(statement: Statement) -> str:
    """The marker that the last sentence with a name spoke of; none where it named several."""
    markers = statement.named[-1].markers
    return markers[0] if len(markers) == 1 else ""
