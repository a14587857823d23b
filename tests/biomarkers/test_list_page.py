"""The list of patients by name, each with what the record means today."""

import re

import pytest
from django.urls import reverse

from biomarkers.clinic.columns import COLUMNS
from biomarkers.exchange.records.importing import import_folder
from biomarkers.models import HER2Assessment
from patients.actions import save_facts
from patients.changes.taking_back import enter_in_error
from patients.models import Patient
from tests.data import STORIES
from tests.demo.write_demo import DEMO
from tests.factories import AgentGivenFactory, BiopsyFactory, HER2ReadingFactory, PatientFactory

LIST = "/patients/"
LIST_QUERIES_AT_MOST = 10  # with the count and the patients opened last


@pytest.fixture
def mine(team):
    reading = HER2ReadingFactory.build(
        reported_negative_now_low=True,
        biopsy=BiopsyFactory(
            patient=PatientFactory(family_name="Mine", care_team=team, metastatic_on="2016")
        ),
    )
    save_facts([reading], by=None)
    return reading.biopsy.patient


def names_in(response) -> list[str]:
    rows = re.findall(r'<th scope="row"><a [^>]*>([^<]*)</a>', response.content.decode())
    return [name.split(",")[0] for name in rows]


def test_the_list_shows_was_is_and_why(clinician_client, mine):
    page = clinician_client.get(LIST, {"columns": ["before", "now", "reason"]}).content.decode()

    assert "Mine" in page
    assert "tone-negative" in page
    assert "tone-low" in page
    assert "5 Aug 2022" in page


def test_the_list_shows_only_patients_of_my_teams(clinician_client, mine):
    theirs = PatientFactory(family_name="Theirs", care_team__name="Second clinic")
    save_facts([theirs], by=None)

    assert names_in(clinician_client.get(LIST)) == ["Mine"]


def test_the_list_answers_htmx_with_the_rows_alone(clinician_client, mine, htmx):
    response = clinician_client.get(LIST, headers=htmx)

    assert names_in(response) == ["Mine"]
    assert b"<html" not in response.content
    assert "HX-Request" in response["Vary"]


def test_the_list_costs_the_same_for_any_number_of_rows(
    clinician_client, team, django_assert_max_num_queries
):
    import_folder(STORIES)

    with django_assert_max_num_queries(LIST_QUERIES_AT_MOST):
        assert len(names_in(clinician_client.get(LIST))) > 5


def test_the_list_is_sorted_by_name(clinician_client, mine, team):
    save_facts([PatientFactory(family_name="Adams", care_team=team)], by=None)

    assert names_in(clinician_client.get(LIST)) == ["Adams", "Mine"]


def pages_of(client, **filters) -> list[str]:
    """MRNs in the order of the list, page after page."""
    found, after = [], {}
    while True:
        page = client.get(LIST, {**filters, **after}).content.decode()
        found += re.findall(r'<th scope="row"><a [^>]*>[^<]*</a> <span class="sub">([^<]*)<', page)
        more = re.search(r'class="paging">\s*<a href="[^"]*after=([0-9a-f-]+)', page)
        if not more:
            return found
        after = {"after": more[1]}


VALUES = {
    "age": lambda patient: str(patient.birth_date or ""),
    "subtype": lambda patient: patient.listed.subtype,
    "before": lambda patient: patient.listed.was,
    "now": lambda patient: patient.listed.category,
    "site": lambda patient: patient.listed.site,
    "line": lambda patient: patient.listed.line,
    "drugs": lambda patient: patient.listed.agents,
    "contact": lambda patient: str(patient.last_contact_on or ""),
    "next": lambda patient: patient.listed.next_rank,
}


@pytest.fixture
def whole_clinic(team):
    import_folder(DEMO / "breast-clinic", team=team.name)
    return {patient.mrn: patient for patient in Patient.objects.select_related("listed")}


def test_each_column_sorts_the_whole_list_both_ways_and_puts_what_is_missing_last(
    clinician_client, whole_clinic
):
    assert set(VALUES) == {code for code, column in COLUMNS.items() if column.path}
    for code, value_of in VALUES.items():
        for order in (code, f"-{code}"):
            mrns = pages_of(clinician_client, sort=order)
            assert sorted(mrns) == sorted(whole_clinic), order
            values = [value_of(whole_clinic[mrn]) for mrn in mrns]
            recorded = [value for value in values if value not in ("", None)]
            descending = COLUMNS[code].newest_first != order.startswith("-")
            in_order = sorted(recorded, reverse=descending)
            assert values == in_order + values[len(recorded) :], order


@pytest.mark.parametrize(
    ("sort", "shown", "turns_to"),
    [("line", "ascending", "-line"), ("-line", "descending", "line"),
     ("contact", "descending", "-contact"), ("age", "ascending", "-age")],
)  # fmt: skip
def test_a_head_says_how_the_list_is_sorted_and_turns_it_round(
    clinician_client, mine, sort, shown, turns_to
):
    page = clinician_client.get(LIST, {"sort": sort}).content.decode()

    head = rf'<th scope="col" aria-sort="{shown}"[^>]*><a href="[^"]*sort={turns_to}"'
    assert re.search(head, page)


def test_a_row_shows_who_what_and_what_next(clinician_client, mine):
    mine.birth_date, mine.last_contact_on = "1950-01-01", "2019-03-04"
    given = AgentGivenFactory.build(patient=mine)
    save_facts([mine, given], by=None)

    page = clinician_client.get(LIST).content.decode()

    cells = dict(re.findall(r'<td data-label="([^"]*)"[^>]*>(.*?)</td>', page, re.S))
    shown = {
        label: " ".join(re.sub(r"<[^>]*>", " ", cell).split()) for label, cell in cells.items()
    }
    assert int(shown.pop("Age")) > 70
    assert shown == {
        "Subtype": "HR not known",
        "Before": "negative",
        "Now": "low",
        "Site": "liver",
        "Line": "1",
        "Current drugs": "capecitabine",
        "Last contact": "4 Mar 2019 over a year ago",
        "Next step": "Discuss",
    }


def test_the_columns_that_were_chosen_are_kept(clinician_client, mine):
    chosen = clinician_client.get(LIST, {"columns": ["site", "now"]}).content.decode()
    again = clinician_client.get(LIST).content.decode()

    for page in (chosen, again):
        assert re.findall(r'<td data-label="([^"]*)"', page) == ["Now", "Site"]


def test_a_patient_who_was_never_assessed_is_on_the_list(clinician_client, team):
    PatientFactory(family_name="New", care_team=team)

    page = clinician_client.get(LIST, {"sort": "line"})

    assert names_in(page) == ["New"]
    assert b"not assessed yet" in page.content


def test_the_patients_opened_last_are_named_first(clinician_client, stranger_client, mine, team):
    other = PatientFactory(family_name="Adams", care_team=team)
    save_facts([other], by=None)
    for patient in (mine, other):
        clinician_client.get(patient.get_absolute_url())

    def recent(client):
        page = client.get(LIST).content.decode()
        block = re.search(r'class="recent".*?</nav>', page, re.S)
        return re.findall(r">(\w+), Dana", block[0]) if block else []

    assert recent(clinician_client) == ["Adams", "Mine"]
    assert recent(stranger_client) == []


@pytest.mark.parametrize(
    ("filters", "shown"),
    [
        ({"category": "low"}, ["Mine"]),
        ({"category": "positive"}, []),
        ({"cause": "definition"}, ["Mine"]),
        ({"cause": "reread"}, []),
        ({"section": "deceased"}, []),
        ({"section": "early"}, []),
        ({"category": "nonsense"}, ["Mine"]),
        ({"section": "living"}, ["Mine"]),
        ({"subtype": "not_known"}, ["Mine"]),
        ({"subtype": "hr_positive"}, []),
        ({"reported": "negative"}, ["Mine"]),
        ({"reported": "none"}, []),
        ({"missing": "no_result"}, []),
        ({"changed_from": "2022-08-05", "changed_to": "2022-08-05"}, ["Mine"]),
        ({"changed_from": "2022-08-06"}, []),
        ({"opened": "any"}, []),
        ({"asked": "any"}, []),
        ({"has": "score"}, ["Mine"]),
        ({"lacks": "score"}, []),
        ({"lacks": "ecog"}, ["Mine"]),
    ],
)
def test_the_list_can_be_narrowed(clinician_client, mine, filters, shown):
    assert names_in(clinician_client.get(LIST, filters)) == shown


def test_the_dead_and_the_early_stage_stand_apart(clinician_client, mine):
    mine.deceased_on = "2024"
    save_facts([mine], by=None)

    assert names_in(clinician_client.get(LIST, {"section": "metastatic"})) == []
    assert names_in(clinician_client.get(LIST, {"section": "deceased"})) == ["Mine"]


def test_a_long_list_goes_on_where_the_page_ended(clinician_client, team):
    patients = [PatientFactory(care_team=team, family_name=f"P{n:02}", metastatic_on="2016")
                for n in range(30)]  # fmt: skip
    save_facts(patients, by=None)

    first = clinician_client.get(LIST)
    after = re.search(r"after=([0-9a-f-]+)", first.content.decode())[1]
    second = clinician_client.get(LIST, {"after": after})

    assert names_in(first) + names_in(second) == [patient.family_name for patient in patients]


@pytest.mark.parametrize("text", ["mine", "Mine Da", "S16-", "M0"])
def test_a_search_finds_by_name_record_number_and_accession(clinician_client, mine, text):
    biopsy = mine.biopsies.get()
    mine.mrn, biopsy.accession = "M0-7", "S16-9"
    save_facts([mine, biopsy], by=None)

    response = clinician_client.post(reverse("patient_search"), {"text": text}, follow=True)

    assert names_in(response) == ["Mine"]


def test_a_search_finds_nobody_of_another_team(stranger_client, mine):
    response = stranger_client.post(reverse("patient_search"), {"text": "Mine"}, follow=True)

    assert names_in(response) == []


def test_a_search_is_never_an_address(clinician_client):
    assert clinician_client.get(reverse("patient_search"), {"text": "Mine"}).status_code == 405


def test_a_changed_fact_changes_the_row_in_the_same_step(clinician_client, mine):
    reading = mine.biopsies.get().her2_readings.get()
    reading.ihc_score = "3+"

    save_facts([reading], by=None)

    assert "tone-positive" in clinician_client.get(LIST, {"category": "positive"}).content.decode()


def test_a_removed_fact_changes_the_row_in_the_same_step(mine):
    reading = mine.biopsies.get().her2_readings.get()

    enter_in_error([reading], why="wrong patient", by=None)

    assert HER2Assessment.objects.current().get(patient=mine).category == "undetermined"
