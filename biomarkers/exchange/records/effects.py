"""For whom the HER2 status or the open options change with an import, from stored assessments."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from biomarkers.models import HER2Assessment, TreatmentOption
from biomarkers.wording.codes import CATEGORY_WORDS, REASON_BADGES


@dataclass(frozen=True)
class Meaning:
    """The status as its badge says it, and the open options."""

    status: str
    options: frozenset[str]


@dataclass(frozen=True)
class Effect:
    """Status before and after, as the badge says it; regimens that open and that close."""

    mrn: str
    before: str
    after: str
    opened: tuple[str, ...]
    closed: tuple[str, ...]

    def __str__(self) -> str:
        said = [f"{self.before}, then {self.after}"] if self.before != self.after else []
        said += [f"opens {', '.join(self.opened)}"] if self.opened else []
        said += [f"closes {', '.join(self.closed)}"] if self.closed else []
        return f"{self.mrn}: {'; '.join(said)}"


def meanings_of(mrns: Collection[str]) -> dict[str, Meaning]:
    """What is stored as current, by record number."""
    current = HER2Assessment.objects.current().filter(patient__mrn__in=mrns)
    rows = current.values_list("patient__mrn", "category", "reason", "open_options")
    return {
        mrn: Meaning(_status(category, reason), frozenset(options.splitlines()))
        for mrn, category, reason, options in rows
    }


def _status(category: str, reason: str) -> str:
    return REASON_BADGES.get(reason) or CATEGORY_WORDS.get(category, category)  # type: ignore[arg-type]


def effects_of(before: dict[str, Meaning], after: dict[str, Meaning]) -> list[Effect]:
    """Of patients who were on record before, in the order of their record numbers."""
    return list(_effects(before, after))


def _effects(before: dict[str, Meaning], after: dict[str, Meaning]) -> Iterator[Effect]:
    regimens = dict(TreatmentOption.objects.order_by("position").values_list("slug", "regimen"))
    for mrn in sorted(before.keys() & after.keys()):
        old, new = before[mrn], after[mrn]
        if old != new:
            opened = _named(new.options - old.options, regimens)
            yield Effect(mrn, old.status, new.status, opened,
                         _named(old.options - new.options, regimens))  # fmt: skip


def _named(slugs: frozenset[str], regimens: dict[str, str]) -> tuple[str, ...]:
    """Each regimen once, in the order of the catalog."""
    return tuple(dict.fromkeys(name for slug, name in regimens.items() if slug in slugs))
