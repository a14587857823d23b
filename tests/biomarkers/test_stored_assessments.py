"""What is stored says what a fresh assessment would say, whatever happened to the record."""

import importlib
import pkgutil
from collections import defaultdict
from contextlib import suppress
from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Permission, User
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, settings
from hypothesis import strategies as some
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from time_machine import travel

from biomarkers import wording
from biomarkers.actions import take_step
from biomarkers.assessment import listed
from biomarkers.assessment.deriving import items_of, key_of
from biomarkers.assessment.everyone import SLICES, reassess_due, reassess_everyone, reassess_slice
from biomarkers.assessment.storing import CONTENT, ITEM_CONTENT, assess_stored
from biomarkers.catalog.current import current_catalog
from biomarkers.domain import history, words
from biomarkers.exchange.records.importing import import_folder
from biomarkers.models import (
    HER2Assessment,
    HER2Reading,
    LineSpan,
    ListedPatient,
    Reassessment,
    WorkItem,
)
from patients.actions import save_facts
from patients.changes.taking_back import enter_in_error
from patients.models import CareTeam, Patient, Progression
from tests.biomarkers.clinic_numbers import wrong_numbers
from tests.data import STORIES
from tests.factories import BiopsyFactory, HER2ReadingFactory

NOT_COMPARED = {"assessment_id", "since", "rank"}  # `since` remembers; the rank follows from it


class StoredRows:
    """All that is stored, read at once: asked patient by patient it takes longer than to assess."""

    def __init__(self):
        self.assessment = _one_each(HER2Assessment.objects.current())
        self.listed = _one_each(ListedPatient.objects.all())
        self.items, self.spans = defaultdict(list), defaultdict(list)
        for item in WorkItem.objects.all():
            self.items[item.patient_id].append(item)
        for span in LineSpan.objects.order_by("number"):
            self.spans[span.patient_id].append(span)


def _one_each(rows) -> dict:
    """By patient, of whom each has one at most."""
    found = {row.patient_id: row for row in rows}
    assert len(found) == len(rows)
    return found


def differences(today: date) -> list:
    """Patients whose stored rows are not what they would be if made now."""
    found, stored = [], StoredRows()
    ids = list(Patient.objects.values_list("pk", flat=True))
    for fresh in assess_stored(ids, current_catalog(), today):
        row = stored.assessment[fresh.patient.pk]
        found += [
            (fresh.patient.mrn, name, getattr(row, name), getattr(fresh.row, name))
            for name in CONTENT
            if getattr(row, name) != getattr(fresh.row, name)
        ]
        found += _item_differences(fresh, stored, today)
    return found


def _listed_differences(fresh, all_stored: StoredRows, items) -> list:
    """Of the row in lists and counts, and of the spans that curves are made of."""
    stored = all_stored.listed[fresh.patient.pk]
    row = listed.listed_row(fresh.patient, fresh.row, fresh.assessment, items)
    spans = listed.spans_of(fresh.patient.pk, fresh.assessment)
    if not listed.same_spans(all_stored.spans[fresh.patient.pk], spans):
        return [(fresh.patient.mrn, "line spans")]
    return [
        (fresh.patient.mrn, name, getattr(stored, name), getattr(row, name))
        for name in listed.CONTENT
        if name != "next_rank" and getattr(stored, name) != getattr(row, name)
    ]


def _item_differences(fresh, stored: StoredRows, today: date) -> list:
    rows = {key_of(item): item for item in stored.items[fresh.patient.pk]}
    items = items_of(
        fresh.patient,
        fresh.row,
        fresh.assessment,
        steps=fresh.patient.fetched_work_steps,
        since={key: item.since for key, item in rows.items()},
        today=today,
    )
    found = _listed_differences(fresh, stored, items)
    if found:
        return found
    if {key_of(item) for item in items} != set(rows):
        return [(fresh.patient.mrn, "items", list(rows), [key_of(item) for item in items])]
    assessment = stored.assessment[fresh.patient.pk]
    assert all(row.assessment_id == assessment.pk for row in rows.values())
    return [
        (fresh.patient.mrn, key_of(item), name)
        for item in items
        for name in ITEM_CONTENT
        if name not in NOT_COMPARED and getattr(rows[key_of(item)], name) != getattr(item, name)
    ]


places = some.integers(0, 10**6)
scores = some.sampled_from(["", "0", "1+", "2+", "3+"])
KINDS = ["unchanged", "snoozed", "requested", "assigned", "brought_back"]
days = some.dates(date(2012, 1, 1), date(2024, 6, 1))


class ARecordLives(RuleBasedStateMachine):
    """Random edits, imports, admin saves, steps on the worklist, and days that pass."""

    @initialize(start=some.dates(date(2021, 1, 1), date(2025, 6, 1)))
    def begin(self, start):
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.travel = travel(start, tick=False)
        self.clock = self.travel.start()
        self.day = start
        import_folder(STORIES, today=date.max)
        self.admin = User.objects.create_user("administrator", is_staff=True)
        may = ["view_all_patients", "view_her2reading", "change_her2reading"]
        self.admin.user_permissions.set(Permission.objects.filter(codename__in=may))

    def teardown(self):
        if hasattr(self, "travel"):
            self.travel.stop()
            transaction.set_rollback(True)
            self.undone.__exit__(None, None, None)

    def _save(self, facts):
        """What is refused, as a day that is not yet, changes nothing."""
        with suppress(ValidationError):
            save_facts(facts, by=self.admin)

    def _one(self, rows, place: int):
        number = rows.count()
        return rows.order_by("pk")[place % number] if number else None

    @rule(place=places, score=scores, word=some.sampled_from(["", "negative", "positive"]))
    def correct_a_reading(self, place, score, word):
        reading = self._one(HER2Reading.objects.all(), place)
        if reading:
            reading.ihc_score, reading.reported_as = score, word
            if score != "0":
                reading.zero_staining = ""
            self._save([reading])

    @rule(place=places, score=scores, on=days)
    def take_a_biopsy(self, place, score, on):
        biopsy = BiopsyFactory.build(
            patient=self._one(Patient.objects.all(), place), collected_on=on.isoformat()
        )
        reading = HER2ReadingFactory.build(biopsy=biopsy, ihc_score=score, reported_as="negative")
        self._save([biopsy, reading])

    @rule(place=places)
    def remove_a_reading(self, place):
        reading = self._one(HER2Reading.objects.all(), place)
        if reading:
            enter_in_error([reading], why="wrong patient", by=self.admin)

    @rule(place=places, on=days)
    def progress(self, place, on):
        patient = self._one(Patient.objects.all(), place)
        if not patient.progressions.filter(on=on.isoformat()).exists():
            self._save([Progression(patient=patient, on=on.isoformat())])

    @rule()
    def import_again(self):
        import_folder(STORIES, today=date.max)

    @rule(place=places, score=scores)
    def save_in_the_admin(self, place, score):
        reading = self._one(HER2Reading.objects.all(), place)
        if reading is None:
            return
        client = Client()
        client.force_login(self.admin)
        url = reverse("admin:biomarkers_her2reading_change", args=[reading.pk])
        shown = client.get(url).context["adminform"].form
        values = {name: shown[name].value() for name in shown.fields}
        values = {name: value for name, value in values.items() if value not in (None, False)}
        client.post(url, {**values, "ihc_score": score, "zero_staining": ""})

    @precondition(lambda self: WorkItem.objects.exists())
    @rule(place=places, kind=some.sampled_from(KINDS), wait=some.integers(1, 60))
    def act(self, place, kind, wait):
        item = self._one(WorkItem.objects.all(), place)
        said = (
            {"until": self.day + timedelta(days=wait)} if kind in ("snoozed", "requested") else {}
        )
        if kind == "assigned":
            said = {"assigned_to": self.admin}
        take_step(item=item, kind=kind, by=self.admin, **said)

    @rule(days=some.integers(1, 400))
    def days_pass(self, days):
        self.day += timedelta(days=days)
        self.clock.move_to(self.day)
        reassess_due(self.day)

    @invariant()
    def the_stored_rows_are_what_they_would_be_if_made_now(self):
        if hasattr(self, "day"):
            assert differences(self.day) == []
            assert not WorkItem.objects.filter(why="needs_fixing").exists()

    @invariant()
    def the_clinic_counts_as_many_as_its_lists_hold(self):
        for team in CareTeam.objects.all():
            assert wrong_numbers(team, "", self.day) == []


@pytest.mark.once
def test_stored_rows_are_what_they_would_be_if_made_now(db):
    run_state_machine_as_test(
        ARecordLives,
        settings=settings(
            max_examples=8,
            stateful_step_count=12,
            deadline=None,
            derandomize=True,
            # each step writes and assesses, which takes longer where other work runs beside it
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )


# Reassessing.


@pytest.fixture
def stories(team):
    import_folder(STORIES)


def test_reassess_writes_nothing_where_nothing_changed(stories):
    before = list(HER2Assessment.objects.values_list("pk"))

    tally = reassess_everyone(date.today())

    assert (tally.patients, tally.changed) == (Patient.objects.count(), 0)
    assert list(HER2Assessment.objects.values_list("pk")) == before


def test_a_change_appends_a_row_and_keeps_what_was_said_before(stories):
    reading = HER2Reading.objects.filter(ihc_score="1+").first()
    patient = reading.biopsy.patient
    before = HER2Assessment.objects.current().get(patient=patient)
    reading.ihc_score = "3+"

    save_facts([reading], by=None)

    after = HER2Assessment.objects.current().get(patient=patient)
    assert after.pk != before.pk
    assert patient.assessments.filter(pk=before.pk, is_current=False).exists()
    assert (after.catalog_version, after.definitions) == (
        current_catalog().version,
        date(2025, 1, 27),
    )


def test_a_stopped_run_goes_on_where_it_was(stories, monkeypatch):
    done = []

    def stopping(number, *, today):
        if len(done) == SLICES // 2:
            raise KeyboardInterrupt
        done.append(number)
        return reassess_slice(number, today=today)

    monkeypatch.setattr("biomarkers.assessment.everyone.reassess_slice", stopping)
    with pytest.raises(KeyboardInterrupt):
        reassess_everyone(date.today())
    monkeypatch.undo()

    rest = reassess_everyone(date.today())

    run = Reassessment.objects.get()
    assert run.finished_at is not None
    assert run.patients == Patient.objects.count() > rest.patients


def test_the_calendar_concerns_only_whom_it_changes_something_for(db):
    with travel(date(2025, 1, 26), tick=False):
        import_folder(STORIES, today=date.max)
        nobody = reassess_due(date(2025, 1, 26))
    with travel(date(2025, 1, 27), tick=False):
        everybody = reassess_due(date(2025, 1, 27))
        again = reassess_due(date(2025, 1, 27))

    assert (nobody.patients, again.patients) == (0, 0)
    assert everybody.patients == Patient.objects.count()
    assert everybody.changed > 0


def test_several_workers_share_the_slices_on_postgresql(transactional_db):
    import_folder(STORIES)
    HER2Assessment.objects.update(category="nonsense")

    if connection.vendor == "postgresql":
        call_command("reassess", "--workers", "2")
        assert differences(date.today()) == []
    else:
        with pytest.raises(CommandError, match="one writer"):
            call_command("reassess", "--workers", "2")


# What is stored leans on no page.


def _tables_of_words() -> list[dict]:
    modules = [importlib.import_module(f"biomarkers.wording.{found.name}")
               for found in pkgutil.iter_modules(wording.__path__)]  # fmt: skip
    tables = {
        id(table): table
        for module in (*modules, words)
        for name, table in vars(module).items()
        if isinstance(table, dict)
        and not name.startswith("__")
        and any(isinstance(words, str) for words in table.values())
    }
    return [*tables.values(), history.DEFINITIONS]


def test_rewording_every_phrase_writes_no_new_row(clinician_client, stories, monkeypatch):
    rows = list(HER2Assessment.objects.values_list("pk"))
    items = list(WorkItem.objects.values_list("pk"))
    for table in _tables_of_words():
        for code in table:
            monkeypatch.setitem(table, code, "other words {}")

    tally = reassess_everyone(date.today())

    assert tally.changed == 0
    assert list(HER2Assessment.objects.values_list("pk")) == rows
    assert list(WorkItem.objects.values_list("pk")) == items
    assert "other words" in clinician_client.get(reverse("patient_list")).content.decode()
    assert "other words" in clinician_client.get(reverse("worklist")).content.decode()


def test_a_row_from_before_grounds_were_stored_keeps_its_sentence(clinician_client, stories):
    HER2Assessment.objects.update(grounds=[], because="As it was said then")
    WorkItem.objects.update(grounds=[])
    rows = list(HER2Assessment.objects.values_list("pk"))
    listed = clinician_client.get(reverse("worklist")).content.decode()

    reassess_everyone(date.today())

    assert list(HER2Assessment.objects.values_list("pk")) == rows
    assert "As it was said then" in listed
    with_reasons = clinician_client.get(reverse("patient_list"), {"columns": "reason"})
    assert "As it was said then" in with_reasons.content.decode()
    assert not WorkItem.objects.filter(grounds=[]).exists()
