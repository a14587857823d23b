from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from patients.accounts.actions import create_account, invite
from patients.accounts.mail import link_of

ROLE = "Administrators"


class Command(BaseCommand):
    help = "Create the first administrator and print an invitation link."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--email", default="")
        parser.add_argument("--another", action="store_true", help="create another administrator")

    def handle(self, *, username: str, email: str, another: bool, **options) -> None:
        if not another and User.objects.filter(groups__name=ROLE, is_active=True).exists():
            raise CommandError(
                "An administrator exists and can invite others. Use --another to create one more."
            )
        role = Group.objects.get(name=ROLE)
        try:
            user = create_account(username=username, email=email, role=role, by=None)
        except ValidationError as invalid:
            raise CommandError(" ".join(invalid.messages)) from None
        self.stdout.write(link_of(invite(user=user, by=None)))
        self.stdout.write(
            f"This link works once and expires in {settings.INVITATION_DAYS} days. Give it to "
            "the person directly."
        )
