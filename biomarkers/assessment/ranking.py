"""Most at stake first, as one number that the database can sort by.

Metastatic disease before early; then the gravest reason; then the more lines already given (the
fewer are left); then who waits longest.
"""

from datetime import date

from biomarkers.domain.work import GRAVITY, Why

_MOST_LINES = 99
_DAYS = 10**7  # more than the ordinal of any day
_LINES = 10**2


def rank_of(why: Why, *, metastatic: bool, line: int | None, since: date) -> int:
    lines_left = _MOST_LINES - min(line or 0, _MOST_LINES)
    place = (0 if metastatic else len(GRAVITY)) + GRAVITY[why]
    return (place * _LINES + lines_left) * _DAYS + since.toordinal()
