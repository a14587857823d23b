"""Databases of the version before: nothing is lost, and no date is invented."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from patients.dates import PartialDate

BEFORE = [("patients", "0009_table_of_the_cache"), ("biomarkers", "0008_tiles_from_indexes")]
AFTER = [
    ("patients", "0011_dates_of_ecog"),
    ("biomarkers", "0010_score_and_percentage_limits"),
]

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def before():
    """The tables of the version before, emptied."""
    yield _migrated(BEFORE)
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


def _migrated(targets):
    executor = MigrationExecutor(connection)
    executor.migrate(targets)
    return MigrationExecutor(connection).loader.project_state(targets).apps


def _patient(apps, **facts):
    team, _ = apps.get_model("patients", "CareTeam").objects.get_or_create(name="Clinic")
    return apps.get_model("patients", "Patient").objects.create(care_team=team, **facts)


def _logged(apps, patient, changes, at):
    kind, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="patients", model="patient"
    )
    apps.get_model("patients", "AuditEvent").objects.create(
        content_type_id=kind.pk, object_pk=str(patient.pk), object_repr="", action=1,
        changes=changes, timestamp=at, mac=b"",
    )  # fmt: skip


def test_an_ecog_takes_the_date_of_the_entry_that_set_it_or_stays_undated(before):
    dated, undated = (_patient(before, mrn=mrn, ecog=1) for mrn in ("M1", "M2"))
    _logged(before, dated, {"ecog": ["None", "1"]}, datetime(2024, 3, 5, 12, tzinfo=UTC))
    _logged(before, dated, {"sex": ["", "female"]}, datetime(2024, 4, 5, 12, tzinfo=UTC))
    _logged(before, undated, {"ecog": ["None", "2"]}, datetime(2024, 3, 5, 12, tzinfo=UTC))

    patients = _migrated(AFTER).get_model("patients", "Patient").objects

    dated, undated = (patients.get(mrn=mrn) for mrn in ("M1", "M2"))
    assert list(dated.performance_statuses.values_list("on", "ecog")) == [
        (PartialDate("2024-03-05"), 1)
    ]
    assert (dated.undated_ecog, undated.undated_ecog) == (None, 1)
    assert not undated.performance_statuses.exists()


def test_receptor_percentages_stay_what_they_were(before):
    biopsy = _biopsy(before)
    biopsy.receptor_readings.create(read_on="2020", er_percent=90, pr_percent="0.5")

    apps = _migrated(AFTER)

    reading = apps.get_model("biomarkers", "ReceptorReading").objects.get()
    assert (str(reading.er_percent), str(reading.pr_percent)) == ("90", "0.5")
    assert reading.ki67_percent is None


def test_the_total_of_a_count_is_kept_in_words_and_counts_no_more(before):
    biopsy = _biopsy(before)
    biopsy.her2_readings.create(read_on="2020", her2_copies=55, as_written="FISH amplified")
    biopsy.her2_readings.create(read_on="2021", her2_copies=40)

    readings = _migrated(AFTER).get_model("biomarkers", "HER2Reading").objects

    total, most = readings.get(read_on="2020"), readings.get(read_on="2021")
    assert (total.her2_copies, most.her2_copies) == (None, 40)
    assert total.as_written == (
        "FISH amplified\nHER2 copies were entered as 55, the total of a count."
    )


def _biopsy(apps):
    return apps.get_model("patients", "Biopsy").objects.create(
        patient=_patient(apps, mrn="M1"), accession="S1", collected_on="2019", site="liver"
    )
