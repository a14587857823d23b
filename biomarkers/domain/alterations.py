"""What is known of one alteration that a label names: detected, not detected, or not known.

Detected means pathogenic or likely pathogenic. The newest result of a gene decides, with the
exceptions that stand here one by one.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from patients.language import Words, say

from .because import Because, because, joined
from .catalog import AlterationTerm
from .course import Course
from .record import Alteration, Record

RESULT_WORDS = Words(
    {
        "detected": "detected",
        "not_detected": "not detected",
        "vus": "variant of uncertain significance",
    }
)

# Plasma can miss these; ESR1 is what plasma is for.
_PLASMA_MISSES = {"PIK3CA", "AKT1", "PTEN", "BRAF"}
ESR1_HOLDS_DAYS = 30  # a plasma test drawn with the scan that showed the progression counts

# What the words of an alteration must hold, where a label asks for a certain one.
_CERTAIN = {
    "fusion": re.compile(r"fusion", re.IGNORECASE),
    "V600E": re.compile(r"V600E|Val600Glu|1799T>A", re.IGNORECASE),
}
_AMPLIFIED = re.compile(r"amplif|copy|copies|\bgain\b", re.IGNORECASE)
_MUTATED = re.compile(r"\b[A-Z]\d{2,}|\bp\.|\bc\.|exon|insertion|deletion|dup", re.IGNORECASE)


@dataclass(frozen=True)
class GeneResult:
    """`detected` None: not known. `tests` are the rows that decided."""

    detected: bool | None
    because: Because
    tests: tuple[Alteration, ...] = ()


def result_for(
    term: AlterationTerm, record: Record, last_endocrine_progression: "EndocrineProgression | None"
) -> GeneResult:
    """The state of the alteration itself; that "not PIK3CA" asks for its absence comes later."""
    tests = [
        test
        for test in record.alterations
        if test.gene.upper() == term.gene.upper() and not _is_of_another(test, term)
    ]
    germline = [test for test in tests if test.origin == "germline"]
    if term.kind == "germline":
        return _newest(germline, term) if germline else _untested(term)
    if term.kind != "somatic" and germline:
        germline_result = _newest(germline, term)
        if germline_result.detected:
            return germline_result  # no tumor or plasma result undoes it
    # a germline test that found nothing says nothing about the tumor
    result = _tumor_result([t for t in tests if t.origin != "germline"], term)
    if term.gene == "ESR1" and result.detected is False:
        return _unless_outdated(result, last_endocrine_progression)
    return result


def _is_of_another(test: Alteration, term: AlterationTerm) -> bool:
    """It found another alteration of the gene than the label asks for, and says nothing of that."""
    if test.result != "detected" or not test.alteration:
        return False
    if term.kind in _CERTAIN:
        return not _CERTAIN[term.kind].search(test.alteration)
    return _asks_for_a_mutation(term) and _is_only_amplified(test.alteration)


def _asks_for_a_mutation(term: AlterationTerm) -> bool:
    return term.gene == "ERBB2" and term.kind == "any"


def _is_only_amplified(alteration: str) -> bool:
    return bool(_AMPLIFIED.search(alteration)) and not _MUTATED.search(alteration)


@dataclass(frozen=True)
class EndocrineProgression:
    """The last progression on an endocrine agent; `on` is None where its day is not known."""

    on: date | None
    because: Because


def last_endocrine_progression(treatments: Iterable[Course]) -> EndocrineProgression | None:
    progressed = [t for t in treatments if t.is_of("endocrine") and t.progressed]
    if not progressed:
        return None
    # one without a date may be the last of all
    last = max(progressed, key=lambda t: (t.progressed_on or date.max, t.agent.name))
    return EndocrineProgression(last.progressed_on, last.progression)


def _untested(term: AlterationTerm) -> GeneResult:
    origin = f"{say(term.kind)} " if term.kind in ("germline", "somatic") else ""
    return GeneResult(
        None, because(say("no {origin}{gene} test on record").format(origin=origin, gene=term.gene))
    )


def _tumor_result(tests: list[Alteration], term: AlterationTerm) -> GeneResult:
    if not tests:
        return _untested(term)
    newest = _newest(tests, term)
    plasma_may_miss = term.gene in _PLASMA_MISSES or term.kind == "fusion"
    if not plasma_may_miss or not _plasma_found_nothing(newest):
        return newest
    elsewhere = [test for test in tests if test.material != "ctdna"]
    if elsewhere:
        return _newest(elsewhere, term)
    return GeneResult(
        None, newest.because + say("; a negative plasma test does not rule it out"), newest.tests
    )


def _plasma_found_nothing(result: GeneResult) -> bool:
    return result.detected is False and all(t.material == "ctdna" for t in result.tests)


def _newest(tests: list[Alteration], term: AlterationTerm) -> GeneResult:
    """All results of the newest day together: one detection among them is a detection."""
    newest_day = max(test.tested_on.text for test in tests)
    tests = sorted(
        (test for test in tests if test.tested_on.text == newest_day),
        key=lambda t: (t.gene, t.alteration, t.result, t.material, t.origin or ""),
    )
    answers = [_fits(test, term) for test in tests]
    answer = next(answer for answer in (True, None, False) if answer in answers)
    deciding = tuple(
        t for t, its_answer in zip(tests, answers, strict=True) if its_answer is answer
    )
    return GeneResult(answer, joined([_sentence(t) for t in deciding], "; "), deciding)


def _fits(test: Alteration, term: AlterationTerm) -> bool | None:
    """Does this one result say that the alteration is there?"""
    if test.result != "detected":  # a variant of uncertain significance counts as not detected
        return False
    if term.kind == "somatic":
        return True if test.origin == "somatic" else None
    asks_which = term.kind in _CERTAIN or _asks_for_a_mutation(term)
    return True if test.alteration or not asks_which else None


def _sentence(test: Alteration) -> Because:
    """`PIK3CA H1047R detected, tissue, 2019-05-02`."""
    what = " ".join(word for word in (test.gene, test.alteration) if word)
    result = RESULT_WORDS[test.result]
    where = " ".join(word for word in (test.origin, test.material) if word)
    return because(f"{what} {result}, {where}, ", test.tested_on)


def _unless_outdated(result: GeneResult, progression: EndocrineProgression | None) -> GeneResult:
    """ESR1 mutations arise under endocrine treatment: an older negative says nothing."""
    if progression is None:
        return result
    tested = result.tests[0].tested_on.first
    if progression.on is not None and (progression.on - tested).days <= ESR1_HOLDS_DAYS:
        return result
    return GeneResult(
        None, result.because + say("; not tested after ") + progression.because, result.tests
    )
