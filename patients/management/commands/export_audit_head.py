import json

from django.core.management.base import BaseCommand
from django.utils import timezone

from patients.audit.chain import head, seal


class Command(BaseCommand):
    help = "Seal the audit trail and print its last link, one JSON object, to be kept elsewhere."

    def handle(self, **options) -> None:
        seal()
        last = head()
        written = {"at": timezone.now().isoformat(), "number": last.number, "mac": last.mac}
        self.stdout.write(json.dumps(written))
