"""Genes and markers in the words of a report: found, and not tested or not settled."""

from biomarkers.domain.assessment import Assessment
from biomarkers.domain.record import Record
from biomarkers.wording.codes import missing_words

_TESTS = ("esr1", "pik3ca_akt1_pten", "germline_brca", "ntrk", "ret", "braf", "msi", "tmb")


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
    missing = {code for option in assessment.options for code in option.missing}
    return [missing_words(code) for code in _TESTS if code in missing]
