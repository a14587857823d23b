import json

from django.core.management.base import BaseCommand
from django.utils import timezone

from patients.audit.chain import head, seal


class Command(BaseCommand):
    help = "Seal the audit trail and print its head as JSON. Store it on another system."

    def handle(self, **options) -> None:
        seal()
        last = head()
        written = {"at": timezone.now().isoformat(), "number": last.number, "mac": last.mac}
        self.stdout.write(json.dumps(written))
