"""Everything that goes out comes in again, and nothing else changes."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from hypothesis import HealthCheck, given, settings

from biomarkers.exchange.records.exporting import ASSESSMENTS, export_record
from biomarkers.exchange.records.faults import Refused
from biomarkers.exchange.records.importing import import_folder
from biomarkers.models import PrintedHandout
from patients.models import AgentGiven, AuditEvent, CareTeam, LVEFMeasurement, Patient
from tests.data import STORIES, TCGA_FIFTY

from .any_record import record_folders
from .folders import FURTHER, GOOD, written


def exported() -> dict[str, bytes]:
    return dict(export_record(CareTeam.objects.get()))


def read_back(files: dict[str, bytes]) -> str:
    """What importing the files says."""
    with TemporaryDirectory() as place:
        return import_folder(written(Path(place), files)).summary


@pytest.mark.parametrize("folder", [STORIES, TCGA_FIFTY], ids=["stories", "fifty real patients"])
def test_what_went_out_changes_nothing_when_it_comes_in(db, folder):
    import_folder(folder)

    once = exported()

    assert "Nothing changed" in read_back(once)
    assert exported() == once


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(files=record_folders())
def test_any_record_goes_out_and_into_an_empty_database_byte_for_byte(db, files):
    with transaction.atomic():
        read_back(files)
        once = exported()
        assert "Nothing changed" in read_back(once)
        transaction.set_rollback(True)

    with transaction.atomic():
        read_back(once)
        again = exported()
        transaction.set_rollback(True)
    assert again == once


def test_what_the_contract_has_no_place_for_goes_out_and_in_too(db, tmp_path, clinician):
    import_folder(written(tmp_path / "good", GOOD | FURTHER), team="Breast clinic")
    patient = Patient.objects.get()
    AgentGiven.objects.update(override_reason="=1+1 is what she wished")
    PrintedHandout.objects.create(patient=patient, answers=[{"text": "…"}], printed_by=clinician)

    files = exported()
    AgentGiven.objects.update(override_reason="")
    LVEFMeasurement.objects.all().delete()
    read_back(files)

    assert AgentGiven.objects.get().override_reason == "=1+1 is what she wished"
    assert LVEFMeasurement.objects.get().percent == 60
    assert b"'=1+1" in files["overrides.csv"]
    handout = json.loads(files["handouts.jsonl"])
    assert (handout["mrn"], handout["printed_by"]) == ("M1", "clinician")


def test_an_override_of_no_treatment_is_refused(db, tmp_path):
    files = GOOD | {"overrides.csv": FURTHER["overrides.csv"].replace("2019-05", "2018")}
    with pytest.raises(Refused, match=r"overrides.csv:2 .*no row of treatments.csv"):
        import_folder(written(tmp_path, files))
    assert not Patient.objects.exists()


def test_an_export_holds_one_team_and_is_logged_with_how_many_patients(db, tmp_path, clinician):
    import_folder(written(tmp_path / "a", GOOD), team="Breast clinic")
    other = {"patients.csv": "mrn\nZ9\n"}
    import_folder(written(tmp_path / "b", other), team="Another clinic")

    files = dict(export_record(CareTeam.objects.get(name="Breast clinic"), by=clinician))

    assert b"Z9" not in b"".join(files.values())
    assert len(files[ASSESSMENTS].splitlines()) == 1
    entry = AuditEvent.objects.filter(action=AuditEvent.Action.ACCESS).get()
    assert (entry.actor, entry.additional_data["patients"]) == (clinician, 1)


def test_the_command_writes_into_an_empty_folder_only(db, tmp_path):
    import_folder(TCGA_FIFTY)
    place = tmp_path / "out"

    call_command("export_records", str(place))

    assert "Nothing changed" in import_folder(place).summary
    with pytest.raises(CommandError, match="not an empty folder"):
        call_command("export_records", str(place))
