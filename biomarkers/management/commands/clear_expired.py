from datetime import datetime

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from biomarkers.exchange.export_jobs import expired_exports, remove
from biomarkers.exchange.jobs import delete_expired_uploads, expired_jobs
from biomarkers.exchange.uploads import ownerless
from biomarkers.models import ExportJob, ImportJob
from biomarkers.reports.arriving import delete_expired_files, expired_uploads
from patients.audit.events import Action, log_user_event
from patients.audit.keeping import cut_before, entries_before


class Command(BaseCommand):
    help = "Remove uploads, exports and audit entries past their time (UPLOAD_DAYS, TRAIL_YEARS)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only say what would go")

    def handle(self, *, dry_run: bool, **options) -> None:
        would = "would be " if dry_run else ""
        jobs = expired_jobs().count()
        files = expired_uploads().count()
        exports = expired_exports().count()
        folders = ownerless(_keys_of_jobs())
        if not dry_run:
            remove(expired_exports())
            delete_expired_uploads()
            delete_expired_files()
            for upload in folders:
                upload.remove()
        self.stdout.write(f"{jobs + files + len(folders):,} uploads {would}removed.")
        self.stdout.write(f"{exports:,} exports {would}removed.")
        day = _start_of_keeping()
        if day is None:
            self.stdout.write("The audit trail is kept for ever (TRAIL_YEARS is 0).")
            return
        entries = entries_before(day) if dry_run else _cut(day)
        self.stdout.write(f"{entries:,} audit entries before {day:%Y-%m-%d} {would}removed.")


def _keys_of_jobs() -> set[str]:
    """As folders are named."""
    keys = [model.objects.values_list("pk", flat=True) for model in (ImportJob, ExportJob)]
    return {key.hex for found in keys for key in found}


def _start_of_keeping() -> datetime | None:
    """The same day as many years ago; 28 February for the 29th."""
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    if not settings.TRAIL_YEARS:
        return None
    year = today.year - settings.TRAIL_YEARS
    day = 28 if (today.month, today.day) == (2, 29) else today.day
    return today.replace(year=year, day=day)


def _cut(day: datetime) -> int:
    """That the trail was shortened is on the trail."""
    removed = cut_before(day)
    if removed:
        log_user_event(Action.DELETE, None, audit_entries=removed, before=day.isoformat())
    return removed
