"""What differs between two days, in the states that the chart of each shows."""

from collections.abc import Iterable

from biomarkers.domain.assessment import Assessment
from biomarkers.domain.difference import regimens
from biomarkers.domain.options import AVAILABLE, Option, State
from patients.language import say

from .bands import bands_of
from .regimens import RegimenRow


def met_only_in(one: Assessment, other: Assessment) -> tuple[str, ...]:
    """Regimens that the one chart shows as met, now or for later, and the other does not.

    `everolimus + exemestane: for later (on the other date: previously given)`.
    """
    there = _shown_of(other)
    return tuple(
        _difference_words(row, there.get(row.options[0].row.regimen))
        for band in bands_of(one)
        for row in band.rows
        if _is_met(row) and not _is_met(there.get(row.options[0].row.regimen))
    )


def named(options: Iterable[Option]) -> tuple[str, ...]:
    """Regimens, each once; `capecitabine (for later)` while a line is under way."""
    options = tuple(options)
    now = set(regimens(tuple(o for o in options if o.state is not State.NEXT)))
    later = say("{regimen} (for later)")
    return tuple(name if name in now else later.format(regimen=name) for name in regimens(options))


def _shown_of(assessment: Assessment) -> dict[str, RegimenRow]:
    """By regimen, the row that it is shown in: parts of a larger regimen are in the row of that."""
    shown: dict[str, RegimenRow] = {}
    for band in bands_of(assessment):
        for row in band.rows:
            for option in row.options:
                shown.setdefault(option.row.regimen, row)
    return shown


def _is_met(row: RegimenRow | None) -> bool:
    return row is not None and row.options[0].state in AVAILABLE


def _difference_words(row: RegimenRow, other: RegimenRow | None) -> str:
    words = {"regimen": row.name, "state": row.state_words}
    if other is None:
        return say("{regimen}: {state}").format(**words)
    return say("{regimen}: {state} (on the other date: {other})").format(
        **words, other=other.state_words
    )
