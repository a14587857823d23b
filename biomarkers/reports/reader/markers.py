"""PD-L1 combined positive score, microsatellite instability and tumor mutational burden."""

from collections.abc import Iterator
from dataclasses import dataclass

from .earlier import Earlier
from .pattern import compiled

_CPS = compiled(
    r"\b(?:combined positive score|cps)\b(?:\s?\(cps\))?[\s:=|]{0,12}(?:of |is |was |score "
    r")?[\s:=|]{0,4}"
    r"(?P<bound>[<>≤≥]\s?=?|below|above|under|over|less than|greater than|at least)?\s{0,2}"
    r"(?P<value>\d{1,3})(?![\d%]|\.\d|\s?-\s?\d|\s{1,3}or\s{1,3}(?:more|greater|higher|above|less|below))"
)
_TMB = compiled(
    r"\bb?(?:tmb|tumou?r mutation(?:al)? burden)\b(?:\s?\(b?tmb\))?(?:[\s:=|,-]{1,60}|\b(?:low|high"
    r"|intermediate|seq|ngs|dna"
    r"-?tumor|is|of|score|status)\b){0,12}(?P<bound>[<>≤≥]\s?=?)?\s{0,2}(?P<value>\d{1,3}(?:\.\d{1,2})?)"
    r"(?!\d|\s?%)(?=\s{0,3}(?:mut|/\s?mb|per mega)|[\s.,;|)]|$)"
    r"(?!\s{0,3}(?:mut\w{0,8}\s?/\s?\w{2,9})?\s{0,2}or\s(?:more|greater|higher|above|less|below))"
)
_NAMED = {
    "pdl1_cps": compiled(r"\bpd~l1\b|\bcombined positive score\b|\bcps\b"),
    "tmb": compiled(r"\bb?tmb\b|\btumou?r mutation(?:al)? burden\b"),
    "msi": compiled(r"\bmsi\b|\bmss\b|\bmicrosatellite\b"),
}
_CALLED = {"pdl1_cps": "PD-L1", "tmb": "TMB", "msi": "MSI"}
_VALUE = compiled(
    r"(?:[<>≤≥]\s?=?\s?)?\b\d{1,3}(?:\.\d{1,2})?(?:\s?%|\b)(?!\s?[a-z]\d)"
    r"|\b(?:positive|negative|high|low|intermediate|stable|unstable|equivocal|indeterminate"
    r"|detected|failed|pending|absent|none|present|expressed|no expression|elevated|intact|retained"
    r"|lost|deficient|proficient|not (?:performed|done|assessed|determined|expressed))\b"
)
_CUT_OFF = compiled(r"\b(?:cut~offs?|thresholds?|eligib\w{2,5}|defined|label|approved)\b")
# “PD-L1 (22C3 or SP142) testing may be considered”: the number is of the antibody.
_ADVISED = compiled(
    r"\b(?:may|can|could|should) be (?:considered|requested|performed|added|ordered)\b",
    r"\b(?:is|are) (?:advised|suggested|recommended)\b",
)
_MSI = compiled(r"\b(?:msi|mss|ms-?stable|microsatellite)\b")
_HIGH = compiled(
    r"\bmsi[\s-]?h(?:igh)?\b|\b(?:instability|unstable|msi|status)\b[\s:=|-]{0,20}(?:\w{2,4}[\s|-]{1,20}){0,2}high\b"
)
_LOW = compiled(r"\bmsi[\s-]?l(?:ow)?\b")
_STABLE = compiled(
    r"\bmss\b|\bms-?stable\b|\bmicrosatellite[\s-]stable\b|\b(?:msi|instability|status)\b[^.;]{0,40}\bstable\b"
)
_NOT = compiled(
    r"\bnot (?:detected|identified|found|observed|present)\b|\bnegative\b|\babsent\b|^\W*no\b"
)
_UNKNOWN = compiled(
    r"\b(?:cannot be|could not be|not) (?:determined|assessed|evaluated|performed|tested)\b"
)


_NEAR = 60  # characters between a name and its value


@dataclass(frozen=True)
class MarkerFinding:
    marker: str
    value: str
    start: int
    end: int
    unclear: str = ""
    earlier: Earlier | None = None  # the specimen that it is quoted from


def markers_in(words: str, start: int) -> Iterator[MarkerFinding]:
    """What one sentence states of them; `start` is where it begins. One that is named with a value
    that is not understood is not silent."""
    found = list(_understood(words, start))
    yield from found
    for marker, named in _NAMED.items():
        at = named.search(words)
        if at is None or any(one.marker == marker for one in found) or _ADVISED.search(words):
            continue
        limit = _CUT_OFF.search(words)
        upto = min(at.end() + _NEAR, limit.start() if limit else len(words))
        if value := _VALUE.search(words, at.end(), upto):
            because = f"{_CALLED[marker]} is named with “{value[0]}”, which is not understood."
            yield MarkerFinding(marker, "", start + at.start(), start + value.end(), because)


def names_one(words: str) -> bool:
    """Whether a short line names a marker, so that its value may be on the next one."""
    is_named = any(named.search(words) for named in _NAMED.values())
    return is_named and len(words.strip()) < _NEAR


def _understood(words: str, start: int) -> Iterator[MarkerFinding]:
    for marker, pattern in (("pdl1_cps", _CPS), ("tmb", _TMB)):
        for found in pattern.finditer(words):
            if not found["bound"]:  # a bound is the cut-off
                at = start + found.start(), start + found.end()
                yield MarkerFinding(marker, found["value"], *at)
    yield from _msi(words, start)


def _msi(words: str, start: int) -> Iterator[MarkerFinding]:
    named = _MSI.search(words)
    if named is None:
        return
    at = start + named.start(), start + named.end()
    if unknown := _UNKNOWN.search(words):
        yield MarkerFinding("msi", "", *at, f"The report says “{unknown[0].lower()}”.")
    elif found := _STABLE.search(words):
        yield MarkerFinding("msi", "stable", start + found.start(), start + found.end())
    elif found := _HIGH.search(words) or _LOW.search(words):
        absent = _NOT.search(words)
        value = "stable" if absent else "high" if _HIGH.search(words) else "low"
        end = max(found.end(), absent.end() if absent else 0)
        yield MarkerFinding("msi", value, start + found.start(), start + end)


def once_each(found: list[MarkerFinding]) -> list[MarkerFinding]:
    """One a marker; where the report says different things the value is not clear."""
    kept = []
    for marker in dict.fromkeys(one.marker for one in found):
        said = [one for one in found if one.marker == marker]
        values = {one.value for one in said if one.value}
        because = f"The report says different things: {', '.join(sorted(values))}."
        first = next((one for one in said if one.value), said[0])
        kept.append(
            MarkerFinding(marker, "", first.start, first.end, because) if len(values) > 1 else first
        )
    return kept
