from allauth.account.adapter import get_adapter
from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError, CommandParser


class Command(BaseCommand):
    help = "Unlock a user after too many failed logins."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")

    def handle(self, *, username: str, **options) -> None:
        user = User.objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"No user is named {username}.")
        get_adapter().forget_failures(user)
        self.stdout.write(f"{username} is unlocked.")
