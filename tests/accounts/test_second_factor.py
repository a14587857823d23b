"""A second factor: who must use one, that it was used, and that it cannot be gone round."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from patients.accounts.second_factor import SESSION_KEY
from patients.models import AuditEvent
from tests.access_paths import addresses, facts_of, path_of
from tests.access_table import ROLES, TABLE
from tests.accounts.conftest import SECRET, code_now, enter_code, log_in
from tests.conftest import without_second_factor

pytestmark = pytest.mark.usefixtures("no_failures_yet", "clock_stands")
ENROL = ("mfa_", "account_", "admin:login", "admin:logout", "logout", "second_factor", "sso_",
         "invitation")  # fmt: skip


def test_a_password_alone_lets_no_staff_in(client, manager):
    answer = log_in(client, "manager")

    assert answer["Location"] == reverse("mfa_authenticate")
    assert "/login/" in client.get("/admin/")["Location"]
    enter_code(client)
    assert client.get("/admin/").status_code == 200


def test_a_code_is_good_once(client, manager):
    log_in(client, "manager")
    code = code_now()
    enter_code(client, code)
    client.post(reverse("logout"))

    log_in(client, "manager")

    assert "Incorrect code" in enter_code(client, code).content.decode()


def test_codes_cannot_be_tried_out(client, manager):
    log_in(client, "manager")
    for _ in range(5):
        enter_code(client, "000000")

    assert "Too many" in enter_code(client).content.decode()
    failed = AuditEvent.objects.filter(action=AuditEvent.Action.LOGIN_FAILED, actor=manager)
    assert failed.filter(additional_data={"second_factor": "totp"}).count() == 5


def test_a_recovery_code_stands_for_the_app_once(client, manager):
    code = RecoveryCodes.activate(manager).get_unused_codes()[0]
    log_in(client, "manager")
    assert enter_code(client, code).status_code == 302
    client.post(reverse("logout"))

    log_in(client, "manager")

    assert "Incorrect code" in enter_code(client, code).content.decode()


def test_staff_without_one_reach_nothing_but_its_setting_up(team, db):
    facts = facts_of(team)
    user = User.objects.create_superuser("root")
    team.members.add(user)
    client = Client(raise_request_exception=False)
    client.force_login(user)
    without_second_factor(client)
    cookies = client.cookies.copy()

    reached = []
    for name, route in addresses():
        if name not in TABLE or name.startswith(ENROL):
            continue
        for method in ("GET", "POST"):
            client.cookies = cookies.copy()
            with transaction.atomic():
                answer = client.generic(method, path_of(name, route, facts))
                transaction.set_rollback(True)
            if not answer.get("Location", "").startswith(reverse("second_factor")):
                reached.append(f"{method} {name} {answer.status_code}")

    assert not reached


@pytest.mark.parametrize("role", [letter for letter in ROLES if letter not in "S"])
def test_every_export_wants_one_of_everybody(role, team, django_user_model):
    from tests.test_access_matrix import login_of

    client = without_second_factor(login_of(role, team))
    tried = {
        "audit_csv": client.get(reverse("audit_csv")),
        "record_export": client.get(reverse("record_export")),
        "assessments_download": client.post(reverse("assessments_download", args=[team.pk])),
        "record_export_download": client.post(reverse("record_export_download", args=[team.pk])),
    }

    assert all(answer.status_code in (302, 403) for answer in tried.values())
    assert not AuditEvent.objects.filter(action=AuditEvent.Action.EXPORT).exists()


def test_an_export_leads_to_the_factor_and_back(client, manager):
    client.force_login(manager)
    without_second_factor(client)

    answer = client.get(reverse("record_export"), follow=True)
    assert answer.redirect_chain[-1][0].startswith(reverse("mfa_reauthenticate"))
    path = answer.redirect_chain[-1][0]
    back = client.post(path, {"code": code_now(), "next": reverse("record_export")})

    assert back["Location"] == reverse("record_export")
    assert client.get(reverse("record_export")).status_code == 200


def test_it_can_be_required_of_everybody(client, clinician, settings):
    assert log_in(client, "clinician").status_code == 302
    assert client.get("/").status_code == 200

    settings.SECOND_FACTOR_FOR = "all"

    assert client.get("/")["Location"].startswith(reverse("second_factor"))
    assert client.get("/", headers={"HX-Request": "true"})["HX-Redirect"].startswith(
        reverse("second_factor")
    )


def test_the_factor_of_one_does_not_count_for_another(client, manager, clinician):
    log_in(client, "manager")
    enter_code(client)
    planted = client.session[SESSION_KEY]
    client.post(reverse("logout"))
    session = client.session
    session[SESSION_KEY] = planted
    session.save()

    log_in(client, "clinician")

    assert client.session.get(SESSION_KEY) != clinician.pk


def test_an_old_session_without_it_adds_no_factor_of_its_own(client, manager):
    """Else a stolen one would enrol the thief."""
    client.force_login(manager)
    without_second_factor(client)

    for name in ("mfa_add_webauthn", "mfa_activate_totp", "mfa_deactivate_totp", "mfa_index"):
        assert client.get(reverse(name))["Location"].startswith(reverse("second_factor")), name


@pytest.mark.django_db(transaction=True)
def test_an_app_is_set_up_and_counts_at_once(client, administrator):
    log_in(client, "boss")
    page = client.get(reverse("mfa_activate_totp"))
    assert "<svg" in page.content.decode()
    secret = page.context["form"].secret
    code = totp.format_hotp_value(
        totp.hotp_value(secret, next(totp.yield_hotp_counters_from_time()))
    )

    answer = client.post(reverse("mfa_activate_totp"), {"code": code})

    assert answer["Location"] == reverse("mfa_view_recovery_codes")
    assert client.get("/admin/").status_code == 200
    client.post(reverse("mfa_deactivate_totp"))
    assert client.get("/admin/")["Location"].startswith(reverse("second_factor"))


def test_who_reads_the_database_has_nobodys_second_factor(manager):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT data FROM {Authenticator._meta.db_table}")
        stored = str(cursor.fetchall())

    assert SECRET not in stored
    assert not AuditEvent.objects.filter(changes_text__contains=SECRET).exists()


def test_under_another_key_no_code_fits(client, manager, settings):
    settings.SECRET_KEY = "another key than that of yesterday" * 2
    log_in(client, "manager")

    assert "Incorrect code" in enter_code(client).content.decode()


def test_a_key_is_replaced_and_codes_fit_on(client, manager, settings):
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key than that of yesterday" * 2
    log_in(client, "manager")

    assert enter_code(client).status_code == 302


def test_setting_up_and_removing_is_on_the_trail(manager):
    Authenticator.objects.get(user=manager).delete()

    entries = AuditEvent.objects.filter(content_type__model="authenticator")
    assert sorted(entries.values_list("action", flat=True)) == [0, 2]
