"""Two people, and forty, on one fact at once: threads on a PostgreSQL. Collected only there."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from patients.changes.merging import merge, undo_merge
from patients.models import Agent, AgentGiven, AuditEvent, CareTeam, Patient, PatientMerge
from tests.biomarkers.test_entry import fields_of
from tests.factories import AgentGivenFactory, BiopsyFactory, PatientFactory

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 40


@pytest.fixture
def people() -> list[Client]:
    """Each with a login of the same team."""
    team = CareTeam.objects.create(name="Breast clinic")
    return [_login(f"person{number}", team) for number in range(MANY)]


def _login(name: str, team: CareTeam) -> Client:
    user = User.objects.create_user(name)
    user.groups.add(Group.objects.get(name="Clinicians"))
    team.members.add(user)
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def patient(people) -> Patient:
    return PatientFactory(care_team=CareTeam.objects.get(), metastatic_on="2016", mrn="M1")


def at_once(tasks: list[Callable]) -> list:
    """All of them start together; what each gives back."""
    ready = Barrier(len(tasks))

    def run(task: Callable):
        try:
            ready.wait()
            return task()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(tasks)) as pool:
        return list(pool.map(run, tasks))


def press(client: Client, address: str, values: dict) -> Callable:
    return lambda: client.post(address, values)


def is_saved(response) -> bool:
    return response.status_code == 302


def test_of_forty_who_stop_one_drug_one_stops_it_and_each_other_is_told(people, patient):
    given = AgentGivenFactory(patient=patient, agent=Agent.objects.get(name="fulvestrant"))
    address = reverse("agent_stop", args=[patient.pk, given.pk])
    days = [f"2020-{1 + n // 28:02}-{1 + n % 28:02}" for n in range(MANY)]

    answers = at_once(
        [press(client, address, {"ended_on": day, "end_reason": "progression"})
         for client, day in zip(people, days, strict=True)]
    )  # fmt: skip

    given.refresh_from_db()
    first = [day for day, answer in zip(days, answers, strict=True) if is_saved(answer)]
    refused = [answer.content.decode() for answer in answers if not is_saved(answer)]
    assert first == [str(given.ended_on)]
    assert len(refused) == MANY - 1
    assert all("changed End date from" in page for page in refused)
    assert all("Nothing was overwritten" in page for page in refused)
    assert AuditEvent.objects.get_for_object(given).filter(action=1).count() == 1


def test_of_two_who_correct_one_fact_the_second_is_told(people, patient):
    biopsy = BiopsyFactory(patient=patient, site="liver")
    address = reverse("fact_change", args=[patient.pk, "biopsy", biopsy.pk])
    shown = fields_of(people[0].get(address).content.decode())

    answers = at_once(
        [press(client, address, {**shown, "site": site, "why": "typed wrong"})
         for client, site in zip(people, ("lung", "bone"), strict=False)]
    )  # fmt: skip

    biopsy.refresh_from_db()
    assert sorted(map(is_saved, answers)) == [False, True]
    refused = next(answer for answer in answers if not is_saved(answer)).content.decode()
    assert f"changed Site from “liver” to “{biopsy.site}”" in refused


def test_one_new_fact_pressed_many_times_is_saved_once(people, patient):
    address = reverse("fact_new", args=[patient.pk, "progression"])

    answers = at_once([press(people[0], address, {"on": "2021-02"})] * 8)

    assert all(map(is_saved, answers))
    assert patient.progressions.count() == 1


def test_one_new_patient_pressed_many_times_is_one_patient(people):
    values = {"care_team": CareTeam.objects.get().pk, "mrn": "M7", "family_name": "Falk"}

    answers = at_once([press(people[0], reverse("patient_new"), values)] * 8)

    assert Patient.objects.get().mrn == "M7"
    assert all(answer.status_code in (302, 422) for answer in answers)
    assert any(map(is_saved, answers))


def test_a_fact_is_marked_once_and_whoever_changes_it_then_is_told(people, patient):
    biopsy = BiopsyFactory(patient=patient, site="liver")
    change = reverse("fact_change", args=[patient.pk, "biopsy", biopsy.pk])
    shown = fields_of(people[0].get(change).content.decode())
    mark = reverse("fact_in_error", args=[patient.pk, "biopsy", biopsy.pk])

    answers = at_once(
        [press(client, mark, {"why": "wrong patient"}) for client in people[:10]]
        + [press(client, change, {**shown, "site": "lung", "why": "x"}) for client in people[10:20]]
    )

    assert patient.errors.count() == 1
    assert sum(map(is_saved, answers[:10])) == 1
    assert sum(map(is_saved, answers[10:])) <= 1  # before it was marked
    assert all(answer.status_code in (302, 404, 422) for answer in answers)


def test_a_line_that_many_confirm_is_one_line(people, patient):
    AgentGivenFactory(patient=patient)
    address = reverse("line_confirm", args=[patient.pk, 1])

    answers = at_once([press(client, address, {}) for client in people[:10]])

    assert all(map(is_saved, answers))
    assert patient.lines.count() == 1
    assert AgentGiven.objects.get().line == patient.lines.get()


def test_of_two_merges_of_one_record_one_happens_and_is_undone_once(people, patient):
    team = CareTeam.objects.get()
    other = PatientFactory(care_team=team, mrn="M2")
    third = PatientFactory(care_team=team, mrn="M3")
    ways = [(patient, other), (third, other), (other, patient)]

    answers = at_once(
        [press(client, reverse("patient_merge", args=[kept.pk, merged.pk]), {"why": "one"})
         for client, (kept, merged) in zip(people, ways, strict=False)]
    )  # fmt: skip

    done = PatientMerge.objects.all()
    assert sum(map(is_saved, answers)) == done.count()
    assert Patient.objects.count() == 3 - done.count()
    assert not Patient.on_file.filter(merged_into__in_error__isnull=False).exists()
    for one in done.order_by("-pk"):
        undo_merge(one, by=None)
    assert Patient.objects.count() == 3


def test_a_merge_holds_from_the_start_who_was_merged_before(people, patient):
    """Else it would ask for this patient last, from someone who waits for the others."""
    team = CareTeam.objects.get()
    other, third = (PatientFactory(care_team=team, mrn=mrn) for mrn in ("M2", "M3"))
    merge(kept=other, merged=patient, taken=(), why="one", by=None)

    for act in (
        lambda: merge(kept=third, merged=other, taken=(), why="one", by=None),
        lambda: undo_merge(PatientMerge.objects.latest("pk"), by=None),
    ):
        with CaptureQueriesContext(connection) as queries:
            act()
        statements = [query["sql"] for query in queries]
        locked = next(sql for sql in statements if "FOR NO KEY UPDATE" in sql)
        written = [sql for sql in statements if sql.startswith('UPDATE "patients_patient"')]
        assert written
        assert patient.pk.hex in locked
        assert all(_key_of(sql) in locked for sql in written)


def _key_of(update: str) -> str:
    return UUID(re.search(r"\"id\" = '([^']+)'", update)[1]).hex


def test_an_import_never_overwrites_what_was_saved_while_it_ran(people, patient, tmp_path):
    biopsy = BiopsyFactory(patient=patient, accession="S1", site="liver")
    (tmp_path / "biopsies.csv").write_text(
        "mrn,accession,collected_on,site\nM1,S1,2016-05-09,bone\n"
    )
    address = reverse("fact_change", args=[patient.pk, "biopsy", biopsy.pk])
    shown = fields_of(people[0].get(address).content.decode())

    def imported():
        try:
            call_command("import_records", str(tmp_path))
        except Exception as error:
            return str(error)
        return ""

    answers = at_once(
        [imported, press(people[0], address, {**shown, "accession": "S1-a", "why": "typed wrong"})]
    )

    biopsy.refresh_from_db()
    saved = is_saved(answers[1])
    assert saved == (biopsy.accession == "S1-a")
    assert saved or "changed Site" in answers[1].content.decode()
