"""Ten people who answer one question of a meeting, or close it, at once. On a PostgreSQL."""

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse

from biomarkers.board.meetings import plan_meeting, put_on_list
from biomarkers.models import BoardDecision, BoardMeeting
from patients.models import AuditEvent, CareTeam
from tests.factories import PatientFactory
from tests.patients.test_two_people_postgres import at_once, is_saved, press

pytestmark = pytest.mark.django_db(transaction=True)
TEN = 10


@pytest.fixture
def people() -> list[Client]:
    team = CareTeam.objects.create(name="Breast clinic")
    clients = [Client() for _ in range(TEN)]
    for number, client in enumerate(clients):
        user = User.objects.create_user(f"person{number}")
        user.groups.add(Group.objects.get(name="Clinicians"))
        team.members.add(user)
        client.force_login(user)
    return clients


@pytest.fixture
def case(people):
    meeting = BoardMeeting(team=CareTeam.objects.get(), on="2026-11-25")
    plan_meeting(meeting, by=None)
    patient = PatientFactory(care_team=meeting.team, mrn="M1")
    return put_on_list(meeting=meeting, patient=patient, question="Next line?", by=None)


def decisions_by(people, case) -> list:
    address = reverse("board_case", args=[case.patient_id, case.meeting_id])
    return [
        press(client, address, {"outcome": "proceed", "text": f"as {number} says"})
        for number, client in enumerate(people)
    ]


def test_of_ten_decisions_one_is_saved_and_each_other_person_reads_it(people, case):
    answers = at_once(decisions_by(people, case))

    decision = BoardDecision.objects.get()
    refused = [answer.content.decode() for answer in answers if not is_saved(answer)]
    assert len(refused) == TEN - 1
    assert all(f"recorded “proceed: {decision.text}”" in page for page in refused)


def test_nothing_is_decided_once_the_meeting_is_closed(people, case):
    closing = press(people[0], reverse("board_meeting", args=[case.meeting_id]), {"do": "close"})
    at_once([closing, *decisions_by(people[1:], case)])

    meeting = BoardMeeting.objects.get()
    assert meeting.is_closed
    for decision in BoardDecision.objects.all():
        saved = AuditEvent.objects.get_for_object(decision).get(action=AuditEvent.Action.CREATE)
        assert saved.timestamp < meeting.closed_at
