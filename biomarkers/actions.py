"""Writes of what is not a fact of the record, and of facts that come with it."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils import timezone

from patients.actions import patient_id_of, save_facts
from patients.audit.recording import acting, log_created
from patients.changes.locking import lock_records, stored_now
from patients.changes.taking_back import enter_in_error
from patients.dates import PartialDate
from patients.language import say, to_say
from patients.models import CareTeam, ClinicalFact, Patient
from patients.models.access import is_guest

from .assessment.storing import store_assessments
from .catalog.made_with import made_with
from .domain.codes import ReportState, StepKind
from .domain.work import Why
from .models import (
    HER2Reading,
    PathologyReport,
    PrintedHandout,
    ReceptorReading,
    ReportFieldDecision,
    ReportOriginal,
    Standing,
    WorkItem,
    WorkStep,
    fingerprint_of,
)


@transaction.atomic
def keep_handout(
    *, patient: Patient, answers: list[dict[str, str]], by, **contact: str
) -> PrintedHandout:
    """Keep what is about to be printed for the patient, word for word.

    `contact`: clinic, telephone and next_appointment.
    """
    with acting(by):
        return PrintedHandout.objects.create(
            patient=patient, answers=answers, printed_by=by, made_with=made_with(), **contact
        )


ABOUT_THE_PATIENT = (StepKind.ASSIGNED, StepKind.COMMENTED)


@transaction.atomic
def take_step(*, item: WorkItem, kind: str, by, **said) -> list[WorkStep]:
    """What a person did about an item; the item follows at once.

    `said` is what the step holds: text, outcome, until, assigned_to. A snooze is for everything
    that is due for the patient; an owner and a comment are the patient's. Raises ValidationError.
    """
    steps = [
        WorkStep(
            patient_id=item.patient_id,
            kind=kind,
            why=of.why if of else "",
            accession=of.accession if of else "",
            basis=of.basis if of else "",
            assessment_id=item.assessment_id,
            by=by,
            on=timezone.localdate(),
            **said,
        )
        for of in _concerned(item, kind)
    ]
    with acting(by):
        for step in steps:
            step.full_clean()
            step.save()
    store_assessments([item.patient_id], today=timezone.localdate())
    return steps


def _concerned(item: WorkItem, kind: str) -> list[WorkItem | None]:
    if kind in ABOUT_THE_PATIENT:
        return [None]
    if kind == StepKind.SNOOZED:
        due = (Standing.LISTED, Standing.NOT_SEEN, Standing.BEHIND)
        return list(WorkItem.objects.filter(patient=item.patient_id, standing__in=due)) or [item]
    if kind == StepKind.BROUGHT_BACK:
        waiting = WorkItem.objects.filter(patient=item.patient_id, waits_until__isnull=False)
        return [item, *waiting.exclude(pk=item.pk)]
    return [item]


@transaction.atomic
def receive_report(
    *,
    text: str,
    team: CareTeam,
    patient: Patient | None = None,
    source_name: str = "",
    original: bytes = b"",
    stated_accession: str = "",
    stated_read_on: PartialDate | None = None,
    by,
) -> PathologyReport:
    """A report that now waits for a person; `original` is the PDF that it came as, `stated_*` what
    an index says of it.

    Raises ValidationError where it is here already.
    """
    report = PathologyReport(
        text=text,
        fingerprint=fingerprint_of(text),
        team=team,
        patient=patient,
        source_name=source_name,
        stated_accession=stated_accession,
        stated_read_on=stated_read_on,
        received_by=by,
    )
    with acting(by):
        report.full_clean()
        try:
            with transaction.atomic():
                report.save()
        except IntegrityError as error:
            meanwhile = to_say("Someone else added this report at this moment.")
            raise ValidationError(meanwhile) from error
        if original:
            original_of(report, original).save()
    return report


def original_of(report: PathologyReport, data: bytes) -> ReportOriginal:
    """Not saved."""
    return ReportOriginal(report=report, data=data, sha256=hashlib.sha256(data).hexdigest())


@transaction.atomic
def assign_report(*, report: PathologyReport, patient: Patient, by) -> None:
    """Say whose a report is, once. Raises ValidationError where the patient has it already."""
    locked = _still_open(report)
    if locked.patient_id is not None:
        raise ValidationError(
            to_say("Someone else has already linked this report to a patient. Nothing was changed.")
        )
    report.patient, report.team = patient, patient.care_team
    with acting(by):
        report.full_clean()
        report.save()


@dataclass(frozen=True)
class Amended:
    """What an amended report changes of a specimen, and the report whose value was confirmed."""

    accession: str
    change: str  # “IHC score 0 to 1+”
    before: PathologyReport


REPLACED = "Replaced by an amended report."


@transaction.atomic
def review_report(
    *,
    report: PathologyReport,
    facts: list[Model],
    decisions: list[ReportFieldDecision],
    amended: Iterable[Amended] = (),
    replaced: Sequence[ClinicalFact] = (),
    by,
) -> None:
    """What a person took from a report enters the record, and every decision is kept.

    Who confirmed a value that is `amended` now gets a task; readings that an amended report has
    `replaced` leave the record. Raises ValidationError, and then nothing is written.
    """
    _still_open(report)
    if any(patient_id_of(fact) != report.patient_id for fact in facts):
        raise ValidationError(to_say("This report belongs to another patient. Nothing was saved."))
    _put_away(report, ReportState.CONFIRMED, why="", by=by)
    for fact in facts:
        if isinstance(fact, HER2Reading | ReceptorReading):
            fact.report = report
    for decision in decisions:
        decision.report = report
    ReportFieldDecision.objects.bulk_create(decisions)
    with acting(by):
        log_created(decisions)
        for one in amended:
            _hand_over(one, report, by)
    if replaced:
        _take_out(replaced, by)
    save_facts(facts, by=by)


def _take_out(replaced: Sequence[ClinicalFact], by) -> None:
    """They say what the person was asked about, and what was kept of them: looked at again with
    the record locked."""
    lock_records({fact.patient_id for fact in replaced})
    for fact in replaced:
        stored = stored_now(fact)
        names = [field.attname for field in fact._meta.concrete_fields]
        if any(getattr(stored, name) != getattr(fact, name) for name in names):
            changed = to_say("Someone else has changed this reading. Nothing was saved.")
            raise ValidationError(changed)
    enter_in_error(replaced, why=REPLACED, by=by)


def _hand_over(amended: Amended, report: PathologyReport, by) -> None:
    """The task goes to who confirmed the value that is changed, if they still work here."""
    confirmer = amended.before.reviewed_by
    is_here = confirmer and confirmer.is_active and not is_guest(confirmer, report.patient)
    step = WorkStep(
        patient=report.patient,
        kind=StepKind.ASSIGNED,
        why=Why.AMENDED,
        accession=amended.accession,
        basis=amended.change,
        assigned_to=confirmer if is_here else None,
        assigned_to_name="" if confirmer else amended.before.reviewed_by_name,
        text=f"Amended report, confirmed before by {amended.before.reviewer}",
        by=by,
        on=timezone.localdate(),
    )
    step.full_clean(exclude=["assessment"])  # that of today comes with the facts
    step.save()


@transaction.atomic
def reject_report(*, report: PathologyReport, why: str, by) -> None:
    """Nothing of it is taken, for a reason. Raises ValidationError."""
    _still_open(report)
    _put_away(report, ReportState.REJECTED, why=why, by=by)


@transaction.atomic
def set_aside_report(*, report: PathologyReport, why: str, by) -> None:
    """It leaves the queue and can still be reviewed. Raises ValidationError."""
    _still_open(report)
    _put_away(report, ReportState.SET_ASIDE, why=why, by=by)


def _still_open(report: PathologyReport) -> PathologyReport:
    """Its row, locked: two people may have it before them, and one of them is the first."""
    stored = PathologyReport.objects.select_for_update().get(pk=report.pk)
    if not stored.is_open:
        already = say("{who} has already {state} this report. Nothing was saved.")
        state = say(stored.get_state_display())
        raise ValidationError(already.format(who=stored.reviewer, state=state))
    return stored


def _put_away(report: PathologyReport, state: str, *, why: str, by) -> None:
    report.state, report.why = state, why
    report.reviewed_by, report.reviewed_at = by, timezone.now()
    with acting(by):
        report.full_clean()
        report.save()
