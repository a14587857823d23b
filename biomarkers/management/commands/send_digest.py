from django.core.mail import get_connection
from django.core.management.base import BaseCommand

from biomarkers.worklist.digest import digests, message_of


class Command(BaseCommand):
    help = "E-mail each user their number of open tasks, without patient names. Run daily."

    def handle(self, **options) -> None:
        messages = [message_of(digest) for digest in digests()]
        get_connection().send_messages(messages)
        self.stdout.write(f"{len(messages)} digests sent.")
