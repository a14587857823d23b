"""The readings that the values make which a person took of one tumor."""

from typing import Any

from biomarkers.models import HER2Reading, ReceptorReading
from patients.models import Biopsy

from .fields import ABOUT_THE_READING, HER2, RECEPTORS


def has_her2(taken: dict[str, Any]) -> bool:
    results = set(taken).intersection(HER2) - ABOUT_THE_READING - {"adequate"}
    return bool(results) or taken.get("adequate") == "no"


def has_receptors(taken: dict[str, Any]) -> bool:
    return not set(taken).isdisjoint(RECEPTORS)


def readings_of(biopsy: Biopsy, taken: dict[str, Any]) -> list[HER2Reading | ReceptorReading]:
    """Not saved."""
    of = {"biopsy": biopsy, "read_on": taken["read_on"]}
    readings: list[HER2Reading | ReceptorReading] = []
    if has_her2(taken):
        values = {name: taken[name] for name in HER2 if name in taken}
        values["adequate"] = values.get("adequate") != "no"
        readings.append(HER2Reading(**of, **values))
    if has_receptors(taken):
        receptors = {name: taken[name] for name in RECEPTORS if name in taken}
        readings.append(ReceptorReading(**of, **receptors))
    return readings
