"""A session ends by itself, and is worth nothing then."""

import pytest
from django.urls import reverse
from django.utils import timezone

from patients.models import AuditEvent


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


def test_a_new_password_ends_every_other_session(clinician, client):
    client.force_login(clinician)
    clinician.set_password("another long pass phrase")
    clinician.save()

    assert client.get("/").status_code == 302
