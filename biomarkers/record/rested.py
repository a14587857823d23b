"""What was made for a patient while facts were on record: handouts, requests and decisions."""

from collections.abc import Iterator
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import Min
from django.utils import timezone

from biomarkers.domain.codes import StepKind
from biomarkers.models import BoardDecision, PrintedHandout, WorkStep
from patients.models import AuditEvent, Biopsy, ClinicalFact, Patient

_RESTS = (StepKind.REQUESTED, StepKind.CHASED, StepKind.DISCUSSED, StepKind.UNCHANGED)


def what_rested_on(facts: list[ClinicalFact]) -> list[str]:
    """One line each, oldest first. Nothing if a whole patient leaves, as there is no chart left
    to check, nor if a decision leaves, because its tasks come back by themselves.

    A request about another specimen does not rest on a fact of this one.
    """
    if any(isinstance(fact, Patient | BoardDecision) for fact in facts):
        return []
    patient_id, since = facts[0].patient_id, _on_record_since(facts)
    steps = _steps(patient_id, since, _accessions(facts))
    return [*_handouts(patient_id, since), *_decisions(patient_id, since), *steps]


def _on_record_since(facts: list[ClinicalFact]) -> datetime | None:
    """When the first of them was entered; None if the trail does not know."""
    entered = AuditEvent.objects.filter(
        action=AuditEvent.Action.CREATE,
        object_pk__in=[str(fact.pk) for fact in facts],
        content_type__in=ContentType.objects.get_for_models(*map(type, facts)).values(),
        patient_id=facts[0].patient_id,
    )
    return entered.aggregate(first=Min("timestamp"))["first"]


def _accessions(facts: list[ClinicalFact]) -> set[str]:
    of = [fact if isinstance(fact, Biopsy) else getattr(fact, "biopsy", None) for fact in facts]
    return {specimen.accession for specimen in of if specimen}


def _handouts(patient_id, since: datetime | None) -> Iterator[str]:
    handouts = PrintedHandout.objects.filter(patient=patient_id).select_related("printed_by")
    if since:
        handouts = handouts.filter(printed_at__gte=since)
    for handout in handouts.order_by("printed_at"):
        by = handout.printed_by or handout.printed_by_name
        yield f"Handout printed by {by}, {timezone.localtime(handout.printed_at):%-d %b %Y}"


def _decisions(patient_id, since: datetime | None) -> Iterator[str]:
    decisions = BoardDecision.objects.filter(patient=patient_id).order_by("on")
    for decision in decisions:
        if since is None or decision.on.last >= timezone.localdate(since):
            yield f"Tumor board decision, {decision.on.in_words}"


def _steps(patient_id, since: datetime | None, accessions: set[str]) -> Iterator[str]:
    steps = WorkStep.objects.filter(patient=patient_id, kind__in=_RESTS).select_related("by")
    if since:
        steps = steps.filter(at__gte=since)
    for step in steps:
        if accessions and step.accession and step.accession not in accessions:
            continue
        about = " ".join(filter(None, (step.get_why_display(), step.accession)))
        words = ": ".join(filter(None, (step.get_kind_display(), about)))
        by = step.by or step.by_name
        yield f"{words[:1].upper()}{words[1:]}, by {by}, {step.on:%-d %b %Y}"
