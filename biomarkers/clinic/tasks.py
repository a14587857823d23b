"""What `manage.py db_worker` does for the clinic page."""

from django.utils import timezone
from django_tasks import task

from patients.models import CareTeam

from .curves import compute


@task()
def compute_curves(team_id: int) -> None:
    compute(CareTeam.objects.get(pk=team_id), timezone.localdate())


def ask_for_curves() -> None:
    """Of every team, each as a task of its own."""
    for team_id in CareTeam.objects.order_by("pk").values_list("pk", flat=True):
        compute_curves.enqueue(team_id)
