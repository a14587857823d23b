"""What imports and exports keep of a patient beside the record; it goes when she is erased."""

from django.dispatch import receiver

from biomarkers.models import ExportJob, ExportState, ImportedRow, ImportJob
from patients.signals import patient_erased

from .export_jobs import remove

AT_A_TIME = 500


@receiver(patient_erased, dispatch_uid="biomarkers.forget_exports")
def forget_exports(sender, record, **kwargs):
    """Files of the care team that are kept here, or are being written, hold the record."""
    teams = {patient.care_team_id for patient in record.patients}
    remove(ExportJob.objects.filter(team__in=teams).exclude(state=ExportState.REMOVED))


@receiver(patient_erased, dispatch_uid="biomarkers.forget_imports")
def forget_imports(sender, record, **kwargs):
    """Values of before, cells that were shown, and sentences that name the patient."""
    for model, keys in record.rows.items():
        names = [str(key) for key in keys]
        for start in range(0, len(names), AT_A_TIME):
            ImportedRow.objects.filter(
                model=model._meta.label, key__in=names[start : start + AT_A_TIME]
            ).delete()
    words = {word for p in record.patients for word in (p.mrn, p.family_name) if word}
    for job in ImportJob.objects.all().iterator(chunk_size=1):
        _without(job, words)


def _without(job: ImportJob, words: set[str]) -> None:
    kept = {
        name: [line for line in getattr(job, name) if not _names(line, words)]
        for name in ("changes", "effects", "warnings", "faults", "new_patients")
    }
    if any(kept[name] != getattr(job, name) for name in kept):
        ImportJob.objects.filter(pk=job.pk).update(**kept)


def _names(line, words: set[str]) -> bool:
    cells = line if isinstance(line, list) else [line]
    return any(word in str(cell) for cell in cells for word in words)
