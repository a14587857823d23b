"""One condition of a label: met, not met or not known, and because of which datum."""

from dataclasses import dataclass
from enum import StrEnum

from ..because import Because

MET, NOT_MET, NOT_KNOWN = True, False, None


class Kind(StrEnum):
    HER2 = "her2"
    HORMONE_RECEPTOR = "hormone_receptor"
    ALTERATION = "alteration"
    MARKER = "marker"
    PATIENT = "patient"
    PRIOR_THERAPY = "prior_therapy"
    FIRST_LINE = "first_line"


@dataclass(frozen=True)
class Criterion:
    """`met` None: cannot be told from the record; then `missing` says what is to be found out.

    `can_change` is False where time and treatment can no longer make it true.
    """

    kind: Kind
    asks: str
    met: bool | None
    because: Because
    missing: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()
    can_change: bool = True
