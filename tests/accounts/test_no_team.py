"""An account in no care team: every page of its own says what to do next, and none breaks."""

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse


@pytest.fixture(params=["Clinicians", "Viewers", "Coordinators", "Pathologists"])
def client_without_team(request, db):
    user = User.objects.create_user("newcomer")
    user.groups.add(Group.objects.get(name=request.param))
    client = Client()
    client.force_login(user)
    return client


def test_the_first_page_says_that_there_is_no_team_and_whom_to_ask(client_without_team):
    page = client_without_team.get("/", follow=True)

    assert page.status_code == 200
    assert "Your account is in no care team" in page.content.decode()
    assert "Ask an administrator" in page.content.decode()


PAGES = ["worklist", "worklist_load", "patient_list", "patient_new", "report_queue", "duplicates"]


@pytest.mark.parametrize("name", PAGES)
def test_no_page_breaks_without_a_team(client_without_team, name):
    assert client_without_team.get(reverse(name)).status_code in (200, 302, 403)
