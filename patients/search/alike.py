"""Who and what may be on record already, under a number that is nearly the same, or a name."""

from uuid import UUID

from django.db.models import QuerySet

from patients.dates import PartialDate
from patients.language import say
from patients.likeness import ALIKE_AT_MOST, days_like, number_of, person_of
from patients.models import Biopsy, CareTeam, Patient, SearchWord
from patients.names import folded

from .words import words_of_number

ALIKE_BY = ("care_team", "mrn", "family_name", "given_name", "birth_date")


def patients_alike(
    *,
    care_team: CareTeam | None,
    mrn: str,
    family_name: str,
    given_name: str,
    birth_date: PartialDate | None,
) -> list[Patient]:
    """Others of the team with this name and birth date, or this MRN but for zeros and hyphens."""
    if care_team is None:
        return []
    others = Patient.objects.filter(care_team=care_team).exclude(mrn=mrn)
    numbered = others.filter(pk__in=_numbered(care_team.pk, mrn))
    found = [other for other in numbered if _number(other.mrn) == _number(mrn)]
    if birth_date and family_name:
        who = person_of(family_name, given_name or "")
        of_the_day = others.filter(birth_date__in=days_like(birth_date))
        found += [o for o in of_the_day if person_of(o.family_name, o.given_name) == who]
    return list(dict.fromkeys(found))


def specimens_alike(biopsy: Biopsy, accession: str) -> list[Biopsy]:
    """Others with this accession but for case, zeros, spaces and hyphens: of the patient, and of
    the team where few have it."""
    team = Patient.objects.filter(pk=biopsy.patient_id).values("care_team")
    same = _numbered(team, accession).exclude(patient=biopsy.patient_id)
    of_team = {*same.values_list("patient_id", flat=True).distinct()[: ALIKE_AT_MOST + 1]}
    asked = {biopsy.patient_id, *(of_team if len(of_team) <= ALIKE_AT_MOST else ())}
    others = Biopsy.objects.filter(patient__in=asked).exclude(pk=biopsy.pk)
    others = others.exclude(patient=biopsy.patient_id, accession=accession)  # the same: refused
    return [
        other
        for other in others.select_related("patient")
        if _number(other.accession) == _number(accession)
    ]


def words_of_alike(biopsy: Biopsy, accession: str, *, by) -> list[str]:
    """A sentence each. Of a patient whom `by` may not see, as in an emergency, no more than that
    there is one."""
    others = specimens_alike(biopsy, accession)
    asked = Patient.objects.visible_to(by) if by else Patient.objects.none()
    seen = set(asked.filter(pk__in={o.patient_id for o in others}).values_list("pk", flat=True))
    return [_words_of_alike(other, biopsy, seen) for other in others]


def _words_of_alike(other: Biopsy, biopsy: Biopsy, seen: set[UUID]) -> str:
    if other.patient_id == biopsy.patient_id:
        return say("Like {specimen} of this patient.").format(specimen=other)
    if other.patient_id in seen:
        return say("Like {specimen} of {patient}.").format(specimen=other, patient=other.patient)
    alike = say("Like {accession} of another patient of this care team.")
    return alike.format(accession=other.accession)


def _number(written: str) -> str:
    return folded(number_of(written))


def _numbered(team: int | QuerySet, number: str) -> QuerySet:
    """Patients who, or whose specimens, have a number like it."""
    words = SearchWord.objects.filter(
        team__in=[team] if isinstance(team, int) else team,
        word__in=set(words_of_number(number)),
        is_number=True,
    )
    return words.values("patient_id")
