from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError, CommandParser

from patients.models import Patient
from patients.operations.erasing import Record, erase, record_of

FOR_GOOD = (
    "This cannot be undone. Backups still hold the record until they expire, and so do files that "
    "were exported: erase it there, too, and again after a restore."
)


class Command(BaseCommand):
    help = "Erase one patient permanently, as a law may demand. The audit trail keeps no content."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("mrn")
        parser.add_argument("--by", required=True, metavar="USERNAME", help="who decided it")
        parser.add_argument("--why", required=True, help="reason, without a name in it")

    def handle(self, *, mrn: str, by: str, why: str, **options) -> None:
        user = User.objects.filter(username=by, is_active=True).first()
        if user is None:
            raise CommandError(f"No active user is named {by}.")
        record = record_of(_patient(mrn))
        self.stdout.write(_told(record))
        if input("Type the MRN again to erase it: ").strip() != mrn:
            raise CommandError("That is another MRN. Nothing was erased.")
        erased = erase(record.patients[0], by=user, why=why)
        rows = sum(erased.counts.values())
        self.stdout.write(f"Erased: {rows:,} rows. The audit trail says that {by} did it.")


def _patient(mrn: str) -> Patient:
    patient = Patient.on_file.select_related("merged_into").filter(mrn=mrn).first()
    if patient is None:
        raise CommandError(f"No patient has the MRN {mrn}.")
    if patient.merged_into:
        kept = patient.merged_into.mrn
        raise CommandError(f"{mrn} was merged into {kept}: erase {kept}, or undo the merge first.")
    return patient


def _told(record: Record) -> str:
    """Whom, and how many rows of each table."""
    people = [f"  {patient}" for patient in record.patients]
    counts = [f"  {count:,} {name}" for name, count in sorted(record.counts.items())]
    entries = f"  {record.entries().count():,} entries of the audit trail lose their content"
    return "\n".join(["This erases", *people, *counts, entries, FOR_GOOD])
