"""The patient's HER2 category on one day: which specimen speaks, and what it says."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from .her2 import Category, Flag, Reason
from .record import Record
from .specimen import CATEGORY_RANK, SpecimenStatus, kind_of, status_of_specimen

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
    """`specimens` are all collected by the day, the one that speaks first."""

    specimens: tuple[SpecimenStatus, ...]

    @cached_property
    def speaking(self) -> SpecimenStatus | None:
        """The first determined specimen; without one, the first that has a reading at all."""
        read = [specimen for specimen in self.specimens if specimen.has_reading]
        determined = (specimen for specimen in read if specimen.is_determined)
        return next(determined, None) or next(iter(read), None)

    @property
    def category(self) -> Category:
        return self.speaking.category if self.speaking else Category.UNDETERMINED

    @property
    def reason(self) -> Reason | None:
        return self.speaking.reason if self.speaking else Reason.NO_RESULT

    @property
    def is_determined(self) -> bool:
        return self.category is not Category.UNDETERMINED

    @property
    def highest(self) -> Category | None:
        """The highest settled category on any specimen that was adequate."""
        settled = [s.category for s in self.specimens if s.category in _SCALE]
        return max(settled, key=CATEGORY_RANK.__getitem__, default=None)

    @property
    def speaking_or_newer(self) -> list[SpecimenStatus]:
        return [s for s in self.specimens if s is self.speaking or self.is_newer(s)]

    def is_newer(self, specimen: SpecimenStatus) -> bool:
        """Collected after the specimen that speaks."""
        return self.speaking is not None and specimen.collected_after(self.speaking)

    @cached_property
    def flags(self) -> tuple[Flag, ...]:
        if self.speaking is None:
            return ()
        of_patient = {
            Flag.SPECIMENS_DIFFER: self._specimens_differ,
            Flag.HER2_LOST: self._her2_lost,
            Flag.NEWER_SPECIMEN_UNRESOLVED: any(
                s.has_reading and not s.is_determined and self.is_newer(s) for s in self.specimens
            ),
        }
        raised = {flag for flag, is_raised in of_patient.items() if is_raised}
        return tuple(sorted(self.speaking.flags | raised))

    @property
    def _specimens_differ(self) -> bool:
        trusted = [s for s in self.specimens if not s.low_confidence]
        return len({_SCALE[s.category] for s in trusted if s.category in _SCALE}) > 1

    @property
    def _her2_lost(self) -> bool:
        speaking = self.speaking
        if speaking is None or speaking.category not in _SCALE:
            return False
        return speaking.category is not Category.POSITIVE and any(
            s.category is Category.POSITIVE and speaking.collected_after(s) for s in self.specimens
        )


def _order_of_speaking(status: SpecimenStatus):
    return (status.low_confidence, kind_of(status.specimen) == "primary", *status.recency)


def her2_status(record: Record, as_of: date) -> HER2Status:
    collected = (s for s in record.specimens if s.collected_on.first <= as_of)
    statuses = (status_of_specimen(specimen, as_of) for specimen in collected)
    return HER2Status(tuple(sorted(statuses, key=_order_of_speaking)))
