"""An import that is killed: `python -m tests.exchange.import_and_die FOLDER MOMENT`."""

import os
import signal
import sys
from pathlib import Path

import django

django.setup()

from biomarkers.exchange.records import spool  # noqa: E402
from biomarkers.exchange.records.importing import import_folder  # noqa: E402
from biomarkers.exchange.records.remembering import Memory  # noqa: E402

PARTS = {"first part": 1, "last part": 5}  # the patient of whose part it is


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def main(folder: str, moment: str) -> None:
    def watched(what, rows):
        if what == moment:
            die()
        for number, row in enumerate(rows):
            if what == "patients" and number == PARTS.get(moment):
                die()
            yield row

    spool.PATIENTS_AT_A_TIME = 2
    if moment == "before the end":
        Memory.end = lambda self: die()  # type: ignore[method-assign]
    import_folder(Path(folder), team="Clinic", progress=watched)


if __name__ == "__main__":
    main(*sys.argv[1:])
