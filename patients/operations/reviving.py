"""Tasks of a worker that died are taken up again by another.

While a worker has a task it holds a lock on a file in `UPLOADS`, which all machines share; the
system lets go of it when the process dies, however it dies.
"""

import fcntl
from datetime import timedelta
from pathlib import Path
from typing import IO

from django.conf import settings
from django.dispatch import receiver
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks.signals import task_finished, task_started
from django_tasks_db.models import DBTaskResult

MOST_TRIES = 3  # a task that kills its worker each time is given up
JUST_STARTED = timedelta(seconds=30)  # claimed, and not locked yet
GIVEN_UP = "patients.operations.reviving.WorkerDied"
_held: dict[str, IO[str]] = {}


class WorkerDied(Exception):
    """What the task of a worker that died says when it is given up."""


def _lock_of(task_id) -> Path:
    return Path(settings.UPLOADS) / "tasks" / f"{task_id}.lock"


@receiver(task_started, dispatch_uid="patients.reviving.hold")
def hold(sender, task_result, **kwargs):
    path = _lock_of(task_result.id)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = path.open("w")
    fcntl.flock(file, fcntl.LOCK_EX)
    _held[task_result.id] = file


@receiver(task_finished, dispatch_uid="patients.reviving.let_go")
def let_go(sender, task_result, **kwargs):
    if file := _held.pop(task_result.id, None):
        file.close()
        _lock_of(task_result.id).unlink(missing_ok=True)


def is_worked_on(task_id) -> bool:
    try:
        file = _lock_of(task_id).open("r+")
    except FileNotFoundError:
        return False
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def revive() -> tuple[int, int]:
    """How many tasks wait again for a worker, and how many were given up."""
    since = timezone.now() - JUST_STARTED
    running = DBTaskResult.objects.running().filter(started_at__lt=since)
    dead = [task for task in running if not is_worked_on(task.id)]
    again = [task.pk for task in dead if len(task.worker_ids) < MOST_TRIES]
    over = [task.pk for task in dead if len(task.worker_ids) >= MOST_TRIES]
    for task in dead:
        _lock_of(task.id).unlink(missing_ok=True)
    return running.filter(pk__in=again).update(status=TaskResultStatus.READY), running.filter(
        pk__in=over
    ).update(
        status=TaskResultStatus.FAILED,
        finished_at=timezone.now(),
        exception_class_path=GIVEN_UP,
    )
