"""What an import stores, what a second one changes, and what the audit log keeps of it."""

from datetime import date
from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from biomarkers.catalog.current import current_catalog
from biomarkers.domain.assessment import assess
from biomarkers.exchange.records import spool
from biomarkers.exchange.records.faults import Refused
from biomarkers.exchange.records.importing import import_folder
from biomarkers.models import HER2Assessment, HER2Reading, ReceptorReading
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
    of_ours = created.filter(content_type__app_label__in=["patients", "biomarkers"])
    assert of_ours.exclude(content_type__model="import").count() == 15


def test_a_column_that_is_not_there_leaves_what_is_stored(db, tmp_path):
    import_folder(written(tmp_path / "a", GOOD))

    done = import_folder(written(tmp_path / "b", {"patients.csv": "mrn\nM1\n"}))

    assert "Nothing changed" in done.summary
    assert Patient.objects.get().family_name == "Falk"


EMPTY = {"patients.csv": "mrn,family_name,metastatic_on\nM1,,\n"}


def test_an_empty_cell_leaves_what_is_stored_and_says_so(db, tmp_path):
    import_folder(written(tmp_path / "a", GOOD))

    done = import_folder(written(tmp_path / "b", EMPTY))

    assert Patient.objects.get().metastatic_on is not None
    assert "Nothing changed" in done.summary
    assert "patients.csv:2 metastatic_on: the cell is empty, “2019” stays (M1)" in done.summary


def test_an_empty_cell_erases_where_that_is_asked_for_and_each_is_listed(db, tmp_path):
    import_folder(written(tmp_path / "a", GOOD))

    done = import_folder(written(tmp_path / "b", EMPTY), erase=True)

    assert Patient.objects.get().metastatic_on is None
    assert "patients.csv:2 metastatic_on: “2019” becomes not known (M1)" in done.summary
    assert "patients.csv:2 family_name: “Falk” becomes not known (M1)" in done.summary


def test_an_empty_cell_of_a_column_with_a_default_leaves_what_is_stored(db, tmp_path):
    good = {**GOOD, "her2_readings.csv": "mrn,accession,read_on,ihc_score,adequate\n"}
    row = "M1,S1,2019-04-12,1+,"
    heads = good["her2_readings.csv"]
    import_folder(written(tmp_path / "a", {**good, "her2_readings.csv": f"{heads}{row}no\n"}))

    import_folder(written(tmp_path / "b", {"her2_readings.csv": f"{heads}{row}\n"}))

    assert not HER2Reading.objects.get().adequate


def test_a_dry_run_tells_each_changed_cell_the_gravest_first_and_what_follows(db, tmp_path):
    import_folder(written(tmp_path / "a", GOOD))
    other = {
        "patients.csv": "mrn,family_name,metastatic_on\nM1,Falck,2019\nM2,New,\n",
        "her2_readings.csv": "mrn,accession,read_on,ihc_score\nM1,S1,2019-04-12,3+\n",
    }

    done = import_folder(written(tmp_path / "b", other), dry_run=True)
    told = done.summary.splitlines()

    assert HER2Reading.objects.get().ihc_score == "1+"
    changed = [line for line in told if "becomes" in line]
    assert changed == [
        "her2_readings.csv:2 ihc_score: “1+” becomes “3+” (M1 S1 2019-04-12)",
        "patients.csv:2 family_name: “Falk” becomes “Falck” (M1)",
    ]
    assert any(line.startswith("M1: HER2-low, then HER2-positive; opens ") for line in told)
    assert "New patients: M2" in told


LIKE = "mrn,family_name,given_name,birth_date\n"


@pytest.mark.parametrize(
    ("other", "told"),
    [
        ("P9B,Bélanger,marie,1961-07-14", "same name and birth date as “P9A”"),
        ("P9B,Belanger,Marie,1961-07-13", "as “P9A” but for the day, 1961-07-14"),
        ("000123,Zero,Anna,", "“000123” is “123” but for zeros"),
        ("123.0,Zero,Anna,", "“123.0” is “123” but for zeros"),
    ],
)
def test_who_may_be_on_record_already_is_told_and_stored(db, tmp_path, other, told):
    first = {"patients.csv": f"{LIKE}P9A,Belanger,Marie,1961-07-14\n123,Zero,Anna,1950\n"}
    import_folder(written(tmp_path / "a", first))

    done = import_folder(written(tmp_path / "b", {"patients.csv": f"{LIKE}{other}\n"}))

    assert told in done.summary
    assert Patient.objects.count() == 3


def test_two_of_one_folder_who_may_be_the_same_are_told(db, tmp_path):
    both = f"{LIKE}A,Belanger,Marie,1961-07-14\nB,Belanger,Marie,1961-07-14\nC,Oe,A,1961-07-14\n"

    done = import_folder(written(tmp_path / "a", {"patients.csv": both}))

    assert len(done.warnings) == 2


def test_an_accession_written_otherwise_and_an_event_of_what_was_never_given_are_told(db, tmp_path):
    import_folder(written(tmp_path / "a", GOOD))
    more = {
        "biopsies.csv": "mrn,accession,collected_on,site\nM1,s-1,2019-04-10,liver\n",
        "adverse_events.csv": "mrn,agent,term,onset_on\nM1,fulvestrant,rash,2019-08\n",
    }

    done = import_folder(written(tmp_path / "b", more))

    assert list(map(str, done.warnings)) == [
        "biopsies.csv:2 accession: like “S1” of this patient",
        "adverse_events.csv:2 agent: fulvestrant was never given to “M1”",
    ]


@pytest.mark.parametrize(("patients", "warnings"), [(2, 2), (4, 12), (5, 0)])
def test_specimens_numbered_by_patient_are_not_told_to_be_alike(db, tmp_path, patients, warnings):
    rows = [f"M{n},primary,2019,breast" for n in range(patients)]
    folder = {
        "patients.csv": "mrn,family_name\n" + "\n".join(f"M{n},No{n}" for n in range(patients)),
        "biopsies.csv": "mrn,accession,collected_on,site\n" + "\n".join(rows),
    }

    done = import_folder(written(tmp_path, folder))

    assert len(done.warnings) == warnings


def test_a_record_number_that_a_spreadsheet_shortened_is_refused(db, tmp_path):
    with pytest.raises(Refused, match="shortens a long number"):
        import_folder(written(tmp_path / "a", {"patients.csv": f"{LIKE}1.00E+05,Zero,Anna,\n"}))


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

    assert "nothing saved. Would import" in done.summary
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

    with pytest.raises(CommandError, match="choose one with --team: A, B"):
        call_command("import_records", str(written(tmp_path, GOOD)), stdout=StringIO())


def test_a_folder_of_later_facts_adds_to_the_patient_on_record(db, tmp_path):
    import_folder(written(tmp_path / "a", GOOD))
    reread = {"her2_readings.csv": "mrn,accession,read_on,ihc_score\nM1,S1,2024-05,2+\n"}

    import_folder(written(tmp_path / "b", reread))

    assert HER2Reading.objects.count() == 2


def test_words_and_scores_are_stored_as_the_contract_writes_them(db, tmp_path):
    files = {
        "her2_readings.csv": "mrn,accession,read_on,reported_as,ihc_score,ish_status\n"
        "M1,S1,2019-04-12,Low,1 +,NOT DONE\n",
        "markers.csv": "mrn,tested_on,marker,value\nM1,2020-01,MSI,High\n",
        "conditions.csv": "mrn,condition,severity,noted_on\nM1,Heart failure,Mild,2019\n",
    }

    import_folder(written(tmp_path, {**GOOD, **files}))

    reading, patient = HER2Reading.objects.get(), Patient.objects.get()
    condition = patient.conditions.get()
    assert (reading.reported_as, reading.ihc_score, reading.ish_status) == ("low", "1+", "not_done")
    assert patient.markers.get().value == "high"
    assert (condition.kind.code, condition.severity) == ("heart_failure", "mild")


@pytest.mark.parametrize("er", ["90", "90.0", "<1", "<= 10", ">95", "80-90", "80 - 90"])
def test_a_percentage_is_kept_as_it_is_written(db, tmp_path, er):
    receptors = f"mrn,accession,read_on,er_percent\nM1,S1,2019-04-12,{er}\n"
    folder = written(tmp_path, {**GOOD, "receptors.csv": receptors})

    import_folder(folder)

    assert str(ReceptorReading.objects.get().er_percent) == er
    assert "Nothing changed" in import_folder(folder).summary


def test_in_parts_of_one_patient_an_import_does_and_tells_the_same(db, tmp_path, monkeypatch):
    other = "mrn,family_name,birth_date\nM2,Falk,1960-05-09\n01,Lind,1970\n1,Moreno,1980\n"
    rows = {"patients.csv": other + "M1,Falk,1960-05-09\n"}
    events = "mrn,agent,term,onset_on\nM1,letrozole,arthralgia,2019-08\nM1,tamoxifen,rash,2019\n"
    folder = written(tmp_path, {**GOOD, **rows, "adverse_events.csv": events})
    whole = import_folder(folder, dry_run=True)
    monkeypatch.setattr(spool, "PATIENTS_AT_A_TIME", 1)

    parts = import_folder(folder, dry_run=True)

    assert len(whole.warnings) == 5  # two and two who may be one, an event of a drug never given
    assert sorted(map(str, parts.warnings)) == sorted(map(str, whole.warnings))
    assert parts.counts == whole.counts
    assert sorted(parts.new_patients) == sorted(whole.new_patients)


def test_every_fault_of_every_part_is_told(db, tmp_path, monkeypatch):
    monkeypatch.setattr(spool, "PATIENTS_AT_A_TIME", 1)
    rows = "".join(f"M{n},S1,2019-04-10,liver\n" for n in range(1, 4))
    folder = {"patients.csv": "mrn\nM2\n", "biopsies.csv": GOOD["biopsies.csv"].split("\n")[0]}
    folder["biopsies.csv"] += f"\n{rows}"

    with pytest.raises(Refused) as refused:
        import_folder(written(tmp_path, folder))

    assert [fault.line for fault in refused.value.faults] == [2, 4]
    assert not Patient.objects.exists()


def test_a_treatment_after_a_death_on_record_is_refused(db, tmp_path):
    import_folder(written(tmp_path / "a", {"patients.csv": "mrn,deceased_on\nM1,2020-03\n"}))
    treated = {"treatments.csv": GIVEN + "M1,metastatic,letrozole,2020-04,,\n"}

    with pytest.raises(Refused, match="2020-04 is after the patient died, 2020-03"):
        import_folder(written(tmp_path / "b", treated))
