"""Instead of signing up: who invites, what the link is worth; nobody knows the password."""

from hashlib import sha1
from importlib import import_module

import pytest
from django.apps import apps as django_apps
from django.contrib.auth.models import Group, User
from django.contrib.auth.password_validation import validate_password
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from patients.accounts.actions import invite
from patients.models import AuditEvent, Invitation
from tests.accounts.conftest import PASSWORD, log_in

unique_email = import_module("patients.migrations.0025_unique_email")

NEW = "a new long pass phrase"
pytestmark = pytest.mark.usefixtures("no_failures_yet")


def accept(client, link: str, password: str = NEW):
    """The link, then the page that it leads to."""
    opened = client.get(link.replace("http://localhost:8000", ""), follow=True)
    if opened.status_code != 200:
        return opened
    posted = {"new_password1": password, "new_password2": password}
    return client.post(reverse("invitation"), posted)


def _invited(administrator_client, **more) -> str:
    posted = {"username": "new", "role": Group.objects.get(name="Clinicians").pk, **more}
    return administrator_client.post(reverse("invite"), posted).context["link"]


def test_who_is_invited_sets_the_password_and_sees_the_team(administrator_client, team):
    link = _invited(administrator_client, teams=[team.pk])
    assert not User.objects.get(username="new").has_usable_password()

    guest = Client()
    assert accept(guest, link)["Location"] == reverse("account_login")
    log_in(guest, "new", NEW)

    assert guest.get("/patients/").status_code == 200
    assert list(User.objects.get(username="new").care_teams.all()) == [team]


def test_the_link_is_good_once_and_stands_in_no_later_address(administrator_client):
    link = _invited(administrator_client)
    guest = Client()
    assert guest.get(link.replace("http://localhost:8000", ""))["Location"] == reverse("invitation")
    accept(guest, link)

    assert accept(Client(), link).status_code == 404


def test_the_link_ends_by_time_and_by_a_later_one(administrator_client, clinician, time_machine):
    first = invite(user=clinician, by=None)
    second = invite(user=clinician, by=None)
    assert accept(Client(), reverse("invitation_link", args=[first])).status_code == 404
    ends_at = Invitation.objects.get(used_at=None).ends_at

    time_machine.move_to(ends_at)

    assert accept(Client(), reverse("invitation_link", args=[second])).status_code == 404
    assert log_in(Client(), "clinician").status_code == 302


def test_a_guessed_link_and_a_closed_account_are_told_the_same(clinician):
    token = invite(user=clinician, by=None)
    clinician.is_active = False
    clinician.save()

    answers = [accept(Client(), reverse("invitation_link", args=[tried]))
               for tried in (token, "guessed")]  # fmt: skip

    assert [answer.status_code for answer in answers] == [404, 404]
    told = [answer.content.decode().split("<main")[1] for answer in answers]
    assert told[0] == told[1]


GUESSED = {
    "short": "This password is too short",
    "password1234": "too common",
    "clinician-12": "made of names",
    "Second-Look-HER2-2026!": "made of names",
    "breastclinic breastclinic": "made of names",
    "1q2w3e4r5t6y": "can be guessed quickly",
    "iloveyou1990": "can be guessed quickly",
}


@pytest.mark.parametrize(("password", "why"), GUESSED.items())
def test_a_password_that_is_easily_guessed_is_refused(clinician, password, why):
    link = reverse("invitation_link", args=[invite(user=clinician, by=None)])

    page = accept(Client(), link, password)

    assert page.status_code == 422
    assert why in page.content.decode()


def test_a_password_of_the_list_that_an_installation_keeps_is_refused(
    clinician, settings, tmp_path
):
    breached = [f"a pass phrase that leaked {number}" for number in range(9)]
    hashes = sorted(sha1(password.encode()).hexdigest().upper() for password in breached)
    settings.BREACHED_PASSWORDS = tmp_path / "breached.txt"
    settings.BREACHED_PASSWORDS.write_text("".join(f"{one}:3\n" for one in hashes))

    refused = []
    for password in (*breached, NEW, "another long pass phrase"):
        try:
            validate_password(password, clinician)
        except ValidationError as error:
            refused += [password] if "list of breached" in error.messages[0] else []

    assert refused == breached


def test_who_lost_everything_is_invited_again(administrator_client, manager, team):
    old = Client()
    old.force_login(manager)
    page = administrator_client.post(reverse("invite_again", args=[manager.pk]))

    accept(Client(), page.context["link"])

    assert old.get("/").status_code == 302  # whoever was in with the old password is out
    assert not manager.authenticator_set.exists()
    assert log_in(Client(), "manager", NEW)["Location"] == "/"


def test_with_a_mail_server_the_link_is_shown_to_nobody_else(administrator_client, clinician):
    clinician.email = "clinician@hospital.example"
    clinician.save()

    page = administrator_client.post(reverse("invite_again", args=[clinician.pk]))

    assert "/accounts/invitation/" not in page.content.decode()
    assert "/accounts/invitation/" in mail.outbox[0].body
    assert mail.outbox[0].to == ["clinician@hospital.example"]


def test_administrators_invite_no_superuser_again(administrator_client):
    root = User.objects.create_superuser("root", password=PASSWORD)

    assert administrator_client.post(reverse("invite_again", args=[root.pk])).status_code == 403


def test_an_address_belongs_to_one_account(administrator_client, clinician):
    clinician.email = "one@hospital.example"
    clinician.save()
    role = Group.objects.get(name="Viewers").pk
    posted = {"username": "new", "role": role, "email": "ONE@hospital.example"}

    assert administrator_client.post(reverse("invite"), posted).status_code == 422


def test_the_database_holds_no_two_accounts_of_one_address(clinician, viewer):
    User.objects.filter(pk=clinician.pk).update(email="one@hospital.example")

    with pytest.raises(IntegrityError, match="email"), transaction.atomic():
        User.objects.filter(pk=viewer.pk).update(email="ONE@hospital.example")


def test_a_migration_names_the_accounts_that_share_an_address(clinician, viewer):
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX one_account_for_email")
    User.objects.filter(pk__in=[clinician.pk, viewer.pk]).update(email="one@hospital.example")

    with pytest.raises(CommandError, match="clinician, viewer"):
        unique_email.hold(django_apps, None)


def test_the_link_is_kept_neither_in_the_table_nor_on_the_trail(administrator_client):
    token = _invited(administrator_client).rstrip("/").rsplit("/")[-1]

    assert token not in str(Invitation.objects.values())
    assert token not in str(AuditEvent.objects.values())


def test_the_first_administrator_is_made_by_a_command(db, capsys):
    call_command("create_administrator", "boss")
    link = capsys.readouterr().out.splitlines()[0]

    accept(guest := Client(), link)

    assert log_in(guest, "boss", NEW).status_code == 302
    assert guest.get("/admin/")["Location"].startswith(reverse("second_factor"))
    assert not User.objects.get(username="boss").is_superuser
    with pytest.raises(CommandError, match="--another"):
        call_command("create_administrator", "second")
    call_command("create_administrator", "second", "--another")
    with pytest.raises(CommandError, match="already exists"):
        call_command("create_administrator", "second", "--another")


def _with_new_address(client, user, email: str = "new@example.org"):
    page = reverse("admin:auth_user_change", args=[user.pk])
    groups = [group.pk for group in user.groups.all()]
    posted = {"username": user.username, "email": email, "is_active": "on", "groups": groups}
    return client.post(page, posted)


@pytest.fixture
def mail_server_is_down(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9


def test_without_its_mail_server_an_address_is_changed_and_the_administrator_told(
    administrator_client, clinician, mail_server_is_down
):
    clinician.email = "old@example.org"
    clinician.save()

    answer = _with_new_address(administrator_client, clinician)

    clinician.refresh_from_db()
    assert clinician.email == "new@example.org"
    page = administrator_client.get(answer["Location"]).content.decode()
    assert "Tell the user in person" in page


def test_without_its_mail_server_the_link_is_shown(
    administrator_client, clinician, mail_server_is_down
):
    clinician.email = "old@example.org"
    clinician.save()

    page = administrator_client.post(reverse("invite_again", args=[clinician.pk]))

    assert "/accounts/invitation/" in page.content.decode()


def test_the_admin_gives_no_address_twice(administrator_client, clinician, viewer):
    clinician.email = "one@hospital.example"
    clinician.save()

    page = _with_new_address(administrator_client, viewer, "One@hospital.example").content.decode()

    assert "Another account already uses this e-mail address." in page


def test_a_changed_address_is_announced_to_the_old_one(administrator_client, clinician, mailoutbox):
    clinician.email = "old@example.org"
    clinician.save()

    answer = _with_new_address(administrator_client, clinician)

    clinician.refresh_from_db()
    assert (answer.status_code, clinician.email) == (302, "new@example.org")
    [mail] = mailoutbox
    assert "old_address_notified" in str(AuditEvent.objects.values("additional_data"))
    assert mail.to == ["old@example.org"]
    assert "was changed by boss" in mail.body
    assert "new@example.org" not in mail.body
