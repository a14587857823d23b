"""How the patient's category came to be: a replay of every day that changed what was known.

A definition is applied before the readings of its day.
"""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from patients.language import Words

from .evidence import Gathering, known_from
from .her2 import LOW_FROM, ULTRALOW_FROM, Category, Reason
from .ish import RULES_OF_2013_FROM, RULES_OF_2018_FROM
from .organs import Organs
from .record import HER2Reading, Record
from .specimen import (
    NO_ORGANS,
    SpecimenStatus,
    are_different_tumors,
    status_of_gathered,
    tumor_of,
)
from .status import order_of_trust

DEFINITIONS = Words(
    {
        RULES_OF_2013_FROM: "ASCO/CAP rules of 2013",
        RULES_OF_2018_FROM: "ASCO/CAP rules of 2018",
        LOW_FROM: "HER2-low introduced (FDA label)",
        ULTRALOW_FROM: "HER2-ultralow introduced (FDA label)",
    }
)

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
    moments = list(_Replay(record, organs).moments(as_of))
    if not moments:
        return History()
    entries = tuple(_entries(moments))
    deciding = moments[-1].decided.status
    return History(entries, _latest_reclassification(entries, deciding.tumor))


@dataclass(frozen=True)
class _Known:
    """What a specimen said on a day, by the readings gathered so far."""

    status: SpecimenStatus
    gathered: Gathering

    @property
    def place(self) -> tuple[bool, bool, bool, int, int, int, str]:
        """The first in this order decides."""
        return (not self.status.is_determined, *order_of_trust(self.status))


@dataclass(frozen=True)
class _Moment:
    """What decided on a day, and whether only a definition changed."""

    on: date
    decided: _Known
    by_definition: bool

    @property
    def said(self) -> tuple[Category, Reason | None]:
        return self.decided.status.category, self.decided.status.reason

    @property
    def cause(self) -> str:
        if self.by_definition:
            return "definition"
        is_new = self.decided.gathered.first_read_on == self.on
        return "new_specimen" if is_new else "reread"


class _Replay:
    """The specimens that were read, as they stood after each day that brought something.

    A day costs as much as its own readings, however many came before it.
    """

    def __init__(self, record: Record, organs: Organs):
        self._tumors: dict[Gathering, str | None] = {}
        self._known: dict[Gathering, _Known] = {}
        self._ordered: list[_Known] = []
        self._readings: dict[date, list[tuple[Gathering, HER2Reading]]] = defaultdict(list)
        for specimen in record.specimens:
            tumor = tumor_of(specimen, organs)
            if tumor == "other":
                continue
            gathered = Gathering(specimen)
            self._tumors[gathered] = tumor
            for reading in sorted(specimen.her2_readings, key=lambda r: r.read_on.text):
                self._readings[known_from(reading, specimen)].append((gathered, reading))

    def moments(self, as_of: date) -> Iterator[_Moment]:
        """The day's definition alone, then what was read that day."""
        for day in sorted(d for d in self._readings.keys() | DEFINITIONS.keys() if d <= as_of):
            if day in DEFINITIONS and self._known:
                self._tell_again(list(self._known), day)
                yield _Moment(day, self._ordered[0], by_definition=True)
            if day in self._readings:
                for gathered, reading in self._readings[day]:
                    gathered.add(reading)
                self._tell_again({gathered for gathered, _ in self._readings[day]}, day)
                yield _Moment(day, self._ordered[0], by_definition=False)

    def _tell_again(self, of: Iterable[Gathering], day: date) -> None:
        for gathered in of:
            before = self._known.get(gathered)
            if before:
                place = bisect_left(self._ordered, before.place, key=lambda known: known.place)
                del self._ordered[place]
            known = _Known(status_of_gathered(gathered, day, self._tumors[gathered]), gathered)
            self._known[gathered] = known
            insort(self._ordered, known, key=lambda known: known.place)


def _entries(moments: Iterable[_Moment]) -> Iterator[Entry]:
    """Each change of category or reason; a change of the deciding specimen alone is none."""
    before: tuple[Category | None, Reason | None] = (None, None)
    for moment in moments:
        if moment.said == before:
            continue
        status = moment.decided.status
        yield Entry(
            on=moment.on,
            from_category=before[0],
            to_category=status.category,
            reason=status.reason,
            cause=moment.cause,
            accession=status.specimen.accession,
            tumor=status.tumor,
        )
        before = moment.said


def _latest_reclassification(
    entries: tuple[Entry, ...], tumor: str | None
) -> Reclassification | None:
    """The latest, unless the present meaning is that before the first of them.

    `tumor` is that of the specimen that decides now: what was found of the other breast's tumor
    counts for nothing.
    """
    counted = [e for e in entries if not are_different_tumors(e.tumor, tumor)]
    found = list(_compared(counted))
    settled = [entry.meaning for entry in (*counted, entries[-1]) if entry.meaning != OPEN]
    if not found or settled[-1] == found[0].was:
        return None
    return found[-1]


def _compared(entries: list[Entry]) -> Iterator[Reclassification]:
    """Each entry against the last settled one before it that may be of the same tumor.

    Open stretches are skipped. A history that begins open leaves it by reclassification only if a
    definition did it: a pending ISH that arrives merely completes the first result.
    """
    begun: set[str | None] = set()  # tumors of which there is an entry already
    settled: dict[str | None, tuple[int, str]] = {}  # by tumor: place and meaning of the newest
    for place, entry in enumerate(entries):
        if entry.meaning != OPEN:
            alike = [t for t in begun if not are_different_tumors(t, entry.tumor)]
            before = max((settled[t] for t in alike if t in settled), default=None)
            if before and before[1] != entry.meaning:
                yield Reclassification(before[1], entry)
            elif alike and not before and entry.cause == "definition":
                yield Reclassification(OPEN, entry)
            settled[entry.tumor] = (place, entry.meaning)
        begun.add(entry.tumor)
