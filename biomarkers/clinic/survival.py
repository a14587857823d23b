"""Kaplan–Meier estimates, by scipy. Only the worker imports this: a page would wait for scipy."""

from collections.abc import Sequence
from dataclasses import dataclass
from warnings import catch_warnings, simplefilter

from scipy.stats import CensoredData, ecdf

CONFIDENCE = 0.95


@dataclass(frozen=True)
class Estimate:
    """`steps`: from each day on, the part that has not ended. None: not reached."""

    steps: tuple[tuple[int, float], ...]
    median: int | None
    median_low: int | None
    median_high: int | None


def kaplan_meier(days: Sequence[int], ended: Sequence[bool]) -> Estimate:
    """Of spans in days; those that have not ended are censored. The interval is log-log."""
    if not any(ended):
        return Estimate(((0, 1.0),), None, None, None)
    censored = [not end for end in ended]
    survival = ecdf(CensoredData.right_censored(list(days), censored)).sf
    with catch_warnings():  # where everyone has ended, the interval is not defined
        simplefilter("ignore", RuntimeWarning)
        interval = survival.confidence_interval(CONFIDENCE, method="log-log")
    return Estimate(
        ((0, 1.0), *_steps(survival)),
        _first_at_half(survival),
        _first_at_half(interval.low),
        _first_at_half(interval.high),
    )


def _steps(survival) -> list[tuple[int, float]]:
    """Only where it falls."""
    found, last = [], 1.0
    for day, part in zip(survival.quantiles, survival.probabilities, strict=True):
        if part < last:
            last = float(part)
            found.append((int(day), last))
    return found


def _first_at_half(survival) -> int | None:
    """The first day on which it is a half or less; a bound that is not known bounds nothing."""
    for day, part in zip(survival.quantiles, survival.probabilities, strict=True):
        if part <= 0.5:
            return int(day)
    return None


def at_risk(days: Sequence[int], ticks: Sequence[int]) -> list[int]:
    """How many were still observed and had not ended before each day."""
    return [sum(day >= tick for day in days) for tick in ticks]
