"""The stories of the contract: what must come out, patient by patient and day by day."""

import json
from datetime import date

import pytest

from biomarkers.catalog.current import current_catalog
from biomarkers.domain.assessment import assess
from biomarkers.exchange.answers import answer_of
from biomarkers.exchange.records.importing import import_folder
from biomarkers.record.reading import patients_with_record, record_of
from patients.models import Patient
from tests.data import STORIES

AS_SETS = ("actions", "flags", "missing", "cautions")
EXPECTED = [json.loads(line) for line in (STORIES / "expected.jsonl").read_text().splitlines()]


def _as_set(items) -> set:
    return {tuple(sorted(i.items())) if isinstance(i, dict) else i for i in items}


def named_part(expected, got):
    """Of an answer, what the expectation names, in its shape."""
    if isinstance(expected, dict):
        if isinstance(got, list):
            got = {option["option"]: option for option in got}
        return {
            key: _as_set(got.get(key) or [])
            if key in AS_SETS
            else named_part(value, (got or {}).get(key))
            for key, value in expected.items()
        }
    if isinstance(expected, list):
        pairs = zip(expected, got, strict=False)
        return [named_part(*pair) for pair in pairs] + list(got[len(expected) :])
    return got


def as_sets(expected):
    if isinstance(expected, dict):
        return {
            key: _as_set(value) if key in AS_SETS else as_sets(value)
            for key, value in expected.items()
        }
    return [as_sets(item) for item in expected] if isinstance(expected, list) else expected


@pytest.mark.parametrize("story", EXPECTED, ids=lambda story: f"{story['mrn']} on {story['as_of']}")
def test_a_story_comes_out_as_told(db, story):
    import_folder(STORIES)
    patient = patients_with_record(Patient.objects.filter(mrn=story["mrn"])).get()
    day = date.fromisoformat(story["as_of"])

    answer = answer_of(assess(record_of(patient), current_catalog(), day))

    got = json.loads(json.dumps(answer))
    assert named_part(story["expect"], got) == as_sets(story["expect"])
