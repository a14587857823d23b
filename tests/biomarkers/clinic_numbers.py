"""The numbers of the clinic page against the lists that they open, both asked of the database."""

from collections.abc import Iterator
from datetime import date
from itertools import chain

from biomarkers.clinic.counting import counted
from biomarkers.clinic.figures import Clinic, Figure, clinic_of
from biomarkers.clinic.narrowing import narrowed
from biomarkers.clinic.periods import Period
from patients.models import CareTeam, Patient


def wrong_numbers(team: CareTeam, subtype: str, today: date) -> list[tuple[Figure, int]]:
    """Each number that is not the number of patients of its list, with that of the list."""
    clinic = clinic_of(counted(team, subtype, today), Period.of("0", today), today)
    patients = narrowed(Patient.objects.all(), {"team": team, "subtype": subtype})
    found = ((figure, narrowed(patients, figure.filters).count()) for figure in _figures(clinic))
    return [(figure, number) for figure, number in found if number != figure.number]


def _figures(clinic: Clinic) -> Iterator[Figure]:
    yield from (clinic.living, clinic.metastatic, clinic.changed)
    yield from (clinic.opened, clinic.unsettled, clinic.asked)
    yield from (*clinic.missing, *clinic.opened_by_age, *clinic.completeness)
    for line in chain(clinic.requests, clinic.quarters):
        yield from (figure for figure in line.figures if figure.number)
