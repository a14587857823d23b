"""Entry on the chart: every noun, corrections with their reason, two people on one entry."""

import re
from datetime import date

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone

from biomarkers.catalog.current import current_catalog
from biomarkers.domain.assessment import assess
from biomarkers.domain.known import record_known_on
from biomarkers.entry.kinds import FACT_KINDS
from biomarkers.models import HER2Reading, WorkStep
from biomarkers.record.reading import patients_with_record, record_of
from biomarkers.worklist.doing import task_words
from patients.actions import save_facts
from patients.models import (
    Agent,
    AgentGiven,
    AuditEvent,
    ConditionKind,
    LineOfTreatment,
    Patient,
    PerformanceStatus,
)
from tests.factories import BiopsyFactory, HER2ReadingFactory, PatientFactory

UNREADABLE = 422


@pytest.fixture
def patient(team):
    patient = PatientFactory(care_team=team, metastatic_on="2016")
    save_facts([patient], by=None)
    return patient


@pytest.fixture
def biopsy(patient):
    return BiopsyFactory(patient=patient, accession="S16-101")


def new(patient, slug: str) -> str:
    return reverse("fact_new", args=[patient.pk, slug])


def change(fact, patient) -> str:
    return reverse("fact_change", args=[patient.pk, fact._meta.model_name, fact.pk])


def fields_of(page: str) -> dict[str, str]:
    """What a browser would post from the form, untouched."""
    form = page[page.index('class="entry-form') : page.index("</form>", page.index("entry-form"))]
    fields = {}
    for tag in re.findall(r"<input[^>]*>", form):
        found = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if found.get("type") != "checkbox" or " checked" in tag:
            usual = "on" if found.get("type") == "checkbox" else ""
            fields[found["name"]] = found.get("value", usual)
    for name, options in re.findall(r'<select name="(\w+)"(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options)
        fields[name] = chosen[1] if chosen else ""
    for name, text in re.findall(
        r'<textarea name="(\w+)"[^>]*>\s*(.*?)</textarea>', form, re.DOTALL
    ):
        fields[name] = text
    return fields


FACTS = {
    "biopsy": {"accession": "S1", "collected_on": "2020-05", "site": "lung"},
    "her2reading": {"read_on": "2020-05", "ihc_score": "1+", "adequate": "on"},
    "receptorreading": {"read_on": "2020-05", "er_percent": "90"},
    "agentgiven": {"agent": "letrozole", "setting": "metastatic", "started_on": "2020-06"},
    "progression": {"on": "2021-02", "site": "liver"},
    "diseasestatus": {"on": "2020-09", "status": "stable"},
    "adverseevent": {"agent": "letrozole", "term": "arthralgia", "onset_on": "2020-08"},
    "alteration": {"gene": "ESR1", "result": "detected", "material": "ctdna", "tested_on": "2021"},
    "markerresult": {"marker": "tmb", "value": "12", "tested_on": "2021"},
    "performancestatus": {"on": "2020-06", "ecog": "1"},
    "condition": {"kind": "neuropathy", "severity": "mild", "noted_on": "2020-06"},
    "lvefmeasurement": {"measured_on": "2020-06", "percent": "60"},
    "boarddecision": {
        "on": "2020-06",
        "question": "Next line?",
        "outcome": "proceed",
        "text": "capecitabine",
    },
    "procedure": {"kind": "surgery", "started_on": "2012", "site": "breast"},
}


def typed(slug: str, biopsy) -> dict:
    facts = dict(FACTS[slug])
    if "kind" in facts and slug == "condition":
        facts["kind"] = ConditionKind.objects.get(code=facts["kind"]).pk
    if slug.endswith("reading"):
        facts["biopsy"] = biopsy.pk
    return facts


def test_choosing_nothing_is_named_in_every_form(clinician_client, biopsy, patient):
    addresses = [new(patient, slug) for slug in FACT_KINDS]
    addresses += [reverse(name, args=[patient.pk]) for name in ("regimen_new", "visit_new")]

    pages = {address: clinician_client.get(address).content.decode() for address in addresses}

    assert [address for address, page in pages.items() if "-----" in page] == []


@pytest.mark.parametrize("slug", FACTS)
def test_every_noun_is_entered_on_the_chart(clinician_client, patient, biopsy, slug):
    page = clinician_client.get(new(patient, slug))
    response = clinician_client.post(new(patient, slug), typed(slug, biopsy))

    assert page.status_code == 200
    assert response.status_code == 302
    assert response["Location"] == patient.get_absolute_url()
    assert FACT_KINDS[slug].stored(patient).filter(pk__isnull=False).exists()


def test_all_nouns_are_tried():
    assert set(FACTS) == set(FACT_KINDS) - {"patient"}


def test_an_ecog_without_a_date_goes_when_its_date_is_entered(clinician_client, patient):
    Patient.objects.update(undated_ecog=1)

    page = clinician_client.get(new(patient, "performancestatus"))
    clinician_client.post(new(patient, "performancestatus"), {"on": "2024-03", "ecog": "1"})

    patient.refresh_from_db()
    assert "ECOG 1 is on record without a date" in page.content.decode()
    assert patient.undated_ecog is None
    assert [str(row) for row in patient.performance_statuses.all()] == ["ECOG 1, Mar 2024"]


def test_htmx_is_told_that_the_record_changed(clinician_client, patient, biopsy, htmx):
    response = clinician_client.post(new(patient, "biopsy"), typed("biopsy", biopsy), headers=htmx)

    assert "recordChanged" in response["HX-Trigger"]
    assert "Biopsy saved." in response.content.decode()
    assert b"<html" not in response.content


def test_a_bad_entry_keeps_what_was_typed_and_says_what_is_wrong(clinician_client, patient, htmx):
    bad = {"accession": "S9", "collected_on": "9 May", "site": "lung"}

    response = clinician_client.post(new(patient, "biopsy"), bad, headers=htmx)

    page = response.content.decode()
    assert response.status_code == UNREADABLE
    assert 'value="S9"' in page
    assert "2016, 2016-05 or 2016-05-09" in page
    assert "<html" not in page


@pytest.mark.parametrize(("kind", "status"), [("", UNREADABLE), ("local_recurrence", 200)])
def test_a_breast_that_is_misspelled_is_no_metastasis(
    clinician_client, patient, htmx, kind, status
):
    site = {"accession": "S9", "collected_on": "2019", "site": "left brest", "kind": kind}

    response = clinician_client.post(new(patient, "biopsy"), site, headers=htmx)

    assert response.status_code == status
    assert ("Did you mean breast?" in response.content.decode()) == (not kind)


def test_a_list_with_one_choice_is_chosen_and_with_two_it_asks(
    clinician_client, clinician, patient, biopsy, team
):
    form = clinician_client.get(new(patient, "her2reading")).content.decode()
    assert f'value="{biopsy.pk}" selected' in form
    assert (
        f'value="{team.pk}" selected'
        in clinician_client.get(reverse("patient_new")).content.decode()
    )

    BiopsyFactory(patient=patient, accession="S24-7")
    form = clinician_client.get(new(patient, "her2reading")).content.decode()
    assert f'value="{biopsy.pk}" selected' not in form


def test_a_new_patient_belongs_to_a_team_of_mine(clinician_client, team, stranger):
    url = reverse("patient_new")
    theirs = stranger.care_teams.get()

    refused = clinician_client.post(url, {"care_team": theirs.pk, "mrn": "M7"})
    clinician_client.post(url, {"care_team": team.pk, "mrn": "M8", "family_name": "Falk"})

    assert refused.status_code == UNREADABLE
    assert list(Patient.objects.values_list("mrn", flat=True)) == ["M8"]


# What is asked about before it is saved: it may be right, so that nobody is refused.


def test_a_patient_without_a_name_is_asked_about_and_not_refused(clinician_client, team):
    url, typed = reverse("patient_new"), {"care_team": team.pk, "mrn": "M9"}

    asked = clinician_client.post(url, typed)
    told = clinician_client.post(url, {**typed, "sure": "on"})

    assert asked.status_code == UNREADABLE
    assert "Save this patient without a name?" in asked.content.decode()
    assert told["Location"] == Patient.objects.get(mrn="M9").get_absolute_url()


@pytest.mark.parametrize("accession", ["s16 101", "S16/101"])
def test_a_specimen_like_another_of_the_team_is_asked_about(
    clinician_client, team, biopsy, accession
):
    save_facts([biopsy], by=None)
    other = PatientFactory.build(care_team=team)
    save_facts([other], by=None)
    typed = {"accession": accession, "collected_on": "2020", "site": "lung"}

    asked = clinician_client.post(new(other, "biopsy"), typed)
    clinician_client.post(new(other, "biopsy"), {**typed, "sure": "on"})

    assert asked.status_code == UNREADABLE
    assert "Like S16-101" in asked.content.decode()
    assert [str(row.accession) for row in other.biopsies.all()] == [accession]


DOUBTS = [
    ({"ihc_score": "3+", "reported_as": "negative"}, "Reported as negative, with IHC 3+."),
    ({"ihc_score": "1+", "percent_stained": "5"}, "IHC 1+ is more than 10% of cells; 5% is stated"),
    ({"ihc_score": "0", "percent_stained": "40"}, "IHC 0 is at most 10% of cells; 40% is stated"),
    (
        {"ihc_score": "0", "zero_staining": "absent", "reported_as": "ultralow"},
        "Reported as ultralow means faint staining present.",
    ),
    (
        {"ish_ratio": "2.6", "her2_copies": "6", "ish_result": "negative"},
        "ISH negative, with ratio 2.6 and 6 HER2 copies.",
    ),
]


@pytest.mark.parametrize(("said", "asked"), DOUBTS, ids=[asked for _, asked in DOUBTS])
def test_a_reading_that_contradicts_itself_is_asked_about(
    clinician_client, patient, biopsy, said, asked, htmx
):
    typed = {"biopsy": biopsy.pk, "read_on": "2024", "adequate": "on", **said}
    url = new(patient, "her2reading")

    first = clinician_client.post(url, typed)
    preview = clinician_client.post(url, {**typed, "preview": "1"}, headers=htmx)
    stored = HER2Reading.objects.count()
    clinician_client.post(url, {**typed, "sure": "on"})

    assert first.status_code == UNREADABLE
    assert asked in first.content.decode()
    assert preview.context["preview"] is not None
    assert (stored, HER2Reading.objects.count()) == (0, 1)


@pytest.mark.parametrize("slug", ["her2reading", "receptorreading"])
def test_a_reading_that_says_nothing_is_refused(clinician_client, patient, biopsy, slug):
    typed = {"biopsy": biopsy.pk, "read_on": "2024", "adequate": "on", "sure": "on"}

    response = clinician_client.post(new(patient, slug), typed)

    assert response.status_code == UNREADABLE
    assert "This reading says nothing" in response.content.decode()


@pytest.mark.parametrize(
    ("slug", "typed", "says"),
    [
        ("lvefmeasurement", {"measured_on": "2020", "percent": "0"}, "LVEF is 1 to 99%."),
        ("lvefmeasurement", {"measured_on": "2020", "percent": "100"}, "LVEF is 1 to 99%."),
        ("her2reading", {"read_on": "2020", "her2_copies": "160"}, "Copies above 40"),
        ("agentgiven", {"started_on": "2021-03-15", "ended_on": "2021-03-14",
                        "setting": "metastatic"}, "must be on or after the start date"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_and_what_was_typed_stays(
    clinician_client, patient, biopsy, slug, typed, says
):
    typed = {**typed, "agent": "letrozole", "biopsy": biopsy.pk}

    response = clinician_client.post(new(patient, slug), typed)

    page = response.content.decode()
    assert response.status_code == UNREADABLE
    assert says in page
    posted = fields_of(page)
    assert {posted[name] for name in ("percent", "her2_copies", "ended_on") if name in posted} <= (
        set(map(str, typed.values())) | {""}
    )
    assert not FACT_KINDS[slug].stored(patient).exists()


def test_required_fields_are_marked(clinician_client, patient):
    page = clinician_client.get(new(patient, "biopsy")).content.decode()

    marked = re.findall(r'class="field field-(\w+)">\s*<label[^>]*>[^<]*</label> '
                        r'<span class="required"', page)  # fmt: skip
    assert marked == ["accession", "collected_on", "site"]


@pytest.mark.parametrize("end", ["2023-03", "2023", ""])
def test_a_partial_end_may_be_later_in_its_month_or_year(clinician_client, patient, end):
    """Case p12, by form."""
    typed = {"agent": "fulvestrant", "setting": "metastatic", "started_on": "2023-03-15",
             "ended_on": end, "end_reason": "progression"}  # fmt: skip

    assert clinician_client.post(new(patient, "agentgiven"), typed).status_code == 302


def test_the_ecog_of_a_day_is_the_one_in_force_then(clinician_client, patient):
    """Case p16, by form: none before the first."""
    url = new(patient, "performancestatus")
    for on, ecog in (("2026-04-01", "0"), ("2026-04-30", "1")):
        clinician_client.post(url, {"on": on, "ecog": ecog})

    record = record_of(patients_with_record(Patient.objects.all()).get())
    days = (date(2026, 3, 31), date(2026, 4, 15), date(2026, 4, 30))
    in_force = [record_known_on(record, day).newest_performance for day in days]
    assert [found and found.ecog for found in in_force] == [None, 0, 1]


def test_a_viewer_sees_no_entry_and_makes_none(viewer_client, patient, biopsy):
    chart = viewer_client.get(patient.get_absolute_url()).content.decode()
    response = viewer_client.post(new(patient, "biopsy"), typed("biopsy", biopsy))

    assert "/add/" not in chart
    assert response.status_code == 403


@pytest.mark.parametrize("group", ["Clinicians", "Pathologists"])
def test_the_chart_leads_only_to_entries_that_its_reader_may_make(
    clinician, clinician_client, patient, biopsy, group
):
    HER2ReadingFactory(biopsy=biopsy)
    given(patient, "letrozole")
    save_facts([patient], by=None)
    WorkStep.objects.create(
        patient=patient, kind="commented", text="seen", on=timezone.localdate(), by=clinician
    )
    clinician.groups.set(Group.objects.filter(name=group))

    chart = clinician_client.get(patient.get_absolute_url()).content.decode()
    entries = set(re.findall(r'href="([^"]+/(?:add|correct|agents|lines)/[^"]+)"', chart))

    assert any("/correct/her2reading/" in address for address in entries)
    assert {clinician_client.get(address).status_code for address in entries} == {200}


def test_nobody_enters_for_a_patient_of_another_team(stranger_client, patient, biopsy):
    assert stranger_client.get(new(patient, "biopsy")).status_code == 404
    assert stranger_client.get(change(biopsy, patient)).status_code == 404


def test_a_fact_of_one_patient_is_not_reached_through_another(clinician_client, patient, team):
    other = BiopsyFactory(patient=PatientFactory(care_team=team))

    assert clinician_client.get(change(other, patient)).status_code == 404


def test_a_correction_asks_why_and_keeps_the_old_value(clinician_client, patient, biopsy):
    url = change(biopsy, patient)
    fields = {**fields_of(clinician_client.get(url).content.decode()), "site": "lung"}

    without_reason = clinician_client.post(url, fields)
    clinician_client.post(url, {**fields, "why": "typed wrong"})

    biopsy.refresh_from_db()
    entry = AuditEvent.objects.get_for_object(biopsy).get(action=AuditEvent.Action.UPDATE)
    assert without_reason.status_code == UNREADABLE
    assert biopsy.site == "lung"
    assert entry.changes_dict == {"site": ["liver", "lung"]}
    assert entry.additional_data == {"why": "typed wrong"}
    page = clinician_client.get(url).content.decode()
    assert "typed wrong" in page
    assert "site: liver → lung" in page


def test_the_second_of_two_people_is_told_what_changed_and_loses_nothing(
    clinician_client, patient, biopsy
):
    url = change(biopsy, patient)
    fields = fields_of(clinician_client.get(url).content.decode())
    clinician_client.post(url, {**fields, "site": "lung", "why": "first"})

    second = clinician_client.post(url, {**fields, "accession": "S16-999", "why": "second"})

    page = second.content.decode()
    assert second.status_code == UNREADABLE
    assert "from “liver” to “lung”" in page
    again = fields_of(page)
    assert (again["accession"], again["site"]) == ("S16-999", "lung")
    clinician_client.post(url, again)
    biopsy.refresh_from_db()
    assert (biopsy.accession, biopsy.site) == ("S16-999", "lung")


READINGS = [
    {"ihc_score": "1+"},
    {"ihc_score": "0", "zero_staining": "present"},
    {"ihc_score": "2+"},
    {"ihc_score": "2+", "ish_status": "done", "ish_ratio": "2.4", "her2_copies": "6.5"},
    {"ihc_score": "3+"},
    {"reported_as": "negative"},
]


@pytest.mark.parametrize("reading", READINGS, ids=str)
def test_the_preview_says_what_saving_gives(clinician_client, patient, biopsy, reading, htmx):
    HER2ReadingFactory(biopsy=biopsy, negative_without_score=True)
    entered = {"biopsy": biopsy.pk, "read_on": "2024-05-20", "adequate": "on", **reading}
    url = new(patient, "her2reading")

    preview = clinician_client.post(url, {**entered, "preview": "1"}, headers=htmx)
    stored = HER2Reading.objects.count()
    clinician_client.post(url, entered)

    shown = preview.context["preview"].after
    saved = patients_with_record(Patient.objects.all()).get()
    now = assess(record_of(saved), current_catalog(), timezone.localdate())
    assert stored == 1
    assert (shown.her2.category, shown.her2.reason) == (now.her2.category, now.her2.reason)
    assert [(o.row.slug, o.state) for o in shown.options] == [
        (o.row.slug, o.state) for o in now.options
    ]


def test_a_score_above_zero_forgets_the_staining_of_zero(clinician_client, patient, biopsy):
    entered = {"biopsy": biopsy.pk, "read_on": "2024", "ihc_score": "1+", "zero_staining": "absent",
               "adequate": "on"}  # fmt: skip

    clinician_client.post(new(patient, "her2reading"), entered)

    assert HER2Reading.objects.get().zero_staining == ""


def given(patient, name: str, **facts) -> AgentGiven:
    row = AgentGiven(patient=patient, agent=Agent.objects.get(name=name), setting="metastatic",
                     started_on="2020-01-10", **facts)  # fmt: skip
    save_facts([row], by=None)
    return row


def test_one_agent_is_stopped_with_its_reason(clinician_client, patient):
    letrozole, palbociclib = given(patient, "letrozole"), given(patient, "palbociclib")
    url = reverse("agent_stop", args=[patient.pk, palbociclib.pk])

    typed = {"ended_on": "2021-02", "end_reason": "toxicity", "not_told": "on"}
    clinician_client.post(url, typed)

    letrozole.refresh_from_db()
    palbociclib.refresh_from_db()
    assert (str(palbociclib.ended_on), palbociclib.end_reason) == ("2021-02", "toxicity")
    assert letrozole.ended_on is None


def test_a_line_ends_with_all_of_its_agents(clinician_client, patient):
    agents = [given(patient, "letrozole"), given(patient, "palbociclib")]
    url = reverse("line_end", args=[patient.pk, 1])

    clinician_client.post(url, {"ended_on": "2021-02", "end_reason": "progression"})

    for row in agents:
        row.refresh_from_db()
        assert row.end_reason == "progression"


def test_an_end_before_the_start_is_refused(clinician_client, patient):
    row = given(patient, "letrozole")
    url = reverse("agent_stop", args=[patient.pk, row.pk])

    response = clinician_client.post(url, {"ended_on": "2019", "end_reason": "toxicity"})

    assert response.status_code == UNREADABLE
    assert b"must be on or after the start date" in response.content


def test_a_suggested_line_waits_for_a_yes_and_is_then_kept(clinician_client, patient):
    row = given(patient, "letrozole")
    chart = clinician_client.get(patient.get_absolute_url()).content.decode()

    clinician_client.post(reverse("line_confirm", args=[patient.pk, 1]))

    row.refresh_from_db()
    assert "Confirm as line 1" in chart
    assert "first treatment for metastatic disease" in chart
    assert row.line == LineOfTreatment.objects.get(number=1)
    assert (
        "Confirm as line" not in clinician_client.get(patient.get_absolute_url()).content.decode()
    )


def test_a_blocked_agent_is_started_only_with_a_reason(clinician_client, patient):
    save_facts(
        [patient.adverse_events.model(
            patient=patient, agent=Agent.objects.get(name="trastuzumab deruxtecan"),
            term="pneumonitis", grade=3, onset_on="2023-05")],
        by=None,
    )  # fmt: skip
    start = {"agent": "trastuzumab deruxtecan", "setting": "metastatic",
             "started_on": "2024-01"}  # fmt: skip
    url = new(patient, "agentgiven")

    refused = clinician_client.post(url, start)
    clinician_client.post(url, {**start, "override_reason": "tumor board of 3 Jan"})

    assert refused.status_code == UNREADABLE
    assert "is blocked: pneumonitis" in refused.content.decode()
    assert AgentGiven.objects.get().override_reason == "tumor board of 3 Jan"


def test_an_action_says_what_would_change(clinician_client, patient, biopsy):
    HER2ReadingFactory(biopsy=biopsy, negative_without_score=True)
    for facts in (("letrozole", "progression"), ("capecitabine", "progression")):
        given(patient, facts[0], ended_on="2021-01-10", end_reason=facts[1])

    page = clinician_client.get(patient.get_absolute_url()).content.decode()

    assert "If the score is 1+: HER2-low; makes trastuzumab deruxtecan an option." in page
    assert "If the score is 0 without staining: HER2-null; options do not change" in page


def test_two_dates_stand_side_by_side(clinician_client, patient, biopsy):
    HER2ReadingFactory(biopsy=biopsy, reported_negative_now_low=True)
    url = reverse("patient_compare", args=[patient.pk])

    page = clinician_client.get(url, {"then": "2020-01-01", "now": "2023-01-01"}).content.decode()

    assert page.index("HER2-negative") < page.index("HER2-low")


@pytest.mark.parametrize("slug", FACTS)
def test_a_second_press_of_save_finds_the_first_and_says_so(
    clinician_client, patient, biopsy, slug
):
    for _ in range(2):
        answer = clinician_client.post(new(patient, slug), typed(slug, biopsy), follow=True)

    assert "This was saved already: clinician (" in answer.content.decode()


def test_a_second_press_of_a_new_patient_opens_the_chart_of_the_first(clinician_client, team):
    url, typed = reverse("patient_new"), {"care_team": team.pk, "mrn": "M8", "family_name": "Falk"}
    for _ in range(2):
        answer = clinician_client.post(url, typed, follow=True)

    assert answer.redirect_chain[0][0] == Patient.objects.get(mrn="M8").get_absolute_url()
    assert "This was saved already: clinician (" in answer.content.decode()


def test_a_number_that_is_taken_is_told_at_its_field(clinician_client, team, patient):
    typed = {"care_team": team.pk, "mrn": patient.mrn, "family_name": "Falk"}

    page = clinician_client.post(reverse("patient_new"), typed).content.decode()

    assert re.search(r'id="id_mrn_error">Patient with this MRN already exists', page)


# Stopped for toxicity (case u05).

TDXD = "trastuzumab deruxtecan"


def stop(row) -> str:
    return reverse("agent_stop", args=[row.patient_id, row.pk])


@pytest.fixture
def tdxd(patient):
    return given(patient, TDXD)


def tasks_of(patient) -> list[str]:
    return [item.why for item in patient.work_items.all()]


def test_a_stop_for_toxicity_asks_which_in_the_same_form(clinician_client, patient, tdxd):
    typed = {"ended_on": "2021-05", "end_reason": "toxicity"}

    asked = clinician_client.post(stop(tdxd), typed)
    told = {"term": "pneumonitis", "grade": "2", "hospitalised": "true", "onset_on": "2021-04"}
    clinician_client.post(stop(tdxd), {**typed, **told})

    tdxd.refresh_from_db()
    assert asked.status_code == UNREADABLE
    assert "Enter which toxicity, or tick that it is not known yet." in asked.content.decode()
    assert (tdxd.end_reason, str(tdxd.ended_on)) == ("toxicity", "2021-05")
    [event] = patient.adverse_events.all()
    assert str(event) == "pneumonitis grade 2 on trastuzumab deruxtecan, Apr 2021"
    assert event.hospitalised is True
    assert "tell_toxicity" not in tasks_of(patient)


def test_a_toxicity_not_known_yet_is_a_task_until_it_is_told(clinician_client, patient, tdxd):
    clinician_client.post(stop(tdxd), {"end_reason": "toxicity", "not_told": "on"})

    assert "tell_toxicity" in tasks_of(patient)
    task = patient.work_items.get(why="tell_toxicity")
    assert "stopped for toxicity: event and grade not recorded" in task_words(task)

    event = {"agent": "Enhertu", "term": "pneumonitis", "grade": "1", "onset_on": "2020-06"}
    clinician_client.post(new(patient, "adverseevent"), event)
    assert "tell_toxicity" not in tasks_of(patient)
    assert patient.adverse_events.get().agent == tdxd.agent
    assert patient.adverse_events.get().agent_as_written == "Enhertu"


@pytest.mark.parametrize(
    ("written", "says"),
    [("Enhertuu", "Is trastuzumab deruxtecan meant?"), ("TCHP", "add each by itself"),
     ("fulvestrant + palbociclib", "add each by itself"), ("water", "not a drug or brand")],
)  # fmt: skip
def test_a_drug_that_no_list_has_is_asked_about_and_stays_typed(
    clinician_client, patient, written, says
):
    values = {**FACTS["agentgiven"], "agent": written}
    page = clinician_client.post(new(patient, "agentgiven"), values).content.decode()

    assert says in page
    assert f'value="{written}"' in page
    assert not patient.agents_given.exists()


@pytest.mark.parametrize(
    ("slug", "key", "words"),
    [("agentgiven", "agents", ["Enhertu", "DS-8201a", "trastuzumab deruxtecan"]),
     ("adverseevent", "terms", ["pneumonitis"]), ("biopsy", "sites", ["bone", "liver"]),
     ("progression", "sites", ["brain"]), ("procedure", "sites", ["breast"]),
     ("alteration", "genes", ["ESR1", "HER2"])],
)  # fmt: skip
def test_a_form_offers_the_words_of_its_list(clinician_client, patient, slug, key, words):
    page = clinician_client.get(new(patient, slug)).content.decode()

    offered = page[page.index(f'<datalist id="words-{key}">') :]
    assert f'list="words-{key}"' in page
    assert [word for word in words if f'<option value="{word}"' not in offered] == []


def test_of_several_drugs_the_one_that_caused_it_is_asked_for(clinician_client, patient):
    first, second = given(patient, "letrozole"), given(patient, "palbociclib")
    url = reverse("line_end", args=[patient.pk, 1])
    typed = {"end_reason": "toxicity", "term": "neutropenia", "onset_on": "2021", "grade": "4"}

    asked = clinician_client.post(url, typed)
    clinician_client.post(url, {**typed, "toxic": second.pk})

    assert "Select the drug that caused it." in asked.content.decode()
    assert [event.agent for event in patient.adverse_events.all()] == [second.agent]
    first.refresh_from_db()
    assert first.end_reason == "toxicity"
    assert "tell_toxicity" in tasks_of(patient)  # of the other drug nothing is known


def test_undo_takes_back_the_stop_and_its_toxicity(clinician_client, patient, tdxd):
    typed = {"end_reason": "toxicity", "term": "pneumonitis", "onset_on": "2021"}
    clinician_client.post(stop(tdxd), typed)

    key = clinician_client.session["undo"]["key"]
    clinician_client.post(reverse("save_undo"), {"key": key})

    tdxd.refresh_from_db()
    assert tdxd.end_reason == ""
    assert not patient.adverse_events.exists()


def test_another_fact_under_the_same_key_is_refused_on_the_form(clinician_client, patient):
    address = reverse("fact_new", args=[patient.pk, "progression"])
    clinician_client.post(address, {"on": "2021-02", "site": "liver", "modality": "CT"})

    answer = clinician_client.post(address, {"on": "2021-02", "site": "liver", "modality": "PET"})

    assert answer.status_code == UNREADABLE
    assert "This progression is already recorded." in answer.content.decode()


# Several facts in one form.


def regimen(patient) -> str:
    return reverse("regimen_new", args=[patient.pk])


START = {"setting": "metastatic", "started_on": "2021-03-01"}


@pytest.mark.parametrize(
    ("drugs", "names"),
    [
        ("palbociclib + Faslodex", ["fulvestrant", "palbociclib"]),
        ("carboplatin, Abraxane", ["carboplatin", "nab-paclitaxel"]),
        ("Phesgo", ["pertuzumab", "trastuzumab"]),
    ],
)
def test_a_regimen_is_started_in_one_form(clinician_client, patient, drugs, names):
    clinician_client.post(regimen(patient), {**START, "drugs": drugs, "sure": "on"})

    given = patient.agents_given.all()
    assert sorted(row.agent.name for row in given) == names
    assert {str(row.started_on) for row in given} == {"2021-03-01"}
    assert {row.line for row in given} == {None}


def test_a_name_of_several_meanings_is_asked_about(clinician_client, patient):
    asked = clinician_client.post(regimen(patient), {**START, "drugs": "THP"})

    assert asked.status_code == UNREADABLE
    assert "T may be paclitaxel: ask. Read as" in asked.content.decode()
    assert not patient.agents_given.exists()


def test_a_drug_in_no_list_is_named_and_nothing_is_saved(clinician_client, patient):
    page = clinician_client.post(regimen(patient), {**START, "drugs": "letrozol + wonderin"})

    assert "is not a drug, brand or regimen in the list. Is letrozole meant?" in (
        page.content.decode()
    )
    assert 'value="letrozol + wonderin"' in page.content.decode()
    assert not patient.agents_given.exists()


def test_the_suggested_line_is_shown_with_its_reason_and_confirmed(clinician_client, patient, htmx):
    given(patient, "letrozole", ended_on="2021-02", end_reason="progression")
    typed = {**START, "drugs": "fulvestrant + palbociclib"}

    shown = clinician_client.post(regimen(patient), {**typed, "preview": "1"}, headers=htmx)
    stored = patient.agents_given.count()
    clinician_client.post(regimen(patient), {**typed, "confirm": "on"})

    assert "line 2</b>, because started after letrozole ended by progression" in (
        shown.content.decode()
    )
    assert stored == 1
    new = patient.agents_given.exclude(agent__name="letrozole")
    assert [row.line.number for row in new] == [2, 2]


def test_a_regimen_is_undone_as_a_whole(clinician_client, patient):
    clinician_client.post(
        regimen(patient), {**START, "drugs": "letrozole + palbociclib", "confirm": "on"}
    )

    key = clinician_client.session["undo"]["key"]
    clinician_client.post(reverse("save_undo"), {"key": key})

    assert not patient.agents_given.exists()


def test_a_second_press_of_a_regimen_finds_the_first(clinician_client, patient):
    typed = {**START, "drugs": "letrozole + palbociclib"}
    for _ in range(2):
        answer = clinician_client.post(regimen(patient), typed, follow=True)

    assert "This was saved already" in answer.content.decode()
    assert patient.agents_given.count() == 2


def test_a_blocked_drug_of_a_regimen_is_started_only_with_a_reason(clinician_client, patient):
    save_facts(
        [patient.adverse_events.model(patient=patient, agent=Agent.objects.get(name=TDXD),
            term="pneumonitis", grade=3, onset_on="2020-05")],
        by=None,
    )  # fmt: skip
    typed = {**START, "drugs": f"{TDXD} + letrozole"}

    refused = clinician_client.post(regimen(patient), typed)
    clinician_client.post(regimen(patient), {**typed, "override_reason": "tumor board"})

    assert "is blocked: pneumonitis" in refused.content.decode()
    reasons = dict(patient.agents_given.values_list("agent__name", "override_reason"))
    assert reasons == {TDXD: "tumor board", "letrozole": ""}


def visit(patient) -> str:
    return reverse("visit_new", args=[patient.pk])


def kind(code: str) -> int:
    return ConditionKind.objects.get(code=code).pk


def test_a_method_without_its_lvef_is_not_dropped_silently(clinician_client, patient):
    typed = {"on": "2024-03-01", "ecog": "1", "method": "echocardiography"}

    response = clinician_client.post(visit(patient), typed)

    assert response.status_code == UNREADABLE
    assert "Enter the LVEF." in response.content.decode()
    assert not PerformanceStatus.objects.exists()


def test_a_visit_is_entered_in_one_form(clinician_client, patient):
    Patient.objects.update(undated_ecog=2)
    typed = {"on": "2024-03-01", "ecog": "1", "percent": "55", "method": "echocardiography",
             "kind_1": kind("hiv"), "kind_2": kind("neuropathy"),
             "severity_2": "mild"}  # fmt: skip

    response = clinician_client.post(visit(patient), typed)

    assert response["Location"] == patient.get_absolute_url()
    patient.refresh_from_db()
    assert patient.undated_ecog is None
    assert [str(row) for row in patient.performance_statuses.all()] == ["ECOG 1, 1 Mar 2024"]
    [lvef] = patient.lvef_measurements.all()
    assert (lvef.percent, str(lvef.measured_on)) == (55, "2024-03-01")
    assert {row.kind.code: row.severity for row in patient.conditions.all()} == {
        "hiv": "", "neuropathy": "mild"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({}, "Enter what was found"),
        ({"percent": "0"}, "LVEF is 1 to 99%."),
        ({"severity_1": "mild"}, "Select the condition."),
        ({"kind_1": "hiv", "severity_1": "mild"}, "is recorded without a severity"),
        ({"on": "2999", "ecog": "1"}, "2999 is in the future."),
    ],
)
def test_a_visit_says_what_is_wrong_and_saves_nothing(clinician_client, patient, typed, says):
    typed = {"on": "2024-03-01", **typed}
    if "kind_1" in typed:
        typed["kind_1"] = kind(typed["kind_1"])

    response = clinician_client.post(visit(patient), typed)

    assert response.status_code == UNREADABLE
    assert says in response.content.decode()
    assert not patient.performance_statuses.exists()
    assert not patient.conditions.exists()


def test_a_group_of_fields_is_open_where_something_is_said(clinician_client, patient, biopsy):
    plain = clinician_client.get(new(patient, "her2reading")).context["groups"]
    ish = clinician_client.get(new(patient, "her2reading") + "?ish_status=done").context["groups"]

    assert [group.title for group in plain if group.is_open and group.title] == ["IHC"]
    assert [group.title for group in ish if group.is_open and group.title] == ["ISH"]


def test_an_awaited_ish_is_entered_from_its_specimen_and_its_task(
    clinician_client, patient, biopsy
):
    """A reading of its own, opened at ISH; what was read before is not corrected."""
    pending = HER2ReadingFactory.build(
        biopsy=biopsy, ihc_score="2+", ish_status="pending", reported_as="equivocal"
    )
    save_facts([pending], by=None)
    page = clinician_client.get(patient.get_absolute_url()).content.decode()
    found = re.findall(r'<a [^>]*href="([^"]*)"[^>]*>Enter ISH<span', page)
    assert len(found) == 2
    assert len(set(found)) == 1

    address = found[0].replace("&amp;", "&")
    form = clinician_client.get(address).content.decode()
    typed = {**fields_of(form), "read_on": "2016-06-01", "ish_ratio": "1.2", "her2_copies": "2.4"}
    clinician_client.post(address, typed)

    assert fields_of(form)["biopsy"] == str(biopsy.pk)
    assert [str(row.read_on) for row in biopsy.her2_readings.all()] == ["2016-05-09", "2016-06-01"]
    assert "ish_or_ihc" not in tasks_of(patient)
    assert "Enter ISH" not in clinician_client.get(patient.get_absolute_url()).content.decode()
