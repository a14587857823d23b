"""The words of patients follow the record, in the transaction that changed it."""

from collections.abc import Iterable, Iterator
from uuid import UUID

from django.dispatch import receiver

from patients.models import Biopsy, Patient, SearchWord
from patients.signals import record_changed

from .words import words_of, words_of_number

_Word = tuple[int, UUID, str, bool]  # team, patient, word, is a number
ROWS_AT_A_TIME = 500


@receiver(record_changed, dispatch_uid="patients.keep_words")
def keep_changed(sender, patient_ids, **kwargs):
    keep_words(patient_ids)


def keep_words(patient_ids: Iterable[UUID]) -> None:
    """Bring the stored words of these patients up to date."""
    ids = list(patient_ids)
    wanted = set(_words_of(ids))
    stored = {
        (word.team_id, word.patient_id, word.word, word.is_number): word.pk
        for word in SearchWord.objects.filter(patient__in=ids)
    }
    if gone := [key for word, key in stored.items() if word not in wanted]:
        SearchWord.objects.filter(pk__in=gone).delete()
    new = [
        SearchWord(team_id=team, patient_id=patient, word=word, is_number=is_number)
        for team, patient, word, is_number in sorted(wanted - stored.keys())
    ]
    SearchWord.objects.bulk_create(new, batch_size=ROWS_AT_A_TIME)


def _words_of(ids: list[UUID]) -> Iterator[_Word]:
    """Of patients who count; a record number from before a merge leads to who was kept."""
    patients = {patient.pk: patient for patient in Patient.objects.filter(pk__in=ids)}
    for patient in patients.values():
        for word in words_of(patient.family_name, patient.given_name, patient.birth_date):
            yield patient.care_team_id, patient.pk, word, False
        for word in words_of_number(patient.mrn):
            yield patient.care_team_id, patient.pk, word, True
    former = Patient.on_file.filter(merged_into__in=patients).values_list("merged_into", "mrn")
    specimens = Biopsy.objects.filter(patient__in=patients).values_list("patient", "accession")
    for owner, number in (*former, *specimens):
        if owner:
            for word in words_of_number(number):
                yield patients[owner].care_team_id, owner, word, True
