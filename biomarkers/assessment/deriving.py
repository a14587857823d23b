"""From what a patient's record means, and what people did, to the items of the worklist."""

from collections.abc import Iterable
from datetime import date

from biomarkers.domain.assessment import Assessment
from biomarkers.domain.durations import last_heard_on
from biomarkers.domain.grounds import grounds_of_work
from biomarkers.domain.notes import is_over_a_year_ago
from biomarkers.domain.standing import Done, Standing, amended_results, standing_of
from biomarkers.domain.work import Why, Work, work_of
from biomarkers.models import HER2Assessment, WorkItem, WorkStep
from biomarkers.models import Standing as Place
from patients.models import Patient

from .ranking import rank_of

Key = tuple[str, str]  # reason and accession: one item of a patient


def key_of(item: WorkItem) -> Key:
    return (item.why, item.accession)


def items_of(
    patient: Patient,
    row: HER2Assessment,
    assessment: Assessment | None,
    *,
    steps: Iterable[WorkStep],
    since: dict[Key, date],
    today: date,
) -> list[WorkItem]:
    """The gravest first. `since` knows from which day the stored items have been waiting.

    Without an assessment the record could not be read: the one item says so.
    """
    steps = list(steps)
    done = [_done(step) for step in steps]
    work = work_of(assessment) if assessment else (_needs_fixing(row),)
    if assessment and not assessment.record.deceased_on:
        work = (*work, *amended_results(done))
    standings = [standing_of(piece, done) for piece in work]
    items = [_item(patient, row, assessment, s, since, today) for s in standings]
    items.sort(key=lambda item: item.rank)
    owner_id = next((s.assigned_to_id for s in reversed(steps) if _gives_an_owner(s)), None)
    for item in items:
        item.owner_id = owner_id
    _place(items, not_seen=assessment is not None and _is_not_seen(assessment))
    return items


def _gives_an_owner(step: WorkStep) -> bool:
    """An amended result whose confirmer is not here any longer leaves the owner as before."""
    return step.kind == "assigned" and bool(step.assigned_to_id or not step.why)


def _is_not_seen(assessment: Assessment) -> bool:
    """No contact within a year, and no other fact of the record of a later day."""
    contact = assessment.record.last_contact_on
    if contact is None:
        return False
    heard = max(contact.last, last_heard_on(assessment.record))
    return is_over_a_year_ago(heard, assessment.as_of)


def _needs_fixing(row: HER2Assessment) -> Work:
    return Work(Why.NEEDS_FIXING, Why.NEEDS_FIXING, basis=row.fault)


def _done(step: WorkStep) -> Done:
    return Done(step.kind, Why(step.why) if step.why else None, step.basis, step.on,
                step.accession, step.until)  # fmt: skip


def _item(
    patient: Patient,
    row: HER2Assessment,
    assessment: Assessment | None,
    standing: Standing,
    since: dict[Key, date],
    today: date,
) -> WorkItem:
    work = standing.work
    waits_since = work.since or since.get((work.why, work.accession), today)
    waits_until = standing.waits_until
    return WorkItem(
        patient_id=patient.pk,
        team_id=patient.care_team_id,
        assessment=row,
        why=work.why,
        action=work.action,
        accession=work.accession,
        basis=work.basis,
        category=row.category,
        cause=row.cause,
        grounds=grounds_of_work(work, assessment) if assessment else row.grounds,
        standing=Place.ANSWERED if standing.answered else "",
        rank=rank_of(work.why, metastatic=row.metastatic, line=row.line, since=waits_since),
        since=waits_since,
        waits_until=waits_until if waits_until and waits_until > today else None,
        requested_on=standing.requested_on,
    )


def _place(items: list[WorkItem], *, not_seen: bool) -> None:
    """Mark one task of a patient as listed: the first that is due, or else the first that waits.

    Patients not seen for over a year are listed apart.
    """
    open_items = [item for item in items if item.standing != Place.ANSWERED]
    due = [item for item in open_items if item.waits_until is None]
    waiting = [item for item in open_items if item.waits_until is not None]
    for item in due:
        item.standing = Place.BEHIND
    if due:
        due[0].standing = Place.NOT_SEEN if not_seen else Place.LISTED
    for item in waiting:
        stands = not due and item is waiting[0]
        item.standing = Place.WAITING if stands else Place.WAITING_BEHIND
