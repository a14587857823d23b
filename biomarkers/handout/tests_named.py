"""Genes and markers: found, and without a clear result though an option waits for one."""

from biomarkers.domain.assessment import Assessment
from biomarkers.domain.options import State
from biomarkers.domain.record import Record
from biomarkers.wording.codes import missing_words

# What is missing, but no test of genes or markers.
_NO_TESTS = {
    "her2_detail", "ish", "hormone_receptor", "menopausal_status", "prior_therapy",
    "treatment_history", "stage", "setting", "which_tumor", "ild_grade", "pd1_candidacy",
}  # fmt: skip


def tested_and_found(record: Record) -> list[str]:
    found = sorted(
        (test for test in record.alterations if test.result == "detected"),
        key=lambda test: test.tested_on.text,
    )
    return [
        " ".join(filter(None, [test.gene, test.alteration, f"({test.tested_on.in_words})"]))
        for test in found
    ]


def not_tested(assessment: Assessment) -> list[str]:
    """Only what an option of this patient waits for."""
    waiting = [o for o in assessment.options if o.state is State.NEEDS_INFORMATION]
    missing = {code for option in waiting for code in option.missing} - _NO_TESTS
    return [missing_words(code) for code in sorted(missing)]
