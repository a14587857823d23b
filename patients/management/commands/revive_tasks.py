from django.core.management.base import BaseCommand

from patients.operations.reviving import revive


class Command(BaseCommand):
    help = "Let another worker take up the tasks of one that died."

    def handle(self, **options) -> None:
        again, over = revive()
        self.stdout.write(f"{again} tasks wait for a worker again, {over} were given up.")
