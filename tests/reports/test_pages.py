"""Reports as they come in, and the queue of those that wait."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from biomarkers.actions import receive_report, set_aside_report
from biomarkers.models import HER2Reading, PathologyReport, ReceptorReading
from patients.models import AuditEvent
from tests.factories import PatientFactory
from tests.worker import work_through

from .test_receiving import pdf
from .texts import ONE_TUMOR, TWO_TUMORS

UNREADABLE = 422
QUEUE = "/reports/"


@pytest.fixture
def patient(team):
    return PatientFactory(care_team=team)


def new(patient) -> str:
    return reverse("report_new", args=[patient.pk])


def file(name: str, data: bytes) -> BytesIO:
    upload = BytesIO(data)
    upload.name = name
    return upload


def waiting(team, patient=None, text: str = ONE_TUMOR, **facts) -> PathologyReport:
    report = receive_report(text=text, team=team, patient=patient, by=None)
    PathologyReport.objects.filter(pk=report.pk).update(**facts)
    return report


def once_read(client, response):
    """What the page of the files answers once the worker has read them, which closes connections:
    a test that asks for it has no transaction of its own.
    """
    if "/reports/files/" not in response["Location"]:
        return response
    work_through()
    return client.get(response["Location"])


UPLOADS = {
    "pasted": {"text": ONE_TUMOR.replace("\n", "\r\n")},
    "a text": {"file": ("her2.txt", ONE_TUMOR.encode())},
    "a PDF": {"file": ("her2.pdf", pdf(f"<pre>{ONE_TUMOR}</pre>"))},
}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", UPLOADS)
def test_a_report_comes_in_and_waits_for_its_review(clinician, clinician_client, patient, kind):
    posted = {k: file(*v) if k == "file" else v for k, v in UPLOADS[kind].items()}

    response = once_read(clinician_client, clinician_client.post(new(patient), posted))

    report = PathologyReport.objects.get()
    assert response["Location"] == reverse("report_review", args=[patient.pk, report.pk])
    assert "IHC score 1+" in report.text
    assert (report.patient, report.received_by, report.state) == (patient, clinician, "waiting")
    assert not HER2Reading.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_original_pdf_stays_beside_its_reading(clinician, clinician_client, patient, stranger):
    data = UPLOADS["a PDF"]["file"][1]
    posted = clinician_client.post(new(patient), {"file": file("her2.pdf", data)})
    review = once_read(clinician_client, posted)["Location"]
    address = reverse("report_original", args=[patient.pk, PathologyReport.objects.get().pk])

    answer = clinician_client.get(address)
    client = Client()
    client.force_login(stranger)

    assert address in clinician_client.get(review).content.decode()
    assert (answer.content, answer["Content-Type"]) == (data, "application/pdf")
    assert "her2" not in answer["Content-Disposition"]
    assert client.get(address).status_code == 404
    opened = AuditEvent.objects.filter(patient_id=patient.pk, actor=clinician)
    assert opened.filter(additional_data__page="report_original").count() == 1


def test_a_pasted_report_has_no_original(clinician_client, patient):
    review = clinician_client.post(new(patient), {"text": ONE_TUMOR})["Location"]
    address = reverse("report_original", args=[patient.pk, PathologyReport.objects.get().pk])

    assert address not in clinician_client.get(review).content.decode()
    assert clinician_client.get(address).status_code == 404


def test_the_same_report_twice_is_told_and_kept_once(clinician_client, patient):
    clinician_client.post(new(patient), {"text": ONE_TUMOR})
    again = clinician_client.post(
        new(patient), {"text": "\n" + ONE_TUMOR.replace("\n", "\r\n\r\n")}, follow=True
    )

    assert "This report was already received (waiting)." in again.content.decode()
    assert PathologyReport.objects.count() == 1


@pytest.mark.parametrize(
    ("posted", "told"),
    [
        ({}, "not both"),
        ({"text": "a", "file": ("a.txt", b"b")}, "not both"),
        ({"file": ("a.txt", b"")}, "empty"),
    ],
)
def test_what_cannot_be_read_is_told_on_the_form(clinician_client, patient, posted, told):
    posted = {k: file(*v) if k == "file" else v for k, v in posted.items()}

    response = clinician_client.post(new(patient), posted)

    assert response.status_code == UNREADABLE
    assert told in response.content.decode()
    assert not PathologyReport.objects.exists()


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60
)
@given(
    text=st.text(max_size=300) | st.sampled_from([ONE_TUMOR, TWO_TUMORS]),
    data=st.binary(max_size=300),
    name=st.sampled_from(["a.txt", "a.pdf", "a"]),
)
def test_whatever_comes_in_is_taken_or_told_and_never_on_record(
    clinician, patient, text, data, name
):
    client = Client(raise_request_exception=True)
    client.force_login(clinician)

    for posted in ({"text": text}, {"file": file(name, data or b"x")}):
        response = client.post(new(patient), posted, follow=True)
        assert response.status_code in (200, UNREADABLE)
    for report in PathologyReport.objects.all():
        assert client.get(report.get_absolute_url()).status_code == 200
    assert not HER2Reading.objects.exists()
    assert not ReceptorReading.objects.exists()


def test_the_queue_shows_what_waits_in_my_teams_the_longest_waiting_first(
    clinician_client, stranger, team, patient
):
    now = timezone.now()
    other = PatientFactory(care_team=team, family_name="Older")
    waiting(team, patient, received_at=now)
    waiting(team, other, text=TWO_TUMORS, received_at=now - timedelta(days=3))
    waiting(team, received_at=now - timedelta(days=1), source_name="scan7.txt")
    theirs = stranger.care_teams.get()
    waiting(theirs, PatientFactory(care_team=theirs, family_name="Theirs"))

    page = clinician_client.get(QUEUE).content.decode()

    assert page.index("Older") < page.index("patient not identified") < page.index("Whitlock")
    assert "IHC 1+, negative" in page
    assert "IHC 3+, positive" in page
    assert "scan7.txt" in page
    assert "Theirs" not in page


def test_the_queue_goes_on_where_the_page_ended_at_the_same_cost(
    clinician_client, team, django_assert_max_num_queries
):
    for number in range(23):
        waiting(team, PatientFactory(care_team=team), text=f"HER2 1+ ({number})")

    with django_assert_max_num_queries(10):
        first = clinician_client.get(QUEUE)
    second = clinician_client.get(QUEUE, {"after": str(first.context["page"].next_after)})

    pages = [[row.report.pk for row in r.context["page"].rows] for r in (first, second)]
    assert [len(page) for page in pages] == [20, 3]
    assert len({*pages[0], *pages[1]}) == 23


def test_htmx_is_answered_with_the_rows_alone(clinician_client, htmx):
    response = clinician_client.get(QUEUE, headers=htmx)

    assert b"<html" not in response.content
    assert "HX-Request" in response["Vary"]


def test_after_one_is_done_the_next_opens(clinician_client, team, patient):
    now = timezone.now()
    second = waiting(team, PatientFactory(care_team=team), received_at=now)
    first = waiting(team, patient, received_at=now - timedelta(days=1))
    url = reverse("report_review", args=[patient.pk, first.pk]) + "?from=queue"

    response = clinician_client.post(url, {"do": "set_aside", "why": ""})

    following = reverse("report_review", args=[second.patient_id, second.pk])
    assert response["Location"] == f"{following}?from=queue"


def test_after_the_last_one_the_queue_says_that_nothing_waits(clinician_client, team, patient):
    only = waiting(team, patient)
    url = reverse("report_review", args=[patient.pk, only.pk]) + "?from=queue"

    response = clinician_client.post(url, {"do": "set_aside", "why": ""}, follow=True)

    assert "No reports to review." in response.content.decode()


def test_what_was_set_aside_is_found_again(clinician, clinician_client, team, patient):
    report = waiting(team, patient)
    set_aside_report(report=report, why="ask the lab", by=clinician)

    assert "No reports to review" in clinician_client.get(QUEUE).content.decode()
    assert "Whitlock" in clinician_client.get(QUEUE, {"state": "set_aside"}).content.decode()


def assign(report) -> str:
    return reverse("report_assign", args=[report.pk])


def test_a_person_says_whose_a_report_is(clinician_client, team, patient):
    report = waiting(team)

    response = clinician_client.post(assign(report), {"mrn": patient.mrn})

    report.refresh_from_db()
    assert report.patient == patient
    assert response["Location"].startswith(reverse("report_review", args=[patient.pk, report.pk]))
    assert AuditEvent.objects.filter(patient_id=patient.pk, object_pk=report.pk).exists()


def test_a_report_goes_to_no_patient_whom_one_does_not_see(clinician_client, stranger, team):
    report = waiting(team)
    theirs = PatientFactory(care_team=stranger.care_teams.get())

    for mrn in (theirs.mrn, "nobody", theirs.mrn[:-1]):
        response = clinician_client.post(assign(report), {"mrn": mrn})
        assert "No patient in your care teams has this MRN." in response.content.decode()

    report.refresh_from_db()
    assert report.patient is None


def test_a_report_that_the_patient_has_already_is_told(clinician_client, team, patient):
    waiting(team, patient)
    report = waiting(team)

    response = clinician_client.post(assign(report), {"mrn": patient.mrn})

    assert "This report was already received for this patient." in response.content.decode()


def test_reports_of_another_team_are_nobodys_business(stranger_client, team, patient):
    assert stranger_client.get(assign(waiting(team))).status_code == 404
    assert stranger_client.get(new(patient)).status_code == 404


def test_no_address_of_the_queue_holds_a_name(clinician_client, team, patient):
    waiting(team, patient)
    waiting(team, source_name="Whitlock.txt")

    page = clinician_client.get(QUEUE).content.decode()

    addresses = [part.split('"')[0] for part in page.split('href="')[1:]]
    assert not [a for a in addresses if "Whitlock" in a or patient.mrn in a]
