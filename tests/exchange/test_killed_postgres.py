"""An import that is killed at any moment leaves nothing, and goes through afterwards."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from biomarkers.exchange.records.importing import import_folder
from biomarkers.models import HER2Assessment, Import, ImportedRow, ListedPatient
from patients.models import AuditEvent, Biopsy, CareTeam, Patient, SearchWord

from .folders import GOOD, written

LEFT_BY_AN_IMPORT = (
    Patient, Biopsy, Import, ImportedRow, HER2Assessment, ListedPatient, SearchWord, AuditEvent
)  # fmt: skip
MOMENTS = ("reading treatments.csv", "first part", "last part", "before the end")


@pytest.fixture
def folder(transactional_db, tmp_path) -> Path:
    CareTeam.objects.create(name="Clinic")
    rows = "".join(f"M{n},Falk,2019\n" for n in range(1, 7))
    return written(tmp_path, {**GOOD, "patients.csv": f"mrn,family_name,metastatic_on\n{rows}"})


def left() -> dict[str, int]:
    return {model.__name__: model._default_manager.count() for model in LEFT_BY_AN_IMPORT}


def killed_import(folder: Path, moment: str) -> int:
    """How a process ended that imports, in a Python of its own; a signal is less than zero."""
    at = connection.settings_dict
    url = f"postgres://{at['USER']}:{at['PASSWORD']}@{at['HOST']}:{at['PORT']}/{at['NAME']}"
    words = [sys.executable, "-m", "tests.exchange.import_and_die", str(folder), moment]
    settings = {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    return subprocess.run(words, env={**os.environ, **settings}, timeout=300).returncode


@pytest.mark.parametrize("moment", MOMENTS)
def test_an_import_that_is_killed_leaves_nothing_and_goes_through_afterwards(folder, moment):
    before = left()

    assert killed_import(folder, moment) == -signal.SIGKILL
    assert left() == before

    import_folder(folder, team="Clinic")
    assert Patient.objects.count() == 6
