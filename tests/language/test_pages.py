"""Pages in Spanish hold no English, and what is kept is the same whoever reads."""

import re
import time
from collections.abc import Callable
from pathlib import Path
from zoneinfo import available_timezones

import pytest
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.template import Context, Template
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from biomarkers.assessment.storing import store_assessments
from biomarkers.domain.work import Why
from biomarkers.entry.kinds import FACT_KINDS
from biomarkers.exchange.records.importing import import_folder
from biomarkers.models import (
    BoardMeeting,
    Gene,
    HER2Assessment,
    ImportJob,
    TreatmentOption,
    WorkItem,
)
from patients.models import Agent, Biopsy, CareTeam, EnteredInError, Patient, Preferences
from patients.readers import answering
from tests.access_paths import addresses, facts_of, path_of
from tests.demo.write_demo import DEMO
from tests.language.reading import english_in, texts_of
from tests.language.write import read

pytestmark = pytest.mark.django_db
SPANISH = "es"
# The admin, which is Django's; the gallery of parts, for who writes pages.
STAYS_ENGLISH = re.compile(r"admin:.*|admin/.*|gallery")


@pytest.fixture
def demo(team) -> QuerySet[Patient]:
    import_folder(DEMO / "second-clinic", team=team.name)
    return Patient.objects.all()


@pytest.fixture
def spanish(clinician, clinician_client):
    Preferences.objects.create(user=clinician, language=SPANISH)
    return clinician_client


@pytest.fixture(scope="module")
def messages() -> dict[str, str]:
    return {m.id: m.string for m in read(SPANISH) if m.id and isinstance(m.id, str)}


@pytest.fixture
def spoken_english(messages) -> Callable[[str], set[str]]:
    """What a page says in English outside of data and of what is marked as English."""

    def found(html: str) -> set[str]:
        marked = EnteredInError.objects.values_list("words", "rested_on", "why")
        slugs = TreatmentOption.objects.values_list("slug", flat=True)
        data = {
            *(line for kept in marked for words in kept for line in words.splitlines()),
            *(zone.replace("_", " ") for zone in available_timezones()),
            *(slug.replace("-", " ") for slug in slugs),
            "HER2: IHC score",  # of a report
            *Agent.objects.values_list("name", flat=True),
            *Gene.objects.values_list("name", flat=True),
            *TreatmentOption.objects.values_list("regimen", flat=True),
            *Biopsy.objects.values_list("site", flat=True),
            *CareTeam.objects.values_list("name", flat=True),
        }
        return english_in(html, messages, data)

    return found


@pytest.fixture
def no_english(spanish, spoken_english):
    def check(*addresses: str) -> None:
        for address in addresses:
            answer = spanish.get(address)
            assert answer.status_code == 200
            assert not spoken_english(answer.content.decode()), address

    return check


@pytest.fixture
def of_superuser(team, client, spoken_english) -> Callable[[str], set[str]]:
    """What the page at a path says in English to a superuser who reads Spanish."""
    user = User.objects.create_superuser("superuser")
    Preferences.objects.create(user=user, language=SPANISH)
    team.members.add(user)
    client.force_login(user)
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "password", "at": time.time()}]
    session.save()

    def asked(path: str) -> set[str]:
        answer = client.get(path, follow=True)
        is_page = answer.status_code == 200 and answer["Content-Type"].startswith("text/html")
        return spoken_english(answer.content.decode()) if is_page else set()

    return asked


def test_each_address_answers_in_spanish(team, of_superuser):
    facts = facts_of(team)
    BoardMeeting.objects.update(name="Jueves")
    ImportJob.objects.update(file_name="registros.zip")
    paths = {
        name: path_of(name, route, facts)
        for name, route in addresses()
        if not STAYS_ENGLISH.fullmatch(name)
    }

    assert {name: said for name, path in paths.items() if (said := of_superuser(path))} == {}


def test_before_the_login_the_language_is_the_browsers(db, client, spoken_english):
    said = {
        language: client.get(reverse("account_login"), headers={"accept-language": language})
        for language in ("es-ES,es;q=0.9", "fr", "")
    }

    assert [answer["Content-Language"] for answer in said.values()] == [SPANISH, "en", "en"]
    assert not spoken_english(said["es-ES,es;q=0.9"].content.decode())


@pytest.mark.parametrize("name", ["403", "403_csrf", "404", "429", "500", "503"])
def test_a_page_of_an_error_is_in_spanish(name, spoken_english):
    with answering(SPANISH):
        assert not spoken_english(render_to_string(f"{name}.html"))


def test_scripts_say_what_the_page_gives_them_words_for(spanish, clinician):
    raw = re.compile(r"""(textContent\s*[=:]|aria-label=|aria-label",|confirm\()\s*["`][A-Z]""")
    scripts = {path.name: path.read_text() for path in Path("static").glob("*.js")}
    page = spanish.get(reverse("own_settings")).content.decode()

    assert not [name for name, script in scripts.items() if raw.search(script)]
    assert '"Previous month": "Mes anterior"' in page
    clinician.preferences.delete()
    assert "script-words" not in spanish.get(reverse("own_settings")).content.decode()


def test_charts_with_their_options_are_in_spanish(demo, no_english):
    no_english(*(patient.get_absolute_url() for patient in demo))


def test_the_worklist_is_in_spanish(demo, no_english):
    no_english(reverse("worklist"))


def test_each_form_of_entry_is_in_spanish(demo, no_english):
    patient = demo[0]
    no_english(
        *(reverse("fact_new", args=[patient.pk, slug]) for slug in FACT_KINDS if slug != "patient"),
        reverse("visit_new", args=[patient.pk]),
        reverse("regimen_new", args=[patient.pk]),
    )


def test_handouts_are_in_spanish(demo, no_english):
    no_english(*(reverse("patient_handout", args=[patient.pk]) for patient in demo))


def test_a_handout_says_that_nobody_reviewed_its_translation_and_shows_the_original(demo, spanish):
    page = spanish.get(reverse("patient_handout", args=[demo[0].pk])).content.decode()

    assert "Esta traducción no está revisada" in page
    assert "What is my HER2 score?" in page


def test_a_safety_text_is_marked_as_not_reviewed_with_its_english_original():
    says = Context({"says": "Hepatitis B serology before start."})

    with answering(SPANISH):
        shown = Template("{{ says|safety }}").render(says)

    assert 'class="not-reviewed" title="Hepatitis B serology before start."' in shown
    assert "Serología de hepatitis B antes de empezar. <small>(traducción no revisada)" in shown


def test_english_would_be_found(messages):
    page = '<p lang="en">Not recorded</p><p>No consta</p><p title="Waiting for a result">la</p>'

    assert english_in(page, messages, set()) == {"Waiting for a result"}
    assert texts_of(page) == ["No consta", "Waiting for a result", "la"]


def test_what_is_stored_is_the_same_whoever_saves(demo):
    ids, today = [patient.pk for patient in demo], timezone.localdate()
    before = [*HER2Assessment.objects.values(), *WorkItem.objects.order_by("pk").values()]

    with answering(SPANISH, "us", "Asia/Tokyo"):
        changed = store_assessments(ids, today=today)

    assert changed == 0
    assert [*HER2Assessment.objects.values(), *WorkItem.objects.order_by("pk").values()] == before


def test_a_csv_is_the_same_whoever_takes_it(demo, manager, client):
    client.force_login(manager)
    why = {"reason": "audit of 2026"}
    english = b"".join(client.post(reverse("worklist_csv"), why).streaming_content)
    Preferences.objects.create(user=manager, language=SPANISH, date_form="us")

    answer = client.post(reverse("worklist_csv"), why)
    assert b"".join(answer.streaming_content) == english


def test_words_of_a_code_follow_the_reader():
    with answering(SPANISH):
        assert Why.NEEDS_FIXING.words == "error de datos"
    assert Why.NEEDS_FIXING.words == "data error"


def test_drawings_of_the_clinic_keep_their_measures(demo, spanish):
    page = spanish.get(reverse("clinic")).content.decode()

    measures = re.findall(r'\b(?:x|y|x1|x2|y1|y2|width|height)="([^"]*)"', page)
    assert any("." in measure for measure in measures)
    assert not [measure for measure in measures if "," in measure]
