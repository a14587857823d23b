"""Every change of the record goes into the audit log, with who made it."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from auditlog.context import auditlog_value
from django.contrib.auth.models import Group, User
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.db.models.signals import pre_save
from django.dispatch import receiver

from patients import models
from patients.models import AuditEvent
from patients.readers import in_english

from .models import owner_of
from .watching import content_of, watch

watch(
    models.Patient,
    models.Biopsy,
    models.Agent,
    models.AgentBrand,
    models.AgentClass,
    models.AgentSynonym,
    models.RegimenName,
    models.ConditionKind,
    models.LineOfTreatment,
    models.AgentGiven,
    models.AdverseEvent,
    models.Progression,
    models.LVEFMeasurement,
    models.PerformanceStatus,
    models.Condition,
    models.DiseaseStatus,
    models.Procedure,
    models.EnteredInError,
    models.LikelyDuplicate,
)

watch(models.PatientMerge, leave_out=("changes",))  # each row has its own entry
# Who may do what is part of the record too. A password is never shown, not even its hash.
watch(models.CareTeam, m2m_fields={"members"})
watch(Group, m2m_fields={"permissions"})
watch(
    User,
    leave_out=("last_login",),
    mask_fields=["password"],
    mask_callable="patients.audit.recording.nothing_of",
    m2m_fields={"groups", "user_permissions"},
)


def nothing_of(value: str) -> str:
    return "•••"


GUEST = {"by": "emergency access"}
_acting = ContextVar("acting", default=(None, ""))


_by_emergency_access = ContextVar("by_emergency_access", default=False)


def note_emergency_access(noted: bool = True) -> None:
    """What this request changes from here on was changed by a guest; the middleware ends it."""
    _by_emergency_access.set(noted)


@contextmanager
def acting(by, why: str = "") -> Iterator[None]:
    """What is changed within is logged as changed by this user, for this reason.

    `by` is None where nobody is known.
    """
    token = _acting.set((by, why))
    try:
        yield
    finally:
        _acting.reset(token)


@receiver(pre_save, sender=AuditEvent, dispatch_uid="patients.audit.recording.name_the_actor")
def name_the_actor(sender, instance, **kwargs):
    by, why = _acting.get()
    if instance.actor is None:
        instance.actor = by
    if why:
        instance.additional_data = {**(instance.additional_data or {}), "why": why}
    if _by_emergency_access.get():
        instance.additional_data = {**(instance.additional_data or {}), **GUEST}


def log_created(rows: Iterable[Model]) -> None:
    """For rows made by `bulk_create`, which the audit log does not see by itself."""
    with in_english():  # as entries of single rows: AuditEventManager
        AuditEvent.objects.bulk_create(map(_created, rows), batch_size=500)


def _created(row: Model) -> AuditEvent:
    request = auditlog_value.get({})
    return AuditEvent(
        content_type=ContentType.objects.get_for_model(row),
        object_pk=row.pk,
        object_id=row.pk if isinstance(row.pk, int) else None,
        object_repr=str(row),
        action=AuditEvent.Action.CREATE,
        changes=content_of(row),
        actor=_acting.get()[0] or request.get("actor"),
        remote_addr=request.get("remote_addr"),
        patient_id=owner_of(row),
        additional_data=dict(GUEST) if _by_emergency_access.get() else None,
    )


def log_exported(team: models.CareTeam, patients: int, what: str = "all records") -> None:
    """That the record of a team, or what follows from it, was taken out, and of how many."""
    AuditEvent.objects.log_create(
        team,
        force_log=True,
        action=AuditEvent.Action.EXPORT,
        actor=_acting.get()[0],
        additional_data={"exported": what, "patients": patients},
    )
