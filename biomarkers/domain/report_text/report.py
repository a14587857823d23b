"""A whole report: its statements, told apart by tumor and specimen, weighed against each other."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from biomarkers.domain.proposal import Proposal, ProposedField, Words

from .her2 import read_her2
from .labels import HER2, Mention, mentions
from .parts import UNPLACED, Parts, Place, parts_of, procedure_in
from .receptors import read_receptors
from .specimen import of_the_report, quoted_accession
from .statement import Finding, Statement, is_earlier
from .text import not_read, plain, results_only
from .tokens import rest_of_sentence, sentence_before
from .weighing import completed, weigh

LONGEST = 50_000  # characters; a report has some thousand
EARLIER = "Earlier specimen"
_REACH_OF_ISH = 600  # characters in which HER2 must be named before ISH speaks of it

_RATIO_IS_DESCRIBED = re.compile(
    r"\bratio\s{1,3}of\s{1,3}her-?2\S{0,6}\s{1,3}(?:to|over|/)\s{1,3}(?:chromosome|cep)\s?-?17",
    re.IGNORECASE,
)
_VALUE_FIRST = re.compile(
    r"\b(?P<status>negative|positive)[.\s]{1,3}for[.\s]{1,3}(?:the\s{1,3})?$", re.IGNORECASE
)
# “ER, PR and HER2 studies were performed on the previous core biopsy”, said once for all of them.
_DONE_EARLIER = re.compile(
    r"[^:;()]{0,40}?\b(?:performed|done)\W{1,3}on\s{1,3}(?:(?:an?|the)\s{1,3})?"
    r"(?:earlier|prior|previous|outside)\b",
    re.IGNORECASE,
)
_NO_RESULT = [
    (because, re.compile(pattern, re.IGNORECASE), label)
    for because, pattern, label in (
        (
            "“Triple negative” is a summary, no reading of this specimen.",
            r"\btriple[\s-]{1,3}negative\b",
            "",
        ),
        (
            "The report says that HER2 was reported elsewhere.",
            r"\bher-?2[^.]{0,40}(?:previously|were)[.\s]{1,3}(?:previously\s)?reported\b",
            EARLIER,
        ),
        ("HER2 is named, and no result is understood.", HER2, ""),
    )
]
_ORDER = (
    "accession collected_on site laterality kind procedure decalcification read_on reported_as"
    " as_written ihc_score zero_staining percent_stained ish_status ish_probe ish_ratio her2_copies"
    " cep17_copies ish_result assay guideline adequate pathologist er_percent er_status pr_percent"
    " pr_status ki67_percent"
).split()

Group = tuple[Place, str, bool]


@dataclass(frozen=True)
class _Report:
    """The text as it came and with its results only, and what holds for all of it."""

    text: str
    results: str
    parts: Parts
    common: list[Finding]
    passed_over: tuple[tuple[str, Words], ...]


def read_report(text: str) -> tuple[Proposal, ...]:
    """One proposal a tumor; results quoted from an earlier specimen are a proposal of their own.

    Nothing where the text names no receptor. Offsets are those of `text` as it was given.
    """
    if len(text) > LONGEST:
        because = f"The text is longer than {LONGEST:,} characters: give one report alone."
        return (Proposal((ProposedField("reported_as", "", (Words(0, 0),), because),)),)
    readable = plain(text)
    results = results_only(readable)
    report = _Report(
        text, results, parts_of(results), of_the_report(results), tuple(not_read(readable))
    )
    grouped = _by_tumor(_statements(results), report.parts)
    several = len({(place, tumor) for place, tumor, _ in grouped}) > 1
    proposals = tuple(
        _proposal(report, group, statements, several) for group, statements in grouped.items()
    )
    return proposals or _without_result(report)


def _statements(text: str) -> list[Statement]:
    found: list[Statement] = []
    named = list(mentions(text))
    ratio_is_described = bool(_RATIO_IS_DESCRIBED.search(text))
    read_to, her2_named = 0, -_REACH_OF_ISH - 1
    for index, mention in enumerate(named):
        if "her2" in mention.markers:
            her2_named = mention.start
        if mention.start < read_to:
            continue
        if mention.markers == {"ish"} and mention.start - her2_named > _REACH_OF_ISH:
            continue
        stop = _stop(named, index, len(text))
        for statement in _read(text, mention, stop, ratio_is_described):
            read_to = max(read_to, statement.end)
            if statement.findings or statement.notes:
                found.append(statement)
    done_earlier = {
        marker
        for mention in named
        if _DONE_EARLIER.match(text, mention.end)
        for marker in mention.markers
    }
    return [replace(one, earlier=True) if _markers(one) & done_earlier else one for one in found]


def _markers(statement: Statement) -> set[str]:
    kinds = {"er_": "er", "pr_": "pr", "ki6": "ki67"}
    return {kinds.get(finding.name[:3], "her2") for finding in statement.findings}


def _stop(named: list[Mention], index: int, end: int) -> int:
    """Where the next marker of another test begins: HER2 and ISH belong to one statement."""
    together = {"her2", "ish"}
    own = named[index].markers
    for after in range(index + 1, len(named)):
        later = named[after]
        if not (own <= together and later.markers <= together):
            return later.start
        if later.start - named[index].end > _REACH_OF_ISH:
            return later.start
    return end


def _read(text: str, mention: Mention, stop: int, ratio_is_described: bool) -> Iterable[Statement]:
    place = (text, mention.start, mention.end, stop)
    status_first = _value_first(text, mention)
    if status_first:
        yield status_first
        return
    if mention.markers & {"her2", "ish"}:
        yield read_her2(
            *place,
            by_ish="her2" not in mention.markers,
            ratio_is_described=ratio_is_described,
        )
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
    names = {"her2": ["reported_as"], "er": ["er_status"], "pr": ["pr_status"]}
    rest = rest_of_sentence(text, mention.end, mention.end + 60)
    if re.match(r"\W{1,3}(?:gene\s{1,3})?amplif", rest, re.IGNORECASE):
        names["her2"] = ["ish_result"]
    found = [
        Finding(name, match["status"].lower(), words)
        for marker in sorted(mention.markers & set(names))
        for name in names[marker]
    ]
    if "ish_result" in names["her2"]:
        found.append(Finding("ish_status", "done", words))
    sentence = sentence_before(text, start)
    if re.search(r"\b(?:not|no|if|never)\b", f"{sentence} {rest}", re.IGNORECASE):
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
    report: _Report, group: Group, statements: list[Statement], several: bool
) -> Proposal:
    place, tumor, earlier = group
    label = (tumor or place.title or "Place in the report not clear") if several else ""
    notes = [note for statement in statements for note in statement.notes]
    if earlier:
        label = f"{EARLIER}: {label}" if label else EARLIER
        notes.append(("Quoted from an earlier specimen.", statements[0].words))
        about = _about_earlier(report.results, statements)
    else:
        about = [*report.common, *_about(place)]
    read_on = next((one.value for one in about if one.name == "read_on"), "")
    weighed = weigh(_findings(statements), _findings(_corrections(statements, report.parts)))
    fields = {one.name: one for one in [*_fields(about), *completed(weighed, read_on)]}
    if written := _as_written(report.text, statements):
        fields[written.name] = written
    return Proposal(
        tuple(fields[name] for name in _ORDER if name in fields),
        label,
        (*notes, *report.passed_over),
    )


def _findings(statements: Iterable[Statement]) -> list[Finding]:
    return [finding for statement in statements for finding in statement.findings]


def _corrections(statements: list[Statement], parts: Parts) -> list[Statement]:
    first = statements[0].start
    return [one for one in statements if parts.corrects(first, one.start)]


def _about(place: Place) -> list[Finding]:
    columns = {"site": place.site, "laterality": place.laterality, "procedure": place.procedure}
    return [Finding(name, value, place.words) for name, value in columns.items() if value]


def _about_earlier(text: str, statements: list[Statement]) -> list[Finding]:
    for statement in statements:
        start = max(0, statement.start - 80)
        after = rest_of_sentence(
            text, statement.end, len(text), text[statement.start : statement.end]
        )
        around = text[start : statement.end] + after
        found = quoted_accession(around, start)
        if procedure_in(around) == "core":
            found.append(Finding("procedure", "core", statement.words))
        if found:
            return found
    return []


def _fields(findings: Iterable[Finding]) -> list[ProposedField]:
    return [ProposedField(one.name, one.value, (one.words,), one.unclear) for one in findings]


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


def _without_result(report: _Report) -> tuple[Proposal, ...]:
    """A report that speaks of HER2 and gives no result says why nothing is proposed."""
    for because, pattern, label in _NO_RESULT:
        if match := pattern.search(report.results):
            words = (Words(match.start(), match.end()),)
            unclear = ProposedField("reported_as", "", words, because)
            return (Proposal((unclear,), label, report.passed_over),)
    return ()
