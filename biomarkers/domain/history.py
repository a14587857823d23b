"""How the patient's category came to be: a replay of every day that changed what was known.

A definition is applied before the readings of its day.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from .evidence import known_on
from .her2 import LOW_FROM, ULTRALOW_FROM, Category, Reason
from .ish import RULES_OF_2013_FROM, RULES_OF_2018_FROM
from .record import Record, Specimen
from .status import HER2Status, her2_status

DEFINITIONS = {
    RULES_OF_2013_FROM: "ASCO/CAP rules of 2013",
    RULES_OF_2018_FROM: "ASCO/CAP rules of 2018",
    LOW_FROM: "HER2-low defined",
    ULTRALOW_FROM: "HER2-ultralow defined",
}

# What a category means for treatment; whatever is not named is open.
OPEN = "open"
_MEANING = {
    Category.POSITIVE: "positive",
    Category.LOW: "low",
    Category.ULTRALOW: "ultralow",
    Category.NULL: "negative",
    Category.NEGATIVE: "negative",
}
_NEGATIVE_ALL_THE_SAME = {Reason.NEGATIVE_WITHOUT_SCORE, Reason.ZERO_STAINING_NOT_STATED}


@dataclass(frozen=True)
class Entry:
    """One change of category or reason. `cause`: definition, reread or new_specimen."""

    on: date
    from_category: Category | None
    to_category: Category
    reason: Reason | None
    cause: str
    accession: str

    @property
    def meaning(self) -> str:
        if self.reason in _NEGATIVE_ALL_THE_SAME:
            return "negative"
        return _MEANING.get(self.to_category, OPEN)


@dataclass(frozen=True)
class Reclassification:
    """A change of what the category means for treatment; `was` is the meaning before it."""

    was: str
    entry: Entry


@dataclass(frozen=True)
class History:
    """`reclassification` is the latest one, or None where today's meaning is the first one."""

    entries: tuple[Entry, ...] = ()
    reclassification: Reclassification | None = None

    @property
    def reclassified(self) -> bool:
        return self.reclassification is not None

    @property
    def was(self) -> str | None:
        return self.reclassification.was if self.reclassification else None

    @property
    def cause(self) -> str | None:
        return self.reclassification.entry.cause if self.reclassification else None


def history_of(record: Record, as_of: date) -> History:
    entries = tuple(_entries(record, as_of))
    return History(entries, _latest_reclassification(entries))


def _entries(record: Record, as_of: date) -> Iterator[Entry]:
    days_of_readings = {
        known_on(reading, specimen)
        for specimen in record.specimens
        for reading in specimen.her2_readings
    }
    category, reason = None, None
    for day in sorted(d for d in days_of_readings | DEFINITIONS.keys() if d <= as_of):
        for status, by_definition in _steps(record, day, day in days_of_readings):
            if status.speaking is None or (status.category, status.reason) == (category, reason):
                continue
            yield Entry(
                on=day,
                from_category=category,
                to_category=status.category,
                reason=status.reason,
                cause="definition" if by_definition else _cause(status.speaking.specimen, day),
                accession=status.speaking.specimen.accession,
            )
            category, reason = status.category, status.reason


def _steps(record: Record, day: date, brings_readings: bool) -> Iterator[tuple[HER2Status, bool]]:
    """The day's definition alone, then what was read that day."""
    if day in DEFINITIONS:
        yield her2_status(_known_before(record, day), day), True
    if brings_readings:
        yield her2_status(record, day), False


def _known_before(record: Record, day: date) -> Record:
    """The record with the readings that were known before that day."""
    return replace(record, specimens=tuple(_read_before(s, day) for s in record.specimens))


def _read_before(specimen: Specimen, day: date) -> Specimen:
    readings = tuple(r for r in specimen.her2_readings if known_on(r, specimen) < day)
    return replace(specimen, her2_readings=readings)


def _cause(specimen: Specimen, day: date) -> str:
    first_read = min(known_on(reading, specimen) for reading in specimen.her2_readings)
    return "new_specimen" if first_read == day else "reread"


def _latest_reclassification(entries: tuple[Entry, ...]) -> Reclassification | None:
    """The latest, unless the present meaning is that before the first of them.

    Open stretches are skipped. A history that begins open leaves it by reclassification only if a
    definition did it: a pending ISH that arrives merely completes the first result.
    """
    found: list[Reclassification] = []
    settled = None
    for entry in entries:
        if entry.meaning == OPEN:
            continue
        if settled is None:
            if entry.cause == "definition":
                found.append(Reclassification(OPEN, entry))
        elif entry.meaning != settled:
            found.append(Reclassification(settled, entry))
        settled = entry.meaning
    if not found or settled == found[0].was:
        return None
    return found[-1]
