"""A search finds what the pages print, from indexes, however many patients there are."""

import importlib

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from patients.actions import break_glass, save_facts
from patients.changes.merging import merge, undo_merge
from patients.changes.taking_back import enter_in_error, restore
from patients.models import SearchWord
from patients.search.finding import find
from patients.search.words import terms_of
from tests.factories import BiopsyFactory, PatientFactory

SEARCH = reverse("patient_search")

# Record number: family name, given name, birth date (case p15, and names that pages print so).
PEOPLE = {
    "PC18A": ("O’Brien-Núñez", "María José", "1961-07-14"),
    "PC18B": ("", "Suharto", "1962"),
    "PC18C": ("Ødegård", "Åse", "1963-05"),
    "PC18D": ("王", "小明", "1964-01-02"),
    "PC18E": ("عبدالله", "فاطمة", "1965-01-01"),
    "PC18F": ("von der Leyen-Hohenlohe-Ratibor", "Maximiliana", "1966-03-02"),
    "000123": ("Bélanger", "Marie", "1961-02-03"),
    "W-77": ("Whitlock", "Dana", "1950-12-01"),
}


@pytest.fixture
def people(team):
    patients = [
        PatientFactory.build(
            care_team=team, mrn=mrn, family_name=family, given_name=given, birth_date=born
        )
        for mrn, (family, given, born) in PEOPLE.items()
    ]
    save_facts(patients, by=None)
    return {patient.mrn: patient for patient in patients}


def mrns(user, text: str) -> list[str]:
    return [patient.mrn for patient in find(user, text).patients]


@pytest.mark.parametrize(
    ("text", "mrn"),
    [
        ("Belanger", "000123"),
        ("bélang", "000123"),
        ("O'Brien", "PC18A"),
        ("O’Brien", "PC18A"),
        ("OBRIEN", "PC18A"),
        ("o brien", "PC18A"),
        ("nunez", "PC18A"),
        ("Jose O'Brien-Nunez", "PC18A"),
        ("odegard", "PC18C"),
        ("Suharto", "PC18B"),
        ("王", "PC18D"),
        ("فاطمة", "PC18E"),
        ("Ødegård, Åse", "PC18C"),
        ("Whitlock, Dana", "W-77"),
        ("Dana Whitlock", "W-77"),
        ("leyen-hohen", "PC18F"),
        ("von der Leyen", "PC18F"),
        ("1961-07-14", "PC18A"),
        ("14.07.1961", "PC18A"),
        ("14 Jul 1961", "PC18A"),
        ("July 14, 1961", "PC18A"),
        ("07/14/1961", "PC18A"),
        ("Jul 1961", "PC18A"),
        ("May 1963", "PC18C"),
        ("1962", "PC18B"),
        ("Marie 3 Feb 1961", "000123"),
        ("123", "000123"),
        ("w77", "W-77"),
    ],
)
def test_people_are_found_by_what_one_types(clinician, people, text, mrn):
    assert mrns(clinician, text) == [mrn]


@pytest.mark.parametrize("text", ["", " , ", "Belangerin", "14 Jul 1999", "brien maria zzz", "%"])
def test_what_is_nobodys_finds_nobody(clinician, people, text):
    assert mrns(clinician, text) == []


def test_a_slash_date_is_read_both_ways_and_a_dotted_one_only_day_first(clinician, people):
    assert mrns(clinician, "03/02/1961") == mrns(clinician, "02/03/1961") == ["000123"]
    assert mrns(clinician, "03.02.1961") == ["000123"]
    assert mrns(clinician, "02.03.1961") == []


def test_an_accession_finds_its_patient_until_it_is_marked_in_error(clinician, people):
    biopsy = BiopsyFactory.build(patient=people["W-77"], accession="S20-17336")
    save_facts([biopsy], by=None)

    assert mrns(clinician, "s20-17336") == mrns(clinician, "S20 17336") == ["W-77"]
    assert find(clinician, "S20-17336").exact == people["W-77"]
    mark = enter_in_error([biopsy], why="wrong patient", by=None)
    assert mrns(clinician, "S20-17336") == []
    restore(mark, by=None)
    assert mrns(clinician, "S20-17336") == ["W-77"]


def test_an_old_record_number_leads_to_who_was_kept(clinician, people):
    done = merge(
        kept=people["W-77"], merged=people["PC18B"], taken=(), why="one person", by=None
    )  # fmt: skip

    assert mrns(clinician, "PC18B") == ["W-77"]
    assert find(clinician, "PC18B").exact == people["W-77"]
    undo_merge(done, by=None)
    assert mrns(clinician, "PC18B") == ["PC18B"]


def test_words_follow_a_changed_name_and_team(clinician, stranger, people):
    patient = people["W-77"]
    patient.family_name, patient.care_team = "Moss", stranger.care_teams.get()
    save_facts([patient], by=None)

    assert mrns(clinician, "Moss") == mrns(clinician, "Whitlock") == []
    assert mrns(stranger, "Moss") == ["W-77"]


def test_a_glass_that_was_broken_lets_its_patient_be_found(stranger, people):
    assert mrns(stranger, "Whitlock Dana") == []

    break_glass(mrn="W-77", reason="In the emergency room.", by=stranger)

    assert mrns(stranger, "Whitlock Dana") == ["W-77"]
    assert mrns(stranger, "Belanger") == []


@pytest.mark.parametrize("text", ["Whitlock, Dana", "dana whitlock", "W-77", "w77"])
def test_an_exact_hit_opens_the_chart(clinician_client, people, text):
    response = clinician_client.post(SEARCH, {"text": text})

    assert response["Location"] == people["W-77"].get_absolute_url()


@pytest.mark.parametrize("text", ["Whitlock", "dana", "W-7"])
def test_what_is_not_exact_is_listed_at_an_address_without_names(clinician_client, people, text):
    response = clinician_client.post(SEARCH, {"text": text})

    assert text.lower() not in response["Location"].lower()
    page = clinician_client.get(response["Location"])
    assert "Whitlock, Dana" in page.content.decode()
    assert f"“{text}”" in page.content.decode()


def test_two_of_one_name_are_listed(clinician, people, team):
    save_facts([PatientFactory.build(care_team=team, mrn="W-78", birth_date="1990")], by=None)

    found = find(clinician, "Whitlock, Dana")
    assert (len(found.patients), found.exact) == (2, None)


def test_a_search_can_be_gone_back_to_for_half_an_hour(
    clinician_client, viewer_client, people, time_machine
):
    time_machine.move_to(timezone.now(), tick=False)
    address = clinician_client.post(SEARCH, {"text": "Whit"})["Location"]

    time_machine.shift(20 * 60)
    assert "Whitlock" in clinician_client.get(address).content.decode()
    assert viewer_client.get(address).status_code == 410  # of another session
    time_machine.shift(11 * 60)
    gone = clinician_client.get(address)
    assert gone.status_code == 410
    assert "Whit" not in gone.content.decode()


def test_an_update_finds_words_for_those_on_record(clinician, people):
    merge(kept=people["W-77"], merged=people["PC18B"], taken=(), why="one person", by=None)
    save_facts([BiopsyFactory.build(patient=people["W-77"], accession="S20-17336")], by=None)
    fields = ("team", "patient", "word", "is_number")
    kept = set(SearchWord.objects.values_list(*fields))
    SearchWord.objects.all().delete()

    importlib.import_module("patients.migrations.0019_fill_search_words").fill(apps_of_old(), None)

    assert set(SearchWord.objects.values_list(*fields)) == kept


def apps_of_old():
    """As a migration sees the tables: every row, also of facts entered in error."""
    from django.db.migrations.executor import MigrationExecutor

    return MigrationExecutor(connection).loader.project_state().apps


@pytest.fixture
def no_full_scans(db):
    """PostgreSQL scans a small table whatever its indexes; here it is to use them."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_bitmapscan = off")


def test_a_search_reads_its_words_from_the_index(
    clinician, people, no_full_scans, django_assert_num_queries
):
    """Neither a count nor a pattern: a stretch of one index, and a few queries."""
    with django_assert_num_queries(8) as asked:
        assert mrns(clinician, "Whitlock Dana") == ["W-77"]

    statements = [query["sql"] for query in asked.captured_queries]
    assert not [sql for sql in statements if "LIKE" in sql.upper() or "COUNT(" in sql.upper()]
    [leading] = [sql for sql in statements if "LIMIT 200" in sql]
    with connection.cursor() as cursor:
        explain = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN"
        cursor.execute(f"{explain} {leading}")
        plan = "\n".join(str(row) for row in cursor.fetchall())
    assert "search_word" in plan
    assert "SCAN patients_searchword" not in plan, plan


def test_no_more_than_a_few_words_are_asked_for():
    assert len(terms_of("a b c d e f g h i j k l")) == 8
