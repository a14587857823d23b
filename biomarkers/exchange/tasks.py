"""What `manage.py db_worker` does."""

from uuid import UUID

from django.contrib.auth import get_user_model
from django_tasks import task

from . import export_jobs, jobs, undo_jobs


@task()
def run_import(job_id: str) -> None:
    jobs.run(UUID(job_id))


@task()
def run_undo(job_id: str, user_id: int, reason: str = "") -> None:
    undo_jobs.take_back_job(UUID(job_id), get_user_model().objects.get(pk=user_id), reason)


@task()
def run_export(export_id: str) -> None:
    export_jobs.run(UUID(export_id))
