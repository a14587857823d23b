from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from biomarkers import demo
from biomarkers.clinic.tasks import ask_for_curves
from biomarkers.demo.board import plan_demo_meeting
from biomarkers.demo.logins import LOGINS, TEAMS
from biomarkers.exchange.records.importing import import_folder
from biomarkers.models import BoardMeeting
from biomarkers.reports.folders import import_reports
from patients.models import Patient

FOLDER = Path(demo.__file__).parent


class Command(BaseCommand):
    help = "Load the demo patients and accounts. Requires DEBUG; runs once."

    @transaction.atomic
    def handle(self, **options) -> None:
        if not settings.DEBUG:
            raise CommandError(
                "Demo accounts have public passwords, so the demo loads only with DEBUG=1."
            )
        new = False
        for folder, team in TEAMS.items():
            # What is already there may have been changed since, and is left alone.
            if not Patient.objects.filter(care_team__name=team).exists():
                import_folder(FOLDER / folder, team=team)
                if (reports := FOLDER / folder / "reports").is_dir():
                    import_reports(reports, team=team)
                new = True
        if new:
            ask_for_curves()
        known = set(User.objects.values_list("username", flat=True))
        for login in LOGINS:
            if login.name not in known:
                login.make()
            self.stdout.write(f"  {login.name:14} {login.password}   {login.may}")
        if new and not BoardMeeting.objects.exists():
            plan_demo_meeting(TEAMS["breast-clinic"], User.objects.get(username="clinician"))
