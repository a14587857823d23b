"""How a person reads pages: kept for their account, and honoured on every page."""

from datetime import UTC, date, datetime

import pytest
from django import forms
from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.template import Context, Template
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from patients.actions import save_facts
from patients.dates import PartialDate
from patients.models import AuditEvent, PerformanceStatus, Preferences
from patients.readers import answering, in_english
from tests.factories import PatientFactory

CHOSEN = {"language": "en", "theme": "dark", "date_form": "iso", "time_zone": "Asia/Tokyo"}


@pytest.fixture
def settings_page(client, clinician):
    client.force_login(clinician)
    return reverse("own_settings")


def test_settings_are_kept_for_the_account_and_stand_in_the_audit_trail(
    client, settings_page, clinician
):
    client.post(settings_page, CHOSEN)

    kept = Preferences.objects.get(user=clinician)
    assert {name: getattr(kept, name) for name in CHOSEN} == CHOSEN
    assert AuditEvent.objects.filter(
        content_type__model="preferences", object_pk=str(kept.pk), actor=clinician
    ).exists()


def test_the_settings_of_one_person_are_not_those_of_another(client, settings_page):
    client.post(settings_page, CHOSEN)
    client.force_login(User.objects.create_user("another"))

    assert b'content="light dark"' in client.get(settings_page).content


def test_the_page_is_in_the_chosen_theme(client, settings_page):
    client.post(settings_page, CHOSEN)

    page = client.get(settings_page).content.decode()

    assert 'tokens-dark.css" media="screen"' in page
    assert 'name="color-scheme" content="dark"' in page


def test_the_admin_is_in_the_same_theme_and_has_no_switch_of_its_own(admin_client, admin_user):
    Preferences.objects.create(user=admin_user, theme="dark")

    page = admin_client.get(reverse("admin:index")).content.decode()

    assert 'data-theme="dark"' in page
    assert "theme-toggle" not in page


def test_the_page_says_its_language(client, settings_page):
    client.post(settings_page, CHOSEN | {"language": "es"})

    answer = client.get(settings_page)

    assert '<html lang="es">' in answer.content.decode()
    assert answer["Content-Language"] == "es"


def test_settings_cost_no_query(client, settings_page, clinician, monkeypatch):
    monkeypatch.setattr("patients.accounts.middleware.NOTED_EVERY", float("inf"))
    with CaptureQueriesContext(connection) as without:
        client.get(reverse("keys"))
    Preferences.objects.create(user=clinician, **CHOSEN)

    with CaptureQueriesContext(connection) as chosen:
        client.get(reverse("keys"))

    assert len(chosen) == len(without)


def test_a_choice_that_is_not_offered_is_refused(client, settings_page):
    answer = client.post(settings_page, CHOSEN | {"time_zone": "Moon/Sea"})

    assert answer.status_code == 422
    assert not Preferences.objects.exists()


@pytest.mark.parametrize(
    "wrong", [{"language": "xx"}, {"theme": "pink"}, {"date_form": "?"}, {"time_zone": "noon"}]
)
def test_the_database_refuses_what_no_page_can_honour(clinician, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        Preferences.objects.create(user=clinician, **wrong)


@pytest.mark.parametrize(
    ("form", "day", "month"),
    [
        ("words", "9 May 2016", "May 2016"),
        ("iso", "2016-05-09", "2016-05"),
        ("us", "05/09/2016", "05/2016"),
    ],
)
def test_dates_are_shown_in_the_chosen_form_and_no_more_precise_than_known(form, day, month):
    with answering("en", form):
        assert PartialDate("2016-05-09").in_words == day
        assert PartialDate("2016-05").in_words == month
        assert PartialDate("2016").in_words == "2016"


def test_instants_are_shown_in_the_chosen_zone():
    at = Context({"at": datetime(2016, 5, 9, 23, 30, tzinfo=UTC)})

    with answering("en", time_zone="Asia/Tokyo"):
        assert Template("{{ at|moment }}").render(at) == "10 May 2016, 08:30"


@pytest.mark.parametrize("unknown", ["Mars/Olympus", "../etc"])
def test_a_zone_that_the_host_does_not_know_is_the_clinic_s(unknown):
    at = Context({"at": datetime(2016, 5, 9, 12, 30, tzinfo=UTC)})
    clinic = Template("{{ at|moment }}").render(at)

    with answering("en", time_zone=unknown):
        assert Template("{{ at|moment }}").render(at) == clinic


def test_months_are_named_in_the_language():
    with answering("es"):
        assert PartialDate("2016-01-09").in_words == "9 ene 2016"


def test_what_is_kept_is_dated_in_english_whoever_reads():
    with answering("es", "us"), in_english():
        assert PartialDate("2016-01-09").in_words == "9 Jan 2016"


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_in_no_language_a_typed_month_can_be_taken_for_a_day(language):
    field = forms.DateField()
    with answering(language, "us"):
        assert field.clean("2026-05-09") == date(2026, 5, 9)
        assert 'value="2026-05-09"' in field.widget.render("day", date(2026, 5, 9))
        with pytest.raises(ValidationError):
            field.clean("05/09/2026")


def test_the_trail_reads_the_same_whoever_acted(clinician):
    patient = PatientFactory()
    with answering("es", "us"):
        status = PerformanceStatus(patient=patient, on="2016-05-09", ecog=1)
        save_facts([status], by=clinician)

    entry = AuditEvent.objects.get(
        content_type__model="performancestatus", object_pk=str(status.pk)
    )
    assert entry.object_repr == str(status)
    assert "9 May 2016" in entry.object_repr
