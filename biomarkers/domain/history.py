"""How the patient's category came to be: a replay of every day that changed what was known.

A definition is applied before the readings of its day.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from .evidence import known_from
from .her2 import LOW_FROM, ULTRALOW_FROM, Category, Reason
from .ish import RULES_OF_2013_FROM, RULES_OF_2018_FROM
from .organs import Organs
from .record import Record, Specimen
from .specimen import NO_ORGANS, SpecimenStatus, are_different_tumors
from .status import HER2Status, her2_status

DEFINITIONS = {
    RULES_OF_2013_FROM: "ASCO/CAP rules of 2013",
    RULES_OF_2018_FROM: "ASCO/CAP rules of 2018",
    LOW_FROM: "HER2-low introduced (FDA label)",
    ULTRALOW_FROM: "HER2-ultralow introduced (FDA label)",
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
_NEGATIVE_ALL_THE_SAME = {
    Reason.NEGATIVE_WITHOUT_SCORE,
    Reason.SCORE_BETWEEN,
    Reason.ZERO_STAINING_NOT_STATED,
}


@dataclass(frozen=True)
class Entry:
    """One change of category or reason. `cause`: definition, reread or new_specimen.

    `accession` and `tumor` are those of the specimen that decided from then on.
    """

    on: date
    from_category: Category | None
    to_category: Category
    reason: Reason | None
    cause: str
    accession: str
    tumor: str | None = None

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


def history_of(record: Record, as_of: date, organs: Organs = NO_ORGANS) -> History:
    replayed = list(_replay(record, as_of, organs))
    entries = tuple(_entries(replayed))
    if not entries:
        return History()
    deciding = replayed[-1].deciding
    return History(entries, _latest_reclassification(entries, deciding.tumor))


@dataclass(frozen=True)
class _Moment:
    """What was decided on a day, and whether only a definition changed."""

    on: date
    status: HER2Status
    deciding: SpecimenStatus
    by_definition: bool


def _replay(record: Record, as_of: date, organs: Organs) -> Iterator[_Moment]:
    days_of_readings = {
        known_from(reading, specimen)
        for specimen in record.specimens
        for reading in specimen.her2_readings
    }
    for day in sorted(d for d in days_of_readings | DEFINITIONS.keys() if d <= as_of):
        for known, by_definition in _steps(record, day, day in days_of_readings):
            status = her2_status(known, day, organs)
            if status.deciding:
                yield _Moment(day, status, status.deciding, by_definition)


def _entries(replayed: list[_Moment]) -> Iterator[Entry]:
    """Each change of category or reason; a change of the deciding specimen alone is none."""
    category, reason = None, None
    for moment in replayed:
        status = moment.status
        if (status.category, status.reason) == (category, reason):
            continue
        specimen = moment.deciding.specimen
        yield Entry(
            on=moment.on,
            from_category=category,
            to_category=status.category,
            reason=status.reason,
            cause="definition" if moment.by_definition else _cause(specimen, moment.on),
            accession=specimen.accession,
            tumor=moment.deciding.tumor,
        )
        category, reason = status.category, status.reason


def _steps(record: Record, day: date, brings_readings: bool) -> Iterator[tuple[Record, bool]]:
    """The day's definition alone, then what was read that day."""
    if day in DEFINITIONS:
        yield _known_before(record, day), True
    if brings_readings:
        yield record, False


def _known_before(record: Record, day: date) -> Record:
    """The record with the readings that were known before that day."""
    return replace(record, specimens=tuple(_read_before(s, day) for s in record.specimens))


def _read_before(specimen: Specimen, day: date) -> Specimen:
    readings = tuple(r for r in specimen.her2_readings if known_from(r, specimen) < day)
    return replace(specimen, her2_readings=readings)


def _cause(specimen: Specimen, day: date) -> str:
    first_read = min(known_from(reading, specimen) for reading in specimen.her2_readings)
    return "new_specimen" if first_read == day else "reread"


def _latest_reclassification(
    entries: tuple[Entry, ...], tumor: str | None
) -> Reclassification | None:
    """The latest, unless the present meaning is that before the first of them.

    `tumor` is that of the specimen that decides now: what was found of the other breast's tumor
    counts for nothing.
    """
    counted = [e for e in entries if not are_different_tumors(e.tumor, tumor)]
    found = [found for place in range(len(counted)) if (found := _compared(counted, place))]
    settled = [entry.meaning for entry in (*counted, entries[-1]) if entry.meaning != OPEN]
    if not found or settled[-1] == found[0].was:
        return None
    return found[-1]


def _compared(entries: list[Entry], place: int) -> Reclassification | None:
    """One entry against the last settled one before it that may be of the same tumor.

    Open stretches are skipped. A history that begins open leaves it by reclassification only if a
    definition did it: a pending ISH that arrives merely completes the first result.
    """
    entry = entries[place]
    if entry.meaning == OPEN:
        return None
    before = [e for e in entries[:place] if not are_different_tumors(e.tumor, entry.tumor)]
    settled = [earlier.meaning for earlier in before if earlier.meaning != OPEN]
    if not settled:
        left_open = before and entry.cause == "definition"
        return Reclassification(OPEN, entry) if left_open else None
    return Reclassification(settled[-1], entry) if entry.meaning != settled[-1] else None
