"""Script that somebody wrote into the record, or into an address: no page runs it."""

from contextlib import suppress

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.test import Client

from biomarkers.actions import keep_handout
from patients.audit.events import Action, log_patient_event, log_user_event
from tests.access_paths import addresses, facts_of, path_of
from tests.access_table import TABLE

pytestmark = pytest.mark.once

EVERY = [(name, route) for name, route in addresses() if name in TABLE]
# The trail cannot be written to: its script comes in by what people do. Derived rows hold codes,
# and what is written into a session ends it.
NOT_POISONED = {"auditevent", "auditlink", "breakglass", "catalogversion", "her2assessment",
                "workitem", "reassessment", "usersession"}  # fmt: skip


@pytest.fixture
def facts(team):
    return facts_of(team)


@pytest.fixture
def superuser(team):
    user = User.objects.create_superuser("root", password="a long pass phrase")
    team.members.add(user)
    return user


SCRIPT = "\"'><script>alert(1)</script><img src=x onerror=alert(2)>"
WRITTEN_TEXT = ("CharField", "TextField")


ASKED = """as_of then now section category cause action after who what since until paper next q text
mrn reason username password on site term family_name preview page"""


def _poison(model) -> None:
    """Script in every free text of every row, past every form: what stands there stands there."""
    for field in model._meta.concrete_fields:
        free = field.get_internal_type() in WRITTEN_TEXT and not field.choices
        if free and type(field).__name__ != "PartialDateField":
            # what the database refuses, as two equal names, holds no script either
            with suppress(IntegrityError), transaction.atomic():
                model.objects.update(**{field.name: SCRIPT[: field.max_length]})


def _live(page: str) -> bool:
    """Whether a browser would run any of it."""
    return "<script>alert" in page or "<img src=x" in page


def test_script_that_is_stored_in_any_text_runs_on_no_page(facts, superuser):
    client = Client()
    client.force_login(superuser)
    keep_handout(
        patient=facts.patient,
        answers=[{"question": SCRIPT, "text": SCRIPT, "source": SCRIPT}],
        by=superuser,
    )
    log_user_event(Action.SEARCH, superuser, text=SCRIPT)
    log_patient_event(Action.ACCESS, facts.patient.pk, page=SCRIPT)
    models = [model for label in ("patients", "biomarkers")
              for model in apps.get_app_config(label).get_models()]  # fmt: skip
    for model in models:
        if model._meta.model_name not in NOT_POISONED:
            _poison(model)
    facts.handout = facts.patient.handouts.first()
    seen = 0

    for name, route in EVERY:
        answer = client.get(path_of(name, route, facts))
        if answer.get("Content-Type", "").startswith("text/html"):
            page = b"".join(answer) if answer.streaming else answer.content
            assert not _live(page.decode()), name
            seen += b"alert(1)" in page
    assert seen > 25  # pages that showed it, as words


def test_script_that_is_asked_for_is_given_back_by_no_page(facts, superuser):
    """In every parameter that a page reads, and every field that it takes."""
    asked = dict.fromkeys(ASKED.split(), SCRIPT)

    for name, route in EVERY:
        client = Client(raise_request_exception=False)
        client.force_login(superuser)
        path = path_of(name, route, facts)
        for method in (client.get, client.post):
            with transaction.atomic():
                answer = method(path, asked)
                transaction.set_rollback(True)
            page = b"" if answer.streaming else answer.content
            assert answer.status_code not in (500,), name
            assert not _live(page.decode(errors="replace")) or b"%PDF" in page[:5], name
