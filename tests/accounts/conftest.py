"""People as they come in: by the login page, with an authenticator app that tells the time."""

import time

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.contrib.auth.models import Group, User
from django.urls import reverse
from django.utils import timezone

PASSWORD = "a long pass phrase"
SECRET = "SECONDLOOKTESTSSECONDLOOKTESTS22"


def code_now() -> str:
    return totp.format_hotp_value(totp.hotp_value(SECRET, int(time.time()) // 30))


def log_in(client, name: str, password: str = PASSWORD, **more):
    return client.post(reverse("account_login"), {"login": name, "password": password, **more})


def enter_code(client, code: str | None = None):
    return client.post(reverse("mfa_authenticate"), {"code": code or code_now()})


@pytest.fixture
def clock_stands(time_machine):
    """A code is good for its 30 seconds: none ends between two lines of a test."""
    time_machine.move_to(timezone.now(), tick=False)


@pytest.fixture
def manager(team):
    """Works in the admin: must use a second factor, and has an app."""
    user = User.objects.create_user("manager", password=PASSWORD, is_staff=True)
    user.groups.add(Group.objects.get(name="Data managers"))
    team.members.add(user)
    totp.TOTP.activate(user, SECRET)
    return user


@pytest.fixture
def administrator(db):
    user = User.objects.create_user("boss", password=PASSWORD, is_staff=True)
    user.groups.add(Group.objects.get(name="Administrators"))
    return user


@pytest.fixture
def administrator_client(client, administrator):
    client.force_login(administrator)
    return client
