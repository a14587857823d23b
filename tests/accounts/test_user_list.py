"""Who keeps accounts sees them in one list, and ends sessions, own and of others."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse

from patients.models import AuditEvent, CareTeam
from tests.accounts.conftest import PASSWORD, SECRET, log_in

LIST = reverse("admin:auth_user_changelist")


def _shown(client: Client, **asked) -> list[str]:
    page = client.get(LIST, asked)
    return [user.username for user in page.context["cl"].result_list]


def _posted(user: User, roles: list[str], teams: list[CareTeam]) -> dict:
    groups = Group.objects.filter(name__in=roles)
    return {"username": user.username, "is_active": "on", "groups": [g.pk for g in groups],
            "teams": [team.pk for team in teams]}  # fmt: skip


def _saved(client: Client, user: User, roles=(), teams=()) -> User:
    address = reverse("admin:auth_user_change", args=[user.pk])
    assert client.post(address, _posted(user, roles, teams)).status_code == 302
    return User.objects.get(pk=user.pk)


@pytest.fixture
def with_passkey(clinician):
    Authenticator.objects.create(user=clinician, type="webauthn", data={"name": "phone"})
    TOTP.activate(clinician, SECRET)
    return clinician


def test_the_list_tells_roles_teams_and_the_second_factor(administrator_client, with_passkey):
    page = administrator_client.get(LIST).content.decode()

    for cell in ("Clinicians", "Breast clinic", "passkey, authenticator app", "none"):
        assert cell in page


def test_the_list_costs_the_same_for_many(
    administrator_client, clinician, team, django_assert_max_num_queries
):
    with django_assert_max_num_queries(17):
        administrator_client.get(LIST)
    for number in range(10):
        user = User.objects.create_user(f"user {number}")
        user.groups.add(Group.objects.get(name="Clinicians"))
        team.members.add(user)
        TOTP.activate(user, SECRET)
    with django_assert_max_num_queries(17):
        administrator_client.get(LIST)


def test_the_list_is_narrowed_by_team_and_by_second_factor(administrator_client, with_passkey):
    team = with_passkey.care_teams.get()

    assert _shown(administrator_client, team=team.pk) == ["clinician"]
    assert _shown(administrator_client, team="none") == ["boss"]
    assert _shown(administrator_client, factor="webauthn") == ["clinician"]
    assert _shown(administrator_client, factor="none") == ["boss"]
    counts = administrator_client.get(LIST, {"_facets": "True"}).content.decode()
    assert "Breast clinic (1)" in counts


def test_teams_are_given_on_the_page_of_the_person_and_recorded(administrator_client, clinician):
    second = CareTeam.objects.create(name="Second clinic")

    _saved(administrator_client, clinician, ["Clinicians"], [second])

    assert list(clinician.care_teams.all()) == [second]
    told = str(list(AuditEvent.objects.filter(action=1).values_list("changes", flat=True)))
    assert "Second clinic" in told
    assert "Breast clinic" in told


def test_a_role_brings_the_way_into_the_admin_and_takes_it_again(administrator_client, clinician):
    assert _saved(administrator_client, clinician, ["Data managers"]).is_staff
    assert not _saved(administrator_client, clinician, ["Clinicians"]).is_staff


def test_who_keeps_accounts_ends_the_sessions_of_another(administrator_client, clinician):
    clients = [Client(), Client()]
    for client in clients:
        client.force_login(clinician)

    administrator_client.post(reverse("sessions_end", args=[clinician.pk]))

    assert {client.get("/").status_code for client in clients} == {302}
    entry = AuditEvent.objects.filter(action=AuditEvent.Action.LOGOUT).latest("timestamp")
    assert (entry.actor.username, entry.object_repr) == ("boss", "clinician")
    assert entry.additional_data == {"sessions_ended": 2}


def test_the_action_ends_the_sessions_of_all_who_are_chosen(
    administrator, administrator_client, clinician, viewer_client
):
    chosen = User.objects.exclude(username="clinician").values_list("pk", flat=True)

    administrator_client.post(LIST, {"action": "end_all_sessions", "_selected_action": chosen})

    assert viewer_client.get("/").status_code == 302
    assert administrator_client.get(LIST).status_code == 200


def test_only_superusers_end_sessions_of_superusers(administrator_client):
    root = User.objects.create_superuser("root", password=PASSWORD)
    chosen = {"action": "end_all_sessions", "_selected_action": [root.pk]}

    assert administrator_client.post(reverse("sessions_end", args=[root.pk])).status_code == 403
    assert administrator_client.post(LIST, chosen).status_code == 403


@pytest.mark.usefixtures("no_failures_yet")
def test_one_ends_the_own_other_sessions_and_stays_in(clinician):
    here, elsewhere = Client(), Client(REMOTE_ADDR="192.0.2.7")
    log_in(elsewhere, "clinician")
    log_in(here, "clinician")
    page = here.get(reverse("own_sessions")).content.decode()
    assert "192.0.2.7" in page
    assert page.count("this session") == 1

    here.post(reverse("own_sessions"))

    assert here.get("/").status_code == 200
    assert elsewhere.get("/").status_code == 302


@pytest.mark.usefixtures("no_failures_yet")
def test_a_session_whose_key_changed_is_found_as_well(clinician, administrator_client):
    client = Client()
    log_in(client, "clinician")
    new = "another long pass phrase"
    posted = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    assert client.post(reverse("password_change"), posted).status_code == 302
    assert client.get("/").status_code == 200

    administrator_client.post(reverse("sessions_end", args=[clinician.pk]))

    assert client.get("/").status_code == 302


def test_an_old_login_is_asked_again_before_it_sees_sessions(clinician_client):
    answer = clinician_client.get(reverse("own_sessions"))

    assert answer["Location"].startswith(reverse("account_reauthenticate"))
