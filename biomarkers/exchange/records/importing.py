"""A folder of CSV files into the record: all rows or none, some hundred patients at a time."""

from contextlib import closing
from datetime import date
from pathlib import Path

from django.db import IntegrityError, OperationalError, transaction
from django.utils import timezone

from patients.audit.recording import acting
from patients.changes.locking import is_lock_not_got, wait_no_longer_than
from patients.models import CareTeam

from .done import Done
from .faults import Fault, Refused
from .folder import refuse_if_any
from .part_by_part import Importing
from .progress import Progress, unwatched
from .reading import read_folder
from .remembering import Memory
from .spool import Spool

FIRST_TEAM = "Clinic"
LOCK_SECONDS = 60
BUSY = "another import or a save held the record for a minute. Nothing was imported: try again"


def import_folder(
    path: Path,
    *,
    team: str | None = None,
    dry_run: bool = False,
    erase: bool = False,
    by=None,
    today: date | None = None,
    progress: Progress = unwatched,
) -> Done:
    """One transaction. Raises Refused, with every fault of the folder, and writes nothing then.

    What lies after `today`, by the clock where it is not said, is a fault. An empty cell leaves
    what is stored, unless it shall `erase` it.
    """
    with closing(read_folder(path, progress)) as spool:
        return import_spool(
            spool,
            source=str(path),
            team=team,
            dry_run=dry_run,
            erase=erase,
            by=by,
            today=today,
            progress=progress,
        )


def import_spool(
    spool: Spool,
    *,
    source: str,
    team: str | None = None,
    dry_run: bool = False,
    erase: bool = False,
    by=None,
    today: date | None = None,
    progress: Progress = unwatched,
) -> Done:
    """As `import_folder`, of rows that are read already, from a place that is called `source`."""
    try:
        with transaction.atomic(), acting(by):
            wait_no_longer_than(LOCK_SECONDS)
            owner = team_named(team)
            memory = Memory(owner, source, by, dry_run=dry_run)
            day = today or timezone.localdate()
            run = Importing(spool, owner, memory, erase=erase, today=day)
            run.all_parts(progress)
            refuse_if_any(run.faults)
            memory.end()
            transaction.set_rollback(dry_run)
    except OperationalError as error:
        if not is_lock_not_got(error):
            raise
        raise Refused([Fault(source, None, None, BUSY)]) from error
    except IntegrityError as error:
        wrong = (
            f"the database rejected the import: {error}. If another import is running, wait and "
            "try again"
        )
        raise Refused([Fault(source, None, None, wrong)]) from error
    return run.done(dry_run=dry_run)


def team_named(name: str | None) -> CareTeam:
    """The team that is meant, its row locked: one import of a team at a time.

    `no_key`: saving a patient refers to the row of the team, and does not wait for this lock.
    """
    names = list(CareTeam.objects.order_by("pk").values_list("name", flat=True)[:20])
    if name is None and len(names) > 1:
        wrong = f"there is more than one care team; choose one with --team: {', '.join(names)}"
        raise Refused([Fault("team", None, None, wrong)])
    if name is None:
        name = next(iter(names), FIRST_TEAM)
    locked = CareTeam.objects.select_for_update(no_key=True).filter(name=name)
    return locked.first() or CareTeam.objects.create(name=name)
