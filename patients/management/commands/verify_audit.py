import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from patients.audit.chain import Head
from patients.audit.verifying import faults_of_trail
from patients.models import AuditEvent, AuditLink

SHOWN_AT_MOST = 100


class Command(BaseCommand):
    help = "Check the audit trail for changed, removed, inserted or truncated entries."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--heads", type=Path, help="file with the output of export_audit_head, one line per day"
        )

    def handle(self, *, heads: Path | None, **options) -> None:
        faults = list(islice(faults_of_trail(_read(heads) if heads else ()), SHOWN_AT_MOST))
        if faults:
            raise CommandError(
                "The audit trail does not match its seals:\n  " + "\n  ".join(faults)
            )
        waiting = AuditEvent.objects.filter(link=None).count()
        self.stdout.write(
            f"{AuditLink.objects.count():,} sealed entries are as they were written; "
            f"{waiting:,} more wait to be sealed."
        )
        if not heads:
            self.stdout.write("Without --heads, removal of the latest entries cannot be detected.")


def _read(path: Path) -> Iterator[Head]:
    for place, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            written = json.loads(line)
            head = Head(written["number"], written["mac"])
        except (ValueError, KeyError, TypeError):
            raise CommandError(f"{path}, line {place}: not an exported head.") from None
        if head.number:
            yield head
