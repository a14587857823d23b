"""When the disease is advanced, and whether its treatment so far is known."""

from datetime import date

import pytest

from biomarkers.domain.disease import disease_of
from biomarkers.domain.record import Procedure
from biomarkers.domain.treatment_history import treatment_history
from patients.dates import PartialDate

from .builders import a_record, given

TODAY = date(2026, 11, 1)


def surgery(on: str, site: str = "left breast", kind: str = "surgery") -> Procedure:
    return Procedure(kind, PartialDate(on), site=site)


@pytest.mark.parametrize(
    ("facts", "advanced_on", "may_be_operated"),
    [
        ({}, None, False),
        ({"diagnosed_on": "2024", "stage_at_diagnosis": "III"}, None, False),
        ({"diagnosed_on": "2024", "stage_at_diagnosis": "IV"}, date(2024, 1, 1), False),
        ({"stage_at_diagnosis": "IV"}, None, False),
        ({"metastatic_on": "2025-03"}, date(2025, 3, 1), False),
        ({"treatments": (given("letrozole", "2025-02"),)}, date(2025, 2, 1), False),
        ({"treatments": (given("goserelin", "2025-02"),)}, None, False),
        ({"treatments": (given("letrozole", "2025-02", setting="adjuvant"),)}, None, False),
        ({"unresectable_on": "2024-05"}, date(2024, 5, 1), True),
        ({"unresectable_on": "2024-05", "metastatic_on": "2025"}, date(2024, 5, 1), False),
        ({"metastatic_on": "2025", "treatments": (given("letrozole", "2024-02"),)},
         date(2024, 2, 1), False),
    ],
)  # fmt: skip
def test_disease_is_advanced_from_the_first_sign_of_it(facts, advanced_on, may_be_operated):
    disease = disease_of(a_record(**facts))

    assert disease.may_be_operated is may_be_operated
    assert (disease.advanced_on and disease.advanced_on.first) == advanced_on


@pytest.mark.parametrize(
    ("procedure", "advanced"),
    [
        (surgery("2024-05-02"), False),
        (surgery("2024-05-01"), True),
        (surgery("2024-06", site=""), False),
        (surgery("2024-06", site="Breast, right"), False),
        (surgery("2024-06", site="liver"), True),
        (surgery("2024-06", kind="radiotherapy"), True),
    ],
)
def test_a_surgery_of_the_breast_ends_unresectable_disease(procedure, advanced):
    record = a_record(unresectable_on="2024-05-01", procedures=(procedure,))

    assert disease_of(record).is_advanced is advanced


EARLY = given("tamoxifen", "2018", "2023", "completed", setting="adjuvant")
LINE = given("letrozole", "2026-01")


@pytest.mark.parametrize(
    ("facts", "known"),
    [
        ({}, "not_known"),
        ({"treatments": (given("goserelin", "2026"), given("denosumab", "2026"))}, "not_known"),
        ({"diagnosed_on": "2026-08-03"}, "known"),
        ({"diagnosed_on": "2026-08-02"}, "not_known"),
        ({"treatments": (EARLY,)}, "known"),
        ({"treatments": (EARLY,), "metastatic_on": "2026-08-03"}, "known"),
        ({"treatments": (EARLY,), "metastatic_on": "2026-08-02"}, "not_known"),
        ({"treatments": (EARLY, LINE), "metastatic_on": "2020"}, "known"),
        ({"metastatic_on": "2026-10"}, "not_known"),
        ({"diagnosed_on": "2026-09", "metastatic_on": "2026-09"}, "known"),
        ({"treatment_history": "complete", "metastatic_on": "2020"}, "known"),
        ({"treatment_history": "incomplete"}, "incomplete"),
        ({"treatment_history": "incomplete", "treatments": (LINE,)}, "incomplete"),
    ],
)
def test_what_was_given_is_known_incomplete_or_not_known(facts, known):
    record = a_record(**facts)

    assert treatment_history(record, disease_of(record), TODAY) == known
