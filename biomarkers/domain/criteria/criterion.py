"""One condition of a label: met, not met or not known, and because of which datum."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from ..because import Because

MET, NOT_MET, NOT_KNOWN = True, False, None


class Kind(StrEnum):
    """The column of the catalog that asks, in the order in which criteria are listed."""

    SETTING = "setting"
    HER2 = "her2"
    HORMONE_RECEPTOR = "hormone_receptor"
    ALTERATION = "alteration_any"
    MARKER = "marker"
    PATIENT = "patient"
    STAGE = "stage"
    PRIOR_ALL = "prior_all"
    PRIOR_ANY = "prior_any"
    FIRST_LINE = "first_line"


@dataclass(frozen=True)
class Criterion:
    """`met` None: is not known from the record; then `missing` says what is to be found out.

    `may_come_true`: it is not met, but time and treatment can still make it so.
    `counts_line_under_way`: it is met only with the help of a line that is still working.
    """

    kind: Kind
    asks: str
    met: bool | None
    because: Because
    missing: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()
    may_come_true: bool = False
    counts_line_under_way: bool = False


def one_is_enough(answers: Iterable[bool | None]) -> bool | None:
    """Met if one is; not known if one of them could be; else not met."""
    found = set(answers)
    return next((answer for answer in (MET, NOT_KNOWN) if answer in found), NOT_MET)


def all_are_needed(answers: Iterable[bool | None]) -> bool | None:
    """Not met if one is not; not known if one of them may not be; else met."""
    found = set(answers)
    return next((answer for answer in (NOT_MET, NOT_KNOWN) if answer in found), MET)
