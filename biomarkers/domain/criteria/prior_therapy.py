"""What a label asks of earlier treatment.

Lines still being given count; where a criterion is met only by them, the caution says so.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from patients.dates import PartialDate

from ..because import Because, because, joined
from ..catalog import PriorTerm
from ..course import Course
from ..lines import Line
from ..patient import Patient
from ..record import Treatment
from ..spans import months_after
from .criterion import MET, NOT_KNOWN, NOT_MET, Criterion, Kind

_KIND_WORDS = {
    "endocrine": "endocrine therapy",
    "chemotherapy": "chemotherapy",
    "anti_her2": "anti-HER2 therapy",
    "adc": "antibody-drug conjugate",
    "systemic": "systemic therapy",
}
_RELAPSE = "relapse_after_adjuvant_"


@dataclass(frozen=True)
class Given:
    """Everything given so far: (neo)adjuvant agents, and metastatic lines."""

    early: tuple[Course, ...]
    lines: tuple[Line, ...]
    metastatic_on: PartialDate | None

    @cached_property
    def treatments(self) -> list[Course]:
        return [*self.early, *(t for line in self.lines for t in line.courses)]

    @cached_property
    def completed(self) -> "Given":
        """Without the lines still being given."""
        return replace(self, lines=tuple(line for line in self.lines if not line.under_way))


@dataclass(frozen=True)
class Answer:
    """One word of prior therapy, answered."""

    term: PriorTerm
    met: bool | None
    because: Because


def any_prior_therapy(terms: tuple[PriorTerm, ...], patient: Patient) -> Criterion:
    """One criterion for words of which one is enough."""
    given = Given(patient.early_treatments, patient.lines, patient.metastatic_on)
    answers = [answer(term, given) for term in terms]
    met = _one_is_enough(answers)
    only_under_way = met is MET and not _met_by_completed(terms, given)
    out_of_reach = met is NOT_MET and all(t.measure.startswith(_RELAPSE) for t in terms)
    return Criterion(
        Kind.PRIOR_THERAPY,
        " or ".join(words_of(term) for term in terms),
        met,
        joined([a.because for a in answers if a.met is met], "; "),
        ("prior_therapy",) if met is NOT_KNOWN else (),
        ("line_under_way",) if only_under_way else (),
        can_change=not out_of_reach,
    )


def _met_by_completed(terms: tuple[PriorTerm, ...], given: Given) -> bool:
    completed = given.completed
    return any(answer(term, completed).met is MET for term in terms)


def _one_is_enough(answers: Iterable[Answer]) -> bool | None:
    found = {answer.met for answer in answers}
    return next(met for met in (MET, NOT_KNOWN, NOT_MET) if met in found)


def answer(term: PriorTerm, given: Given) -> Answer:
    if term.measure == "agent":
        return _given_at_all(term, [t for t in given.treatments if t.agent.name == term.name])
    if term.measure == "class":
        return _given_at_all(term, [t for t in given.treatments if t.is_of(term.name)])
    if term.measure.startswith(_RELAPSE):
        return _relapse(term, given)
    if term.measure == "endocrine_failed":
        return _endocrine_failed(term, given)
    return _counted(term, _occasions(term.measure, given))


def _given_at_all(term: PriorTerm, treatments: list[Treatment]) -> Answer:
    if not treatments:
        return Answer(term, NOT_MET, because(f"no {term.name} on record"))
    first = min(treatments, key=lambda t: t.sort_key)
    return Answer(term, MET, _given_sentence(first))


def _given_sentence(treatment: Treatment) -> Because:
    setting = "" if treatment.is_metastatic else f" ({treatment.setting})"
    return because(f"{treatment.agent.name}{setting} from ", treatment.started_on)


# Counting: each occasion is one sentence, so that a count can always be read out.


def _occasions(measure: str, given: Given) -> list[Because]:
    if measure == "endocrine_progressed":
        return _endocrine_progressions(given)
    if measure == "systemic_besides_one_endocrine":
        return _besides_one_endocrine(given)
    kind = measure.removesuffix("_any")
    occasions = [_line_sentence(line, kind) for line in given.lines if _is_of(line, kind)]
    if measure.endswith("_any"):
        occasions = _early_course(given, kind) + occasions
    return occasions


def _is_of(line: Line, kind: str) -> bool:
    return kind == "systemic" or line.holds(kind)


def _line_sentence(line: Line, kind: str) -> Because:
    agents = sorted({t.agent.name for t in line.courses if kind == "systemic" or t.is_of(kind)})
    return because(f"line {line.number} {' + '.join(agents)} from ", line.started_on)


def _early_course(given: Given, kind: str) -> list[Because]:
    """A (neo)adjuvant course of the kind counts once."""
    course = [t for t in given.early if kind == "systemic" or t.is_of(kind)]
    return [_given_sentence(min(course, key=lambda t: t.sort_key))] if course else []


def _endocrine_progressions(given: Given) -> list[Because]:
    progressed = [(line, line.progression_of("endocrine")) for line in given.lines]
    return [
        because(f"line {line.number}: ") + course.progression
        for line, course in progressed
        if course and course.progressed
    ]


def _besides_one_endocrine(given: Given) -> list[Because]:
    set_aside = next((line for line in given.lines if line.holds("endocrine")), None)
    return [_line_sentence(line, "systemic") for line in given.lines if line is not set_aside]


def _counted(term: PriorTerm, occasions: list[Because]) -> Answer:
    met = len(occasions) >= term.at_least
    if not occasions:
        return Answer(term, met, because(f"no {_counted_words(term.measure)} on record"))
    return Answer(term, met, joined(occasions, ", ") + _asked_for(term, len(occasions), met))


def _asked_for(term: PriorTerm, count: int, met: bool) -> str:
    return "" if met else f" ({count} of {term.at_least})"


def _endocrine_failed(term: PriorTerm, given: Given) -> Answer:
    """Metastatic disease on or after (neo)adjuvant endocrine therapy counts as one failure."""
    occasions = _endocrine_progressions(given)
    early = [t for t in given.early if t.is_of("endocrine")]
    if early and given.metastatic_on is None and len(occasions) < term.at_least:
        sentence = _given_sentence(early[0]) + "; date of metastatic disease not on record"
        return Answer(term, NOT_KNOWN, sentence)
    metastatic_on = given.metastatic_on
    relapsed = [t for t in early if metastatic_on and t.started_on.first <= metastatic_on.first]
    if metastatic_on and relapsed:
        relapse = because("metastatic ", metastatic_on, " on or after ")
        occasions.append(relapse + _given_sentence(relapsed[-1]))
    return _counted(term, occasions)


# Relapse soon after (neo)adjuvant treatment.


def _relapse(term: PriorTerm, given: Given) -> Answer:
    kind = term.measure.removeprefix(_RELAPSE)
    course = [t for t in given.early if t.is_of(kind)]
    if not course:
        return Answer(term, NOT_MET, because(f"no (neo)adjuvant {_KIND_WORDS[kind]} on record"))
    if given.metastatic_on is None:
        sentence = _given_sentence(course[0]) + "; date of metastatic disease not on record"
        return Answer(term, NOT_KNOWN, sentence)
    course = [t for t in course if t.started_on.first <= given.metastatic_on.first]
    metastatic = because("metastatic ", given.metastatic_on)
    relapsed = [t for t in course if relapsed_within(t, given.metastatic_on, term.within_months)]
    if relapsed:
        return Answer(term, MET, metastatic + ", " + _until_sentence(relapsed[-1]))
    undated = [t for t in course if t.ended_on is None]
    if undated:
        return Answer(term, NOT_KNOWN, metastatic + ", " + _until_sentence(undated[-1]))
    ends = joined([_until_sentence(t) for t in course], ", ") if course else because("none before")
    return Answer(term, NOT_MET, metastatic + ", " + ends)


def relapsed_within(treatment: Treatment, metastatic_on: PartialDate, months: int) -> bool:
    """Metastatic disease while it was given, or within so many calendar months of its end."""
    if treatment.started_on.first > metastatic_on.first:
        return False
    if treatment.is_given:
        return True
    if treatment.ended_on is None:
        return False
    return metastatic_on.first <= months_after(treatment.ended_on.last, months)


def _until_sentence(treatment: Treatment) -> Because:
    name = f"{treatment.agent.name} ({treatment.setting})"
    if treatment.is_given:
        return because(f"{name} being given since ", treatment.started_on)
    if treatment.ended_on is None:
        return because(f"{name} from ", treatment.started_on, ", end not on record")
    return because(f"{name} until ", treatment.ended_on)


# Words.


def _counted_words(measure: str) -> str:
    match measure:
        case "endocrine_progressed":
            return "progression on endocrine therapy for metastatic disease"
        case "endocrine_failed":
            return "progression or relapse on endocrine therapy"
        case "systemic_besides_one_endocrine":
            return "systemic therapy for metastatic disease besides one endocrine line"
    words = _KIND_WORDS[measure.removesuffix("_any")]
    return words if measure.endswith("_any") else f"{words} for metastatic disease"


def words_of(term: PriorTerm) -> str:
    """What the label asks, in words."""
    if term.measure in ("agent", "class"):
        return f"{term.name.replace('anti_her2', 'anti-HER2 therapy')} given"
    if term.measure.startswith(_RELAPSE):
        kind = _KIND_WORDS[term.measure.removeprefix(_RELAPSE)]
        return f"relapse within {term.within_months} months of (neo)adjuvant {kind}"
    times = "" if term.at_least == 1 else f", {term.at_least} or more"
    return _counted_words(term.measure) + times
