"""What comes out: one JSON object a patient, in the order of record numbers."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from biomarkers.exchange.records.importing import import_folder
from tests.data import STORIES

KEYS = {
    "mrn", "as_of", "her2", "history", "hormone_receptor", "lines", "advanced", "notes", "actions",
    "options",
}  # fmt: skip


EXPECTED = (STORIES / "expected.jsonl").read_text(encoding="utf-8").splitlines()
MRNS = {json.loads(line)["mrn"] for line in EXPECTED}


@pytest.fixture(scope="module")
def stories_of_module(rows_of_module):
    import_folder(STORIES)


@pytest.fixture
def stories(db, stories_of_module):
    """Each test's own rows are undone."""


def answers(*arguments: str) -> list[dict]:
    out = StringIO()
    call_command("assess", *arguments, stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_every_patient_is_one_line_in_the_order_of_record_numbers(stories):
    mrns = [answer["mrn"] for answer in answers()]

    assert mrns == sorted(MRNS)


def test_every_key_of_the_contract_is_there(stories):
    answer = answers("--mrn", "S01")[0]

    assert set(answer) == KEYS
    assert set(answer["her2"]) == {
        "category", "reason", "basis", "highest", "reported", "reclassified", "was", "cause",
        "flags", "tumors",
    }  # fmt: skip
    assert set(answer["history"][0]) == {"on", "from", "to", "reason", "cause", "accession"}
    assert set(answer["options"][0]) == {
        "option", "state", "new_with_reclassification", "criteria", "missing", "cautions",
        "blocked_by", "rank", "evidence", "checks",
    }  # fmt: skip
    assert set(answer["options"][0]["criteria"][0]) == {"criterion", "met", "because"}


def test_an_earlier_day_is_answered_as_of_it(stories):
    (answer,) = answers("--mrn", "S01", "--as-of", "2017-01-01")

    assert (answer["as_of"], answer["her2"]["category"]) == ("2017-01-01", "negative")


def test_an_unknown_record_number_is_an_error(stories):
    with pytest.raises(CommandError, match="No patient has MRN S99"):
        answers("--mrn", "S01", "S99")


def test_a_day_that_is_none_is_an_error(stories):
    with pytest.raises(CommandError, match="as-of"):
        answers("--as-of", "yesterday")


def test_all_patients_cost_a_fixed_number_of_queries(stories, django_assert_max_num_queries):
    with django_assert_max_num_queries(25):
        assert len(answers()) == len(MRNS)
