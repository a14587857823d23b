"""Emergency access is for reading. Writing needs a permission, and the trail then says so."""

from django.core.exceptions import PermissionDenied

from patients.language import to_say
from patients.models import Patient
from patients.models.access import is_guest

from .recording import note_emergency_access

READS_ONLY = to_say(
    "Emergency access is for reading. Ask the care team of this patient to change the record."
)


def may_write(user, patient: Patient) -> bool:
    return not is_guest(user, patient) or user.has_perm("patients.write_by_break_glass")


def refuse_guest(user, patient: Patient) -> None:
    """Before any change of the record: 403 with a sentence, or a note on its entries."""
    guest = is_guest(user, patient)
    if guest and not may_write(user, patient):
        raise PermissionDenied(READS_ONLY)
    note_emergency_access(guest)
