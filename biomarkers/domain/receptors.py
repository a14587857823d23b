"""Hormone receptor status on one day.

Source: ASCO/CAP 2020 (positive from 1% of tumor cells; ER of 1 to 10% is called low positive).
"""

from dataclasses import dataclass
from datetime import date

from patients.dates import PartialDate

from .evidence import known_from
from .percent import Percent
from .record import Specimen
from .status import HER2Status

POSITIVE_FROM = 1  # percent of tumor cells
LOW_POSITIVE_TO = 10
POSITIVE_WORDS = ("positive", "low_positive")


@dataclass(frozen=True)
class Receptor:
    """One receptor as read: its percentage, its stated status, and when."""

    name: str  # ER PR
    percent: Percent | None
    status: str | None
    read_on: PartialDate

    @property
    def is_positive(self) -> bool | None:
        """At least 1% of cells; None where the reading does not settle it.

        The percentage decides: older reports called up to 10% negative. A status without one, or
        beside one that leaves it open, decides by itself.
        """
        if self.percent and self.percent.surely_at_least(POSITIVE_FROM):
            return True
        if self.contradicts_itself:
            return None
        if self.percent and self.percent.surely_below(POSITIVE_FROM):
            return False
        return None if self.status is None else self.status in POSITIVE_WORDS

    @property
    def contradicts_itself(self) -> bool:
        """Called positive with all of its percentage below 1."""
        return (
            self.status in POSITIVE_WORDS
            and self.percent is not None
            and self.percent.surely_below(POSITIVE_FROM)
        )

    @property
    def is_low(self) -> bool:
        """1 to 10%, or called so by a status that the percentage does not contradict."""
        if self.percent and self.percent.lies_within(POSITIVE_FROM, LOW_POSITIVE_TO):
            return True
        return self.status == "low_positive" and (
            self.percent is None or self.percent.may_lie_within(POSITIVE_FROM, LOW_POSITIVE_TO)
        )

    @property
    def value(self) -> str:
        if self.percent is not None:
            return f"{self.percent} %"
        return (self.status or "").replace("_", " ")


@dataclass(frozen=True)
class ReceptorStatus:
    """ER and PR of the specimen that answers; `conflict` where one of them contradicts itself."""

    er: Receptor | None = None
    pr: Receptor | None = None
    specimen: Specimen | None = None
    conflict: bool = False

    @property
    def hormone_receptor(self) -> str:
        """positive, negative (both known to be below 1%) or unknown."""
        answers = [receptor.is_positive if receptor else None for receptor in (self.er, self.pr)]
        if True in answers:
            return "positive"
        return "negative" if answers == [False, False] else "unknown"

    @property
    def er_low(self) -> bool:
        return self.er is not None and self.er.is_low

    @property
    def is_treated_as_negative(self) -> bool:
        """Both below 1%; guidelines treat ER low with PR below 1% or not known alike."""
        if self.er_low:
            return not (self.pr and self.pr.is_positive)
        return self.hormone_receptor == "negative"


def receptor_status(her2: HER2Status, as_of: date) -> ReceptorStatus:
    """Of the most recently collected specimen with an ER or PR result.

    It is not of a different tumor from the deciding one. A specimen of low confidence without
    receptors answers only if there is no other: its handling can hide them, not make them.
    """
    found = [
        (status, read)
        for status in sorted(her2.specimens, key=lambda s: s.recency)
        if her2.may_be_same_tumor(status) and (read := _read(status.specimen, as_of))
    ]
    trusted = (
        read
        for status, read in found
        if read.hormone_receptor == "positive" or not status.low_confidence
    )
    first = found[0][1] if found else ReceptorStatus()
    return next(trusted, first)


def _read(specimen: Specimen, as_of: date) -> ReceptorStatus | None:
    """None where no reading of the specimen names ER or PR."""
    known = [r for r in specimen.receptor_readings if known_from(r, specimen) <= as_of]
    newest_first = sorted(
        known, key=lambda r: (known_from(r, specimen), r.read_on.text), reverse=True
    )
    er = [Receptor("ER", r.er_percent, r.er_status, r.read_on) for r in newest_first]
    pr = [Receptor("PR", r.pr_percent, r.pr_status, r.read_on) for r in newest_first]
    conflict = any(receptor.contradicts_itself for receptor in (*er, *pr))
    status = ReceptorStatus(_deciding(er), _deciding(pr), specimen, conflict)
    return status if status.er or status.pr else None


def _deciding(newest_first: list[Receptor]) -> Receptor | None:
    """The newest that settles it, else the newest with any result."""
    read = [r for r in newest_first if r.percent is not None or r.status is not None]
    settled = (receptor for receptor in read if receptor.is_positive is not None)
    return next(settled, None) or next(iter(read), None)
