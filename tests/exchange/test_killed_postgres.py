"""An import that is killed at any moment leaves nothing, and goes through afterwards."""

import os
import signal
import traceback
from pathlib import Path

import pytest
from django.db import connections

from biomarkers.exchange.records import spool
from biomarkers.exchange.records.importing import import_folder
from biomarkers.exchange.records.remembering import Memory
from biomarkers.models import HER2Assessment, Import, ImportedRow, ListedPatient
from patients.models import AuditEvent, Biopsy, CareTeam, Patient, SearchWord

from .folders import GOOD, written

LEFT_BY_AN_IMPORT = (
    Patient, Biopsy, Import, ImportedRow, HER2Assessment, ListedPatient, SearchWord, AuditEvent
)  # fmt: skip
MOMENTS = ("reading treatments.csv", "first part", "last part", "before the end")


@pytest.fixture
def folder(transactional_db, tmp_path, monkeypatch) -> Path:
    CareTeam.objects.create(name="Clinic")
    monkeypatch.setattr(spool, "PATIENTS_AT_A_TIME", 2)
    rows = "".join(f"M{n},Falk,2019\n" for n in range(1, 7))
    return written(tmp_path, {**GOOD, "patients.csv": f"mrn,family_name,metastatic_on\n{rows}"})


def left() -> dict[str, int]:
    return {model.__name__: model._default_manager.count() for model in LEFT_BY_AN_IMPORT}


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def killed_import(folder: Path, moment: str) -> int:
    """The signal that ended a process which imports."""
    connections.close_all()
    pid = os.fork()
    if pid:
        return os.WTERMSIG(os.waitpid(pid, 0)[1])
    parts = {"first part": 1, "last part": 5}

    def watched(what, rows):
        if what == moment:
            die()
        for number, row in enumerate(rows):
            if what == "patients" and number == parts.get(moment):
                die()
            yield row

    try:  # whatever happens, the child is no second run of the tests
        if moment == "before the end":
            Memory.end = lambda self: die()
        import_folder(folder, team="Clinic", progress=watched)
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(0)


@pytest.mark.parametrize("moment", MOMENTS)
def test_an_import_that_is_killed_leaves_nothing_and_goes_through_afterwards(folder, moment):
    before = left()

    assert killed_import(folder, moment) == signal.SIGKILL
    assert left() == before

    import_folder(folder, team="Clinic")
    assert Patient.objects.count() == 6
