"""Every kind of change of a record, by several people at once: nothing is lost without a word.

Threads on a PostgreSQL; collected only there. What is tried is asked of the code.
"""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError

from biomarkers.actions import (
    assign_report,
    keep_handout,
    receive_report,
    reject_report,
    review_report,
    set_aside_report,
    take_step,
)
from biomarkers.exchange import jobs
from biomarkers.exchange.records.faults import Refused
from biomarkers.exchange.records.importing import import_folder
from biomarkers.exchange.taking_back import take_back
from biomarkers.models import HER2Reading, Import, PathologyReport, WorkItem
from patients.actions import break_glass, save_facts, start_regimen
from patients.changes.taking_back import enter_in_error, move_fact, restore
from patients.changes.undo import undo
from patients.models import (
    Agent,
    AgentGiven,
    BreakGlass,
    CareTeam,
    Patient,
    Progression,
)
from tests.exchange.folders import GOOD, written
from tests.exchange.test_jobs import archive_of, upload, worked
from tests.factories import BiopsyFactory, HER2ReadingFactory, PatientFactory
from tests.patients.test_two_people_postgres import at_once

pytestmark = pytest.mark.django_db(transaction=True)
ROOT = Path(__file__).parent.parent.parent
BY_PAGE = "tests/patients/test_two_people_postgres.py"
# Modules whose transactions change a record, its reports, its tasks or what is imported into it.
WHERE = ("patients/actions.py", "patients/changes/*.py", "biomarkers/actions.py",
         "biomarkers/exchange/jobs.py", "biomarkers/exchange/taking_back.py")  # fmt: skip
TRIED = {
    BY_PAGE: {"save_facts", "stop_agents", "confirm_line", "enter_in_error", "merge", "undo_merge"},
    "here": {
        "restore", "move_fact", "undo", "start_regimen", "break_glass", "keep_handout", "take_step",
        "receive_report", "assign_report", "review_report", "reject_report", "set_aside_report",
        "start_import", "confirm", "erase_too", "take_back",
    },
    "by one person, before there is anything to lose": {"check_with"},
}  # fmt: skip


def changes_in(path: Path) -> Iterator[str]:
    """Functions that open a transaction, in the order of the file."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        is_public = isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
        if is_public and "transaction.atomic" in map(ast.unparse, node.decorator_list):
            yield node.name


def test_every_kind_of_change_is_tried_by_several_people_at_once():
    kinds = {name for where in WHERE for path in ROOT.glob(where) for name in changes_in(path)}

    assert kinds == set.union(*TRIED.values())


@pytest.fixture
def team():
    return CareTeam.objects.create(name="Breast clinic")


@pytest.fixture
def patient(team):
    return PatientFactory(care_team=team, metastatic_on="2016", mrn="M1")


def told(change: Callable, **how) -> Callable[[], str]:
    """Runs it; what its person is told where it was refused, else nothing."""

    def run() -> str:
        try:
            change(**how)
        except (ValidationError, Refused) as refused:
            return " ".join(getattr(refused, "messages", [str(refused)]))
        return ""

    return run


def test_of_many_who_take_back_one_thing_one_does_and_the_others_are_told(patient, team):
    others = [PatientFactory(care_team=team, mrn=f"O{n}") for n in range(3)]
    biopsy = BiopsyFactory.build(patient=patient)
    changes = save_facts([biopsy, HER2ReadingFactory.build(biopsy=biopsy)], by=None)

    moves = at_once([told(move_fact, fact=biopsy, to=o, why="wrong", by=None) for o in others])
    biopsy.refresh_from_db()
    assert moves.count("") == 1
    assert biopsy.patient == others[moves.index("")]
    assert HER2Reading.objects.get().patient_id == biopsy.patient_id

    mark = enter_in_error([biopsy], why="wrong", by=None)
    restored = at_once([told(restore, mark=mark, by=None)] * 4)
    assert restored.count("") == 1
    assert all(words for words in restored if words)
    assert HER2Reading.objects.count() == 1

    assert told(undo, changes=changes, by=None)()  # moved since, and said so
    saved = save_facts([Progression(patient=patient, on="2021")], by=None)
    undone = at_once([told(undo, changes=saved, by=None)] * 4)
    assert undone.count("") == 1
    assert not Progression.objects.exists()
    assert Progression.on_file.count() == 1


def test_one_regimen_pressed_by_many_is_one_line_and_two_regimens_are_both_kept(patient):
    def regimen(*names: str):
        given = [
            AgentGiven(patient=patient, agent=Agent.objects.get(name=name), setting="metastatic",
                       started_on="2021") for name in names
        ]  # fmt: skip
        return told(start_regimen, given=given, number=1, by=None)

    answers = at_once(
        [*(regimen("letrozole", "palbociclib") for _ in range(4)), regimen("zoledronic acid")]
    )

    assert answers[:4].count("") == 1
    assert all("saved already" in words for words in answers[:4] if words)
    assert answers[4] == ""
    assert patient.lines.count() == 1
    assert patient.agents_given.filter(line=patient.lines.get()).count() == 3


def test_every_step_handout_and_opened_glass_of_many_is_kept(patient):
    people = [User.objects.create_user(f"person{n}") for n in range(6)]
    save_facts([BiopsyFactory.build(patient=patient)], by=None)
    item = WorkItem.objects.filter(patient=patient).first()

    told_each = at_once(
        [told(take_step, item=item, kind="commented", text=f"comment {user.pk}", by=user)
         for user in people]
        + [told(keep_handout, patient=patient, answers=[], by=user) for user in people]
        + [told(break_glass, mrn="M1", reason="emergency", by=user) for user in people]
    )  # fmt: skip

    assert set(told_each) == {""}
    assert patient.work_steps.filter(kind="commented").count() == 6
    assert patient.handouts.count() == 6
    assert BreakGlass.objects.count() == 6


def test_of_many_who_decide_about_one_report_one_does_and_the_others_are_told(patient, team):
    people = [User.objects.create_user(f"person{n}") for n in range(4)]
    text = "HER2 IHC 1+ (negative)"
    came = at_once([told(receive_report, text=text, team=team, by=user) for user in people])
    report = PathologyReport.objects.get()
    assert came.count("") == 1

    other = PatientFactory(care_team=team, mrn="M2")
    whose = at_once(
        [told(assign_report, report=PathologyReport.objects.get(), patient=p, by=user)
         for user, p in zip(people, (patient, other, patient, other), strict=True)]
    )  # fmt: skip
    report.refresh_from_db()
    assert whose.count("") == 1
    assert all("already linked" in words for words in whose if words)

    of_patient = BiopsyFactory(patient=report.patient)
    facts = [HER2ReadingFactory.build(biopsy=of_patient)]
    decided = at_once(
        [
            told(review_report, report=report, facts=facts, decisions=[], by=people[0]),
            told(reject_report, report=report, why="not ours", by=people[1]),
            told(set_aside_report, report=report, why="later", by=people[2]),
            told(reject_report, report=report, why="twice", by=people[3]),
        ]
    )
    report.refresh_from_db()
    # What is set aside can still be decided about.
    assert decided.count("") in (1, 2)
    assert all("has already" in words for words in decided if words)
    assert HER2Reading.objects.exists() == (decided[0] == "")


def test_an_import_pressed_by_many_counts_once_and_is_taken_back_once(
    team, uploads, client, tmp_path
):
    manager = User.objects.create_superuser("manager")
    team.members.add(manager)
    client.force_login(manager)
    job = worked(upload(client, archive_of(GOOD)))

    press = [told(jobs.confirm, job=job, by=manager), told(jobs.erase_too, job=job, by=manager)]
    at_once(press * 3)
    job.refresh_from_db()
    while job.state not in ("done", "checked"):
        at_once([lambda: jobs.run(job.pk)] * 3)
        job.refresh_from_db()
    if job.state == "checked":  # whoever asked to erase was first: it is looked at again
        jobs.confirm(job=job, by=manager)
        job = worked(job)
    assert job.state == "done"
    assert Import.objects.count() == 1
    assert Patient.objects.get().mrn == "M1"

    at_once([told(take_back, imported=Import.objects.get(), by=manager)] * 4)
    assert not Patient.objects.exists()
    assert Patient.on_file.count() == 1
    both = at_once([told(import_folder, path=written(tmp_path / "again", GOOD))] * 2)
    assert both.count("") >= 1
