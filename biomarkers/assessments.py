"""The stored row a patient that the list reads: rewritten whenever the record changes."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import transaction

from patients.models import Patient

from .catalog import current_catalog
from .chart.next import newly_opened
from .chart.requests import next_steps
from .chart.status_card import status_card
from .domain.assessment import Assessment, assess
from .models import HER2Assessment
from .records import patients_with_record, record_of

# Most at stake first. What is opened now comes before what may be opened by a question, the
# questions that a report on file can answer before those that need new tissue.
STAKES = (
    "opened",
    "request_recount",
    "review_discordance",
    "await_ish",
    "request_ish",
    "find_ihc_score",
    "ask_faint_staining",
    "request_ihc",
    "repeat_test",
    "retest_soft_tissue",
    "consider_biopsy",
    "changed",
    "none",
)

NAMED_IN_LIST = 3  # regimens, so that a row stays a row


@transaction.atomic
def store_assessments(patient_ids: Iterable[UUID], *, today: date) -> None:
    """Rewrite the rows of these patients from their records, in the caller's transaction."""
    catalog = current_catalog()
    patients = patients_with_record(Patient.objects.filter(pk__in=list(patient_ids)))
    rows = [
        _row(patient, assess(record_of(patient), catalog.rows, today), catalog.version)
        for patient in patients
    ]
    columns = [f.name for f in HER2Assessment._meta.concrete_fields if not f.primary_key]
    HER2Assessment.objects.bulk_create(
        rows,
        batch_size=200,
        update_conflicts=True,
        unique_fields=["patient"],
        update_fields=[name for name in columns if name != "patient"],
    )


def _row(patient: Patient, assessment: Assessment, catalog_version: int) -> HER2Assessment:
    card = status_card(assessment)
    codes = [action.code for action in assessment.actions]
    opened = list(newly_opened(assessment))
    next_step = _next_step(opened, codes, assessment)
    reclassification = assessment.history.reclassification
    return HER2Assessment(
        patient=patient,
        category=assessment.her2.category,
        reason=assessment.her2.reason or "",
        was=assessment.history.was or assessment.reported or "",
        cause=assessment.history.cause or "",
        reclassified=assessment.history.reclassified,
        reclassified_on=reclassification.entry.on if reclassification else None,
        because=_because(assessment, card, opened),
        next_step=next_step,
        actions=codes,
        opened=opened,
        flags=[str(flag) for flag in assessment.her2.flags],
        line=max((line.number for line in assessment.lines), default=None),
        stake=STAKES.index(next_step),
        metastatic=assessment.metastatic,
        deceased=assessment.record.deceased_on is not None,
        assessed_for=assessment.as_of,
        catalog_version=catalog_version,
    )


def _next_step(opened: list[str], codes: list[str], assessment: Assessment) -> str:
    candidates = [*(["opened"] if opened else []), *codes]
    if assessment.history.reclassified:
        candidates.append("changed")
    return min(candidates, key=STAKES.index, default="none")


def _first_of(regimens: list[str]) -> str:
    more = len(regimens) - NAMED_IN_LIST
    named = ", ".join(regimens[:NAMED_IN_LIST])
    return f"{named} and {more} more" if more > 0 else named


def _because(assessment: Assessment, card, opened: list[str]) -> str:
    """One sentence for the list: what changed, or what is missing."""
    sentences = [card.now] if card.now else []
    if opened:
        sentences.append(f"opens {_first_of(opened)}")
    steps = next_steps(assessment)
    if not sentences and steps:
        sentences.append(steps[0].reason)
    return " · ".join(sentences) or card.sentence
