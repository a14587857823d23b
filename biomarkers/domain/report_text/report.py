"""A whole report: its statements, told apart by tumor and specimen, weighed against each other."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from biomarkers.domain.proposal import Proposal, ProposedField, Words

from .labels import HER2
from .parts import UNPLACED, Parts, Place, parts_of, procedure_in
from .specimen import of_the_report, quoted_accession
from .statement import Finding, Statement
from .statements import statements_of
from .text import not_read, plain, results_only
from .tokens import rest_of_sentence
from .weighing import completed, weigh

LONGEST = 50_000  # characters; a report has some thousand
EARLIER = "Earlier specimen"

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

Group = tuple[Place, str, bool]  # the part, the numbered tumor, whether of an earlier specimen


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
    grouped = _by_tumor(statements_of(results), report.parts)
    several = len({(place, tumor) for place, tumor, _ in grouped}) > 1
    proposals = tuple(
        _proposal(report, group, statements, several) for group, statements in grouped.items()
    )
    return proposals or _without_result(report)


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
