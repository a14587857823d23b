"""Every fact of the record once, in words: the table below the drawing, and what marks link to."""

from collections.abc import Iterator
from dataclasses import dataclass

from patients.codes import DiseaseState, EndReason, LVEFMethod, words_of
from patients.dates import PartialDate
from patients.language import Words, say

from ..alterations import RESULT_WORDS
from ..assessment import Assessment
from ..codes import BoardOutcome, MarkerKind, Material
from ..percent import Percent
from ..record import (
    LVEF,
    AdverseEvent,
    Alteration,
    BoardDecision,
    Condition,
    Procedure,
    ReceptorReading,
    Record,
    Specimen,
    Treatment,
    WorkDone,
)
from ..record import (
    Fact as RecordedFact,
)
from ..words import reading_words

# Shorter than on a form: they stand on a drawing.
_MATERIAL_WORDS: dict[str, str] = Words(
    {
        Material.TISSUE: "tissue",
        Material.CTDNA: "ctDNA",
        Material.BLOOD: "blood",
    }
)
MARKER_WORDS: dict[str, str] = Words(
    {
        MarkerKind.PDL1_CPS: "PD-L1 CPS",
        MarkerKind.MSI: "MSI",
        MarkerKind.TMB: "TMB",
    }
)
STATUS_WORDS: dict[str, str] = Words(
    {
        DiseaseState.STABLE: "stable",
        DiseaseState.RESPONSE: "response",
        DiseaseState.NO_EVIDENCE: "no evidence",
    }
)
END_WORDS: dict[str, str] = Words(
    {
        EndReason.PROGRESSION: "progression",
        EndReason.TOXICITY: "toxicity",
        EndReason.COMPLETED: "completed",
        EndReason.PATIENT_CHOICE: "patient’s choice",
        EndReason.OTHER: "other reason",
        EndReason.UNKNOWN: "reason not known",
    }
)


@dataclass(frozen=True)
class Fact:
    """`number` is its row in the table; `source` the value of the record that it tells."""

    number: int
    on: PartialDate
    until: PartialDate | None
    kind: str
    words: str
    source: RecordedFact


class Facts:
    """Oldest first; found again by the value that they tell."""

    def __init__(self, facts: list[Fact]):
        self.rows = tuple(facts)
        self._numbers = {(fact.kind, id(fact.source)): fact.number for fact in facts}

    def number_of(self, kind: str, source: object) -> int:
        return self._numbers[kind, id(source)]


def facts_of(assessment: Assessment) -> Facts:
    told = sorted(_told(assessment.record), key=lambda told: (told[0].text, told[2], told[3]))
    return Facts([Fact(place, *fact) for place, fact in enumerate(told, start=1)])


Told = tuple[PartialDate, PartialDate | None, str, str, RecordedFact]


def _told(record: Record) -> Iterator[Told]:
    """(on, until, kind, words, source) of every fact."""
    for specimen in record.specimens:
        yield from _of_specimen(specimen)
    yield from _tests(record)
    yield from _treatment(record)
    yield from _disease(record)


def _of_specimen(specimen: Specimen) -> Iterator[Told]:
    where = f"{site_words(specimen)}, {specimen.accession}"
    yield specimen.collected_on, None, say("Biopsy"), where, specimen
    for reading in specimen.her2_readings:
        yield (
            reading.read_on,
            None,
            say("HER2 reading"),
            f"{reading_words(reading)} · {where}",
            reading,
        )
    for receptors in specimen.receptor_readings:
        words = f"{receptor_words(receptors)} · {where}"
        yield receptors.read_on, None, say("ER/PR reading"), words, receptors


def site_words(specimen: Specimen) -> str:
    """`left breast`, `liver`."""
    return " ".join(word for word in (specimen.laterality, specimen.site) if word)


def _tests(record: Record) -> Iterator[Told]:
    for test in record.alterations:
        yield test.tested_on, None, say("Gene alteration"), alteration_words(test, long=True), test
    for marker in record.markers:
        words = f"{MARKER_WORDS[marker.marker]} {marker.value}"
        yield marker.tested_on, None, say("Biomarker"), words, marker


def _treatment(record: Record) -> Iterator[Told]:
    for given in record.treatments:
        yield given.started_on, given.ended_on, say("Treatment"), _given_words(given), given
    for event in record.adverse_events:
        yield event.onset_on, event.resolved_on, say("Adverse event"), event_words(event), event
    for lvef in record.lvef:
        yield lvef.measured_on, None, say("LVEF"), lvef_words(lvef), lvef
    for performance in record.performance:
        yield (
            performance.on,
            None,
            say("Performance status"),
            f"ECOG {performance.ecog}",
            performance,
        )
    for condition in record.conditions:
        words = condition_words(condition)
        yield condition.noted_on, condition.resolved_on, say("Condition"), words, condition
    for procedure in record.procedures:
        words = procedure_words(procedure)
        yield (
            procedure.started_on,
            procedure.ended_on,
            say("Surgery or radiotherapy"),
            words,
            procedure,
        )


def _disease(record: Record) -> Iterator[Told]:
    for progression in record.progressions:
        went_on = say("treatment continued") if progression.continued else ""
        named = (say("progression"), progression.site, progression.modality, went_on)
        words = ", ".join(word for word in named if word)
        yield progression.on, None, say("Disease status"), words, progression
    for status in record.disease_statuses:
        words = ", ".join(w for w in (STATUS_WORDS[status.status], status.note) if w)
        yield status.on, None, say("Disease status"), words, status
    for decision in record.board_decisions:
        yield decision.on, None, say("Tumor board"), decision_words(decision), decision
    for done in record.work_done:
        yield done.on, None, say("Task"), work_words(done), done


def receptor_words(receptors: ReceptorReading) -> str:
    """`ER 90 · PR 20`."""
    named = [
        _receptor(say("ER"), receptors.er_percent, receptors.er_status),
        _receptor(say("PR"), receptors.pr_percent, receptors.pr_status),
    ]
    return " · ".join(word for word in named if word) or say("ER and PR not reported")


def _receptor(name: str, percent: Percent | None, status: str | None) -> str:
    if percent is not None:
        return f"{name} {percent}"
    return f"{name} {say(status.replace('_', ' '))}" if status else ""


def alteration_words(test: Alteration, *, long: bool = False) -> str:
    """`PIK3CA H1047R`, `no ESR1`; long with result, origin and material."""
    name = " ".join(word for word in (test.gene, test.alteration) if word)
    if long:
        where = " ".join(w for w in (say(test.origin or ""), _MATERIAL_WORDS[test.material]) if w)
        return f"{name} {RESULT_WORDS[test.result]}, {where}"
    name = say("germline {name}").format(name=name) if test.origin == "germline" else name
    if test.result == "vus":
        return say("{name} VUS").format(name=name)
    return name if test.result == "detected" else say("no {name}").format(name=name)


def _given_words(given: Treatment) -> str:
    setting = say("line {line}").format(line=given.line) if given.line else say(given.setting)
    return f"{given.agent.name}, {setting}, {end_words(given)}"


def end_words(given: Treatment) -> str:
    if given.is_ongoing:
        return say("ongoing")
    reason = END_WORDS[given.end_reason or "unknown"]
    return (
        say("ended: {reason}").format(reason=reason)
        if given.ended_on
        else say("ended, date not known: {reason}").format(reason=reason)
    )


def event_words(event: AdverseEvent) -> str:
    grade = (
        say("grade {grade}").format(grade=event.grade) if event.grade else say("grade not known")
    )
    hospital = say(", hospitalized") if event.hospitalised else ""
    return say("{term} {grade}{hospital}, on {agent}").format(
        term=event.term, grade=grade, hospital=hospital, agent=event.agent
    )


def lvef_words(lvef: LVEF) -> str:
    """`LVEF 61%, echocardiography`."""
    method = f", {words_of(LVEFMethod, lvef.method)}" if lvef.method else ""
    return f"{say('LVEF')} {lvef.percent} %{method}"


def condition_words(condition: Condition) -> str:
    """`heart failure, mild, on carvedilol`."""
    named = (say(condition.name), say(condition.severity or ""), condition.detail)
    return ", ".join(word for word in named if word)


def decision_words(decision: BoardDecision) -> str:
    """`reserve for later: trastuzumab deruxtecan at progression`."""
    return f"{words_of(BoardOutcome, decision.outcome)}: {decision.text}"


def work_words(done: WorkDone) -> str:
    """`requested, find the score, by lind`."""
    by = say("by {by}").format(by=done.by) if done.by else ""
    return ", ".join(words for words in (done.words, done.detail, by) if words)


def procedure_words(procedure: Procedure) -> str:
    named = (say(procedure.kind), procedure.site, procedure.detail)
    return ", ".join(word for word in named if word)
