"""The handout for the patient: plain words, a source or "ask your team", kept as printed."""

import re
from datetime import date

import pytest
import readability
from django.conf import settings
from django.urls import reverse

from biomarkers.catalog.current import brand_names, current_catalog
from biomarkers.domain.assessment import assess
from biomarkers.exchange.records.importing import import_folder
from biomarkers.handout import Answer, answers_for
from biomarkers.handout.about_her2 import meaning
from biomarkers.handout.about_the_drug import candidate
from biomarkers.handout.answer import Told
from biomarkers.models import PrintedHandout
from biomarkers.record.reading import patients_with_record, record_of
from patients.models import Agent, Patient
from tests.demo.write_demo import DEMO
from tests.domain.builders import assessed, given, her2, row, specimen

GRADE_AT_MOST = 8.0
TODAY = date(2026, 11, 1)
CONTACT = {"clinic": "Breast clinic", "telephone": "555 0100", "next_appointment": ""}


@pytest.fixture
def team(db, stories):
    return stories


def answers_of(mrn: str) -> list[Answer]:
    patient = patients_with_record(Patient.objects.filter(mrn=mrn)).get()
    assessment = assess(record_of(patient), current_catalog(), TODAY)
    return answers_for(assessment, brand_names())


def answers(mrn: str) -> dict[str, str]:
    return {answer.question: answer.text for answer in answers_of(mrn)}


@pytest.mark.parametrize(
    ("mrn", "question", "says"),
    [
        ("S01", "What is my HER2 score?", "Your cancer is HER2-low"),
        ("S01", "What is my HER2 score?", "liver sample taken on 9 May 2016"),
        ("S01", "What does it mean for my treatment options?", "deruxtecan (Enhertu)"),
        ("S02", "Are there gene changes", "ESR1 D538G (15 Jun 2023)"),
        ("S02", "Could trastuzumab deruxtecan (Enhertu) be right for me?", "unsafe for you"),
    ],
)
def test_a_question_is_answered_from_the_record(stories, mrn, question, says):
    text = next(text for asked, text in answers(mrn).items() if asked.startswith(question))

    assert says in text


def test_a_line_without_an_end_is_said_as_recorded_and_never_said_to_work():
    on_line_1 = assessed(
        specimen(her2(ihc_score="1+")),
        catalog=(row(her2="low"),),
        treatments=(given("letrozole", "2024-06", line=1),),
        metastatic_on="2024",
        treatment_history="complete",
    )
    told = Told(on_line_1, {"letrozole": "Femara"})

    for answer in (candidate(told), meaning(told)):
        assert "treated now with letrozole (Femara) (since Jun 2024, as recorded)" in answer.text
        assert "for you and your team to talk about" in answer.text
        assert not re.search(r"is working|not now|goes on", answer.text)


def test_a_drug_off_label_is_never_said_to_match_an_approved_use():
    by_practice = row("lapatinib", her2="low", basis="off_label", slug="by-practice")
    found = assessed(
        specimen(her2(ihc_score="1+")),
        catalog=(row(her2="low"), by_practice),
        metastatic_on="2024",
        treatment_history="complete",
    )

    text = meaning(Told(found, {})).text

    assert "match the approved use of trastuzumab deruxtecan. Doctors also use lapatinib" in text
    assert "outside an approved use" in text


def test_side_effects_are_shown_only_to_someone_who_may_get_the_drug(stories):
    about = "What are the side effects of trastuzumab deruxtecan (Enhertu)?"

    assert about in answers("S01")
    assert about not in answers("S02"), "it was just ruled out"


def test_lung_disease_is_called_common_and_serious_with_its_frequency_and_source(stories):
    answer = next(a for a in answers_of("S01") if a.question.startswith("What are the side"))

    assert "11 or 12 in 100" in answer.text
    assert "common and serious" in answer.text
    assert "rare" not in answer.text
    assert "DESTINY-Breast06" in answer.source


def test_every_figure_has_a_source(stories):
    with_figures = [a for a in answers_of("S01") if re.search(r"\d+ (in|of) (10|100)", a.text)]

    assert with_figures
    assert all(answer.source for answer in with_figures)


def test_no_length_of_time_is_given_for_birth_control_without_a_label_that_was_read(stories):
    text = next(text for asked, text in answers("S01").items() if "birth control" in asked)

    assert "Ask your team how long" in text
    assert not re.search(r"\d+ months", text)


def test_no_handout_is_made_after_death(clinician_client, stories):
    patient = Patient.objects.get(mrn="S01")
    Patient.objects.filter(pk=patient.pk).update(deceased_on="2026-10")
    url = reverse("patient_handout", args=[patient.pk])

    page = clinician_client.get(url)
    clinician_client.post(url, {**CONTACT, **{f"answer_{n}": "text" for n in range(10)}})

    assert "No handout is made after" in page.content.decode()
    assert not PrintedHandout.objects.exists()


def _plain(text: str, drugs: list[str]) -> list[str]:
    """Sentences of words; names of drugs, genes and days are none of ours to make shorter."""
    for drug in sorted(drugs, key=len, reverse=True):
        text = text.replace(drug, "drug")
    text = re.sub(r"\([^)]*\)|\d+ [A-Z][a-z]{2} \d{4}", "", text)
    return [sentence.strip() for sentence in re.split(r"[.:?!]", text) if sentence.strip()]


def test_the_handouts_read_at_the_eighth_grade_at_most(db):
    import_folder(DEMO / "breast-clinic")
    brands = brand_names()
    drugs = [*Agent.objects.values_list("name", flat=True), *brands.values()]
    catalog = current_catalog()

    for patient in patients_with_record(Patient.objects.all()):
        told = answers_for(assess(record_of(patient), catalog, TODAY), brands)
        sentences = [s for answer in told for s in _plain(answer.text, drugs)]
        if not sentences:
            continue  # after death there is none
        measured = readability.getmeasures(sentences, lang="en")
        assert measured["readability grades"]["Kincaid"] <= GRADE_AT_MOST, patient.mrn


def test_every_text_is_in_the_file_that_translators_get():
    file = settings.BASE_DIR / "locale" / "en" / "LC_MESSAGES" / "django.po"
    texts = file.read_text(encoding="utf-8").replace('"\n"', "")
    sources = (settings.BASE_DIR / "biomarkers" / "handout").glob("*.py")
    source = "\n".join(path.read_text(encoding="utf-8") for path in sources)

    for said in re.findall(r'_\(\s*((?:"[^"]*"\s*)+)\)', source):
        assert "".join(re.findall(r'"([^"]*)"', said)) in texts


def test_what_is_printed_is_kept_as_it_was_edited(clinician_client, clinician, stories):
    patient = Patient.objects.get(mrn="S01")
    url = reverse("patient_handout", args=[patient.pk])
    texts = {**CONTACT, **{f"answer_{n}": f"answer {n}" for n in range(10)}}

    response = clinician_client.post(url, {**texts, "answer_0": "Edited by hand."})

    kept = PrintedHandout.objects.get()
    page = clinician_client.get(response["Location"]).content.decode()
    assert kept.answers[0]["text"] == "Edited by hand."
    assert (kept.printed_by, kept.patient) == (clinician, patient)
    assert "Edited by hand." in page
    assert "Ask your care team." in page
    assert "555 0100" in page
    assert f"Second Look {settings.VERSION}, rules 3, catalog version 1" in page


def test_a_viewer_makes_no_handout(viewer_client, stories):
    url = reverse("patient_handout", args=[Patient.objects.get(mrn="S01").pk])

    assert viewer_client.get(url).status_code == 403


def test_nobody_reads_a_handout_of_another_team(clinician_client, stranger_client, stories):
    patient = Patient.objects.get(mrn="S01")
    url = reverse("patient_handout", args=[patient.pk])
    kept = clinician_client.post(url, {**CONTACT, **{f"answer_{n}": "text" for n in range(10)}})[
        "Location"
    ]

    assert stranger_client.get(url).status_code == 404
    assert stranger_client.get(kept).status_code == 404
