"""The next biopsy, the next molecular test, and the treatment history to complete.

Source: docs/contract/rules.md, part 5. Mutations of ESR1 arise under endocrine therapy (ASCO 2023);
germline BRCA, PIK3CA, AKT1, PTEN and PD-L1 decide on labelled options.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from .alterations import ESR1_HOLDS_DAYS, result_for
from .answer_codes import ActionCode
from .catalog import AlterationTerm
from .course import RELAPSE_MONTHS, Course, relapsed_within
from .her2 import Category
from .patient import Patient
from .spans import months_after

BIOPSY_AFTER_PROGRESSION_MONTHS = 12
_ONE_TEST = (AlterationTerm("PIK3CA"), AlterationTerm("AKT1"), AlterationTerm("PTEN"))
_BRCA = ("BRCA1", "BRCA2")


def next_tests(patient: Patient) -> Iterator[ActionCode]:
    """Actions that concern the patient and no specimen."""
    advanced = patient.disease.is_advanced
    molecular = advanced and patient.her2.category is not Category.POSITIVE
    if advanced and _may_be_biopsied(patient):
        yield ActionCode.CONSIDER_BIOPSY
    if molecular and _esr1_may_have_arisen(patient):
        yield ActionCode.TEST_ESR1
    if molecular and _pathway_may_be_altered(patient):
        yield ActionCode.TEST_PIK3CA_AKT1_PTEN
    if (molecular or _early_disease_at_risk(patient)) and not _germline_brca_tested(patient):
        yield ActionCode.TEST_GERMLINE_BRCA
    if molecular and patient.receptors.is_treated_as_negative and not _pdl1_tested(patient):
        yield ActionCode.TEST_PDL1
    if advanced and not patient.history_is_known:
        yield ActionCode.COMPLETE_HISTORY


# Biopsy.


def _may_be_biopsied(patient: Patient) -> bool:
    return _progressed_since_biopsy(patient) or patient.which_tumor_has_spread_is_unknown


def _progressed_since_biopsy(patient: Patient) -> bool:
    """A progression in advanced disease, of the last year and later than the newest biopsy."""
    advanced_on = patient.disease.advanced_on
    newest = max((s.specimen.collected_on.first for s in patient.her2.specimens), default=date.min)
    return advanced_on is not None and any(
        day >= advanced_on.first
        and day > newest
        and patient.as_of <= months_after(day, BIOPSY_AFTER_PROGRESSION_MONTHS)
        for day in _days_of_progression(patient)
    )


def _days_of_progression(patient: Patient) -> Iterator[date]:
    """Also what was treated beyond; an end without a date on the day after the drug began."""
    yield from (progression.on.first for progression in patient.record.progressions)
    for course in (course for line in patient.lines for course in line.courses):
        if course.end_reason == "progression":
            undated = course.started_on.first + timedelta(days=1)
            yield course.ended_on.last if course.ended_on else undated


# Molecular tests.


def _esr1_may_have_arisen(patient: Patient) -> bool:
    """Under endocrine therapy that failed, and no test since shortly before the last failure."""
    failures = list(_endocrine_failures(patient))
    if patient.receptors.hormone_receptor != "positive" or not failures:
        return False
    tests = [test for test in patient.record.alterations if test.gene == "ESR1"]
    if any(test.result == "detected" for test in tests):
        return False
    if None in failures:  # one without a date may be the last of all
        return True
    holds_from = max(day for day in failures if day) - timedelta(days=ESR1_HOLDS_DAYS)
    return not any(test.tested_on.first >= holds_from for test in tests)


def _endocrine_failures(patient: Patient) -> Iterator[date | None]:
    """Days of progression on metastatic endocrine therapy, and of relapse on or after adjuvant."""
    for course in (t for t in patient.treatments if t.is_of("endocrine")):
        if course.is_metastatic and course.progressed:
            yield course.progressed_on
        elif _relapsed_on(course, patient) and patient.metastatic_on:
            yield patient.metastatic_on.first


def _relapsed_on(course: Course, patient: Patient) -> bool:
    if course.is_metastatic:
        return False
    return bool(relapsed_within(course, patient.metastatic_on, RELAPSE_MONTHS))


def _pathway_may_be_altered(patient: Patient) -> bool:
    """On endocrine therapy for advanced disease; none found of three genes, not all known."""
    if patient.receptors.hormone_receptor != "positive":
        return False
    on_endocrine = any(line.holds("endocrine") for line in patient.lines)
    relapsed = any(
        _relapsed_on(course, patient) for course in patient.treatments if course.is_of("endocrine")
    )
    if not (on_endocrine or relapsed):
        return False
    found = [result_for(gene, patient.record, None).detected for gene in _ONE_TEST]
    return True not in found and None in found


def _early_disease_at_risk(patient: Patient) -> bool:
    """Stage II or III with a settled HER2-negative status: adjuvant olaparib may come."""
    unsettled = (Category.POSITIVE, Category.EQUIVOCAL, Category.UNDETERMINED)
    return (
        not patient.disease.is_advanced
        and patient.record.stage_at_diagnosis in ("II", "III")
        and patient.her2.category not in unsettled
    )


def _germline_brca_tested(patient: Patient) -> bool:
    return any(
        test.gene in _BRCA and test.origin == "germline" for test in patient.record.alterations
    )


def _pdl1_tested(patient: Patient) -> bool:
    return patient.newest_marker("pdl1_cps") is not None
