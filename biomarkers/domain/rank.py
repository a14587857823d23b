"""The order in which open options are read: the usual sequence of guidelines, never advice.

Source: docs/contract/rules.md, part 7 ("Rank").
"""

from collections.abc import Iterable

from .options import Option, State

LAST = 99  # a row without a step or a letter comes after those that have one


def ranks_of(options: Iterable[Option]) -> dict[str, int]:
    """By slug, from 1: the open ones, and after them the next ones. `options` in catalog order."""
    found = list(options)
    ranked = [
        option.row.slug
        for state in (State.OPEN, State.NEXT)
        for option in sorted((o for o in found if o.state is state), key=_order)
    ]
    return {slug: place for place, slug in enumerate(ranked, start=1)}


def _order(option: Option) -> tuple[object, ...]:
    """Sorting keeps the order of the catalog among equals."""
    row = option.row
    return (
        any(caution.weighty for caution in option.warnings),
        row.step or LAST,
        row.basis == "off_label",
        row.evidence or "Z",
        -row.approved_on.toordinal(),
    )
