"""How far the stored assessments and the worklist follow the catalog in force."""

from dataclasses import dataclass

from biomarkers.models import CatalogVersion, Reassessment
from patients.models import Patient


@dataclass(frozen=True)
class Following:
    """`run` None: nobody was assessed again under this version."""

    run: Reassessment | None
    of_patients: int


def following() -> Following:
    run = Reassessment.objects.filter(catalog_version=CatalogVersion.current_number()).first()
    return Following(run, Patient.objects.count())
