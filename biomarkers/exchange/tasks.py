"""What `manage.py db_worker` does."""

from uuid import UUID

from django_tasks import task

from . import jobs


@task()
def run_import(job_id: str) -> None:
    jobs.run(UUID(job_id))
