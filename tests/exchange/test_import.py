"""What an import stores, what a second one changes, and what the audit log keeps of it."""

from datetime import date
from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from biomarkers.catalog.current import current_catalog
from biomarkers.domain.assessment import assess
from biomarkers.exchange.records.importing import import_folder
from biomarkers.models import HER2Assessment, HER2Reading
from biomarkers.record.reading import patients_with_record, record_of
from patients.models import AgentGiven, AuditEvent, CareTeam, Patient
from tests.data import STORIES, TCGA_FIFTY

from .folders import GOOD, rows_stored, written

GIVEN = "mrn,setting,agent,started_on,ended_on,end_reason\n"


@pytest.mark.parametrize("folder", [STORIES, TCGA_FIFTY], ids=["stories", "fifty real patients"])
def test_a_second_import_changes_nothing_and_says_so(db, folder):
    import_folder(folder)
    before = rows_stored()

    again = import_folder(folder)

    assert "Nothing changed" in again.summary
    assert rows_stored() == before


def test_every_imported_patient_has_the_assessment_of_the_record(db):
    import_folder(TCGA_FIFTY)
    catalog = current_catalog()

    for patient in patients_with_record(Patient.objects.all()):
        stored = HER2Assessment.objects.current().get(patient=patient)
        status = assess(record_of(patient), catalog, date.today()).her2
        assert (stored.category, stored.reason) == (status.category, status.reason or "")


def test_dates_come_back_as_precise_as_they_went_in(db, tmp_path):
    import_folder(written(tmp_path, GOOD))

    patient = Patient.objects.get()
    assert str(patient.metastatic_on) == "2019"
    assert str(patient.agents_given.get().started_on) == "2019-05"
    assert str(patient.biopsies.get().collected_on) == "2019-04-10"


def test_a_changed_cell_changes_the_row_and_the_log_keeps_old_and_new(db, tmp_path):
    import_folder(written(tmp_path / "a", GOOD))
    changed = {"her2_readings.csv": GOOD["her2_readings.csv"].replace("1+", "2+")}
    user = User.objects.create_user("manager")

    done = import_folder(written(tmp_path / "b", changed), by=user)

    entry = AuditEvent.objects.filter(action=AuditEvent.Action.UPDATE).get()
    assert "0 new rows, 1 changed" in done.summary
    assert entry.changes_dict == {"ihc_score": ["1+", "2+"]}
    assert entry.actor == user
    assert HER2Assessment.objects.current().get().reason == "ish_needed"


def test_every_new_row_is_in_the_log(db, tmp_path):
    import_folder(written(tmp_path, GOOD))

    created = AuditEvent.objects.filter(action=AuditEvent.Action.CREATE)
    assert created.filter(content_type__model="her2reading").count() == 1
    assert created.filter(content_type__app_label__in=["patients", "biomarkers"]).count() == 15


def test_a_column_that_is_not_there_leaves_what_is_stored(db, tmp_path):
    import_folder(written(tmp_path / "a", GOOD))

    done = import_folder(written(tmp_path / "b", {"patients.csv": "mrn\nM1\n"}))

    assert "Nothing changed" in done.summary
    assert Patient.objects.get().family_name == "Falk"


def test_an_empty_cell_makes_it_not_known(db, tmp_path):
    import_folder(written(tmp_path / "a", GOOD))

    import_folder(written(tmp_path / "b", {"patients.csv": "mrn,metastatic_on\nM1,\n"}))

    assert Patient.objects.get().metastatic_on is None


def ends_of(agent: str) -> list[str | None]:
    given = AgentGiven.objects.filter(agent__name=agent)
    return sorted(str(row.ended_on or "") for row in given)


def test_a_row_with_an_end_closes_the_one_without(db, tmp_path):
    import_folder(written(tmp_path / "a", GOOD))
    ended = {"treatments.csv": GIVEN + "M1,metastatic,letrozole,2019-05,2021-02,progression\n"}

    import_folder(written(tmp_path / "b", ended))

    assert ends_of("letrozole") == ["2021-02"]


def test_a_row_with_an_end_stands_beside_one_that_the_folder_still_holds(db, tmp_path):
    import_folder(written(tmp_path / "a", GOOD))
    both = (
        GIVEN
        + "M1,metastatic,letrozole,2019-05,2021-02,progression\n"
        + "M1,metastatic,letrozole,2019-05,,\n"
    )

    import_folder(written(tmp_path / "b", {"treatments.csv": both}))

    assert ends_of("letrozole") == ["", "2021-02"]


def test_a_dry_run_checks_and_counts_and_writes_nothing(db, tmp_path):
    before = rows_stored()

    done = import_folder(written(tmp_path, GOOD), dry_run=True)

    assert "nothing was written. Would import" in done.summary
    assert "14 new rows" in done.summary
    assert rows_stored() == before


@pytest.mark.parametrize(
    ("there", "named", "meant"),
    [
        ([], None, "Clinic"),
        (["Breast clinic"], None, "Breast clinic"),
        (["A", "B"], "B", "B"),
        (["A"], "New", "New"),
    ],
)
def test_the_team_is_the_one_that_is_meant(db, tmp_path, there, named, meant):
    for name in there:
        CareTeam.objects.create(name=name)

    import_folder(written(tmp_path, GOOD), team=named)

    assert Patient.objects.get().care_team.name == meant


def test_of_several_teams_one_must_be_named(db, tmp_path):
    CareTeam.objects.create(name="A")
    CareTeam.objects.create(name="B")

    with pytest.raises(CommandError, match="say which is meant with --team: A, B"):
        call_command("import_records", str(written(tmp_path, GOOD)), stdout=StringIO())


def test_a_folder_of_later_facts_adds_to_the_patient_on_record(db, tmp_path):
    import_folder(written(tmp_path / "a", GOOD))
    reread = {"her2_readings.csv": "mrn,accession,read_on,ihc_score\nM1,S1,2024-05,2+\n"}

    import_folder(written(tmp_path / "b", reread))

    assert HER2Reading.objects.count() == 2
