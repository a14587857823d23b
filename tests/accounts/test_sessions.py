"""A session ends by itself, and is worth nothing then."""

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.urls import reverse
from django.utils import timezone

from patients.models import AuditEvent
from tests.accounts.conftest import PASSWORD, SECRET, code_now


@pytest.fixture
def clock(time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    return time_machine


def test_a_session_ends_when_nobody_asked_for_a_page_for_a_while(clinician, clock, client):
    client.force_login(clinician)
    clock.shift(29 * 60)
    assert client.get("/").status_code == 200
    clock.shift(29 * 60)
    assert client.get("/").status_code == 200

    clock.shift(30 * 60)

    assert client.get("/")["Location"].startswith(reverse("account_login"))
    assert AuditEvent.objects.filter(action=AuditEvent.Action.LOGOUT, actor=clinician).exists()


def test_a_session_ends_twelve_hours_after_the_login_however_busy(clinician, clock, client):
    client.force_login(clinician)
    for _ in range(12 * 60 // 20 - 1):
        clock.shift(20 * 60)
        assert client.get("/gallery/").status_code == 200

    clock.shift(20 * 60)

    assert client.get("/gallery/")["Location"].startswith(reverse("account_login"))


def test_a_session_of_before_the_limits_is_over(clinician, client):
    client.force_login(clinician)
    session = client.session
    session.pop("entered_at")
    session.save()

    assert client.get("/").status_code == 302


@pytest.mark.usefixtures("no_failures_yet")
def test_who_is_asked_again_gets_a_new_session_key(clinician, client):
    """By password, and by a code."""
    client.force_login(clinician)
    keys = [client.session.session_key]
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    keys.append(client.session.session_key)
    TOTP.activate(clinician, SECRET)
    client.post(reverse("mfa_reauthenticate"), {"code": code_now()})
    keys.append(client.session.session_key)

    assert len(set(keys)) == 3
    assert client.get("/").status_code == 200


def test_a_new_password_ends_every_other_session(clinician, client):
    client.force_login(clinician)
    clinician.set_password("another long pass phrase")
    clinician.save()

    assert client.get("/").status_code == 302
