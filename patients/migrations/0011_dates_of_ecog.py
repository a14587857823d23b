from django.db import migrations
from django.utils import timezone


def date_them(apps, schema_editor):
    """ECOG takes the date of the audit entry that set it; without one it stays undated."""
    Patient = apps.get_model("patients", "Patient")
    for patient in Patient.objects.exclude(undated_ecog=None).iterator():
        day = _set_on(apps, patient)
        if day is None:
            continue
        patient.performance_statuses.create(on=day.isoformat(), ecog=patient.undated_ecog)
        patient.undated_ecog = None
        patient.save(update_fields=["undated_ecog"])


def _set_on(apps, patient):
    """The local date of the newest audit entry that gave ECOG its present value, or None."""
    AuditEvent = apps.get_model("patients", "AuditEvent")
    entries = AuditEvent.objects.filter(
        content_type__app_label="patients", content_type__model="patient", object_pk=str(patient.pk)
    )
    for entry in entries.order_by("-timestamp"):
        _, value = (entry.changes or {}).get("ecog", (None, None))
        if value == str(patient.undated_ecog):
            return timezone.localdate(entry.timestamp)
    return None


class Migration(migrations.Migration):
    dependencies = [("patients", "0010_health_and_history")]
    operations = [migrations.RunPython(date_them, migrations.RunPython.noop)]
