"""Pages of a list, however long it is: no COUNT and no OFFSET (keyset paging)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from django.db.models import Q, QuerySet, Subquery


@dataclass(frozen=True)
class Page:
    """`next_after` is the key of the last row where more rows follow, None on the last page."""

    rows: list
    next_after: Any


def page_of(
    rows: QuerySet,
    order: Sequence[str],
    *,
    after: Any,
    size: int,
    among: QuerySet | None = None,
    key: Callable[[Any], Any] = attrgetter("pk"),
) -> Page:
    """At most `size` rows behind the one with the key `after`; the first ones where it is None."""
    found = list(rows_behind(rows, order, after, among=among)[: size + 1])
    return Page(found[:size], key(found[size - 1]) if len(found) > size else None)


def rows_behind(
    rows: QuerySet, order: Sequence[str], after: Any, *, among: QuerySet | None = None
) -> QuerySet:
    """Rows in this order behind the one with this key, which is looked for in `among`.

    All of them where it is not found: it may have left the list since the page was shown. The
    order must tell any two rows apart.
    """
    ordered = rows.order_by(*order)
    place = (rows if among is None else among).order_by().filter(pk=after)
    return ordered.filter(_behind(order, place)) if after and place.exists() else ordered


def _behind(order: Sequence[str], place: QuerySet) -> Q:
    """The database reads the place by itself, so that no value of it has to be readable here."""
    behind, equal, bounds = Q(), Q(), []
    for name in order:
        column, sign = name.removeprefix("-"), "lt" if name.startswith("-") else "gt"
        there = Subquery(place.values(column)[:1])
        behind |= equal & Q(**{f"{column}__{sign}": there})
        equal &= Q(**{column: there})
        bounds.append(Q(**{f"{column}__{sign}e": there}))
    return bounds[0] & behind  # the first bound lets the database begin in its index
