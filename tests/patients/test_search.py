"""A search by first letters is answered from indexes, however many patients there are."""

import pytest
from django.db import connection

from patients.models import Patient


@pytest.fixture
def no_full_scans(db):
    """PostgreSQL scans a small table whatever its indexes; here it is to use them."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")


@pytest.mark.parametrize(
    "index",
    [
        "patient_family_name_begins",
        "patient_given_name_begins",
        "patient_mrn_begins",
        "biopsy_accession_begins",
    ],
)
def test_every_column_of_a_search_is_read_from_its_index(no_full_scans, index):
    plan = Patient.objects.beginning_with("Ko").explain()
    conditions = [line for line in plan.splitlines() if "Scan" in line or "SEARCH" in line]

    assert any(index in line for line in conditions), plan


@pytest.mark.parametrize("word", ["50%", "a_c", "back\\slash"])
def test_signs_of_patterns_are_letters_like_others(team, word):
    Patient.objects.create(mrn="1", family_name=word.upper(), care_team=team)
    Patient.objects.create(mrn="2", family_name="50 abc back slash", care_team=team)

    assert [p.mrn for p in Patient.objects.beginning_with(word)] == ["1"]
