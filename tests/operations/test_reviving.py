"""A worker that is killed in a task: another one takes it up, and no task kills for ever."""

import os
import signal
import time
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connections
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from biomarkers.clinic.tasks import compute_curves
from patients.models import CareTeam
from patients.operations.reviving import MOST_TRIES, hold, is_worked_on, let_go, revive
from tests.worker import work_through

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def task(uploads):
    compute_curves.enqueue(CareTeam.objects.create(name="Breast clinic").pk)
    return DBTaskResult.objects.get()


def claimed(task, times=1) -> DBTaskResult:
    for number in range(times):
        task.claim(f"worker {number}")
    DBTaskResult.objects.update(started_at=timezone.now() - timedelta(minutes=1))
    return task


def killed_while_it_holds(task) -> None:
    connections.close_all()
    ours, theirs = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            hold(None, task.task_result)
            os.write(theirs, b".")
            time.sleep(60)
        finally:  # whatever happens, the child is no second run of the tests
            os._exit(0)
    os.close(theirs)
    assert os.read(ours, 1) == b"."
    assert is_worked_on(task.pk)
    assert revive() == (0, 0)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)


def test_a_task_of_a_killed_worker_is_taken_up_and_done(task):
    killed_while_it_holds(claimed(task))

    assert revive() == (1, 0)
    work_through()

    task.refresh_from_db()
    assert task.status == "SUCCESSFUL"
    assert not is_worked_on(task.pk)


def test_a_task_that_was_only_just_claimed_is_left_alone(task):
    task.claim("a worker")

    assert revive() == (0, 0)


def test_a_task_that_kills_each_worker_is_given_up(task, capsys):
    claimed(task, times=MOST_TRIES)

    call_command("revive_tasks")

    task.refresh_from_db()
    assert task.status == "FAILED"
    assert "WorkerDied" in task.exception_class_path
    assert "0 tasks wait for a worker again, 1 were given up" in capsys.readouterr().out


def test_who_is_done_lets_go(task):
    hold(None, task.task_result)
    assert is_worked_on(task.pk)
    let_go(None, task.task_result)

    assert not is_worked_on(task.pk)
