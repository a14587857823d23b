"""Reports that come as files: kept, read by the worker, each with what became of it."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from biomarkers.models import FileState, PathologyReport, ReportFile, ReportUpload
from biomarkers.reports import arriving
from biomarkers.reports.arriving import Arriving, receive_files
from tests.factories import PatientFactory
from tests.worker import work_through

from .test_receiving import blank_pdf, pdf
from .texts import ONE_TUMOR

# the worker closes connections, which ends the transaction of a test on PostgreSQL
pytestmark = pytest.mark.django_db(transaction=True)

UNREADABLE = 422
START = "/reports/files/"
ANOTHER = f"Patient: Miller, Jane\nMRN: 9999999\n{ONE_TUMOR}"


@pytest.fixture
def patient(team):
    return PatientFactory(care_team=team, mrn="M1", family_name="Ashby", given_name="Ruth")


def named(name: str, data: bytes) -> BytesIO:
    file = BytesIO(data)
    file.name = name
    return file


def given(client, team, **files: bytes) -> str:
    """The page of the files."""
    sent = [named(name.replace("__", "."), data) for name, data in files.items()]
    response = client.post(START, {"team": team.pk, "file": sent})
    assert response.status_code == 302, response.content.decode()
    return response["Location"]


def states() -> dict[str, str]:
    return dict(ReportFile.objects.values_list("name", "state"))


def test_no_request_reads_a_pdf(clinician_client, team, monkeypatch):
    monkeypatch.setattr(arriving, "text_of_file", lambda *_: pytest.fail("read in the request"))
    address = given(clinician_client, team, a__pdf=pdf("<p>HER2: IHC score 2+</p>"))

    page = clinician_client.get(address).content.decode()

    assert "0 of 1 files read." in page
    assert 'hx-trigger="every 1s"' in page
    assert '<noscript><meta http-equiv="refresh" content="2"></noscript>' in page
    assert not PathologyReport.objects.exists()


def test_each_file_ends_by_itself(clinician_client, team, patient):
    index = b"file,mrn,accession\nhers.txt,M1,S26-1\nnot-hers.txt,M1,\n"
    address = given(
        clinician_client, team, hers__txt=ONE_TUMOR.encode(), scan__pdf=blank_pdf(),
        nobodys__pdf=pdf("<p>HER2: IHC score 2+</p>"), odd__txt=b"\x00\x01\xff",
        **{"not-hers__txt": ANOTHER.encode(), "reports__csv": index},
    )  # fmt: skip
    work_through()
    page = clinician_client.get(address).content.decode()

    assert states() == {
        "hers.txt": "read", "scan.pdf": "unreadable", "nobodys.pdf": "read",
        "odd.txt": "unreadable", "not-hers.txt": "stopped",
    }  # fmt: skip
    hers = PathologyReport.objects.get(source_name="hers.txt")
    assert (hers.patient, hers.stated_accession) == (patient, "S26-1")
    assert PathologyReport.objects.get(source_name="nobodys.pdf").patient is None
    assert "contains no selectable text" in page
    assert "cannot be read as text" in page
    assert "All files are read." in page
    assert "hx-get" not in page
    kept = ReportFile.objects.exclude(data=b"").values_list("name", flat=True)
    assert list(kept) == ["not-hers.txt"]


def test_a_file_that_names_another_patient_waits_for_a_person(clinician_client, team, patient):
    sent = {"file": [named("a.txt", ANOTHER.encode())]}
    address = clinician_client.post(reverse("report_new", args=[patient.pk]), sent)["Location"]
    work_through()
    page = clinician_client.get(address).content.decode()
    file = ReportFile.objects.get()

    assert "The text has the record number 9999999" in page
    assert not PathologyReport.objects.exists()

    clinician_client.post(f"{address}again/", {"file": file.pk})
    work_through()

    report = PathologyReport.objects.get()
    assert report.patient == patient
    assert clinician_client.get(address)["Location"] == reverse(
        "report_review", args=[patient.pk, report.pk]
    )


def test_the_same_file_again_and_one_that_was_nobodys(clinician_client, team, patient):
    given(clinician_client, team, a__txt=ONE_TUMOR.encode())
    work_through()
    given(clinician_client, team, b__txt=ONE_TUMOR.encode())
    work_through()
    assert states() == {"a.txt": "read", "b.txt": "same"}

    given(clinician_client, team, c__txt=ONE_TUMOR.encode(), reports__csv=b"file,mrn\nc.txt,M1\n")
    work_through()

    assert PathologyReport.objects.get().patient == patient


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"reports__csv": b"file,mrn\na.txt,M1\n"}, "listed in reports.csv but not among"),
        ({"a__txt": b"x", "reports__csv": b"file,mrn\na.txt,M7\n"}, "is not a patient of"),
        ({"a__txt": b"x" * 2_000_001}, "Larger than 2 MB: a.txt."),
    ],
)
def test_what_is_wrong_with_the_files_is_told_before_any_is_kept(
    clinician_client, team, patient, files, told
):
    sent = [named(name.replace("__", "."), data) for name, data in files.items()]
    response = clinician_client.post(START, {"team": team.pk, "file": sent})

    assert response.status_code == UNREADABLE
    assert told in response.content.decode()
    assert not ReportUpload.objects.exists()


def test_what_a_dead_worker_left_is_read_again(clinician_client, team):
    address = given(clinician_client, team, a__txt=ONE_TUMOR.encode())
    from django_tasks_db.models import DBTaskResult

    DBTaskResult.objects.all().delete()
    assert "Read the rest again" not in clinician_client.get(address).content.decode()
    ReportFile.objects.update(moved_at=timezone.now() - timedelta(minutes=3))
    assert "Read the rest again" in clinician_client.get(address).content.decode()

    clinician_client.post(f"{address}again/")
    work_through()

    assert states() == {"a.txt": "read"}


def test_a_file_that_breaks_the_reader_stops_no_other(clinician, team, monkeypatch):
    def breaks(name, data):
        if name == "a.txt":
            raise RuntimeError("broken")
        return ONE_TUMOR

    monkeypatch.setattr(arriving, "text_of_file", breaks)
    files = [Arriving("a.txt", b"x"), Arriving("b.txt", b"x")]
    arriving.read_files(receive_files(team=team, files=files, by=clinician).pk)

    assert states() == {"a.txt": FileState.UNREADABLE, "b.txt": FileState.READ}


def test_the_list_of_the_files_goes_and_the_reports_stay(clinician_client, team, settings):
    given(clinician_client, team, a__txt=ONE_TUMOR.encode())
    work_through()
    long_ago = timezone.now() - timedelta(days=settings.UPLOAD_DAYS + 1)
    ReportUpload.objects.update(created_at=long_ago)

    call_command("clear_expired")

    assert not ReportUpload.objects.exists()
    assert not ReportFile.objects.exists()
    assert PathologyReport.objects.exists()
