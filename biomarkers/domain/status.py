"""The patient's HER2 category on one day: the deciding specimen, and what it says."""

from dataclasses import dataclass
from datetime import date

from patients.language import say

from .because import Because, because
from .her2 import Category, Flag, Reason
from .once import once
from .organs import Organs
from .record import Record
from .specimen import CATEGORY_RANK, NO_ORGANS, SpecimenStatus, kind_of, status_of_specimen
from .words import specimen_sentence

# null and, by date, negative are one step of the scale
_SCALE = {
    Category.POSITIVE: "positive",
    Category.LOW: "low",
    Category.ULTRALOW: "ultralow",
    Category.NULL: "null or negative",
    Category.NEGATIVE: "null or negative",
}


@dataclass(frozen=True)
class HER2Status:
    """`specimens` are all collected by the day, the deciding one first.

    `set_aside` are those of another organ's tumor: they take part in nothing.
    """

    specimens: tuple[SpecimenStatus, ...]
    set_aside: tuple[SpecimenStatus, ...] = ()

    @once
    def deciding(self) -> SpecimenStatus | None:
        """The first determined specimen; without one, the first that has a reading at all."""
        read = [specimen for specimen in self.specimens if specimen.has_reading]
        determined = (specimen for specimen in read if specimen.is_determined)
        return next(determined, None) or next(iter(read), None)

    @once
    def sentence(self) -> Because:
        """What the deciding specimen says, because of which reading."""
        if self.deciding is None:
            return because(say("no HER2 reading on record"))
        return specimen_sentence(self.deciding)

    @property
    def category(self) -> Category:
        return self.deciding.category if self.deciding else Category.UNDETERMINED

    @property
    def reason(self) -> Reason | None:
        return self.deciding.reason if self.deciding else Reason.NO_RESULT

    @property
    def is_determined(self) -> bool:
        return self.category is not Category.UNDETERMINED

    @property
    def highest(self) -> Category | None:
        """The highest settled category on any specimen that was adequate."""
        settled = [s.category for s in self.specimens if s.category in _SCALE]
        return max(settled, key=CATEGORY_RANK.__getitem__, default=None)

    @once
    def tumors(self) -> dict[str, "HER2Status"]:
        """The left and the right tumor, each by its own specimens, where both have readings."""
        of_each = {
            side: HER2Status(tuple(s for s in self.specimens if s.tumor == side))
            for side in ("left", "right")
        }
        return of_each if all(status.deciding for status in of_each.values()) else {}

    @property
    def speaking_or_newer(self) -> list[SpecimenStatus]:
        return [s for s in self.specimens if s is self.deciding or self.is_newer(s)]

    def is_newer(self, specimen: SpecimenStatus) -> bool:
        """Collected after the deciding specimen."""
        return self.deciding is not None and specimen.collected_after(self.deciding)

    def may_be_same_tumor(self, specimen: SpecimenStatus) -> bool:
        """As the deciding specimen."""
        return self.deciding is None or not specimen.is_of_different_tumor(self.deciding)

    @once
    def flags(self) -> tuple[Flag, ...]:
        of_patient = {
            Flag.SPECIMENS_DIFFER: self._results_differ(between_tumors=False),
            Flag.TUMORS_DIFFER: self._results_differ(between_tumors=True),
            Flag.HER2_LOST: self._her2_lost,
            Flag.NEWER_SPECIMEN_UNRESOLVED: any(
                s.has_reading and not s.is_determined and self.is_newer(s)
                for s in self.specimens
                if self.may_be_same_tumor(s)
            ),
            Flag.OTHER_PRIMARY: any(s.has_reading for s in self.set_aside),
        }
        raised = {flag for flag, is_raised in of_patient.items() if is_raised}
        of_specimen = self.deciding.flags if self.deciding else frozenset()
        return tuple(sorted(of_specimen | raised))

    def _results_differ(self, *, between_tumors: bool) -> bool:
        """Two specimens that can be trusted, of one tumor or of two, with different results."""
        results: dict[str | None, set[str]] = {"left": set(), "right": set(), None: set()}
        for s in self.specimens:
            if s.category in _SCALE and not s.gives_way:
                results[s.tumor].add(_SCALE[s.category])
        left, right, unknown = results["left"], results["right"], results[None]
        if between_tumors:
            return bool(left and right) and len(left | right) > 1
        return len(left | unknown) > 1 or len(right | unknown) > 1

    @property
    def _her2_lost(self) -> bool:
        deciding = self.deciding
        if deciding is None or deciding.category not in _SCALE:
            return False
        return deciding.category is not Category.POSITIVE and any(
            s.category is Category.POSITIVE and deciding.collected_after(s)
            for s in self.specimens
            if self.may_be_same_tumor(s)
        )


def order_of_trust(status: SpecimenStatus) -> tuple[bool, bool, int, int, int, str]:
    return (status.gives_way, kind_of(status.specimen) == "primary", *status.recency)


def her2_status(record: Record, as_of: date, organs: Organs = NO_ORGANS) -> HER2Status:
    collected = (s for s in record.specimens if s.collected_on.first <= as_of)
    statuses = [status_of_specimen(specimen, as_of, organs) for specimen in collected]
    ordered = sorted(statuses, key=order_of_trust)
    return HER2Status(
        specimens=tuple(s for s in ordered if s.tumor != "other"),
        set_aside=tuple(s for s in ordered if s.tumor == "other"),
    )
