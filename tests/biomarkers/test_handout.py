"""The handout for the patient: plain words, a source or "ask your team", kept as printed."""

import re
from datetime import date

import pytest
import readability
from django.conf import settings
from django.urls import reverse

from biomarkers.catalog.current import current_catalog
from biomarkers.domain.assessment import assess
from biomarkers.exchange.records.importing import import_folder
from biomarkers.handout import answers_for
from biomarkers.models import PrintedHandout
from biomarkers.record.reading import patients_with_record, record_of
from patients.models import Agent, Patient
from tests.data import STORIES
from tests.demo.write_demo import DEMO

GRADE_AT_MOST = 8.5
TODAY = date(2026, 11, 1)


@pytest.fixture
def stories(team):
    import_folder(STORIES, team=team.name)


def answers(mrn: str) -> dict[str, str]:
    patient = patients_with_record(Patient.objects.filter(mrn=mrn)).get()
    assessment = assess(record_of(patient), current_catalog(), TODAY)
    return {answer.question: answer.text for answer in answers_for(assessment)}


@pytest.mark.parametrize(
    ("mrn", "question", "says"),
    [
        ("S01", "What is my HER2 score?", "Your cancer is HER2-low"),
        ("S01", "What is my HER2 score?", "sample of the liver, taken 9 May 2016"),
        ("S01", "What does it mean for my treatment options?", "label of trastuzumab deruxtecan"),
        ("S02", "Are there other mutations", "ESR1 D538G (15 Jun 2023)"),
        ("S02", "Am I a candidate for trastuzumab deruxtecan?", "the label says to stop"),
    ],
)
def test_a_question_is_answered_from_the_record(stories, mrn, question, says):
    told = next(text for asked, text in answers(mrn).items() if asked.startswith(question))

    assert says in told


def test_all_eight_questions_are_there(stories):
    assert len(answers("S01")) == 8


def _plain(text: str, drugs: list[str]) -> list[str]:
    """Sentences of words; names of drugs, genes and days are none of ours to make shorter."""
    for drug in sorted(drugs, key=len, reverse=True):
        text = text.replace(drug, "drug")
    text = re.sub(r"\([^)]*\)|\d+ [A-Z][a-z]{2} \d{4}", "", text)
    return [sentence.strip() for sentence in re.split(r"[.:?!]", text) if sentence.strip()]


def test_the_handouts_read_at_about_the_eighth_grade(db):
    import_folder(DEMO / "breast-clinic")
    drugs = [*Agent.objects.values_list("name", flat=True)]
    catalog = current_catalog()

    for patient in patients_with_record(Patient.objects.all()):
        told = answers_for(assess(record_of(patient), catalog, TODAY))
        sentences = [s for answer in told for s in _plain(answer.text, drugs)]
        measured = readability.getmeasures(sentences, lang="en")
        assert measured["readability grades"]["Kincaid"] <= GRADE_AT_MOST, patient.mrn


def test_no_number_stands_in_an_answer_that_is_not_of_the_record(stories):
    for question, text in answers("S01").items():
        numbers = re.findall(r"\d+(?:\.\d+)? ?%", text)
        assert not numbers, question


def test_every_text_is_in_the_file_that_translators_get():
    file = settings.BASE_DIR / "locale" / "en" / "LC_MESSAGES" / "django.po"
    texts = file.read_text(encoding="utf-8").replace('"\n"', "")
    source = settings.BASE_DIR / "biomarkers" / "handout" / "questions.py"

    for text in re.findall(r'_\(\s*"([^"]{20,})"\s*\)', source.read_text(encoding="utf-8")):
        assert text in texts


def test_what_is_printed_is_kept_as_it_was_edited(clinician_client, clinician, stories):
    patient = Patient.objects.get(mrn="S01")
    url = reverse("patient_handout", args=[patient.pk])
    texts = {f"answer_{n}": f"answer {n}" for n in range(8)}

    response = clinician_client.post(url, {**texts, "answer_0": "Edited by hand."})

    kept = PrintedHandout.objects.get()
    page = clinician_client.get(response["Location"]).content.decode()
    assert kept.answers[0]["text"] == "Edited by hand."
    assert (kept.printed_by, kept.patient) == (clinician, patient)
    assert "Edited by hand." in page
    assert "Ask your team." in page


def test_a_viewer_makes_no_handout(viewer_client, stories):
    url = reverse("patient_handout", args=[Patient.objects.get(mrn="S01").pk])

    assert viewer_client.get(url).status_code == 403


def test_nobody_reads_a_handout_of_another_team(clinician_client, stranger_client, stories):
    patient = Patient.objects.get(mrn="S01")
    url = reverse("patient_handout", args=[patient.pk])
    kept = clinician_client.post(url, {f"answer_{n}": "text" for n in range(8)})["Location"]

    assert stranger_client.get(url).status_code == 404
    assert stranger_client.get(kept).status_code == 404
