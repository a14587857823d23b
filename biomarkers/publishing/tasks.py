"""What `manage.py db_worker` does for drafts of the catalog."""

from django.utils import timezone
from django_tasks import task

from biomarkers.models import CatalogPreview

from .previewing import work_out


@task()
def work_out_preview(preview_id: int) -> None:
    work_out(CatalogPreview.objects.get(pk=preview_id), timezone.localdate())
