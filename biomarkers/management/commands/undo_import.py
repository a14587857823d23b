from django.core.management.base import BaseCommand, CommandError, CommandParser

from biomarkers.exchange.records.faults import Refused
from biomarkers.exchange.taking_back import take_back
from biomarkers.models import Import


class Command(BaseCommand):
    help = "Take an import back as a whole, as long as nothing later rests on it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("number", type=int, help="as the page of the import names it")
        parser.add_argument("--why", default="", help="kept on the trail and with each row")

    def handle(self, *, number: int, why: str, **options) -> None:
        imported = Import.objects.filter(pk=number).first()
        if imported is None:
            raise CommandError(f"There is no import {number}.")
        try:
            done = take_back(imported, reason=why, by=None)
        except Refused as refused:
            raise CommandError(f"{refused}\nNothing was taken back.") from None
        self.stdout.write(done.summary)
