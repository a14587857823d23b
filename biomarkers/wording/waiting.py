"""How long something has waited, as one says it."""

from patients.language import say

_IN_DAYS_BELOW, _IN_MONTHS_BELOW = 90, 730  # days


def waited(days: int) -> str:
    """In days up to three months, in whole months up to two years, then in whole years."""
    if days == 1:
        return say("1 day")
    if days < _IN_DAYS_BELOW:
        return say("{n} days").format(n=days)
    if days < _IN_MONTHS_BELOW:
        return say("{n} months").format(n=days * 12 // 365)
    return say("{n} years").format(n=days // 365)
