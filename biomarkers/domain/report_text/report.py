"""A whole report: its statements, told apart by tumor and specimen, weighed against each other."""

import re
from collections.abc import Iterable
from dataclasses import replace

from biomarkers.domain.proposal import Proposal, ProposedField, Words

from .her2 import read_her2
from .labels import Mention, mentions
from .parts import UNPLACED, Parts, Place, parts_of, procedure_in
from .receptors import read_receptors
from .specimen import of_the_report, quoted_accession
from .statement import Finding, Statement, is_earlier
from .text import plain, results_only
from .tokens import rest_of_sentence

LONGEST = 200_000  # characters; a report has some thousand
EARLIER = "Earlier specimen"
_ZERO_PLUS_FROM = "2025"  # since then “0+” is written for faint staining
_REACH_OF_ISH = 600  # characters in which HER2 must be named before ISH speaks of it

_RATIO_IS_DESCRIBED = re.compile(
    r"\bratio\s{1,3}of\s{1,3}her-?2\S{0,6}\s{1,3}(?:to|over|/)\s{1,3}(?:chromosome|cep)\s?-?17",
    re.IGNORECASE,
)
_VALUE_FIRST = re.compile(
    r"\b(?P<status>negative|positive)[.\s]{1,3}for\s{1,3}(?:the\s{1,3})?$", re.IGNORECASE
)
_TRIPLE = re.compile(r"\btriple[\s-]{1,3}negative\b", re.IGNORECASE)
_ORDER = (
    "accession collected_on site laterality kind procedure decalcification read_on reported_as"
    " as_written ihc_score zero_staining percent_stained ish_status ish_probe ish_ratio her2_copies"
    " cep17_copies ish_result assay guideline adequate pathologist er_percent er_status pr_percent"
    " pr_status ki67_percent"
).split()

Group = tuple[Place, str, bool]


def read_report(text: str) -> tuple[Proposal, ...]:
    """One proposal a tumor; results quoted from an earlier specimen are a proposal of their own.

    Nothing where the text names no receptor. Offsets are those of `text` as it was given.
    """
    if len(text) > LONGEST:
        because = f"The text is longer than {LONGEST:,} characters: give one report alone."
        return (Proposal((ProposedField("reported_as", "", (Words(0, 0),), because),)),)
    readable = plain(text)
    results = results_only(readable)
    parts = parts_of(results)
    common = of_the_report(readable)
    grouped = _by_tumor(_statements(results), parts)
    several = len({(place, tumor) for place, tumor, _ in grouped}) > 1
    proposals = tuple(
        _proposal(text, results, group, statements, common, parts, several)
        for group, statements in grouped.items()
    )
    return proposals or _without_result(results)


def _statements(text: str) -> list[Statement]:
    found: list[Statement] = []
    named = list(mentions(text))
    read_to, her2_named = 0, -_REACH_OF_ISH
    for index, mention in enumerate(named):
        if "her2" in mention.markers:
            her2_named = mention.start
        if mention.start < read_to:
            continue
        if mention.markers == {"ish"} and mention.start - her2_named > _REACH_OF_ISH:
            continue
        for statement in _read(text, mention, _stop(named, index, len(text))):
            found.append(statement)
            read_to = max(read_to, statement.end)
    return found


def _stop(named: list[Mention], index: int, end: int) -> int:
    """Where the next marker of another test begins: HER2 and ISH belong to one statement."""
    together = {"her2", "ish"}
    own = named[index].markers
    for later in named[index + 1 :]:
        if not (own <= together and later.markers <= together):
            return later.start
        if later.start - named[index].end > _REACH_OF_ISH:
            return later.start
    return end


def _read(text: str, mention: Mention, stop: int) -> Iterable[Statement]:
    place = (text, mention.start, mention.end, stop)
    status_first = _value_first(text, mention)
    if status_first:
        yield status_first
        return
    if mention.markers & {"her2", "ish"}:
        statement = read_her2(
            *place,
            by_ish="her2" not in mention.markers,
            ratio_is_described=bool(_RATIO_IS_DESCRIBED.search(text)),
        )
        if statement:
            yield statement
    if mention.markers & {"er", "pr", "ki67"}:
        statement = read_receptors(text, mention.markers, mention.start, mention.end, stop)
        if statement:
            yield statement


def _value_first(text: str, mention: Mention) -> Statement | None:
    """“negative for estrogen receptors”."""
    before = text[max(0, mention.start - 60) : mention.start]
    match = _VALUE_FIRST.search(before)
    if not match:
        return None
    start = mention.start - len(before) + match.start()
    words = Words(start, mention.end)
    names = {"her2": "reported_as", "er": "er_status", "pr": "pr_status"}
    found = [
        Finding(names[marker], match["status"].lower(), words)
        for marker in sorted(mention.markers & set(names))
    ]
    sentence = re.split(r"[.;]\s", text[max(0, start - 160) : start])[-1]
    rest = rest_of_sentence(text, mention.end, mention.end + 40)
    if re.search(r"\b(?:not|no|if|never|amplif\w*)\b", f"{sentence} {rest}", re.IGNORECASE):
        found = [one.doubted("The sentence is hedged or negated.") for one in found]
    return Statement(start, mention.end, tuple(found), earlier=is_earlier(sentence))


def _by_tumor(statements: list[Statement], parts: Parts) -> dict[Group, list[Statement]]:
    """What stands in a comment belongs to the only tumor; with several it cannot be told."""
    grouped: dict[Group, list[Statement]] = {}
    for statement in statements:
        place, tumor = parts.place(statement.start)
        grouped.setdefault((place, tumor, statement.earlier), []).append(statement)
    known = {(place, tumor) for place, tumor, _ in grouped if place.is_known or tumor}
    if len(known) == 1:
        only = known.pop()
        for earlier in (False, True):
            loose = grouped.pop((UNPLACED, "", earlier), [])
            if loose:
                grouped.setdefault((*only, earlier), []).extend(loose)
    return grouped


def _proposal(
    text: str,
    results: str,
    group: Group,
    statements: list[Statement],
    common: list[Finding],
    parts: Parts,
    several: bool,
) -> Proposal:
    place, tumor, earlier = group
    found = [finding for statement in statements for finding in statement.findings]
    corrected = [s for s in statements if parts.corrects(s.start)]
    newest = [finding for statement in corrected for finding in statement.findings]
    label = (tumor or place.title or "Place in the report not clear") if several else ""
    notes = [note for statement in statements for note in statement.notes]
    if earlier:
        label = f"{EARLIER}: {label}" if label else EARLIER
        notes.append(("Quoted from an earlier specimen.", statements[0].words))
        about = _about_earlier(results, statements)
    else:
        about = [*common, *_about(place)]
    weighed = _weigh(found, newest)
    read_on = next((one.value for one in about if one.name == "read_on"), "")
    fields = {one.name: one for one in [*_fields(about), *_completed(weighed, read_on)]}
    written = _as_written(text, statements)
    if written:
        fields[written.name] = written
    return Proposal(tuple(fields[name] for name in _ORDER if name in fields), label, tuple(notes))


def _about(place: Place) -> list[Finding]:
    columns = {"site": place.site, "laterality": place.laterality, "procedure": place.procedure}
    return [Finding(name, value, place.words) for name, value in columns.items() if value]


def _about_earlier(text: str, statements: list[Statement]) -> list[Finding]:
    for statement in statements:
        start = max(0, statement.start - 80)
        after = rest_of_sentence(text, statement.end, len(text))
        around = text[start : statement.end] + after
        found = quoted_accession(around, start)
        if procedure_in(around) == "core":
            found.append(Finding("procedure", "core", statement.words))
        if found:
            return found
    return []


def _fields(findings: Iterable[Finding]) -> list[ProposedField]:
    return [ProposedField(one.name, one.value, (one.words,), one.unclear) for one in findings]


def _weigh(found: list[Finding], newest: list[Finding]) -> dict[str, ProposedField]:
    """One field a column: agreement stands, a correction replaces, any other difference is unclear."""
    weighed = {}
    for name in {one.name: None for one in found}:
        said = [one for one in found if one.name == name]
        corrected = [one for one in newest if one.name == name]
        if len({one.value for one in said}) > 1 and corrected:
            said = corrected
        weighed[name] = _one(name, said)
    return weighed


def _one(name: str, said: list[Finding]) -> ProposedField:
    words = tuple(dict.fromkeys(one.words for one in said))
    unclear = [one for one in said if one.unclear]
    values = {one.value for one in said if one.value}
    if name == "zero_staining":
        values -= {"0+"} if len(values) > 1 else set()
    if name == "reported_as" and "negative" in values and values & {"low", "ultralow", "null"}:
        values -= {"negative"}
    if unclear:
        return ProposedField(name, "", words, unclear[0].unclear)
    if len(values) > 1:
        listed = ", ".join(sorted(values))
        return ProposedField(name, "", words, f"The report says different things: {listed}.")
    return ProposedField(name, values.pop(), words)


def _completed(fields: dict[str, ProposedField], read_on: str) -> list[ProposedField]:
    """What holds between fields: only a score of 0 has words on staining; word and score agree."""
    score = fields.get("ihc_score")
    staining = fields.get("zero_staining")
    if score and score.value == "0":
        fields["zero_staining"] = _staining(score, staining, read_on)
    elif staining:
        del fields["zero_staining"]
        if not score:
            because = "Staining is described without a score."
            fields["ihc_score"] = ProposedField("ihc_score", "", staining.words, because)
    word = fields.get("reported_as")
    if score and word and (word.value, score.value) in _CONTRADICTIONS:
        because = f"The report says both {word.value} and {score.value}."
        for name in ("reported_as", "ihc_score"):
            fields[name] = replace(fields[name], value="", unclear=because)
        fields.pop("zero_staining", None)
    elif word and word.value in ("negative", "equivocal") and not score:
        because = f"The report says {word.value} and no score."
        fields["ihc_score"] = ProposedField("ihc_score", "", word.words, because)
    return list(fields.values())


_CONTRADICTIONS = {
    ("positive", "0"),
    ("positive", "1+"),
    ("negative", "3+"),
    ("equivocal", "0"),
    ("equivocal", "1+"),
    ("equivocal", "3+"),
    ("low", "0"),
    ("low", "3+"),
    *((word, score) for word in ("ultralow", "null") for score in ("1+", "2+", "3+")),
}


def _staining(score: ProposedField, staining: ProposedField | None, read_on: str) -> ProposedField:
    """Zero without a word on staining is never null."""
    if staining is None:
        because = "The score is 0 and nothing is said on faint staining."
        return ProposedField("zero_staining", "", score.words, because)
    if staining.value != "0+":
        return staining
    if read_on >= _ZERO_PLUS_FROM:
        return replace(staining, value="present")
    because = "“0+” says faint staining only in reports of 2025 and later."
    return replace(staining, value="", unclear=because)


def _as_written(text: str, statements: list[Statement]) -> ProposedField | None:
    """The sentences on HER2 as they stand."""
    her2 = [
        statement
        for statement in statements
        if any(one.name[:3] not in ("er_", "pr_", "ki6") for one in statement.findings)
    ]
    if not her2:
        return None
    written = "; ".join(" ".join(text[one.start : one.end].split()) for one in her2)
    return ProposedField("as_written", written, tuple(one.words for one in her2))


def _without_result(text: str) -> tuple[Proposal, ...]:
    """A report that speaks of the receptors and gives no result says why nothing is proposed."""
    for because, pattern in (
        ("“Triple negative” is a summary, no reading of this specimen.", _TRIPLE),
        (
            "The report says that HER2 was reported elsewhere.",
            re.compile(
                r"\bher-?2[^.]{0,40}(?:previously|were)[.\s]{1,3}(?:previously\s)?reported\b",
                re.IGNORECASE,
            ),
        ),
    ):
        if match := pattern.search(text):
            words = (Words(match.start(), match.end()),)
            return (Proposal((ProposedField("reported_as", "", words, because),)),)
    return ()
