"""Two records side by side: what a merge would take, what conflicts, what moves."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db.models import PROTECT, Field, ForeignKey, Model, Q, UniqueConstraint

from patients.language import say
from patients.models import (
    BreakGlass,
    ClinicalFact,
    EnteredInError,
    LikelyDuplicate,
    Patient,
    PatientMerge,
)
from patients.models.fact import kinds_of_fact

from .taking_back import words_of
from .undo import same_values

_NEVER_MOVED = (Patient, BreakGlass, EnteredInError, PatientMerge, LikelyDuplicate)
_OWNERS = ("patient", "biopsy", "line", "report")
_OWN = ("id", "mrn", "in_error", "merged_into")  # of one record number, whoever is merged


@dataclass(frozen=True)
class FieldPair:
    """One column of the two patients. It conflicts if both have a value, and not the same."""

    field: Field
    kept: str
    merged: str

    @property
    def name(self) -> str:
        return self.field.name

    @property
    def label(self) -> str:
        name = say(str(self.field.verbose_name))
        return name[:1].upper() + name[1:]

    @property
    def conflicts(self) -> bool:
        return bool(self.kept and self.merged) and self.kept != self.merged


@dataclass(frozen=True)
class FactPair:
    """Two facts under one key, which can only count once."""

    kept: Model
    merged: Model

    @property
    def label(self) -> str:
        return words_of(self.kept).split(":")[0]

    @property
    def name(self) -> str:
        return f"{self.kept._meta.model_name}-{self.kept.pk}"

    @property
    def conflicts(self) -> bool:
        """A number of a line or a report says the same in both records."""
        is_fact = isinstance(self.kept, ClinicalFact)
        return is_fact and not same_values(self.kept, self.merged, besides=_OWNERS)


@dataclass
class Plan:
    """Side by side: what a merge of `merged` into `kept` would do."""

    kept: Patient
    merged: Patient
    fields: list[FieldPair] = field(default_factory=list)
    pairs: list[FactPair] = field(default_factory=list)
    moved: list[Model] = field(default_factory=list)

    @property
    def conflicts(self) -> list[FieldPair | FactPair]:
        return [pair for pair in (*self.fields, *self.pairs) if pair.conflicts]


def plan_of(kept: Patient, merged: Patient) -> Plan:
    plan = Plan(kept, merged, _field_pairs(kept, merged))
    replaced: dict[Model, Model] = {}
    for row in _rows_of(merged):
        twin = _twin_of(row, kept, replaced)
        if twin is None and _is_moved(row, replaced):
            plan.moved.append(row)
        elif twin:
            plan.pairs.append(FactPair(twin, row))
            replaced[row] = twin
    return plan


def _field_pairs(kept: Patient, merged: Patient) -> list[FieldPair]:
    fields = [f for f in Patient._meta.concrete_fields if f.name not in _OWN]
    return [FieldPair(f, _shown(kept, f), _shown(merged, f)) for f in fields]


def _shown(patient: Patient, of: Field) -> str:
    value = getattr(patient, of.name)
    if value is None or value == "":
        return ""
    return str(dict(of.flatchoices).get(value, value))


def _rows_of(patient: Patient) -> Iterator[Model]:
    """Everything that is the patient's own; a specimen before what was found in it."""
    relations = [r for r in Patient._meta.related_objects if r.on_delete is PROTECT]
    for relation in sorted(relations, key=lambda r: -_facts_pointing_to(r.related_model)):
        if not issubclass(relation.related_model, _NEVER_MOVED):
            rows = relation.related_model._default_manager
            yield from rows.filter(**{relation.field.name: patient.pk})
    for kind in kinds_of_fact():
        if "__" in kind.owner_path:
            yield from kind.objects.filter(**{kind.owner_path: patient.pk})


def _facts_pointing_to(model: type[Model]) -> int:
    return sum(issubclass(r.related_model, ClinicalFact) for r in model._meta.related_objects)


def _is_moved(row: Model, replaced: dict[Model, Model]) -> bool:
    """A reading follows its specimen by itself, unless another specimen counts for it."""
    return is_own(row) or any(
        getattr(row, of.name) in replaced
        for of in row._meta.concrete_fields
        if isinstance(of, ForeignKey)
    )


def _twin_of(row: Model, kept: Patient, replaced: dict[Model, Model]) -> Model | None:
    """The row of the patient who is kept under the same key: only one of them can count."""
    for constraint in row._meta.constraints:
        if not isinstance(constraint, UniqueConstraint) or not _holds_of(constraint, row):
            continue
        key = {name: getattr(row, name) for name in constraint.fields}
        moved = {name: kept if isinstance(value, Patient) else replaced.get(value, value)
                 for name, value in key.items() if isinstance(value, Model)}  # fmt: skip
        if any(key[name] != value for name, value in moved.items()):
            rows = type(row)._default_manager.filter(constraint.condition or Q())
            if twin := rows.filter(**key | moved).exclude(pk=row.pk).first():
                return twin
    return None


def _holds_of(constraint: UniqueConstraint, row: Model) -> bool:
    """Some hold of a part of the rows, as of agents without an end."""
    rows = type(row)._base_manager.filter(constraint.condition or Q(), pk=row.pk)
    return bool(constraint.fields) and rows.exists()


def is_own(row: Model) -> bool:
    return "patient" in {field.name for field in row._meta.concrete_fields}
