"""The timeline of one patient: one drawing at a time, by lanes and period, and taken out."""

import re

import pytest
from django.urls import reverse

from patients.models import AuditEvent, Patient

DRAWN = re.compile(r'<svg class="drawing drawing-(\d+)[" ]')


@pytest.fixture
def team(db, stories):
    return stories


@pytest.fixture
def dana(team) -> Patient:
    return Patient.objects.get(mrn="S01")


def page_of(client, name: str, patient: Patient, **asked) -> str:
    return client.get(reverse(name, args=[patient.pk]), asked).content.decode()


def test_a_chart_comes_with_one_drawing_as_wide_as_the_browser_showed_it(clinician_client, dana):
    address = dana.get_absolute_url()

    first = clinician_client.get(address).content.decode()
    clinician_client.cookies["drawing"] = "320"
    on_a_phone = clinician_client.get(address).content.decode()
    clinician_client.cookies["drawing"] = "nonsense"
    again = clinician_client.get(address).content.decode()

    assert [DRAWN.findall(page) for page in (first, on_a_phone, again)] == [
        ["1150"], ["320"], ["1150"]
    ]  # fmt: skip


def test_another_width_comes_by_itself_and_without_script_as_a_picture(
    clinician_client, dana, htmx
):
    address = reverse("timeline_drawing", args=[dana.pk])

    fetched = clinician_client.get(address, {"width": "660"}, headers=htmx)
    picture = clinician_client.get(address, {"width": "660"})

    assert DRAWN.findall(fetched.content.decode()) == ["660"]
    assert "xmlns" not in fetched.content.decode()
    assert picture["Content-Type"] == "image/svg+xml"
    assert b"--low:" in picture.content
    assert "'sha256-" in picture["Content-Security-Policy"]
    assert "unsafe" not in picture["Content-Security-Policy"]


def test_a_period_leaves_out_what_was_before_and_says_so(clinician_client, dana):
    whole = page_of(clinician_client, "patient_timeline", dana)
    year = page_of(clinician_client, "patient_timeline", dana, period="1")

    assert "tamoxifen from" in whole
    assert "tamoxifen from" not in year
    assert "What was before is in the table" in year
    assert "tamoxifen, adjuvant" in year.split("<table")[1]


def test_lanes_are_left_out_and_asked_for_again(clinician_client, dana):
    page = page_of(clinician_client, "patient_timeline", dana, lane=["disease", "nonsense"])
    only = page_of(clinician_client, "patient_timeline", dana, lane="disease")

    assert "HER2 as reported</text>" in page  # nothing that exists was asked for
    assert "HER2 as reported</text>" not in only
    assert "lane=disease&amp;period=3" in only


def test_a_picture_and_a_table_are_taken_out_without_a_name(clinician_client, dana):
    picture = page_of(clinician_client, "timeline_picture", dana)
    address = reverse("timeline_csv", args=[dana.pk])
    table = clinician_client.post(address, {"reason": "audit of 2026"}).content.decode()

    assert "tamoxifen" in picture
    assert "tamoxifen" in table
    for file in (picture, table):
        assert not {dana.family_name, dana.given_name, dana.mrn} & set(re.findall(r"\w+", file))
    taken = AuditEvent.objects.filter(action=AuditEvent.Action.EXPORT, patient_id=dana.pk)
    assert taken.count() == 2


def test_pages_are_sent_compressed_and_never_of_one_length(clinician_client, dana):
    """The length of a compressed page would tell what it holds (BREACH)."""
    address = dana.get_absolute_url()
    asked = {"Accept-Encoding": "gzip"}

    sent = [clinician_client.get(address, headers=asked) for _ in range(12)]

    plain = clinician_client.get(address)
    assert {response["Content-Encoding"] for response in sent} == {"gzip"}
    assert len({len(response.content) for response in sent}) > 1
    assert max(len(response.content) for response in sent) * 4 < len(plain.content)
