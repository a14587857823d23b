"""Two records of one person: merged with what conflicts chosen, undone, followed by imports."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from biomarkers.actions import keep_handout
from biomarkers.exchange.records.importing import import_folder
from biomarkers.models import HER2Assessment, HER2Reading, PrintedHandout
from patients.actions import save_facts
from patients.changes.merge_plan import plan_of
from patients.changes.merging import merge, undo_merge
from patients.models import (
    AgentGiven,
    AuditEvent,
    Biopsy,
    LikelyDuplicate,
    LineOfTreatment,
    Patient,
)
from tests.exchange.folders import written
from tests.factories import (
    AgentGivenFactory,
    BiopsyFactory,
    CareTeamFactory,
    HER2ReadingFactory,
    PatientFactory,
)


@pytest.fixture
def kept(team):
    return PatientFactory(care_team=team, mrn="A1", family_name="Bélanger", birth_date="1960-05-02")


@pytest.fixture
def merged(team):
    return PatientFactory(
        care_team=team, mrn="B2", family_name="Belanger", birth_date="1960-05-02",
        metastatic_on="2019",
    )  # fmt: skip


def read(patient, score: str, accession="S1", read_on="2019-04-12") -> HER2Reading:
    biopsy = patient.biopsies.filter(accession=accession).first()
    biopsy = biopsy or BiopsyFactory(patient=patient, accession=accession, collected_on="2019")
    reading = HER2ReadingFactory.build(biopsy=biopsy, read_on=read_on, ihc_score=score)
    save_facts([reading], by=None)
    return reading


def category(patient) -> str:
    return HER2Assessment.objects.current().get(patient=patient).category


def everything() -> dict:
    """All that is on file of both, row by row."""
    from patients.models.fact import kinds_of_fact

    return {
        (kind.__name__, str(row.pk)): {f.attname: getattr(row, f.attname) for f in row._meta.fields}
        for kind in kinds_of_fact()
        for row in kind.on_file.all()
    }


def test_facts_move_and_what_only_one_record_says_is_taken_over(kept, merged, clinician):
    read(merged, "3+")
    keep_handout(patient=merged, answers=[], by=clinician)

    merge(kept=kept, merged=merged, taken=(), why="one person", by=clinician)

    kept.refresh_from_db()
    assert category(kept) == "positive"
    assert (kept.family_name, str(kept.metastatic_on)) == ("Bélanger", "2019")
    assert PrintedHandout.objects.get().patient == kept
    assert Patient.objects.get() == kept
    assert not HER2Assessment.objects.current().filter(patient=merged).exists()


def test_one_specimen_in_both_records_stays_one_with_the_readings_of_both(kept, merged):
    read(kept, "1+")
    read(merged, "1+")
    read(merged, "0", read_on="2024")

    plan = plan_of(kept, merged)
    merge(kept=kept, merged=merged, taken=(), why="one person", by=None)

    assert [pair.name for pair in plan.conflicts] == ["family_name"]
    assert Biopsy.objects.get().patient == kept
    assert sorted(HER2Reading.objects.values_list("ihc_score", flat=True)) == ["0", "1+"]


@pytest.mark.parametrize("which", ["kept", "merged"])
def test_of_two_readings_of_one_day_the_chosen_one_counts(kept, merged, which):
    mine, theirs = read(kept, "1+"), read(merged, "3+")
    pair = next(p for p in plan_of(kept, merged).pairs if p.name.startswith("her2reading"))
    taken = [pair.name] if which == "merged" else []

    merge(kept=kept, merged=merged, taken=taken, why="one person", by=None)

    assert HER2Reading.objects.get() == (theirs if which == "merged" else mine)
    assert HER2Reading.objects.get().biopsy.patient == kept
    assert HER2Reading.on_file.count() == 2


@pytest.mark.parametrize("turned", [False, True], ids=["kept’s", "merged’s"])
def test_a_merge_is_undone_without_a_trace_in_either_record(kept, merged, turned, clinician):
    for patient, score in ((kept, "1+"), (merged, "3+")):
        read(patient, score)
        line = LineOfTreatment.objects.create(patient=patient, number=1)
        AgentGivenFactory(patient=patient, line=line, ended_on=f"2019-0{score[0]}")
    save_facts([kept, merged], by=None)
    before = everything(), category(kept), category(merged)
    plan = plan_of(kept, merged)
    taken = [pair.name for pair in plan.conflicts] if turned else []

    done = merge(kept=kept, merged=merged, taken=taken, why="one person", by=clinician)
    left = undo_merge(done, by=clinician)

    assert left == []
    assert (everything(), category(kept), category(merged)) == before
    with pytest.raises(ValidationError, match="undone already"):
        undo_merge(done, by=clinician)


def test_agents_of_two_first_lines_are_of_one_line_afterwards(kept, merged):
    for patient, start in ((kept, "2019-01"), (merged, "2019-02")):
        line = LineOfTreatment.objects.create(patient=patient, number=1)
        AgentGivenFactory(patient=patient, line=line, started_on=start)

    merge(kept=kept, merged=merged, taken=(), why="one person", by=None)

    assert {given.line for given in AgentGiven.objects.all()} == {kept.lines.get()}


def test_what_was_changed_after_the_merge_stays_and_is_named(kept, merged):
    read(merged, "3+")
    done = merge(kept=kept, merged=merged, taken=(), why="one person", by=None)
    kept.refresh_from_db()
    kept.metastatic_on = "2018"
    save_facts([kept], by=None)

    left = undo_merge(done, by=None)

    kept.refresh_from_db()
    assert left == [f"Patient: {kept}: date of first metastasis"]
    assert str(kept.metastatic_on) == "2018"
    assert Biopsy.objects.get().patient == merged


def test_a_merge_is_on_both_trails(kept, merged, clinician):
    merge(kept=kept, merged=merged, taken=(), why="same person", by=clinician)

    trail = AuditEvent.objects.filter(actor=clinician, additional_data__why="same person")
    assert trail.filter(patient_id=kept.pk).exists()
    assert trail.filter(patient_id=merged.pk, additional_data__merged_into="A1").exists()


# By page.


def test_the_page_asks_for_each_conflict_and_the_old_address_leads_to_the_kept(
    clinician_client, kept, merged
):
    read(merged, "3+")
    start = reverse("patient_merge_start", args=[kept.pk])
    page = clinician_client.post(start, {"mrn": "B2"}, follow=True)
    url = page.redirect_chain[-1][0]

    unanswered = clinician_client.post(url, {"why": "one person"})
    clinician_client.post(url, {"why": "one person", "family_name": "merged"})

    kept.refresh_from_db()
    assert unanswered.status_code == 422
    assert "Choose one of the two." in unanswered.content.decode()
    assert kept.family_name == "Belanger"
    moved = clinician_client.get(merged.get_absolute_url())
    assert (moved.status_code, moved["Location"]) == (302, kept.get_absolute_url())


def test_no_one_merges_a_patient_of_another_team(clinician_client, kept):
    theirs = PatientFactory(care_team=CareTeamFactory(name="Second clinic"), mrn="C3")

    page = clinician_client.post(reverse("patient_merge_start", args=[kept.pk]), {"mrn": "C3"})

    assert "No other patient of your care teams has this MRN." in page.content.decode()
    url = reverse("patient_merge", args=[kept.pk, theirs.pk])
    assert clinician_client.get(url).status_code == 404


# By import.

PEOPLE = "mrn,family_name,birth_date,last_contact_on\n{}"


def told(folder) -> list[str]:
    return [str(warning) for warning in import_folder(folder, team="Breast clinic").warnings]


def test_an_import_of_the_merged_number_writes_to_the_kept_and_says_so(kept, merged, tmp_path):
    merge(kept=kept, merged=merged, taken=(), why="one person", by=None)
    files = {
        "patients.csv": PEOPLE.format("B2,Belanger,1960-05-02,2026-10-01\n"),
        "biopsies.csv": "mrn,accession,collected_on,site\nB2,S9,2020,liver\n",
    }

    warnings = told(written(tmp_path, files))

    kept.refresh_from_db()
    assert "“B2” was merged into “A1”" in warnings[0]
    assert Biopsy.objects.get().patient == kept
    assert (kept.mrn, kept.family_name) == ("A1", "Bélanger")  # as chosen at the merge
    assert str(kept.last_contact_on) == "2026-10-01"
    assert Patient.objects.count() == 1


def test_both_numbers_in_one_file_change_nothing_that_was_chosen(kept, merged, tmp_path):
    read(kept, "1+")
    read(merged, "3+")
    merge(kept=kept, merged=merged, taken=(), why="one person", by=None)
    people = "A1,Bélanger,1960-05-02,\nB2,Belanger,1960-05-02,\n"
    readings = "mrn,accession,read_on,ihc_score\n{}"
    files = {
        "patients.csv": PEOPLE.format(people),
        "her2_readings.csv": readings.format("A1,S1,2019-04-12,1+\nB2,S1,2019-04-12,3+\n"),
    }

    told(written(tmp_path / "both", files))
    told(written(tmp_path / "one", {"her2_readings.csv": readings.format("B2,S1,2019-04-12,3+\n")}))

    assert HER2Reading.objects.get().ihc_score == "1+"


def test_likely_duplicates_of_an_import_are_listed_until_someone_decides(
    manager_client, kept, tmp_path
):
    folder = written(tmp_path, {"patients.csv": PEOPLE.format("B7,BELANGER,1960-05-03,\n")})
    kept.given_name = ""
    save_facts([kept], by=None)

    warnings = told(folder)

    listed = manager_client.get(reverse("duplicates")).content.decode()
    assert "same name and birth date as “A1” but for the day" in warnings[0]
    assert "Bélanger (A1)" in listed
    assert "BELANGER (B7)" in listed
    pair = LikelyDuplicate.objects.get()
    manager_client.post(reverse("duplicate_apart", args=[pair.pk]))
    assert "No pairs wait" in manager_client.get(reverse("duplicates")).content.decode()


# By form.


@pytest.mark.parametrize(
    "typed",
    [
        {"mrn": "A9", "family_name": "BELANGER", "given_name": "Dana", "birth_date": "1960-05-03"},
        {"mrn": "00071", "family_name": "Falk"},
    ],
    ids=["name and day", "MRN with zeros"],
)
def test_a_patient_who_may_be_on_record_is_asked_about_before_saving(
    clinician_client, kept, team, typed
):
    falk = PatientFactory.build(care_team=team, mrn="71", family_name="Falk", given_name="Ada")
    save_facts([falk], by=None)
    url, values = reverse("patient_new"), {"care_team": team.pk, **typed}

    asked = clinician_client.post(url, values)
    stored = Patient.objects.count()
    clinician_client.post(url, {**values, "sure": "on"})

    page = asked.content.decode()
    assert asked.status_code == 422
    assert "May be on record already" in page
    assert f'value="{typed["mrn"]}"' in page
    assert (stored, Patient.objects.count()) == (2, 3)
