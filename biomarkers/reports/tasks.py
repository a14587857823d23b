"""What `manage.py db_worker` does with reports."""

from uuid import UUID

from django_tasks import task

from . import arriving


@task()
def read_report_files(upload_id: str) -> None:
    arriving.read_files(UUID(upload_id))
