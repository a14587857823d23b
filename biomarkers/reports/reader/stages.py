"""Columns of one tumor before and after: of its core and of what was excised later."""

import re

from .pattern import compiled
from .rows import Cell

_CORE = compiled(
    r"(?:(?:initial|diagnostic|prior|previous|needle|pre~treatment|pre~operative) ){0,2}"
    r"(?:cores?|biops(?:y|ies)|bx)\b(?! (?:no|number|#))[^|]{0,40}"
)
_EXCISED = compiled(
    r"(?:(?:final|post~treatment|surgical|residual|wide|local) ){0,2}(?:mastectomy|lumpectomy"
    r"|excision|resection|wle|surgery)\b[^|]{0,40}"
)


def are_stages(text: str, cells: tuple[Cell, ...]) -> bool:
    """“Core biopsy | Mastectomy”: and no other head."""
    cores, excised = _of(text, cells, _CORE), _of(text, cells, _EXCISED)
    return bool(cores and excised) and len(cores) + len(excised) == len(cells)


def cores_before(text: str, cells: list[Cell]) -> set[Cell]:
    """The cores, beside which one column is of what was excised: they were taken before."""
    return set(_of(text, cells, _CORE)) if len(_of(text, cells, _EXCISED)) == 1 else set()


def _of(text: str, cells: list[Cell] | tuple[Cell, ...], rule: re.Pattern[str]) -> list[Cell]:
    return [cell for cell in cells if rule.fullmatch(text, cell.start, cell.end)]
