"""The stories of the contract, and patients on its limits: what must come out, day by day."""

import json
from datetime import date
from pathlib import Path

import pytest

from biomarkers.catalog.current import current_catalog
from biomarkers.domain.assessment import assess
from biomarkers.exchange.answers import answer_of
from biomarkers.exchange.records.importing import import_folder
from biomarkers.record.reading import patients_with_record, record_of
from patients.models import Patient
from tests.data import BOUNDARIES, STORIES

AS_SETS = ("actions", "flags", "notes", "missing", "cautions", "blocked_by")


def _as_set(items) -> set:
    return {tuple(sorted(i.items())) if isinstance(i, dict) else i for i in items}


def named_part(expected, got):
    """Of an answer, what the expectation names, in its shape."""
    if isinstance(expected, dict):
        return {key: _named(key, value, (got or {}).get(key)) for key, value in expected.items()}
    if isinstance(expected, list):
        pairs = zip(expected, got, strict=False)
        return [named_part(*pair) for pair in pairs] + list(got[len(expected) :])
    return got


def _named(key: str, expected, got):
    if key in AS_SETS:
        return _as_set(got or [])
    if key == "options":
        return named_part(expected, {option["option"]: option for option in got})
    if key == "checks":
        listed = {check["check"]: check["done"] for check in got or []}
        return [
            {"check": wanted["check"], "done": listed.get(wanted["check"], "absent")}
            for wanted in expected
        ]
    return named_part(expected, got)


def as_sets(expected):
    if isinstance(expected, dict):
        return {
            key: _as_set(value) if key in AS_SETS else as_sets(value)
            for key, value in expected.items()
        }
    return [as_sets(item) for item in expected] if isinstance(expected, list) else expected


def expected_of(folder: Path) -> list[dict]:
    lines = (folder / "expected.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.mark.parametrize("folder", [STORIES, BOUNDARIES], ids=["contract", "boundaries"])
def test_every_story_comes_out_as_told(folder, db):
    import_folder(folder)
    records = {patient.mrn: record_of(patient) for patient in patients_with_record(Patient.objects)}
    catalog = current_catalog()

    unlike = {}
    for story in expected_of(folder):
        day = date.fromisoformat(story["as_of"])
        answer = json.loads(json.dumps(answer_of(assess(records[story["mrn"]], catalog, day))))
        got, expected = named_part(story["expect"], answer), as_sets(story["expect"])
        if got != expected:
            unlike[f"{story['mrn']} on {day}", story.get("why", "")] = (got, expected)

    assert not unlike
