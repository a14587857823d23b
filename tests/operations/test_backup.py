"""A backup says what it holds; that it restores whole is `make restore-drill`."""

import json
import tarfile
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from patients.models import Patient
from patients.operations.backup import faults_of_restored, make_backup
from tests.factories import PatientFactory


@pytest.mark.django_db(transaction=True)
def test_a_row_that_is_missing_after_a_restore_is_named(tmp_path: Path):
    patient = PatientFactory()
    manifest = make_backup(tmp_path / "saved.tar")

    Patient.objects.filter(pk=patient.pk).delete()

    assert "patients_patient has 0 rows, not 1" in list(faults_of_restored(manifest))


@pytest.mark.django_db(transaction=True)
def test_a_backup_says_what_it_holds_and_is_readable_by_its_owner_alone(tmp_path: Path):
    file = tmp_path / "saved.tar"
    make_backup(file)

    with tarfile.open(file) as tar:
        manifest = json.load(tar.extractfile("manifest.json"))
    assert manifest["rows"]["patients_patient"] == 0
    assert oct(file.stat().st_mode)[-3:] == "600"


@pytest.mark.django_db(transaction=True)
def test_nothing_is_overwritten(tmp_path: Path):
    file = tmp_path / "saved.tar"
    make_backup(file)

    with pytest.raises(CommandError, match="exists"):
        call_command("backup", str(file))
    with pytest.raises(CommandError, match="holds tables already"):
        call_command("restore", str(file))
