"""A person goes through a report: what they take enters the record, whole or not at all."""

import re
from html import unescape

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from biomarkers.actions import receive_report, review_report
from biomarkers.domain.percent import Percent
from biomarkers.models import HER2Reading, PathologyReport, ReceptorReading, ReportFieldDecision
from patients.actions import save_facts
from patients.changes.taking_back import enter_in_error
from patients.models import AuditEvent, Biopsy
from tests.factories import BiopsyFactory, HER2ReadingFactory, PatientFactory

from .texts import ONE_TUMOR, TWO_TUMORS, UNCLEAR_ZERO

UNREADABLE = 422


@pytest.fixture
def patient(team):
    patient = PatientFactory(care_team=team, metastatic_on="2016")
    save_facts([patient], by=None)
    return patient


@pytest.fixture
def biopsy(patient):
    """The liver, reported negative without a score."""
    biopsy = BiopsyFactory(patient=patient, accession="S16-101")
    save_facts([HER2ReadingFactory.build(biopsy=biopsy, negative_without_score=True)], by=None)
    return biopsy


def received(patient, text: str = ONE_TUMOR) -> PathologyReport:
    return receive_report(text=text, team=patient.care_team, patient=patient, by=None)


def review_of(report) -> str:
    return reverse("report_review", args=[report.patient_id, report.pk])


def fields_of(page: str) -> dict[str, str]:
    """What a browser would post from the review, untouched."""
    form = page[page.index('id="review"') : page.index("</form>", page.index('id="review"'))]
    fields = {}
    for tag in re.findall(r"<input[^>]*>", form):
        found = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if found["type"] not in ("radio", "checkbox") or " checked" in tag:
            fields[found["name"]] = found.get("value", "")
    for name, options in re.findall(r'<select name="([\w-]+)"(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options)
        fields[name] = chosen[1] if chosen else ""
    for name, text in re.findall(r'<textarea name="([\w-]+)"[^>]*>\s*(.*?)</textarea>', form, re.S):
        fields[name] = unescape(text)
    return fields


def confirming(page: str, **changed: str) -> dict[str, str]:
    """The form with every choice on “confirm”, but for what is changed (t0_ihc_score_choice …)."""
    choices = dict.fromkeys(re.findall(r'name="(t\d-\w+-choice)"', page), "confirm")
    names = {re.sub(r"^(t\d)_", r"\1-", k).replace("_choice", "-choice"): v
             for k, v in changed.items()}  # fmt: skip
    return {**fields_of(page), **choices, **names, "do": "save"}


def test_a_review_shows_the_words_and_writes_nothing(clinician_client, patient, biopsy):
    report = received(patient)

    page = clinician_client.get(review_of(report)).content.decode()

    assert '<mark class="mark-sure" data-of="0-ihc_score 0-as_written">' in page
    assert fields_of(page)["t0-specimen"] == str(biopsy.pk)
    assert fields_of(page)["t0-ihc_score"] == "1+"
    assert "checked" not in page
    assert HER2Reading.objects.count() == 1


def test_what_is_confirmed_is_on_record_with_its_source(clinician, clinician_client, biopsy):
    report = received(biopsy.patient)
    page = clinician_client.get(review_of(report)).content.decode()

    response = clinician_client.post(review_of(report), confirming(page))

    assert response["Location"] == biopsy.patient.get_absolute_url()
    reading = HER2Reading.objects.get(report=report)
    assert (str(reading.read_on), reading.ihc_score, reading.biopsy) == ("2024-05-20", "1+", biopsy)
    assert ReceptorReading.objects.get(report=report).er_percent == Percent("90")
    report.refresh_from_db()
    assert (report.state, report.reviewed_by) == ("confirmed", clinician)
    assert set(report.decisions.values_list("decision", flat=True)) == {"confirmed"}
    chart = clinician_client.get(biopsy.patient.get_absolute_url()).content.decode()
    assert "HER2-low" in chart
    assert "Source of IHC 1+, read 20 May 2024 (S16-101)" in chart
    assert f"/patients/{biopsy.patient_id}/reports/{report.pk}/" in chart


def test_edited_and_rejected_fields_are_kept_as_such(clinician_client, biopsy):
    report = received(biopsy.patient)
    page = clinician_client.get(review_of(report)).content.decode()

    clinician_client.post(
        review_of(report),
        confirming(page, t0_ihc_score="2+", t0_reported_as_choice="reject", t0_ki67_percent="12"),
    )

    decided = {d.field: (d.proposed, d.decision, d.value) for d in report.decisions.all()}
    reading = HER2Reading.objects.get(report=report)
    assert decided["ihc_score"] == ("1+", "edited", "2+")
    assert decided["reported_as"] == ("negative", "rejected", "")
    assert decided["ki67_percent"] == ("", "edited", "12")
    assert (reading.ihc_score, reading.reported_as) == ("2+", "")
    shown = clinician_client.get(report.get_absolute_url()).content.decode()
    assert "rejected" in shown
    assert 'id="words-0-ihc_score"' in shown


def test_a_field_that_nobody_decided_stands_in_the_way(clinician_client, biopsy):
    report = received(biopsy.patient)
    page = clinician_client.get(review_of(report)).content.decode()

    response = clinician_client.post(review_of(report), confirming(page, t0_er_percent_choice=""))

    assert response.status_code == UNREADABLE
    assert "Confirm, edit or reject this value." in response.content.decode()
    assert not HER2Reading.objects.filter(report=report).exists()
    assert not ReportFieldDecision.objects.exists()


def test_the_rest_is_confirmed_in_one_go_if_the_person_says_so(clinician_client, biopsy):
    report = received(biopsy.patient)
    fields = fields_of(clinician_client.get(review_of(report)).content.decode())

    clinician_client.post(
        review_of(report), {**fields, "t0-er_percent-choice": "reject", "do": "rest"}
    )

    assert HER2Reading.objects.get(report=report).ihc_score == "1+"
    assert ReceptorReading.objects.get(report=report).er_percent is None


def test_an_unclear_field_is_empty_says_why_and_stays_empty(clinician_client, biopsy):
    report = received(biopsy.patient, UNCLEAR_ZERO)
    page = clinician_client.get(review_of(report)).content.decode()

    clinician_client.post(review_of(report), confirming(page))

    reading = HER2Reading.objects.get(report=report)
    assert "the report does not mention faint staining" in page
    assert fields_of(page)["t0-zero_staining"] == ""
    assert (reading.ihc_score, reading.zero_staining) == ("0", "")
    chart = clinician_client.get(biopsy.patient.get_absolute_url()).content.decode()
    assert "IHC 0, staining not stated" in chart


def test_two_tumors_are_two_readings_of_two_specimens(clinician_client, patient):
    report = received(patient, TWO_TUMORS)
    page = clinician_client.get(review_of(report)).content.decode()
    new = {"specimen": "new", "collected_on": "2026-09-28", "site": "breast"}
    both = {f"t{n}_{name}": value for n in (0, 1) for name, value in new.items()}

    clinician_client.post(
        review_of(report), confirming(page, **both, t0_accession="S26-77A", t1_accession="S26-77B")
    )

    scores = HER2Reading.objects.values_list("biopsy__accession", "ihc_score")
    assert set(scores) == {("S26-77A", "1+"), ("S26-77B", "3+")}


def test_nothing_is_written_if_the_second_tumor_is_refused(clinician_client, patient):
    report = received(patient, TWO_TUMORS)
    page = clinician_client.get(review_of(report)).content.decode()
    new = {"specimen": "new", "collected_on": "2026-09-28", "site": "breast"}
    both = {f"t{n}_{name}": value for n in (0, 1) for name, value in new.items()}

    response = clinician_client.post(review_of(report), confirming(page, **both))

    assert response.status_code == UNREADABLE
    assert "already has a biopsy with this accession number." in response.content.decode()
    report.refresh_from_db()
    assert report.state == "waiting"
    assert not Biopsy.objects.exists()
    assert not ReportFieldDecision.objects.exists()


def test_a_specimen_that_differs_from_the_report_is_told(clinician_client, patient):
    other = BiopsyFactory(patient=patient, accession="S99-1", collected_on="2016")
    report = received(patient)
    page = clinician_client.get(review_of(report)).content.decode()
    chosen = confirming(page, t0_specimen=str(other.pk))

    told = clinician_client.post(review_of(report), chosen)
    clinician_client.post(review_of(report), {**chosen, "t0-despite": "on"})

    assert told.status_code == UNREADABLE
    assert "The report and this specimen differ in: accession number." in told.content.decode()
    assert HER2Reading.objects.get(report=report).biopsy == other


def test_a_specimen_is_never_chosen_for_the_person(clinician_client, patient):
    BiopsyFactory(patient=patient, accession="S99-1")
    report = received(patient)
    page = clinician_client.get(review_of(report)).content.decode()

    response = clinician_client.post(review_of(report), confirming(page))

    assert fields_of(page)["t0-specimen"] == ""
    assert "Select the specimen." in response.content.decode()


def test_the_preview_says_what_saving_gives_and_saves_nothing(clinician_client, biopsy, htmx):
    report = received(biopsy.patient)
    fields = fields_of(clinician_client.get(review_of(report)).content.decode())

    preview = clinician_client.post(
        review_of(report), {**fields, "do": "preview"}, headers=htmx
    ).content.decode()

    assert "the patient is <b>HER2-low</b>" in preview
    assert "Receptors: <b>ER positive (90%), PR positive (40%)</b>" in preview
    assert "<html" not in preview
    assert not HER2Reading.objects.filter(report=report).exists()


def test_a_copied_sentence_of_two_lines_is_confirmed_as_it_is(clinician_client, biopsy):
    report = received(
        biopsy.patient, ONE_TUMOR.replace("IHC score 1+", "IHC score 1+\nHER2 ISH: pending")
    )
    page = clinician_client.get(review_of(report)).content.decode()
    typed = {name: value.replace("\n", "\r\n") for name, value in confirming(page).items()}

    clinician_client.post(review_of(report), typed)

    assert report.decisions.get(field="as_written").decision == "confirmed"


def test_a_report_is_rejected_with_a_reason_and_only_once(clinician_client, biopsy):
    report = received(biopsy.patient)

    without = clinician_client.post(review_of(report), {"do": "reject", "why": ""})
    clinician_client.post(review_of(report), {"do": "reject", "why": "of the sister"})
    again = clinician_client.post(review_of(report), {"do": "rest"}, follow=True)

    report.refresh_from_db()
    assert without.status_code == UNREADABLE
    assert "Enter the reason for rejecting the report." in without.content.decode()
    assert (report.state, report.why) == ("rejected", "of the sister")
    assert "This report has already been rejected." in again.content.decode()
    assert HER2Reading.objects.filter(report=report).count() == 0


def test_the_second_of_two_people_is_told(clinician, viewer, biopsy):
    report, same = received(biopsy.patient), PathologyReport.objects.get()
    reading = HER2ReadingFactory.build(biopsy=biopsy, read_on="2024")
    review_report(report=report, facts=[reading], decisions=[], by=viewer)

    with pytest.raises(ValidationError, match="viewer has already confirmed this report"):
        review_report(report=same, facts=[reading], decisions=[], by=clinician)


def test_a_report_says_nothing_of_another_patient(clinician, biopsy):
    report = received(biopsy.patient)
    theirs = HER2ReadingFactory.build(biopsy=BiopsyFactory(), read_on="2024")

    with pytest.raises(ValidationError, match="another patient"):
        review_report(report=report, facts=[theirs], decisions=[], by=clinician)

    report.refresh_from_db()
    assert report.state == "waiting"


def test_a_pathologist_reads_a_specimen_on_record_and_makes_none(clinician, client, biopsy):
    clinician.groups.set(clinician.groups.model.objects.filter(name="Pathologists"))
    client.force_login(clinician)
    report = received(biopsy.patient)
    page = client.get(review_of(report)).content.decode()

    refused = client.post(review_of(report), confirming(page, t0_specimen="new"))
    client.post(review_of(report), confirming(page))

    assert "not on record yet" not in page
    assert refused.status_code == UNREADABLE
    assert HER2Reading.objects.get(report=report).biopsy == biopsy


def test_a_viewer_reads_a_report_and_reviews_none(viewer_client, biopsy):
    report = received(biopsy.patient)

    page = viewer_client.get(report.get_absolute_url()).content.decode()

    assert "Not reviewed yet" in page
    assert "/review/" not in page
    assert viewer_client.post(review_of(report), {"do": "rest"}).status_code == 403


def test_a_report_of_which_all_is_taken_back_says_so_and_leads_to_the_chart(
    clinician, clinician_client, biopsy
):
    report = received(biopsy.patient)
    first = clinician_client.get(review_of(report)).content.decode()
    clinician_client.post(review_of(report), {**fields_of(first), "do": "rest"})
    taken = HER2Reading.objects.get(report=report)
    before = clinician_client.get(report.get_absolute_url()).content.decode()

    enter_in_error([taken.biopsy], why="of another patient", by=clinician)

    after = clinician_client.get(report.get_absolute_url()).content.decode()
    assert f"{biopsy.patient.get_absolute_url()}#in-error" not in before
    assert f"{biopsy.patient.get_absolute_url()}#in-error" in after


def test_strangers_learn_of_no_report(stranger_client, biopsy):
    report = received(biopsy.patient)

    assert stranger_client.get(review_of(report)).status_code == 404
    assert stranger_client.get(report.get_absolute_url()).status_code == 404


def test_a_report_is_not_reached_through_another_patient(clinician_client, biopsy, team):
    report = received(PatientFactory(care_team=team))

    url = reverse("report_review", args=[biopsy.patient_id, report.pk])

    assert clinician_client.get(url).status_code == 404


def test_the_trail_knows_the_report_and_not_its_text(clinician_client, biopsy):
    report = received(biopsy.patient)

    entry = AuditEvent.objects.get_for_object(report).get()

    assert entry.patient_id == biopsy.patient_id
    assert entry.changes_dict["fingerprint"][1] == report.fingerprint
    assert "text" not in entry.changes_dict


def test_a_review_costs_the_same_for_one_tumor_and_for_two(
    clinician_client, biopsy, django_assert_max_num_queries
):
    for text in (ONE_TUMOR, TWO_TUMORS):
        report = received(biopsy.patient, text)
        with django_assert_max_num_queries(28):
            clinician_client.get(review_of(report))


def test_values_of_a_report_that_hardly_go_together_are_asked_about(clinician_client, biopsy):
    """The questions of the form of entry, at their fields."""
    report = received(biopsy.patient)
    page = clinician_client.get(review_of(report)).content.decode()
    chosen = confirming(page, **{"t0-reported_as": "null"})

    asked = clinician_client.post(review_of(report), chosen)
    stored = HER2Reading.objects.count()
    saved = clinician_client.post(review_of(report), {**chosen, "t0-sure": "on"})

    assert asked.status_code == UNREADABLE
    assert "Reported as null, with IHC 1+." in asked.content.decode()
    assert "I have checked this: save" in asked.content.decode()
    assert (stored, HER2Reading.objects.count()) == (1, 2)
    assert saved.status_code == 302
