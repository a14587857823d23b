"""Shown means recorded: every address, by method, role and header. Who stands in the answer is
taken out of its text, and looked for on the trail."""

import io
import re
from html import unescape

import pytest
from django.db import transaction
from django.utils import timezone
from pypdf import PdfReader

from biomarkers.models import ImportJob
from patients.models import AuditEvent, CareTeam, Patient
from patients.signals import record_changed
from tests.access_paths import facts_of, paths_of
from tests.access_table import ROLES
from tests.test_access_matrix import login_of

pytestmark = [pytest.mark.slow, pytest.mark.once]

EXPORT = AuditEvent.Action.EXPORT
# Who stands in what comes back: a search, a number, and forms that are refused.
POSTED = {"text": "Zylinder", "mrn": "ZQ-2", "q": "Zylinder", "why": "", "preview": "1"}


@pytest.fixture(scope="module")
def facts(rows_of_module):
    """Every patient has a name and a number that stand nowhere by chance."""
    facts = facts_of(CareTeam.objects.create(name="Breast clinic"))
    for number, patient in enumerate(Patient.on_file.order_by("mrn")):
        patient.mrn, patient.family_name = f"ZQ-{number}", f"Zylinder{number}"
        patient.given_name = f"Quirin{number}"
        patient.save()
        record_changed.send(sender=Patient, patient_ids=[patient.pk])
    ImportJob.objects.update(
        changes=[["changed", "patients.csv", 2, "ZQ-1", "", "sex", "", "female"]],
        new_patients=["ZQ-0"],
    )
    return facts


@pytest.fixture(scope="module")
def paths(facts):
    return paths_of(facts)


def text_of(response) -> str:
    content = b"".join(response) if response.streaming else response.content
    if b"%%EOF" in content:  # a whole PDF, of ours or of a laboratory
        return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    return unescape(content.decode(errors="replace"))


def standing_in(text: str) -> list[Patient]:
    """What was typed and comes back tells nothing."""
    names = set(re.findall(r"Zylinder\d+|Quirin\d+|ZQ-\d+", text)) - {*POSTED.values()}
    return [
        patient
        for patient in (Patient.on_file.all() if names else ())
        if names & {patient.mrn, patient.family_name, patient.given_name}
    ]


def unrecorded(client, method: str, path: str, headers: dict) -> list[str]:
    """Who was shown by one request and is not on the trail; nothing of it is kept."""
    with transaction.atomic():
        before = timezone.now()
        response = client.generic(method, path, headers=headers) if method == "GET" else (
            client.post(path, POSTED, headers=headers, follow=True)
        )  # fmt: skip
        shown = standing_in(text_of(response))
        told = AuditEvent.objects.filter(timestamp__gte=before, actor__username="somebody")
        missing = [
            str(patient)
            for patient in shown
            if not told.filter(action=EXPORT).exists()
            and not AuditEvent.objects.of_patient(patient.pk).filter(pk__in=told).exists()
        ]
        transaction.set_rollback(True)
    return missing


@pytest.mark.parametrize("role", ROLES)
def test_whoever_stands_in_an_answer_is_on_the_trail(facts, paths, db, role):
    client = login_of(role, facts.patient.care_team)
    cookies = client.cookies.copy()

    wrong = {}
    for name, path in paths:
        for method in ("GET", "POST"):
            for headers in ({}, {"HX-Request": "true"}):
                client.cookies = cookies.copy()
                if missing := unrecorded(client, method, path, headers):
                    wrong[f"{method} {name} {headers}"] = missing

    assert not wrong


def test_the_test_sees_who_is_shown(facts, db, monkeypatch):
    """It fails where nothing is recorded: lists, a search, a form that is refused, the PDF."""
    client = login_of("C", facts.patient.care_team)
    monkeypatch.setattr("patients.audit.middleware._record_others", lambda *_: None)
    monkeypatch.setattr("patients.audit.middleware._record_page", lambda *_: None)
    patient = f"/patients/{facts.patient.pk}/"

    for method, path in (
        ("GET", "/"),
        ("GET", "/patients/"),
        ("POST", "/patients/search/"),
        ("POST", f"{patient}add/progression/"),
        ("GET", f"{patient}summary.pdf"),
    ):
        assert unrecorded(client, method, path, {}), path
