"""A database of version 0.1 becomes one of today: nothing is lost, and no date is invented.

`tests/data/rows-of-0.1.json.gz` holds what that version (commit 77a78be) had stored after its
demo was loaded and every kind of row was made by its own actions.
"""

import gzip
import json
from decimal import Decimal
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import JSONField
from django.test import Client
from django.urls import reverse

from biomarkers.models import HER2Assessment, HER2Reading, ReceptorReading, WorkItem
from patients.dates import PartialDate
from patients.models import Patient
from tests.upgrade.databases import migrate_by_steps, new_database

ROWS = Path(__file__).resolve().parent.parent / "data" / "rows-of-0.1.json.gz"
VERSION_0_1 = [("patients", "0009_table_of_the_cache"), ("biomarkers", "0008_tiles_from_indexes")]
# Columns that have another name or place today, and columns that are worked out again.
MOVED = {
    "patients.patient": {"ecog"},
    "biomarkers.catalogversion": {"changed_at"},
    "biomarkers.workitem": {"because"},
    "auth.permission": {"name"},
}

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def before():
    """Of each model, the columns and rows of version 0.1."""
    return json.loads(gzip.decompress(ROWS.read_bytes()))


@pytest.fixture(scope="module", autouse=True)
def changed(before, django_db_blocker, tmp_path_factory):
    with django_db_blocker.unblock(), new_database(tmp_path_factory.mktemp("upgrade")):
        _store(before, migrate_by_steps(VERSION_0_1))
        call_command("migrate", verbosity=0)
        changed = [change for label in before for change in _changes(label, **before[label])]
        call_command("reassess")
        yield changed


@transaction.atomic
def _store(before, models):
    stored = [models.get_model(label) for label in before]
    for model in stored:
        columns, rows = before[model._meta.label_lower].values()
        for values in rows:
            model(**dict(zip(columns, values, strict=True))).save_base(raw=True, force_insert=True)
    with connection.cursor() as cursor:
        for sql in connection.ops.sequence_reset_sql(no_style(), stored):
            cursor.execute(sql)


def _changes(label, columns, rows):
    """Model, column, value then and value now, where a value is not what was stored."""
    model = apps.get_model(label)
    kept = [column for column in columns if column not in MOVED.get(label, ())]
    fields = [model._meta.get_field(column) for column in kept]
    for row in rows:
        then = dict(zip(columns, row, strict=True))
        key = model._meta.pk.attname
        now = model._base_manager.values(*kept).get(pk=then[key])
        for field in fields:
            old = then[field.attname]
            old = old if isinstance(field, JSONField) else field.to_python(old)
            if old != now[field.attname]:
                yield label, field.attname, old, now[field.attname]


def test_rows_of_every_kind_were_there(before):
    assert {label for label, table in before.items() if not table["rows"]} == {
        "auth.user_user_permissions"
    }


def test_every_row_reads_as_it_was_stored_but_for_one_total(changed):
    assert [(label, column, old) for label, column, old, _ in changed] == [
        ("biomarkers.her2reading", "as_written", "FISH amplified"),
        ("biomarkers.her2reading", "her2_copies", Decimal(55)),
    ]


def test_the_audit_trail_still_matches_its_seals(capsys):
    call_command("verify_audit")
    assert "1,035 sealed entries are as they were written" in capsys.readouterr().out


def test_an_ecog_takes_the_date_of_the_entry_that_set_it_or_stays_undated():
    dated, undated = (Patient.objects.get(mrn=mrn) for mrn in ("UP-1", "UP-2"))
    assert list(dated.performance_statuses.values_list("on", "ecog")) == [
        (PartialDate("2024-03-05"), 1)
    ]
    assert (dated.undated_ecog, undated.undated_ecog) == (None, 1)
    assert not undated.performance_statuses.exists()


def test_the_total_of_a_count_is_kept_in_words_and_counts_no_more():
    readings = HER2Reading.objects.filter(biopsy__accession="UP-S1")
    total, most = readings.get(read_on="2020"), readings.get(read_on="2021")
    assert (total.her2_copies, most.her2_copies) == (None, 40)
    assert total.as_written == (
        "FISH amplified\nHER2 copies were entered as 55, the total of a count."
    )


def test_receptor_percentages_stay_what_they_were():
    reading = ReceptorReading.objects.get(biopsy__accession="UP-S1")
    assert (str(reading.er_percent), str(reading.pr_percent)) == ("90", "0.5")
    assert reading.ki67_percent is None


def test_everyone_is_assessed_again_and_nobody_is_damaged(before):
    current = HER2Assessment.objects.current()
    assert current.count() == len(before["patients.patient"]["rows"])
    assert not current.exclude(fault="").exists()
    assert WorkItem.objects.exists()


def test_the_her2_status_of_everyone_is_what_it_was(before):
    columns, rows = before["biomarkers.her2assessment"].values()
    stored = [dict(zip(columns, row, strict=True)) for row in rows]
    then = {row["patient_id"]: row["category"] for row in stored if row["is_current"]}
    now = dict(HER2Assessment.objects.current().values_list("patient", "category"))
    assert {str(key): status for key, status in now.items() if str(key) in then} == then


def test_the_chart_and_the_history_of_tasks_can_be_opened():
    patient = Patient.objects.get(mrn="UP-1")
    client = Client()
    client.force_login(User.objects.get(username="clinician"))
    page = client.get(reverse("patient_chart", args=[patient.pk])).content.decode()
    assert "UP-S1" in page
