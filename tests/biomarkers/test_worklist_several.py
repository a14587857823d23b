"""Several rows at once, one letter, saved filters, search within, pages both ways, whose first."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from biomarkers.models import Alteration, SavedFilter, WorkItem, WorkStep
from biomarkers.worklist.listing import ROWS
from patients.actions import save_facts
from patients.models import AuditEvent
from tests.factories import BiopsyFactory, HER2ReadingFactory, PatientFactory

WORKLIST = "/"


def patient_of(team, name: str, **reading):
    patient = PatientFactory(
        care_team=team, family_name=name, metastatic_on="2016", treatment_history="complete"
    )
    biopsy = BiopsyFactory(patient=patient)
    said = reading or {"negative_without_score": True}
    germline = Alteration(
        patient=patient, tested_on="2016", gene="BRCA1", result="not_detected", origin="germline"
    )
    save_facts([HER2ReadingFactory.build(biopsy=biopsy, **said), germline], by=None)
    return patient


@pytest.fixture
def three(team):
    return [patient_of(team, name) for name in ("Aldridge", "Barros", "Calloway")]


def item_of(patient) -> WorkItem:
    return WorkItem.objects.get(patient=patient, why="find_score")


def post(client, name: str, patients, **said):
    return client.post(reverse(name), {"items": [item_of(p).pk for p in patients], **said})


def names_in(response) -> list[str]:
    rows = re.findall(r'<th scope="row"><a [^>]*>([^<]*)</a>', response.content.decode())
    return [name.split(",")[0] for name in rows]


def client_of(team, role: str) -> Client:
    user = User.objects.create_user(role)
    user.groups.add(Group.objects.get(name=role))
    team.members.add(user)
    client = Client()
    client.force_login(user)
    return client


def in_days(days: int) -> str:
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def test_several_requests_are_marked_after_one_form_and_each_keeps_its_text(
    clinician_client, three
):
    asked = post(clinician_client, "worklist_several", three[:2], do="requested")
    assert "Mark requested: 2 tasks" in asked.content.decode()
    assert not WorkStep.objects.exists()

    post(
        clinician_client, "worklist_several", three[:2], do="requested", confirmed="1",
        until=in_days(14),
    )  # fmt: skip
    steps = WorkStep.objects.filter(kind="requested")
    assert {step.patient_id for step in steps} == {p.pk for p in three[:2]}
    assert all("HER2 IHC score" in step.text for step in steps)
    assert names_in(clinician_client.get(WORKLIST)) == ["Calloway"]


def test_a_request_is_found_under_asked_and_ages(clinician_client, three):
    post(
        clinician_client, "worklist_several", three[:1], do="requested", confirmed="1",
        until=in_days(14),
    )  # fmt: skip
    WorkItem.objects.filter(patient=three[0], why="find_score").update(
        requested_on=timezone.localdate() - timedelta(days=31)
    )
    page = clinician_client.get(WORKLIST, {"asked": "on"})

    assert names_in(page) == ["Aldridge"]
    assert "31 days ago" in page.content.decode()
    assert "is-late" in page.content.decode()
    assert "<b>1</b> asked, waiting" in clinician_client.get(WORKLIST).content.decode()


def test_several_are_snoozed_and_assigned(clinician_client, clinician, three):
    for do, said in (
        ("snoozed", {"until": in_days(7)}),
        ("assigned", {"assigned_to": clinician.pk}),
    ):
        post(clinician_client, "worklist_several", three, do=do, confirmed="1", **said)

    assert names_in(clinician_client.get(WORKLIST)) == []
    assert len(names_in(clinician_client.get(WORKLIST, {"waits": "on"}))) == 3
    assert {item_of(patient).owner for patient in three} == {clinician}


def test_rows_of_another_team_are_left_alone(stranger_client, three):
    response = post(
        stranger_client, "worklist_several", three, do="snoozed", confirmed="1", until=in_days(7)
    )

    assert response.status_code == 302
    assert not WorkStep.objects.exists()


def test_one_letter_holds_the_requests_of_the_rows_in_a_fixed_number_of_queries(
    clinician_client, three, django_assert_max_num_queries
):
    for some in (three[:1], three):
        with django_assert_max_num_queries(30):
            letter = post(clinician_client, "worklist_letter", some).content.decode()
        assert letter.count("please report the HER2 IHC score") == len(some)
    assert three[2].mrn in letter
    shown = AuditEvent.objects.filter(additional_data__page="worklist_letter")
    assert str(three[2].pk) in shown.latest("timestamp").additional_data["patients"]


def test_requests_as_csv_are_an_export_on_the_trail(team, three):
    client = client_of(team, "Coordinators")
    table = b"".join(
        post(client, "worklist_letter_csv", three, reason="clinic of 5 May").streaming_content
    ).decode()

    assert all(patient.mrn in table for patient in three)
    taken = AuditEvent.objects.get(action=AuditEvent.Action.EXPORT).additional_data
    assert (taken["rows"], taken["why"]) == (3, "clinic of 5 May")


def test_the_reason_is_asked_for_the_rows_that_were_selected(team, three):
    client = client_of(team, "Coordinators")

    asked = post(client, "worklist_letter_csv", three).content.decode()

    kept = re.findall(r'name="items" value="(\d+)"', asked)
    assert sorted(kept) == sorted(str(item_of(patient).pk) for patient in three)
    assert not AuditEvent.objects.filter(action=AuditEvent.Action.EXPORT).exists()


def test_filters_are_saved_for_one_person_and_forgotten(clinician_client, viewer_client, clinician):
    said = {"name": "Unassigned", "query": "owner=none&after=7&found=abc&junk=1"}
    clinician_client.post(reverse("worklist_filters"), said)
    kept = SavedFilter.objects.get()

    assert (kept.user, kept.query) == (clinician, "owner=none")
    assert '?owner=none">Unassigned</a>' in clinician_client.get(WORKLIST).content.decode()
    assert "Unassigned" not in viewer_client.get(WORKLIST).content.decode()
    viewer_client.post(reverse("worklist_filters"), {"forget": kept.pk})
    assert SavedFilter.objects.exists()
    clinician_client.post(reverse("worklist_filters"), {"forget": kept.pk})
    assert not SavedFilter.objects.exists()


def test_a_search_within_keeps_the_filters_and_no_name_is_in_the_address(clinician_client, three):
    response = clinician_client.post(
        reverse("worklist_search"), {"text": "barr", "query": "owner=none"}
    )

    assert "barr" not in response.url.lower()
    page = clinician_client.get(response.url)
    assert names_in(page) == ["Barros"]
    assert "Clear filters" in page.content.decode()
    assert names_in(clinician_client.get(WORKLIST, {"found": "gone"})) == []


def test_pages_go_both_ways_and_say_where_they_are(clinician_client, team):
    for number in range(ROWS + 3):
        patient_of(team, f"Name{number:02}")
    first = clinician_client.get(WORKLIST, {"sort": "name"})
    after = re.search(r"after=(\d+)", first.content.decode())[1]
    second = clinician_client.get(WORKLIST, {"sort": "name", "after": after})
    before = re.search(r"before=(\d+)", second.content.decode())[1]
    back = clinician_client.get(WORKLIST, {"sort": "name", "before": before})

    assert names_in(first) == [f"Name{number:02}" for number in range(ROWS)]
    assert f"1 to {ROWS} of {ROWS + 3} all" in first.content.decode()
    assert f"{ROWS + 1} to {ROWS + 3} of {ROWS + 3} all" in second.content.decode()
    assert names_in(back) == names_in(first)
    assert "Previous page" not in back.content.decode()


@pytest.mark.parametrize("role", ["Pathologists", "Coordinators"])
def test_pathologists_and_coordinators_see_theirs_first_and_then_all(team, clinician_client, role):
    patient_of(team, "Asked")
    other = patient_of(team, "Other")
    urgent = WorkItem.objects.filter(patient=other, standing="listed")
    urgent.update(why="complete_history", rank=1)  # of nobody's role, and the most urgent of all

    assert names_in(clinician_client.get(WORKLIST)) == ["Other", "Asked"]
    page = client_of(team, role).get(WORKLIST)
    assert names_in(page) == ["Asked", "Other"]
    assert "Yours come first" in page.content.decode()
