"""What `manage.py db_worker` does for stored assessments."""

from django.utils import timezone
from django_tasks import task

from .everyone import reassess_everyone


@task()
def bring_up_to_date() -> None:
    """Everyone's stored assessment and tasks, under the catalog that is in force now."""
    reassess_everyone(timezone.localdate())
