"""The words of the patients on record, a thousand patients at a time."""

from collections import defaultdict

from django.db import migrations

from patients.search.words import words_of, words_of_number

AT_A_TIME = 1000


def fill(apps, schema_editor):
    patients = apps.get_model("patients", "Patient").objects.order_by("pk")
    last = None
    while found := list((patients.filter(pk__gt=last) if last else patients)[:AT_A_TIME]):
        _fill(apps, [patient for patient in found if patient.in_error_id is None])
        last = found[-1].pk


def _fill(apps, found):
    SearchWord = apps.get_model("patients", "SearchWord")
    numbers = _numbers_of(apps, found)
    words = {
        (patient.care_team_id, patient.pk, word, is_number)
        for patient in found
        for is_number, its_words in (
            (False, words_of(patient.family_name, patient.given_name, patient.birth_date)),
            (True, (word for n in numbers[patient.pk] for word in words_of_number(n))),
        )
        for word in its_words
    }
    SearchWord.objects.bulk_create(
        [
            SearchWord(team_id=team, patient_id=patient, word=word, is_number=is_number)
            for team, patient, word, is_number in sorted(words)
        ],
        batch_size=500,
    )


def _numbers_of(apps, found):
    numbers = defaultdict(list, {patient.pk: [patient.mrn] for patient in found})
    merged = apps.get_model("patients", "Patient").objects.filter(merged_into__in=found)
    specimens = apps.get_model("patients", "Biopsy").objects.filter(
        patient__in=found, in_error=None
    )
    for owner, number in (
        *merged.values_list("merged_into", "mrn"),
        *specimens.values_list("patient", "accession"),
    ):
        numbers[owner].append(number)
    return numbers


class Migration(migrations.Migration):
    dependencies = [("patients", "0018_search_words")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
