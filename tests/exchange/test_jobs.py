"""Imports in the background: checked, confirmed, stopped, refused, nothing half-written."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import SkipFile
from django.core.management import CommandError, call_command
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from biomarkers.exchange import archive, importing_uploads, jobs
from biomarkers.exchange.records import spool
from biomarkers.exchange.uploads import BoundedUpload, Upload
from biomarkers.models import ImportJob
from patients.models import AuditEvent, CareTeam, Patient
from tests.csv_files import records_of_file
from tests.factories import PatientFactory
from tests.worker import work_through

from .folders import GOOD, rows_stored
from .test_archive import packed

pytestmark = pytest.mark.usefixtures("uploads")
BESIDE_THE_RECORD = {"ImportJob", "AuditEvent"}


def record_rows() -> dict[str, int]:
    return {name: n for name, n in rows_stored().items() if name not in BESIDE_THE_RECORD}


def archive_of(files: dict[str, str | bytes]) -> bytes:
    return packed(
        {n: t if isinstance(t, bytes) else t.encode() for n, t in files.items()}
    ).getvalue()


def upload(client, content: bytes, *, name="record.zip", how="") -> ImportJob | None:
    """The job that the page made of it."""
    said = {
        "team": CareTeam.objects.get(name="Breast clinic").pk,
        "file": SimpleUploadedFile(name, content),
        "how": how,
    }
    response = client.post(reverse("import_start"), said)
    assert response.status_code == 302, response.content.decode()
    return ImportJob.objects.get(pk=response["Location"].split("/")[2])


def worked(job: ImportJob) -> ImportJob:
    """What the worker does."""
    jobs.run(job.pk)
    job.refresh_from_db()
    return job


def report_of(client, job: ImportJob) -> str:
    return client.post(
        reverse("import_report", args=[job.pk]), {"reason": "audit of 2026"}
    ).content.decode()


def test_what_is_uploaded_is_checked_and_written_only_when_confirmed(
    manager_client, manager, uploads
):
    before = record_rows()
    job = worked(upload(manager_client, archive_of(GOOD)))
    page = manager_client.get(reverse("import_job", args=[job.pk])).content.decode()

    assert (job.state, record_rows()) == ("checked", before)
    assert "Nothing is saved yet. Check these changes, then confirm." in page
    assert "her2_readings.csv" in page

    manager_client.post(reverse("import_confirm", args=[job.pk]))
    job = worked(ImportJob.objects.get())

    assert job.state == "done"
    assert Patient.objects.get().mrn == "M1"
    assert 'her2_readings.csv,,,"1 new, 0 changed, 0 same"' in report_of(manager_client, job)
    assert list(uploads.iterdir()) == []
    created = AuditEvent.objects.filter(content_type__model="patient", action=0).get()
    assert created.actor == manager


def test_the_worker_of_production_takes_up_what_waits(transactional_db, manager_client):
    job = upload(manager_client, archive_of(GOOD))

    work_through()

    job.refresh_from_db()
    assert job.state == "checked"


def test_a_second_press_imports_once(manager_client):
    job = worked(upload(manager_client, archive_of(GOOD)))

    for _ in range(2):
        manager_client.post(reverse("import_confirm", args=[job.pk]))
    worked(job)

    assert worked(job).state == "done"
    assert AuditEvent.objects.filter(content_type__model="patient", action=0).count() == 1


def two_people() -> None:
    PatientFactory(
        mrn="M1", family_name="Other", birth_date="1950-01-01", care_team__name="Breast clinic"
    )


BOMB = {"patients.csv": bytes(archive.MOST_UNPACKED + 1)}
BAD = {
    "malformed": (archive_of({**GOOD, "patients.csv": 'mrn,sex\nM1,"fem\n'}), "never closed"),
    "truncated row": (archive_of({**GOOD, "biopsies.csv": GOOD["biopsies.csv"][:-7]}), "cut off"),
    "truncated archive": (archive_of(GOOD)[:300], "the archive"),
    "other encoding": (
        archive_of({**GOOD, "patients.csv": "mrn,family_name\nM1,Müller\n".encode("latin-1")}),
        "is not UTF-8",
    ),
    "future date": (
        archive_of({**GOOD, "progressions.csv": "mrn,on\nM1,2999\n"}),
        "in the future",
    ),
    "one number for two people": (
        archive_of({**GOOD, "patients.csv": "mrn,family_name,birth_date\nM1,Falk,1980-05-05\n"}),
        "another person",
    ),
    "path tricks": (archive_of({"../patients.csv": "mrn\nM1\n"}), "has a path outside"),
    "zip bomb": (None, "is larger than 500 MB"),
    "no known file": (archive_of({"people.csv": "mrn\n"}), "is not a record folder file"),
}


def bytes_of(case: str) -> bytes:
    return archive_of(BOMB) if case == "zip bomb" else BAD[case][0]


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_refused_by_the_page_with_its_reason_and_nothing_written(manager_client, case):
    two_people()
    before = record_rows()

    job = worked(upload(manager_client, bytes_of(case)))

    assert (job.state, record_rows()) == ("refused", before)
    assert BAD[case][1] in report_of(manager_client, job)
    assert BAD[case][1] in manager_client.get(
        reverse("import_job", args=[job.pk])
    ).content.decode().replace("&#x27;", "'")


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_refused_by_the_command_with_its_reason_and_nothing_written(
    team, tmp_path, case
):
    two_people()
    before = record_rows()
    path = tmp_path / "record.zip"
    path.write_bytes(bytes_of(case))

    with pytest.raises(CommandError, match=BAD[case][1]):
        call_command("import_records", str(path))

    assert record_rows() == before


def test_every_fault_is_in_the_report_and_the_page_shows_the_first(manager_client):
    rows = "".join(f"M{n},woman\n" for n in range(50))
    job = worked(upload(manager_client, archive_of({"patients.csv": "mrn,sex\n" + rows})))

    report = records_of_file(report_of(manager_client, job).encode())

    assert [row["Line"] for row in report] == [str(line) for line in range(2, 52)]
    assert {(row["File"], row["Column"]) for row in report} == {("patients.csv", "sex")}
    page = manager_client.get(reverse("import_job", args=[job.pk])).content.decode()
    assert page.count("must be one of female") == 20


def test_a_gigabyte_is_refused_while_it_streams_in():
    handler = BoundedUpload(RequestFactory().post("/import/"))
    handler.new_file("file", "large.zip", "application/zip", None)
    piece = bytes(archive.MEGABYTE)

    for taken in range(archive.MOST_PACKED // archive.MEGABYTE):
        handler.receive_data_chunk(piece, taken * len(piece))
    with pytest.raises(SkipFile):
        handler.receive_data_chunk(piece, archive.MOST_PACKED)

    assert handler.file.closed


def test_a_file_too_large_is_told_on_the_page_and_not_kept(manager_client, uploads, monkeypatch):
    monkeypatch.setattr(BoundedUpload, "left", 1000)
    said = {"team": CareTeam.objects.get().pk, "file": SimpleUploadedFile("a.zip", bytes(2000))}

    response = manager_client.post(reverse("import_start"), said)

    assert response.status_code == 422
    assert "is larger than 100 MB. Nothing was uploaded" in response.content.decode()
    assert not uploads.exists()


def test_a_cancelled_import_leaves_no_trace(manager_client, manager, monkeypatch):
    """It is stopped when all of the first patient was written."""
    monkeypatch.setattr(spool, "PATIENTS_AT_A_TIME", 1)
    two = {**GOOD, "patients.csv": GOOD["patients.csv"] + "M2,Lind,\n"}
    job = worked(upload(manager_client, archive_of(two)))
    manager_client.post(reverse("import_confirm", args=[job.pk]))
    before, events = tables(), set(AuditEvent.objects.values_list("pk", flat=True))
    told = Upload.say

    def press_cancel_midway(self, what, done, of):
        told(self, what, done, of)
        if (what, done, of) == ("patients", 1, 2):
            assert Patient.objects.exists()
            manager_client.post(reverse("import_cancel", args=[job.pk]))

    monkeypatch.setattr(importing_uploads, "_PAUSE", 0)
    monkeypatch.setattr(Upload, "say", press_cancel_midway)
    job = worked(job)

    assert (job.state, tables()) == ("cancelled", before)
    later = AuditEvent.objects.exclude(pk__in=events)
    assert {event.content_type.model for event in later} == {"importjob"}
    assert "cancelled" in str([event.changes for event in later])


def tables() -> dict[str, list]:
    """Every row of every table of ours, the audit trail and the job itself apart."""
    from django.apps import apps

    models = [*apps.get_app_config("patients").get_models()]
    models += apps.get_app_config("biomarkers").get_models()
    return {
        model.__name__: list(model.objects.order_by("pk").values())
        for model in models
        if model.__name__ not in BESIDE_THE_RECORD
    }


def test_what_only_waits_is_cancelled_at_once(manager_client, uploads):
    job = upload(manager_client, archive_of(GOOD))

    manager_client.post(reverse("import_cancel", args=[job.pk]))

    assert worked(job).state == "cancelled"
    assert list(uploads.iterdir()) == []


def test_a_worker_that_died_midway_is_noticed_and_one_that_lives_is_not(manager_client):
    job = upload(manager_client, archive_of(GOOD))
    ImportJob.objects.update(state="importing")
    address = reverse("import_job", args=[job.pk])

    with Upload.of(job.pk).held():
        assert "importing" in manager_client.get(address).content.decode().lower()
    page = manager_client.get(address).content.decode()

    assert "Failed, nothing imported" in page
    assert ImportJob.objects.get().state == "failed"


def test_only_the_bytes_that_were_checked_are_imported(manager_client):
    job = worked(upload(manager_client, archive_of(GOOD)))
    manager_client.post(reverse("import_confirm", args=[job.pk]))
    Upload.of(job.pk).path.write_bytes(archive_of({"patients.csv": "mrn\nM9\n"}))

    assert worked(job).state == "refused"
    assert not Patient.objects.exists()


def test_an_upload_that_nobody_confirms_is_forgotten_after_a_week(
    manager_client, manager, uploads, time_machine
):
    job = worked(upload(manager_client, archive_of(GOOD)))
    time_machine.move_to(timezone.now() + timedelta(days=8))
    manager_client.force_login(manager)

    upload(manager_client, archive_of(GOOD))

    job.refresh_from_db()
    assert job.state == "cancelled"
    assert len(list(uploads.iterdir())) == 1


def test_a_table_is_read_through_a_ready_mapping(manager_client):
    table = (
        b"#\nPATIENT_ID,SEX,OS_STATUS,OS_MONTHS,INFERRED_MENOPAUSAL_STATE,LATERALITY,ER_IHC\n"
        b"MB-1,Female,0:LIVING,12,Post,Left,Positve\n"
    )

    job = worked(upload(manager_client, table, name="data.txt", how="ready metabric"))

    assert (job.state, job.mapping_name) == ("checked", "METABRIC, clinical table")
    assert ["receptors.csv", 1, 0, 0] in job.counts


def test_an_import_of_another_team_is_not_found(manager_client, client, stranger):
    job = upload(manager_client, archive_of(GOOD))
    stranger.groups.set(manager_client.get("/import/").wsgi_request.user.groups.all())
    client.force_login(stranger)

    assert client.get(reverse("import_job", args=[job.pk])).status_code == 404
    assert client.post(reverse("import_confirm", args=[job.pk])).status_code == 404
    assert job.file_name not in client.get(reverse("import_start")).content.decode()


def test_who_may_not_import_is_not_offered_it(clinician_client):
    assert clinician_client.get(reverse("import_start")).status_code == 403
    assert 'href="/import/"' not in clinician_client.get("/").content.decode()


def test_the_page_reads_as_much_for_one_import_as_for_twenty(
    manager_client, manager, team, django_assert_max_num_queries
):
    for number in range(20):
        ImportJob.objects.create(team=team, file_name=f"{number}.zip", size=1, state="done",
                                 by=manager)  # fmt: skip
    with django_assert_max_num_queries(9):
        assert b"19.zip" in manager_client.get(reverse("import_start")).content


def test_an_upload_whose_job_cannot_be_kept_does_not_stay_on_the_disk(
    manager_client, monkeypatch, uploads
):
    def breaks(job):
        raise OSError("the disk is full")

    monkeypatch.setattr(jobs, "_enqueue", breaks)

    with pytest.raises(OSError, match="full"):
        upload(manager_client, archive_of(GOOD))

    assert not ImportJob.objects.exists()
    assert list(uploads.iterdir()) == []


def test_what_is_no_archive_is_not_taken_for_a_record_folder(manager_client):
    said = {
        "team": CareTeam.objects.get(name="Breast clinic").pk,
        "file": SimpleUploadedFile("record.zip", b"mrn,sex\nM1,F\n"),
        "how": "",
    }

    response = manager_client.post(reverse("import_start"), said)

    assert response.status_code == 422
    assert "This is not a zip archive" in response.content.decode()
    assert not ImportJob.objects.exists()


SECOND = {"patients.csv": "mrn,family_name,metastatic_on\nM1,,2020\nM2,New,\n"}


def checked_page(client, job) -> str:
    return client.get(reverse("import_job", args=[job.pk])).content.decode()


def test_the_check_shows_each_changed_cell_and_new_patients_before_anything_counts(manager_client):
    job = worked(upload(manager_client, archive_of(GOOD)))
    manager_client.post(reverse("import_confirm", args=[job.pk]))
    worked(job)

    job = worked(upload(manager_client, archive_of(SECOND)))
    page = checked_page(manager_client, job)
    changes = manager_client.post(
        reverse("import_changes", args=[job.pk]), {"reason": "audit of 2026"}
    ).content.decode()

    assert "2 recorded values will change" in page
    assert "the cell is empty: the old value stays" in page
    assert "1 new patient" in page
    assert "changed,patients.csv,2,M1,,metastatic_on,2019,2020" in changes
    assert "kept,patients.csv,2,M1,,family_name,Falk," in changes
    assert str(Patient.objects.get().metastatic_on) == "2019"


def test_an_empty_cell_erases_only_where_a_person_chose_it_and_then_each_is_listed(manager_client):
    job = worked(upload(manager_client, archive_of(GOOD)))
    manager_client.post(reverse("import_confirm", args=[job.pk]))
    worked(job)
    job = worked(upload(manager_client, archive_of(SECOND)))

    manager_client.post(reverse("import_erase", args=[job.pk]))
    job = worked(job)

    assert job.state == "checked"
    assert "<b>erased</b>" in checked_page(manager_client, job)
    manager_client.post(reverse("import_confirm", args=[job.pk]))
    assert worked(job).state == "done"
    assert Patient.objects.get(mrn="M1").family_name == ""


def test_what_is_imported_is_what_was_looked_at(manager_client):
    job = worked(upload(manager_client, archive_of(GOOD)))
    PatientFactory(mrn="M1", family_name="Falk", care_team=job.team)

    manager_client.post(reverse("import_confirm", args=[job.pk]))
    job = worked(job)

    assert job.state == "checked"
    assert "changed since the check" in checked_page(manager_client, job)
    assert not Patient.objects.get().biopsies.exists()
    manager_client.post(reverse("import_confirm", args=[job.pk]))
    assert worked(job).state == "done"


def test_a_workbook_given_as_a_record_folder_is_a_table_to_map(manager_client):
    from .test_cases_of_tables import workbook

    data = workbook(["MRN", "Family name", "HER2 IHC"], ["00123", "Anker", "1+"], ["Total", 1, ""])
    job = upload(manager_client, data, name="patients.xlsx")

    assert job.state == "mapping"
    page = manager_client.get(reverse("mapping_new", args=[job.pk])).content.decode()
    assert "1 rows" in page or "2 rows" in page


def test_what_a_mac_adds_is_left_alone_and_named_on_the_page(manager_client):
    files = {
        "export/patients.csv": "mrn,family_name\nMAC1,Macintosh\n",
        "__MACOSX/export/._patients.csv": b"\0",
        "export/.DS_Store": b"Bud1",
    }

    job = worked(upload(manager_client, archive_of(files)))

    assert job.state == "checked", job.faults
    assert "__MACOSX/export/._patients.csv, export/.DS_Store" in checked_page(manager_client, job)
