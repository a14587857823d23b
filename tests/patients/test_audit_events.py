"""Who did what: what is looked at, searched, printed, and who comes and goes."""

import pytest
from auditlog.registry import auditlog
from django.apps import apps
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse

from biomarkers.models import (
    CatalogEffect,
    CatalogPreview,
    ClinicCurves,
    HER2Assessment,
    ImportedRow,
    LineSpan,
    ListedPatient,
    Reassessment,
    WorkItem,
)
from patients.actions import save_facts
from patients.audit.events import Action
from patients.audit.reading import before_and_after, entries_page, events_for
from patients.audit.recording import acting, log_created, log_exported
from patients.changes.taking_back import enter_in_error
from patients.models import (
    AuditCut,
    AuditErasure,
    AuditEvent,
    AuditLink,
    BreakGlass,
    Progression,
    SearchWord,
    UserSession,
)
from tests.csv_files import records_of_file
from tests.factories import AgentGivenFactory, BiopsyFactory, HER2ReadingFactory, PatientFactory


@pytest.fixture
def patient(team):
    patient = PatientFactory(care_team=team, mrn="M-7", family_name="Audited")
    save_facts([patient], by=None)
    return patient


def events(**facts) -> list[AuditEvent]:
    return list(AuditEvent.objects.filter(**facts))


# What is derived, or has its own entry, or is the trail itself.
NOT_REGISTERED = {HER2Assessment, ListedPatient, LineSpan, ClinicCurves, WorkItem,
                  Reassessment, CatalogEffect, CatalogPreview, ImportedRow, SearchWord,
                  BreakGlass, UserSession, AuditEvent, AuditLink, AuditErasure,
                  AuditCut}  # fmt: skip


def test_every_table_of_ours_is_watched():
    ours = {
        model
        for label in ("patients", "biomarkers", "mfa")
        for model in apps.get_app_config(label).get_models()
    }

    assert ours - set(auditlog.get_models()) == NOT_REGISTERED


@pytest.mark.parametrize("make", [PatientFactory, HER2ReadingFactory, AgentGivenFactory])
def test_a_row_made_in_bulk_is_recorded_as_one_that_is_saved_alone(db, make):
    """And of both only the columns that hold anything: no relation that others have to it."""
    row = make()
    log_created([row])
    alone, in_bulk = AuditEvent.objects.get_for_object(row).filter(action=Action.CREATE)

    held = {f.name for f in row._meta.concrete_fields if getattr(row, f.attname) not in (None, "")}
    assert alone.changes == in_bulk.changes
    assert in_bulk.changes.keys() == held


# Each page of a patient, and what its entry says.
PAGES = {
    "patient_chart": Action.ACCESS,
    "patient_requests": Action.ACCESS,
    "patient_compare": Action.ACCESS,
    "patient_handout": Action.ACCESS,
    "patient_summary": Action.PRINT,
    "patient_summary_pdf": Action.PRINT,
}


@pytest.mark.parametrize("page", PAGES)
def test_a_page_of_a_patient_is_recorded_once(clinician, clinician_client, patient, page):
    clinician_client.get(reverse(page, args=[patient.pk]), REMOTE_ADDR="192.0.2.7")

    [event] = events(patient_id=patient.pk, action__in=[Action.ACCESS, Action.PRINT])
    assert (event.action, event.actor) == (PAGES[page], clinician)
    assert (event.remote_addr, event.additional_data) == ("192.0.2.7", {"page": page})


def test_a_chart_that_reads_itself_again_is_not_opened_twice(clinician_client, patient, htmx):
    clinician_client.get(patient.get_absolute_url())
    clinician_client.get(patient.get_absolute_url(), headers=htmx)

    assert len(events(patient_id=patient.pk, action=Action.ACCESS)) == 1


def test_a_part_of_a_page_that_was_never_opened_is_recorded(clinician_client, patient, htmx):
    """Else a header would be enough to look unseen."""
    clinician_client.get(patient.get_absolute_url(), headers=htmx)

    assert len(events(patient_id=patient.pk, action=Action.ACCESS)) == 1


def test_a_chart_that_was_not_shown_was_not_opened(stranger_client, patient):
    stranger_client.get(patient.get_absolute_url())

    assert not events(patient_id=patient.pk, action=Action.ACCESS)


def test_who_tried_and_was_refused_is_recorded(stranger, stranger_client, patient):
    stranger_client.get(patient.get_absolute_url())
    stranger_client.get(reverse("audit"))

    refused = events(action=Action.REFUSED, actor=stranger)
    assert [(event.patient_id, event.additional_data["page"]) for event in refused] == [
        (None, "audit"),
        (patient.pk, "patient_chart"),
    ]


def test_a_chart_is_not_shown_where_it_cannot_be_recorded(clinician, patient, monkeypatch):
    client = Client(raise_request_exception=False)
    client.force_login(clinician)
    monkeypatch.setattr("patients.audit.middleware.log_patient_event", None)

    response = client.get(patient.get_absolute_url())

    assert response.status_code == 500
    assert b"Audited" not in response.content


def test_a_search_is_recorded_with_its_words(clinician, clinician_client, patient):
    clinician_client.post(reverse("patient_search"), {"text": "audi"})

    [event] = events(action=Action.SEARCH)
    assert (event.actor, event.additional_data) == (clinician, {"text": "audi", "found": 1})


def test_a_row_opened_and_a_search_in_the_admin_are_recorded(clinician, clinician_client, patient):
    clinician.is_staff = True
    clinician.save()
    biopsy = BiopsyFactory(patient=patient)

    clinician_client.get(reverse("admin:patients_biopsy_change", args=[biopsy.pk]))
    clinician_client.get(reverse("admin:patients_patient_changelist"), {"q": "audi"})

    [opened] = events(action=Action.ACCESS, patient_id=patient.pk)
    [listed] = events(action=Action.ACCESS, patient_id=None)
    [searched] = events(action=Action.SEARCH)
    assert opened.actor == listed.actor == clinician
    assert listed.additional_data["page"] == "patients_patient_changelist"
    assert listed.additional_data["patients"] == [str(patient.pk)]
    assert searched.additional_data["text"] == "audi"


def test_a_change_is_recorded_with_before_and_after_and_whose_it_is(clinician_client, patient):
    url = reverse("fact_new", args=[patient.pk, "progression"])

    clinician_client.post(url, {"on": "2021-02", "site": "liver"}, REMOTE_ADDR="192.0.2.7")

    [event] = events(action=Action.CREATE, content_type__model="progression")
    assert event.patient_id == patient.pk
    assert event.changes["site"] == ["None", "liver"]
    assert event.remote_addr == "192.0.2.7"


def test_the_trail_names_fields_and_people_and_says_what_codes_mean(clinician, patient):
    fact = Progression(patient=patient, on="2021-02", site="liver")
    save_facts([fact], by=clinician)
    enter_in_error([fact], why="entered twice", by=clinician)

    rows = entries_page(events_for({}, patient.pk), None).rows
    words = [words for event in rows for words in before_and_after(event)]

    assert "entered in error: no → yes" in words
    assert f"by: {clinician.username}" in words


def test_who_comes_and_goes_is_recorded(client, clinician):
    client.post(reverse("account_login"), {"login": "clinician", "password": "wrong"})
    client.post(reverse("account_login"), {"login": "clinician", "password": "a long pass phrase"})
    client.post(reverse("logout"))

    told = [event.action for event in AuditEvent.objects.filter(actor=clinician)][::-1]
    assert told == [Action.LOGIN_FAILED, Action.LOGIN, Action.LOGOUT]


def test_a_name_that_is_nobodys_is_not_kept(client, db):
    """It may be a password in the wrong field."""
    client.post(reverse("account_login"), {"login": "my secret", "password": "x"})

    [event] = events(action=Action.LOGIN_FAILED)
    assert (event.actor, event.object_repr, event.additional_data) == (None, "", None)


def test_where_one_comes_from_cannot_be_made_up(clinician_client, patient, settings):
    forged = {"X-Forwarded-For": "203.0.113.9, 198.51.100.4"}
    clinician_client.get(patient.get_absolute_url(), headers=forged)
    settings.BEHIND_PROXY = True
    clinician_client.get(patient.get_absolute_url(), headers=forged)

    addresses = [event.remote_addr for event in events(action=Action.ACCESS)]
    assert addresses == ["198.51.100.4", "127.0.0.1"]  # the proxy's word, the connection's


def test_roles_and_passwords_are_recorded_but_no_password_is_kept(clinician):
    clinician.groups.add(Group.objects.get(name="Pathologists"))
    clinician.set_password("another pass phrase")
    clinician.save()

    changes = [event.changes for event in events(action=Action.UPDATE, object_pk=clinician.pk)]
    assert {"password": ["•••", "•••"]} in changes
    assert any("Pathologists" in str(change) for change in changes)
    assert clinician.password not in str(changes)


def test_somebody_whom_the_trail_names_is_not_deleted(client, clinician):
    administrator = User.objects.create_superuser("root", password="a long pass phrase")
    client.force_login(administrator)

    response = client.post(reverse("admin:auth_user_delete", args=[clinician.pk]), {"post": "yes"})

    assert response.status_code == 403


@pytest.fixture
def privacy_client(db):
    user = User.objects.create_user("privacy", password="a long pass phrase")
    user.groups.add(Group.objects.get(name="Privacy officers"))
    client = Client()
    client.force_login(user)
    return client


def test_who_looked_at_this_record(privacy_client, clinician_client, patient):
    clinician_client.get(patient.get_absolute_url())

    page = privacy_client.post(reverse("audit_find"), {"mrn": "M-7"}, follow=True)

    assert page.redirect_chain[0][0] == reverse("audit_patient", args=[patient.pk])
    assert b"Access history" in page.content
    assert b"patient chart" in page.content


@pytest.mark.parametrize(
    ("filters", "shown"),
    [
        ({"who": "clinician"}, True),
        ({"who": "somebody"}, False),
        ({"what": Action.ACCESS}, True),
        ({"what": Action.EXPORT}, False),
        ({"since": "2020-01-01"}, True),
        ({"until": "2020-01-01"}, False),
    ],
)
def test_the_trail_can_be_narrowed(privacy_client, clinician_client, patient, filters, shown):
    clinician_client.get(patient.get_absolute_url())

    page = privacy_client.get(reverse("audit_patient", args=[patient.pk]), filters)

    assert (b"patient chart" in page.content) is shown


def test_the_trail_is_read_where_a_team_was_exported(privacy_client, clinician, patient):
    with acting(clinician):
        log_exported(patient.care_team, patients=12)

    page = privacy_client.get(reverse("audit"))

    assert b"patients: 12" in page.content


def test_reading_the_trail_is_recorded_once_with_whom_it_showed(privacy_client, patient):
    privacy_client.get(reverse("audit"), {"who": "nobody"})
    privacy_client.get(reverse("audit"))

    read = sorted(events(action=Action.ACCESS), key=lambda event: event.timestamp)
    assert [event.additional_data for event in read] == [
        {"page": "audit"},
        {"page": "audit", "patients": [str(patient.pk)]},
    ]


def test_the_trail_goes_on_where_the_page_ended(
    privacy_client, clinician_client, patient, django_assert_max_num_queries
):
    for _ in range(60):
        clinician_client.get(patient.get_absolute_url())
    url = reverse("audit_patient", args=[patient.pk])

    with django_assert_max_num_queries(8):
        first = privacy_client.get(url, {"what": Action.ACCESS})
    after = first.context["page"].next_after
    second = privacy_client.get(url, {"what": Action.ACCESS, "after": str(after)})

    pages = [first.context["page"].rows, second.context["page"].rows]
    assert [len(page) for page in pages] == [50, 10]
    assert not {e.pk for e in pages[0]} & {e.pk for e in pages[1]}


def test_the_trail_is_exported_and_that_is_recorded(privacy_client, clinician_client, patient):
    patient.mrn = "=1+1"
    patient.save()
    clinician_client.get(patient.get_absolute_url())

    response = privacy_client.post(
        reverse("audit_patient_csv", args=[patient.pk]), {"reason": "audit of 2026"}
    )

    rows = records_of_file(b"".join(response))
    assert {"clinician", "privacy"} <= {row["who"] for row in rows}
    assert {row["mrn"] for row in rows} == {"'=1+1"}  # text, not a formula
    assert events(action=Action.EXPORT, patient_id=patient.pk)
