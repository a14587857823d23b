"""Administrators and privacy officers: given by one person, confirmed by another."""

import pytest
from django.contrib.auth.models import Group, User
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from patients.accounts.actions import give_roles
from patients.models import AuditEvent, RoleRequest


def _roles(*names: str) -> list[Group]:
    return list(Group.objects.filter(name__in=names))


@pytest.fixture
def officer(administrator):
    """Given by the first administrator alone: there was nobody else."""
    user = User.objects.create_user("officer")
    give_roles(user=user, roles=_roles("Privacy officers"), by=administrator)
    return user


@pytest.fixture
def officer_client(officer):
    client = Client()
    client.force_login(officer)
    return client


@pytest.fixture
def asked(officer, administrator, clinician):
    give_roles(user=clinician, roles=_roles("Clinicians", "Administrators"), by=administrator)
    return RoleRequest.objects.get(user=clinician)


def _decide(client: Client, asked: RoleRequest, answer: str = "grant") -> int:
    address = reverse("role_request_decide", args=[asked.pk])
    return client.post(address, {answer: ""}).status_code


def _names(user: User) -> set[str]:
    return set(user.groups.values_list("name", flat=True))


def test_the_first_is_given_by_one_and_is_on_file(officer):
    request = RoleRequest.objects.get()

    assert _names(officer) == {"Privacy officers"}
    assert (request.is_granted, request.decided_by) == (True, None)
    assert AuditEvent.objects.filter(additional_data__why__startswith="first set-up").exists()


def test_the_first_set_up_does_not_come_back(officer, administrator, clinician):
    officer.groups.clear()

    waiting = give_roles(user=clinician, roles=_roles("Privacy officers"), by=administrator)

    assert [role.name for role in waiting] == ["Privacy officers"]
    assert not _names(clinician)


def test_a_second_person_confirms_what_one_gave(asked, officer_client, clinician):
    assert _names(clinician) == {"Clinicians"}
    assert "Administrators" in officer_client.get(reverse("role_requests")).content.decode()

    assert _decide(officer_client, asked) == 302

    assert _names(clinician) == {"Clinicians", "Administrators"}
    assert User.objects.get(pk=clinician.pk).is_staff
    entry = AuditEvent.objects.filter(content_type__model="rolerequest", action=1).get()
    assert entry.actor.username == "officer"


def test_who_gave_it_does_not_confirm_it_but_may_withdraw(asked, administrator_client, clinician):
    assert _decide(administrator_client, asked) == 403
    assert _names(clinician) == {"Clinicians"}

    assert _decide(administrator_client, asked, "decline") == 302

    asked.refresh_from_db()
    assert asked.is_granted is False


def test_what_was_declined_is_not_confirmed_later(asked, officer_client, clinician):
    _decide(officer_client, asked, "decline")
    _decide(officer_client, asked)

    assert _names(clinician) == {"Clinicians"}
    page = officer_client.get(reverse("role_requests")).content.decode()
    assert "someone decided this already. Nothing was changed." in page


@pytest.mark.parametrize("who", ["asked_by", "user"])
def test_the_database_takes_no_grant_by_who_asked_or_who_gets_it(asked, who):
    granted = {"is_granted": True, "decided_at": timezone.now(), "decided_by": getattr(asked, who)}

    with pytest.raises(IntegrityError, match="role_is_granted_by_another"), transaction.atomic():
        RoleRequest.objects.filter(pk=asked.pk).update(**granted)


def test_the_database_takes_one_grant_without_a_second(asked):
    granted = {"is_granted": True, "decided_at": timezone.now(), "decided_by": None}

    with pytest.raises(IntegrityError), transaction.atomic():
        RoleRequest.objects.filter(pk=asked.pk).update(**granted)


def test_the_page_of_the_user_tells_what_waits_and_whom_to_ask(
    officer, administrator_client, clinician
):
    address = reverse("admin:auth_user_change", args=[clinician.pk])
    groups = [role.pk for role in _roles("Clinicians", "Privacy officers")]
    posted = {"username": "clinician", "is_active": "on", "groups": groups}

    page = administrator_client.post(address, posted, follow=True).content.decode()

    assert "Ask officer to confirm it under Roles." in page
    told = administrator_client.get(address).content.decode()
    assert "Privacy officers, given by boss: waits for a second person" in told


def test_an_invitation_gives_no_privileged_role_alone(officer, administrator_client):
    role = _roles("Administrators")[0].pk

    administrator_client.post(reverse("invite"), {"username": "new", "role": role})

    assert not _names(User.objects.get(username="new"))
    assert RoleRequest.objects.get(user__username="new").decided_at is None


def test_a_second_factor_is_needed_to_confirm(asked, officer_client, clinician):
    session = officer_client.session
    session.pop("second_factor_of")
    session.save()

    _decide(officer_client, asked)

    assert _names(clinician) == {"Clinicians"}
