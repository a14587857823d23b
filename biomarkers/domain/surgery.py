"""The surgery of the breast, as the settings of early disease count it.

Source: docs/contract/rules.md, part 7 ("Setting").
"""

from dataclasses import dataclass
from datetime import date

from patients.dates import PartialDate
from patients.language import say

from .because import Because, because
from .record import Procedure, Record
from .spans import months_after

MONTHS_BEFORE_DIAGNOSIS = 6  # an excision can precede its report, an older one is another matter


@dataclass(frozen=True)
class Surgery:
    """`on` None: it is only proven by an adjuvant treatment, and lies before `before`."""

    on: PartialDate | None
    before: date
    because: Because

    def lies_within(self, months: int, as_of: date) -> bool | None:
        """Of the months before a day; None where its own day is not known and could."""
        if as_of > months_after(self.before, months):
            return False
        return True if self.on else None


def breast_surgery(record: Record) -> Surgery | None:
    """The newest with a date, or else the one that an adjuvant treatment proves."""
    operations = [
        procedure.started_on
        for procedure in record.procedures
        if is_of_the_breast(procedure) and not _is_too_old(procedure.started_on, record)
    ]
    if operations:
        newest = max(operations, key=lambda on: on.first)
        return Surgery(newest, newest.first, because(say("surgery of the breast, "), newest))
    adjuvant = [
        t
        for t in record.treatments
        if t.setting == "adjuvant" and not _is_too_old(t.started_on, record)
    ]
    if not adjuvant:
        return None
    first = min(adjuvant, key=lambda t: (t.started_on.first, t.sort_key))
    sentence = because(
        say("surgery before adjuvant {agent} from ").format(agent=first.agent.name),
        first.started_on,
        say(", date not known"),
    )
    return Surgery(None, first.started_on.first, sentence)


def is_of_the_breast(procedure: Procedure) -> bool:
    """A surgery whose site is the breast, or is not stated."""
    site = procedure.site.strip().casefold()
    return procedure.kind == "surgery" and (not site or "breast" in site)


def _is_too_old(on: PartialDate, record: Record) -> bool:
    """Surely more than half a year before the diagnosis."""
    diagnosed_on = record.diagnosed_on
    return diagnosed_on is not None and (
        months_after(on.last, MONTHS_BEFORE_DIAGNOSIS) < diagnosed_on.first
    )
