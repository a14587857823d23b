"""Hormone receptor status on one day.

Source: ASCO/CAP 2020 (positive from 1 % of tumor cells; ER of 1 to 10 % is called low positive).
"""

from dataclasses import dataclass
from datetime import date

from patients.dates import PartialDate

from .evidence import known_on
from .percent import Percent
from .record import ReceptorReading, Specimen
from .status import HER2Status

POSITIVE_FROM = 1  # per cent of tumor cells
LOW_POSITIVE_TO = 10


@dataclass(frozen=True)
class Receptor:
    """One receptor as read: its percentage, its stated status, and when."""

    name: str  # ER PR
    percent: Percent | None
    status: str | None
    read_on: PartialDate

    @property
    def is_positive(self) -> bool:
        by_percent = self.percent is not None and self.percent.surely_at_least(POSITIVE_FROM)
        return by_percent or self.status in ("positive", "low_positive")

    @property
    def is_low(self) -> bool:
        by_percent = self.percent is not None and self.percent.lies_within(
            POSITIVE_FROM, LOW_POSITIVE_TO
        )
        return by_percent or self.status == "low_positive"

    @property
    def value(self) -> str:
        if self.percent is not None:
            return f"{self.percent} %"
        return (self.status or "").replace("_", " ")


@dataclass(frozen=True)
class ReceptorStatus:
    """ER and PR of the most recently collected specimen that has either."""

    er: Receptor | None = None
    pr: Receptor | None = None
    specimen: Specimen | None = None

    @property
    def hormone_receptor(self) -> str:
        """positive, negative (both known to be below 1 %) or unknown."""
        if any(receptor and receptor.is_positive for receptor in (self.er, self.pr)):
            return "positive"
        return "negative" if self.er and self.pr else "unknown"

    @property
    def er_low(self) -> bool:
        return self.er is not None and self.er.is_low


def receptor_status(her2: HER2Status, as_of: date) -> ReceptorStatus:
    for status in sorted(her2.specimens, key=lambda s: s.recency):
        specimen = status.specimen
        known = [r for r in specimen.receptor_readings if known_on(r, specimen) <= as_of]
        newest_first = sorted(
            known, key=lambda r: (known_on(r, specimen), r.read_on.text), reverse=True
        )
        er = _newest("ER", newest_first)
        pr = _newest("PR", newest_first)
        if er or pr:
            return ReceptorStatus(er, pr, specimen)
    return ReceptorStatus()


def _newest(name: str, newest_first: list[ReceptorReading]) -> Receptor | None:
    for reading in newest_first:
        if name == "ER":
            receptor = Receptor(name, reading.er_percent, reading.er_status, reading.read_on)
        else:
            receptor = Receptor(name, reading.pr_percent, reading.pr_status, reading.read_on)
        if receptor.percent is not None or receptor.status is not None:
            return receptor
    return None
