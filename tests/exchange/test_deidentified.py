"""The export without names: nothing leads back, spans stay, and it can be imported again."""

import csv
import io
import re
import zipfile
from datetime import date

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from biomarkers.exchange import export_jobs
from biomarkers.exchange.records import deidentifying
from biomarkers.exchange.records.deidentifying import export_deidentified
from biomarkers.exchange.records.importing import import_folder
from biomarkers.exchange.records.shifting import Shift
from biomarkers.models import ExportJob, HER2Assessment
from patients.actions import save_facts
from patients.dates import DamagedDate, PartialDate
from patients.models import AuditEvent, Biopsy, CareTeam, Patient
from tests.conftest import without_second_factor
from tests.demo.write_demo import DEMO
from tests.exchange.folders import read_out
from tests.factories import AgentGivenFactory, BiopsyFactory, HER2ReadingFactory, PatientFactory


def rows_of(files: dict[str, bytes], name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files[name].decode(), newline="")))


@pytest.fixture
def demo(team):
    import_folder(DEMO / "breast-clinic", team=team.name)
    return team


@pytest.fixture
def files(demo):
    return read_out(export_deidentified(demo))


def test_no_name_number_or_written_word_of_a_patient_goes_out(demo, files):
    everything = b"\n".join(files.values()).decode()
    words = set(Patient.objects.values_list("mrn", flat=True))
    words |= set(Biopsy.objects.values_list("accession", flat=True))
    words |= {
        name
        for pair in Patient.objects.values_list("family_name", "given_name")
        for name in pair
        if len(name) > 3
    }

    assert len(words) > 100
    # as whole words: what is drawn by chance for a name may hold a short accession
    assert not [w for w in words if re.search(rf"(?<!\w){re.escape(w)}(?!\w)", everything)]
    for row in rows_of(files, "her2_readings.csv"):
        assert (row["as_written"], row["pathologist"], row["assay"]) == ("", "", "")
    assert {name for name in files if not name.endswith(".csv")} == {"about.txt"}
    assert not {"reports.csv", "handouts.csv", "work_steps.csv"} & set(files)


def test_it_is_imported_again_and_every_status_is_the_same(demo, files, tmp_path, db):
    before = _statuses(demo)
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    second = CareTeam.objects.create(name="Research")

    import_folder(tmp_path, team=second.name)

    assert _statuses(second) == before
    assert {p.date_basis for p in second.patients.all()} == {"shifted"}


def _statuses(team) -> list[tuple[str, str]]:
    current = HER2Assessment.objects.current().filter(patient__care_team=team)
    return sorted(current.values_list("category", "reason"))


def test_the_days_between_two_dates_of_a_patient_stay(team):
    patient = PatientFactory.build(care_team=team, metastatic_on="2019-01-15")
    biopsy = BiopsyFactory.build(patient=patient, collected_on="2019-02-01")
    reading = HER2ReadingFactory.build(biopsy=biopsy, read_on="2019-02-11")
    save_facts([patient, biopsy, reading], by=None)

    for _ in range(5):
        files = read_out(export_deidentified(team))
        [person] = rows_of(files, "patients.csv")
        [row] = rows_of(files, "her2_readings.csv")
        [tissue] = rows_of(files, "biopsies.csv")
        days = [date.fromisoformat(day) for day in
                (person["metastatic_on"], tissue["collected_on"], row["read_on"])]  # fmt: skip

        assert [(day - days[0]).days for day in days] == [0, 17, 27]
        assert 1 <= (date(2019, 1, 15) - days[0]).days <= 365
        assert {person["mrn"], tissue["mrn"], row["mrn"]} == {person["mrn"]}
        assert tissue["accession"] == row["accession"]


@pytest.mark.parametrize("days", [1, 20, 180, 365])
def test_a_partial_date_stays_partial_and_no_end_is_before_its_start(days):
    shift = Shift(days)
    for start, end in (("2016-05-25", "2016-05"), ("2016-05", "2016-05-02"), ("2016", "2016-03"),
                       ("2016-03-31", "2016"), ("2016", "2016")):  # fmt: skip
        began = shift.of("started_on", PartialDate(start))
        ended = shift.of("ended_on", PartialDate(end))
        assert (len(began.text), len(ended.text)) == (len(start), len(end))
        assert ended.last >= began.first
        assert ended.text >= began.text or began.text.startswith(ended.text)
    assert shift.of("ended_on", DamagedDate("soon")) is None


def test_what_to_know_of_it_is_told(team, monkeypatch):
    monkeypatch.setattr(deidentifying.Shift, "by_chance", classmethod(lambda cls: cls(30)))
    old = PatientFactory.build(care_team=team, sex="male", birth_date="1930-02-03")
    biopsy = BiopsyFactory.build(patient=old, collected_on="2022-08-01")
    save_facts([old, biopsy, HER2ReadingFactory.build(biopsy=biopsy, read_on="2022-08-10")],
               by=None)  # fmt: skip
    others = [PatientFactory.build(care_team=team, birth_date="1961-07-14") for _ in range(10)]
    save_facts(others, by=None)

    files = read_out(export_deidentified(team))

    about = files["about.txt"].decode()
    assert "11 patients" in about
    assert "older than 89: 1." in about
    assert "sex male: 1" in about
    assert "sex female" not in about
    assert "a year or a month is shifted by its first day" in about
    assert "they equal another row or lack what a row must say: " in about
    assert "2022-07-11 (HER2-low introduced (FDA label))" in about
    births = {row["birth_date"] for row in rows_of(files, "patients.csv")}
    assert births == {"", "1961"}


@pytest.mark.parametrize(
    ("site", "goes_out"),
    [("Liver, segment VI of Mrs Falk", "liver"), ("left breast", "breast"), ("Falk", "other site")],
)
def test_of_a_site_only_the_organ_goes_out(team, site, goes_out):
    save_facts([BiopsyFactory.build(patient=PatientFactory(care_team=team), site=site)], by=None)

    [row] = rows_of(read_out(export_deidentified(team)), "biopsies.csv")
    assert row["site"].lower() == goes_out


def test_pseudonyms_are_drawn_anew_for_each_export(team):
    save_facts([AgentGivenFactory.build(patient=PatientFactory(care_team=team))], by=None)

    first, second = (read_out(export_deidentified(team)) for _ in range(2))
    assert rows_of(first, "patients.csv")[0]["mrn"] != rows_of(second, "patients.csv")[0]["mrn"]
    assert rows_of(first, "treatments.csv")[0]["agent"] == "capecitabine"


def test_it_has_its_own_permission_second_factor_and_entry(
    clinician, clinician_client, team, uploads
):
    save_facts([PatientFactory.build(care_team=team)], by=None)
    address = reverse("deidentified_download", args=[team.pk])
    assert clinician_client.post(address).status_code == 403

    clinician.user_permissions.add(Permission.objects.get(codename="export_deidentified"))
    page = clinician_client.get(reverse("record_export")).content.decode()
    clinician_client.post(address, {"reason": "a study"})
    job = ExportJob.objects.get()
    export_jobs.run(job.pk)
    response = clinician_client.get(reverse("export_file", args=[job.pk]))
    archive = zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))

    assert "Export de-identified" in page
    assert "Export all data" not in page
    assert clinician_client.post(
        reverse("record_export_download", args=[team.pk])
    ).status_code == 403  # fmt: skip
    assert {"patients.csv", "about.txt", "contents.json"} == set(archive.namelist())
    entry = AuditEvent.objects.filter(action=AuditEvent.Action.EXPORT).earliest("timestamp")
    assert (entry.actor, entry.additional_data) == (
        clinician, {"exported": "de-identified records", "patients": 1}
    )  # fmt: skip
    assert without_second_factor(clinician_client).post(address).status_code == 302
