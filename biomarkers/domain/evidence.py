"""What is known of one specimen on one day, put together from all its adequate readings.

The IHC part, the ISH part and the report word each come from the newest reading that has them, so
that a report which adds ISH, or one which only repeats "negative", erases nothing.
"""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from patients.dates import PartialDate

from .record import HER2Reading, ReceptorReading, Specimen

# Percentage of tumor cells. More is not a score of 0; 1+ and 3+ ask for more (ASCO/CAP 2018).
FAINT_AT_MOST = Decimal(10)

# A mixed score whose negative is not in doubt goes by the lines of 2+.
_GOES_BY = {"1-2+": "2+", "2-3+": "2+"}


@dataclass(frozen=True)
class IHCPart:
    """`score` is 0, 1+, 2+ or 3+, or a mixed one: 0-1+, 1-2+ or 2-3+."""

    score: str
    zero_staining: str | None
    percent_stained: Decimal | None
    completed_on: PartialDate  # the newest reading that added to it

    @property
    def states_staining(self) -> bool:
        return self.zero_staining is not None or self.percent_stained is not None

    @property
    def percent_conflict(self) -> bool:
        """A score of 1+ or 3+ in 10% of cells or fewer."""
        return (
            self.score in ("1+", "3+")
            and self.percent_stained is not None
            and self.percent_stained <= FAINT_AT_MOST
        )

    @property
    def goes_by(self) -> str:
        """The score by whose lines of the table the specimen is read."""
        if self.percent_conflict:
            return "0-1+" if self.score == "1+" else "2+"
        return _GOES_BY.get(self.score, self.score)

    @property
    def staining(self) -> str | None:
        """Of a score of 0 or 0-1+: present (in 1 to 10% of cells), absent, or not stated."""
        if self.goes_by not in ("0", "0-1+"):
            return None
        if self.percent_conflict:
            return "present"
        if self.zero_staining or self.percent_stained is None:
            return self.zero_staining
        return "present" if self.percent_stained > 0 else "absent"

    @property
    def in_conflict(self) -> bool:
        """A score of 0 against its own percentage, or that against the stated staining."""
        if self.score != "0" or self.percent_stained is None:
            return False
        by_percent = "present" if self.percent_stained > 0 else "absent"
        return self.percent_stained > FAINT_AT_MOST or self.zero_staining not in (None, by_percent)


@dataclass(frozen=True)
class ISHPart:
    status: str | None
    probe: str | None
    ratio: Decimal | None
    her2_copies: Decimal | None
    cep17_copies: Decimal | None
    result: str | None
    recount: str | None
    known_from: date
    completed_on: PartialDate

    @property
    def has_counts(self) -> bool:
        return self.ratio is not None or self.her2_copies is not None


@dataclass(frozen=True)
class Evidence:
    """The parts that count. `adequate` is False where every reading was inadequate."""

    ihc: IHCPart | None = None
    ish: ISHPart | None = None
    word: str | None = None
    word_read_on: PartialDate | None = None
    adequate: bool = True

    @property
    def recount(self) -> str | None:
        return self.ish.recount if self.ish else None

    @property
    def stated_ish(self) -> str | None:
        return self.ish.result if self.ish else None

    @property
    def read_on(self) -> PartialDate | None:
        """The newest reading that contributed a part."""
        dates = [
            self.ihc.completed_on if self.ihc else None,
            self.ish.completed_on if self.ish else None,
            self.word_read_on,
        ]
        return max((day for day in dates if day), default=None)


def known_from(reading: HER2Reading | ReceptorReading, specimen: Specimen) -> date:
    """A reading is known from its own day, but never before the specimen was collected."""
    return max(reading.read_on.first, specimen.collected_on.first)


def readings_known_by(specimen: Specimen, as_of: date) -> list[HER2Reading]:
    """Oldest first; of two known from the same day, the one whose date sorts later as text."""
    known = [r for r in specimen.her2_readings if known_from(r, specimen) <= as_of]
    return sorted(known, key=lambda r: (known_from(r, specimen), r.read_on.text))


def gathered_by(specimen: Specimen, as_of: date) -> "Gathering":
    gathered = Gathering(specimen)
    for reading in readings_known_by(specimen, as_of):
        gathered.add(reading)
    return gathered


class Gathering:
    """The evidence of one specimen, reading by reading, oldest first.

    Each reading costs the same however many came before it: only those parts are kept that a
    later reading can still complete.
    """

    def __init__(self, specimen: Specimen):
        self.specimen = specimen
        self.first_read_on: date | None = None
        self._has_adequate = False
        self._ihc: IHCPart | None = None
        self._zero: IHCPart | None = None  # the newest score of 0 or 0-1+
        self._stained: dict[str, IHCPart] = {}  # by score, where a missing staining is taken from
        self._ish: ISHPart | None = None
        self._counted: ISHPart | None = None  # the newest with counts
        self._worded: HER2Reading | None = None

    @property
    def has_reading(self) -> bool:
        return self.first_read_on is not None

    @property
    def evidence(self) -> Evidence:
        worded = self._worded
        return Evidence(
            ihc=self._ihc,
            ish=self._ish,
            word=worded.reported_as if worded else None,
            word_read_on=worded.read_on if worded else None,
            adequate=self._has_adequate or not self.has_reading,
        )

    def add(self, reading: HER2Reading) -> None:
        self.first_read_on = self.first_read_on or known_from(reading, self.specimen)
        if not reading.adequate:
            return
        self._has_adequate = True
        self._add_ihc(reading)
        self._add_ish(reading)
        if reading.reported_as:
            self._worded = reading

    def _add_ihc(self, reading: HER2Reading) -> None:
        if score := reading.ihc_score or reading.ihc_score_range:
            self._ihc = part = self._with_earlier_staining(_ihc_of(reading, score))
            if score in _ZEROS:
                self._zero = part
                self._keep_staining(part)
        elif reading.zero_staining or reading.percent_stained is not None:
            self._complete_newest_zero(reading)

    def _with_earlier_staining(self, part: IHCPart) -> IHCPart:
        """A score of 0 or 0-1+ without a word on staining takes the newest earlier one."""
        earlier = None if part.states_staining else self._stained.get(part.score)
        if earlier is None:
            return part
        return replace(
            part,
            zero_staining=earlier.zero_staining,
            percent_stained=earlier.percent_stained,
        )

    def _keep_staining(self, part: IHCPart) -> None:
        """A score of 0 takes its staining only from another 0, a mixed one from either."""
        if part.states_staining:
            for score in _ZEROS[_ZEROS.index(part.score) :]:
                self._stained[score] = part

    def _complete_newest_zero(self, reading: HER2Reading) -> None:
        """A word on staining without a score completes the newest earlier score of 0 or 0-1+."""
        zero = self._zero
        if zero is None:
            return
        completed = replace(
            zero,
            zero_staining=reading.zero_staining,
            percent_stained=reading.percent_stained,
            completed_on=reading.read_on,
        )
        if self._ihc is zero:
            self._ihc = completed
        self._zero = completed
        self._keep_staining(completed)

    def _add_ish(self, reading: HER2Reading) -> None:
        if _has_ish(reading):
            self._ish = part = _ish_of(reading, self.specimen)
            if part.has_counts:
                self._counted = part
        elif reading.ish_recount:
            self._add_recount(reading)

    def _add_recount(self, reading: HER2Reading) -> None:
        """A recount alone is added to the newest earlier counts."""
        counted = self._counted
        if counted is None:
            return
        recounted = replace(counted, recount=reading.ish_recount, completed_on=reading.read_on)
        if self._ish is counted:
            self._ish = recounted
        self._counted = recounted


# Scores whose staining a later reading can state; each takes it from those before it, too.
_ZEROS = ("0", "0-1+")


def _ihc_of(reading: HER2Reading, score: str) -> IHCPart:
    return IHCPart(
        score=score,
        zero_staining=reading.zero_staining,
        percent_stained=reading.percent_stained,
        completed_on=reading.read_on,
    )


def _has_ish(reading: HER2Reading) -> bool:
    return (
        reading.ish_ratio is not None
        or reading.her2_copies is not None
        or reading.ish_result is not None
        or reading.ish_status in ("pending", "failed")
    )


def _ish_of(reading: HER2Reading, specimen: Specimen) -> ISHPart:
    return ISHPart(
        status=reading.ish_status,
        probe=reading.ish_probe,
        ratio=reading.ish_ratio,
        her2_copies=reading.her2_copies,
        cep17_copies=reading.cep17_copies,
        result=reading.ish_result,
        recount=reading.ish_recount,
        known_from=known_from(reading, specimen),
        completed_on=reading.read_on,
    )
