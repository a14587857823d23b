"""Strangers stay outside: what fails, how often, and what it tells."""

from unittest.mock import patch

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.management import call_command
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from patients.accounts import lockout
from patients.models import AuditEvent
from tests.accounts.conftest import PASSWORD, enter_code, log_in

pytestmark = pytest.mark.usefixtures("no_failures_yet", "clock_stands")


def test_a_login_begins_a_new_session_and_logging_out_ends_it_on_the_server(client, clinician):
    client.get(reverse("account_login"))
    client.session["planted"] = "by a stranger"
    client.session.save()
    planted = client.session.session_key

    log_in(client, "clinician")
    own = client.session.session_key
    assert own != planted

    client.post(reverse("logout"))
    stolen = Client()
    stolen.cookies["sessionid"] = own
    assert "/accounts/login/" in stolen.get("/")["Location"]


@pytest.mark.parametrize("name", ["clinician", "nobody of this name"])
def test_five_failures_lock_a_name_out_whether_it_is_somebodys_or_not(client, clinician, name):
    told = [log_in(client, name, "wrong").content.decode().split("<main")[1] for _ in range(6)]

    assert "not correct" in told[0]
    assert "Too many failed login attempts. Try again in 15 minutes" in told[5]


def test_who_is_locked_out_does_not_get_in_by_the_right_password_until_time_passes(
    client, clinician, time_machine
):
    time_machine.move_to(timezone.now())
    for _ in range(5):
        log_in(client, "clinician", "wrong")
    assert log_in(client, "clinician").status_code == 200
    assert AuditEvent.objects.filter(additional_data={"locked_out": True}).count() == 1

    time_machine.shift(15 * 60 + 1)

    assert log_in(client, "clinician").status_code == 302


def test_a_lockout_is_not_escaped_by_letters_or_by_another_host(clinician, settings):
    settings.ALLOWED_HOSTS = ["testserver"]
    for number in range(5):
        log_in(Client(headers={"Host": f"testserver:{8000 + number}"}), "Clinician", "wrong")

    assert log_in(Client(), "clinician").status_code == 200


@pytest.fixture
def stranger_fails(settings):
    """Until the name is locked for all browsers that its owner did not use before."""
    settings.ACCOUNT_RATE_LIMITS = {
        **settings.ACCOUNT_RATE_LIMITS,
        "login_failed_name": "6/15m/key",
    }

    def fail():
        for number in range(7):
            log_in(Client(REMOTE_ADDR=f"192.0.2.{number}"), "clinician", "wrong")

    return fail


def test_a_stranger_locks_nobody_out_of_a_browser_used_before(clinician, stranger_fails):
    own = Client()
    log_in(own, "clinician")
    own.post(reverse("logout"))

    stranger_fails()

    assert log_in(Client(REMOTE_ADDR="192.0.2.99"), "clinician").status_code == 200  # a new one
    assert log_in(own, "clinician").status_code == 302


def test_failures_from_elsewhere_lock_no_new_browser(client, clinician):
    for _ in range(6):
        log_in(Client(REMOTE_ADDR="192.0.2.9"), "clinician", "wrong")

    assert log_in(client, "clinician").status_code == 302


def test_in_a_browser_used_before_guessing_is_held_up_too(clinician):
    own = Client()
    log_in(own, "clinician")
    own.post(reverse("logout"))

    told = [log_in(own, "clinician", "wrong").content.decode() for _ in range(6)]

    assert "Too many" in told[5]


@pytest.mark.parametrize("whose", ["of another person", "made up"])
def test_a_cookie_that_is_not_of_this_person_helps_nobody(clinician, viewer, stranger_fails, whose):
    other = Client()
    log_in(other, "viewer")
    other.post(reverse("logout"))
    if whose == "made up":
        other.cookies[lockout.COOKIE] = f"WyJrIixb{clinician.pk}XV0:made:up"

    stranger_fails()

    assert log_in(other, "clinician").status_code == 200


def test_one_address_is_locked_out_whatever_the_names(client, clinician):
    for number in range(30):
        log_in(client, f"name {number}", "wrong")

    assert "Too many" in log_in(client, "clinician").content.decode()
    elsewhere = Client(REMOTE_ADDR="192.0.2.9")
    assert log_in(elsewhere, "clinician").status_code == 302


def test_who_keeps_the_server_unlocks_at_once(client, clinician):
    for _ in range(6):
        log_in(client, "clinician", "wrong")

    call_command("unlock", "clinician")

    assert log_in(client, "clinician").status_code == 302


def test_an_unknown_name_costs_as_much_as_a_known_one(client, clinician):
    hashed = []
    for name in ("clinician", "nobody"):
        with patch.object(MD5PasswordHasher, "encode", autospec=True,
                          side_effect=MD5PasswordHasher.encode) as encode:  # fmt: skip
            log_in(client, name, "wrong")
        hashed.append(encode.call_count)

    assert hashed[0] == hashed[1] > 0


def test_a_closed_account_does_not_get_in_and_looks_as_any_other(client, clinician):
    clinician.is_active = False
    clinician.save()

    assert "not correct" in log_in(client, "clinician").content.decode()


@pytest.mark.parametrize("to", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_no_login_leads_elsewhere(client, manager, to):
    page = client.get(reverse("account_login"), {"next": to})
    assert page.status_code == 200

    log_in(client, "manager", next=to)
    assert enter_code(client)["Location"] == reverse("worklist")


def test_a_login_leads_to_where_it_was_asked_for(client, clinician):
    assert log_in(client, "clinician", next="/patients/")["Location"] == "/patients/"


@pytest.mark.parametrize("name", ["account_signup", "account_email", "account_reset_password",
                                  "account_set_password", "mfa_trust"])  # fmt: skip
def test_nobody_signs_up_or_gets_in_by_mail(client, db, name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_the_admin_has_no_login_of_its_own(client, manager):
    page = client.post("/admin/login/?next=/admin/", {"username": "manager", "password": PASSWORD})

    assert page["Location"].startswith("/accounts/login/")
    assert client.get("/admin/").status_code == 302


@pytest.mark.parametrize("host", ["evil.example", "testserver.evil.example", "testserver@evil"])
def test_a_foreign_host_is_answered_by_nothing(client, db, settings, host):
    settings.ALLOWED_HOSTS = ["testserver"]

    assert client.get(reverse("account_login"), headers={"Host": host}).status_code == 400


def test_a_form_beyond_its_bound_is_not_read(client, db):
    page = client.post(reverse("account_login"), {"login": "x" * 2_600_000, "password": "y"})

    assert page.status_code == 400
