"""What a label asks of earlier treatment.

A line that is still working counts only with the caveat that the option is for later (`next`).
While the treatment history is not known or incomplete, nothing follows from absence.
Source: docs/contract/rules.md, parts 6 and 7, and clinical-content.md.
"""

from dataclasses import dataclass, replace
from functools import cache

from patients.language import language, say

from ..because import Because, because, joined
from ..catalog import PriorTerm
from ..course import Course, relapsed_within
from ..patient import Patient
from .criterion import MET, NOT_KNOWN, NOT_MET, Criterion, Kind, one_is_enough
from .occasions import (
    KIND_WORDS,
    Given,
    Occasions,
    given_sentence,
    metastatic_sentence,
    occasions_of,
    until_sentence,
)

_RELAPSE = "relapse_after_adjuvant_"
_NAMED = ("agent", "class", "progressed_agent", "progressed_class")


@dataclass(frozen=True)
class Answer:
    """One word of prior therapy, answered."""

    term: PriorTerm
    met: bool | None
    because: Because
    counts_line_under_way: bool = False
    may_come_true: bool = True


def prior_all_criterion(term: PriorTerm, patient: Patient) -> Criterion:
    return _criterion(Kind.PRIOR_ALL, (term,), patient)


def prior_any_criterion(terms: tuple[PriorTerm, ...], patient: Patient) -> Criterion:
    """One criterion for words of which one is enough."""
    return _criterion(Kind.PRIOR_ANY, terms, patient)


def _criterion(kind: Kind, terms: tuple[PriorTerm, ...], patient: Patient) -> Criterion:
    given = _given_to(patient)
    answers = [_where_history_is_known(answer(term, given), patient) for term in terms]
    met = one_is_enough([a.met for a in answers])
    deciding = [a for a in answers if a.met is met]
    return Criterion(
        kind,
        _asks(terms),
        met,
        joined([a.because for a in deciding], "; "),
        (_missing(patient),) if met is NOT_KNOWN else (),
        may_come_true=met is NOT_MET and any(a.may_come_true for a in answers),
        counts_line_under_way=met is MET and all(a.counts_line_under_way for a in deciding),
    )


def _given_to(patient: Patient) -> Given:
    """Put together once a patient: every word asks it."""
    if Given not in patient.answers:
        given = Given(patient.early_treatments, patient.lines, patient.metastatic_on)
        patient.answers[Given] = given
    given_to: Given = patient.answers[Given]
    return given_to


def _where_history_is_known(found: Answer, patient: Patient) -> Answer:
    """What is not on record may have been given all the same."""
    if found.met is NOT_MET and not patient.history_is_known:
        sentence = found.because + say("; earlier treatment is not known")
        return Answer(found.term, NOT_KNOWN, sentence)
    return found


def _missing(patient: Patient) -> str:
    return "prior_therapy" if patient.history_is_known else "treatment_history"


def answer(term: PriorTerm, given: Given) -> Answer:
    if term.measure in _NAMED:
        return _named(term, given)
    if term.measure.startswith(_RELAPSE):
        return _relapse(term, given)
    with_all = _counted(term, occasions_of(term.measure, given))
    if with_all.met is not MET or not given.holds_line_under_way:
        return with_all
    without = _counted(term, occasions_of(term.measure, given.without_lines_under_way))
    return without if without.met is MET else replace(with_all, counts_line_under_way=True)


# An agent or a class: given, or progressed on.


def _named(term: PriorTerm, given: Given) -> Answer:
    if term.measure.endswith("agent"):
        courses = [c for c in given.courses if c.agent.name == term.name]
    else:
        courses = [c for c in given.courses if c.is_of(term.name)]
    if not courses:
        return Answer(
            term, NOT_MET, because(say("no {term} on record").format(term=say(term.name)))
        )
    courses = sorted(courses, key=lambda c: c.sort_key)
    if term.measure in ("agent", "class"):
        return Answer(term, MET, given_sentence(courses[0]))
    return _progressed(term, courses)


def _progressed(term: PriorTerm, courses: list[Course]) -> Answer:
    met = one_is_enough(course.progressed for course in courses)
    deciding = next(course for course in courses if course.progressed is met)
    if met is NOT_MET:
        sentence = given_sentence(deciding) + say(", no progression on it on record")
        return Answer(term, met, sentence)
    return Answer(term, met, deciding.progression)


# Counts.


def _counted(term: PriorTerm, occasions: Occasions) -> Answer:
    sure, perhaps = occasions.sure, occasions.perhaps
    if len(sure) >= term.at_least:
        return Answer(term, MET, joined(sure, ", "))
    if len(sure) + len(perhaps) >= term.at_least:
        return Answer(term, NOT_KNOWN, joined([*sure, *perhaps], ", "))
    found = [*sure, *perhaps]
    if not found:
        return Answer(
            term,
            NOT_MET,
            because(say("no {measure} on record").format(measure=_counted_words(term.measure))),
        )
    return Answer(
        term,
        NOT_MET,
        joined(found, ", ")
        + say(" ({found} of {at_least})").format(found=len(found), at_least=term.at_least),
    )


# Relapse soon after (neo)adjuvant treatment.


def _relapse(term: PriorTerm, given: Given) -> Answer:
    """Once the dates are known, no treatment can make it true any more."""
    kind = term.measure.removeprefix(_RELAPSE)
    course = [c for c in given.early if c.is_of(kind)]
    to_come = given.metastatic_on is None
    if not course:
        sentence = because(say("no (neo)adjuvant {kind} on record").format(kind=KIND_WORDS[kind]))
        return Answer(term, NOT_MET, sentence, may_come_true=to_come)
    answers = [(relapsed_within(c, given.metastatic_on, term.within_months), c) for c in course]
    met = one_is_enough(found for found, _ in answers)
    deciding = [c for found, c in answers if found is met]
    ends = joined([until_sentence(c) for c in deciding], ", ")
    return Answer(term, met, metastatic_sentence(given) + ends, may_come_true=to_come)


# Words.


def _asks(terms: tuple[PriorTerm, ...]) -> str:
    """Once a language: many labels ask the same."""
    return _asks_in(terms, language())


@cache
def _asks_in(terms: tuple[PriorTerm, ...], language: str) -> str:
    return say(" or ").join(words_of(term) for term in terms)


def _counted_words(measure: str) -> str:
    match measure:
        case "endocrine_progressed":
            return say("progression on endocrine therapy for metastatic disease")
        case "endocrine_failed":
            return say(
                "progression on endocrine therapy, or relapse on it or within 12 months after it"
            )
        case "endocrine_failed_any_time":
            return say("progression or relapse on endocrine therapy")
        case "systemic_besides_one_endocrine":
            return say("systemic therapy for metastatic disease, not counting one endocrine line")
    words = KIND_WORDS[measure.removesuffix("_any")]
    return (
        words
        if measure.endswith("_any")
        else say("{words} for metastatic disease").format(words=words)
    )


def words_of(term: PriorTerm) -> str:
    """What the label asks, in words."""
    name = say(term.name.replace("anti_her2", "anti-HER2 therapy"))
    if term.measure in ("agent", "class"):
        return say("{name} given").format(name=name)
    if term.measure in _NAMED:
        return say("progression on {name}").format(name=name)
    if term.measure.startswith(_RELAPSE):
        kind = KIND_WORDS[term.measure.removeprefix(_RELAPSE)]
        return say("relapse within {within_months} months of (neo)adjuvant {kind}").format(
            within_months=term.within_months, kind=kind
        )
    times = "" if term.at_least == 1 else say(", {at_least} or more").format(at_least=term.at_least)
    return _counted_words(term.measure) + times
