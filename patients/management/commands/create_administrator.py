from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from patients.accounts.actions import invite, make_account
from patients.accounts.mail import link_of

ROLE = "Administrators"


class Command(BaseCommand):
    help = "Make the first administrator, and print the link by which they set their password."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--email", default="")
        parser.add_argument("--another", action="store_true", help="where there is one already")

    def handle(self, *, username: str, email: str, another: bool, **options) -> None:
        if not another and User.objects.filter(groups__name=ROLE, is_active=True).exists():
            raise CommandError("There is an administrator, who can invite more. Else: --another")
        role = Group.objects.get(name=ROLE)
        try:
            user = make_account(username=username, email=email, role=role, by=None)
        except ValidationError as invalid:
            raise CommandError(" ".join(invalid.messages)) from None
        self.stdout.write(link_of(invite(user=user, by=None)))
        self.stdout.write(f"Good once, for {settings.INVITATION_DAYS} days. Hand it over yourself.")
