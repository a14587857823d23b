"""What a save changed, kept so that it can be undone as long as nothing was saved on top."""

from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model

from patients.audit.recording import acting
from patients.language import say
from patients.models import ClinicalFact, Patient
from patients.signals import record_changed

from .locking import lock_records, stored_now
from .taking_back import enter_in_error, words_of

UNDONE = "Undone right after it was saved"
Values = dict[str, str | None]


@dataclass(frozen=True)
class Change:
    """One fact that was saved: the values it had before, None if it is new, and has now."""

    model: str
    key: str
    before: Values | None
    after: Values

    @classmethod
    def of(cls, before: ClinicalFact | None, fact: ClinicalFact) -> "Change":
        return cls(fact._meta.label, str(fact.pk), before and values_of(before), values_of(fact))

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def values_of(row: Model) -> Values:
    """Every stored value as text, the key apart; None where there is none."""
    return {
        field.attname: None if field.value_from_object(row) is None else field.value_to_string(row)
        for field in row._meta.concrete_fields
        if not field.primary_key
    }


def same_values(one: Model, other: Model, besides: Collection[str] = ()) -> bool:
    return all(
        field.to_python(field.value_from_object(one))
        == field.to_python(field.value_from_object(other))
        for field in one._meta.concrete_fields
        if not field.primary_key and field.name not in besides
    )


def put_back(changes: Iterable[Change]) -> list[str]:
    """Give rows the values they had, field by field, in the caller's transaction.

    Returns what was changed since, in words; that is left as it is. Raises ValidationError if
    another row has taken the place of one.
    """
    left = []
    for change in changes:
        row = apps.get_model(change.model)._base_manager.get(pk=change.key)
        before, after = _with(row, change.before or {}), _with(row, change.after)
        for field in row._meta.concrete_fields:
            now, was, then = (field.value_from_object(one) for one in (row, before, after))
            if was == then or field.primary_key:
                continue
            if now == then:
                setattr(row, field.attname, was)
            else:
                left.append(f"{words_of(row)}: {field.verbose_name}")
        row.validate_constraints()
        row.save()
    return left


@transaction.atomic
def undo(changes: Iterable[Change], *, by) -> None:
    """Make the last save undone: new facts are marked as entered in error, others put back.

    Raises ValidationError if something was saved on top of it; nothing is undone then.
    """
    rows = [(change, apps.get_model(change.model).on_file.get(pk=change.key)) for change in changes]
    lock_records(row.patient_id for _, row in rows)
    rows = [(change, stored_now(row)) for change, row in rows]
    for change, row in rows:
        if not same_values(row, _with(row, change.after)):
            changed_since = say("{fact} was changed meanwhile. Nothing was undone.")
            raise ValidationError(changed_since.format(fact=words_of(row)))
    new = [row for change, row in rows if change.before is None]
    changed = [_with(row, change.before) for change, row in rows if change.before is not None]
    with acting(by, UNDONE):
        for row in changed:
            row.full_clean()
            row.save()
    if new:
        enter_in_error(new, why=UNDONE, by=by)
    record_changed.send(sender=Patient, patient_ids=sorted({row.patient_id for _, row in rows}))


def _with(row: ClinicalFact, values: Values) -> ClinicalFact:
    """The same row with other values, not saved."""
    other = type(row)(pk=row.pk)
    other._state.adding, other._state.db = False, row._state.db
    for field in row._meta.concrete_fields:
        if field.attname in values:
            value = values[field.attname]
            setattr(other, field.attname, None if value is None else field.to_python(value))
    return other
