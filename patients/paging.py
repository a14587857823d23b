"""Pages of a list, however long it is: no COUNT and no OFFSET (keyset paging)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from django.db.models import Q, QuerySet, Subquery


@dataclass(frozen=True)
class Page:
    """`next_after` is the key of the last row where more rows follow, None on the last page.

    `previous_before` is the key of the first row where rows come before it, None on the first page.
    """

    rows: list
    next_after: Any
    previous_before: Any = None


@dataclass(frozen=True)
class Part:
    """Rows of a list, and all among which the row is looked for that a page begins behind."""

    rows: QuerySet
    among: QuerySet


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


def page_both_ways(
    parts: Sequence[Part], order: Sequence[str], *, after: Any, before: Any, size: int
) -> Page:
    """A page of keys of a list whose parts follow each other: behind `after`, or ahead of `before`.

    `rows` of each part are its keys (`values_list("pk", flat=True)`).
    """
    if before:
        ahead = _keys(tuple(reversed(parts)), reverse_of(order), before, size + 1)
        if len(ahead) > size:
            keys = ahead[:size][::-1]
            return Page(keys, keys[-1], keys[0])
        after = None  # the first page, and all of it
    keys = _keys(parts, order, after, size + 1)
    is_last, keys = len(keys) <= size, keys[:size]
    is_first = not after or not keys
    return Page(keys, None if is_last else keys[-1], None if is_first else keys[0])


def reverse_of(order: Sequence[str]) -> tuple[str, ...]:
    return tuple(name[1:] if name.startswith("-") else f"-{name}" for name in order)


def _keys(parts: Sequence[Part], order: Sequence[str], behind: Any, size: int) -> list:
    """Of the part that holds the key, behind it, and of all parts that follow."""
    held = (n for n, part in enumerate(parts) if part.among.order_by().filter(pk=behind).exists())
    at = next(held, 0) if behind else 0
    keys: list = []
    for number, part in enumerate(parts[at:]):
        if len(keys) < size:
            rows = rows_behind(part.rows, order, behind if number == 0 else None, among=part.among)
            keys += rows[: size - len(keys)]
    return keys


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
