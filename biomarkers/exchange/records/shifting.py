"""Dates of one person moved by the same number of days, so that the spans between them stay."""

import secrets
from dataclasses import dataclass
from datetime import date, timedelta

from patients.dates import DamagedDate, PartialDate

MOST_DAYS = 365  # back: a date after today is no date of a record
# Ends, and what is found later than it began, move by their last day; all others by their first.
# So an end that may be later in its month is never surely before its start.
BY_LAST_DAY = frozenset(
    {"ended_on", "resolved_on", "deceased_on", "last_contact_on", "read_on", "tested_on"}
)


@dataclass(frozen=True)
class Shift:
    days: int

    @classmethod
    def by_chance(cls) -> "Shift":
        return cls(secrets.randbelow(MOST_DAYS) + 1)

    def moved(self, day: date) -> date:
        return max(day, date(1, 1, 1) + timedelta(self.days)) - timedelta(self.days)

    def of(self, column: str, written: PartialDate) -> PartialDate | None:
        """As precise as it was. None for a text that is no date."""
        if isinstance(written, DamagedDate):
            return None
        day = written.last if column in BY_LAST_DAY else written.first
        return PartialDate(self.moved(day).isoformat()[: len(written.text)])

    def crosses(self, written: PartialDate, border: date) -> bool:
        """Whether a day that was surely not before the border is before it now."""
        return written.first >= border > self.moved(written.first)
