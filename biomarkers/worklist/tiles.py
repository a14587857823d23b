"""Tiles above the worklist. A tile’s number is the number of the rows it shows."""

from dataclasses import dataclass, replace
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import IntegerField, QuerySet, Subquery

from biomarkers.domain.work import Why
from patients.language import Words, say
from patients.models import CareTeam

from .listing import COUNTED_TO, items_for


class CappedCount(Subquery):
    """How many, counted no further than `COUNTED_TO`: no page counts everything."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) capped)"
    output_field = IntegerField()

    def __init__(self, queryset: QuerySet, **extra):
        super().__init__(queryset.order_by().values("pk")[: COUNTED_TO + 1], **extra)


@dataclass(frozen=True)
class Tile:
    """`code` is empty for all."""

    code: str
    words: str
    number: int

    @property
    def count(self) -> str:
        return f"{COUNTED_TO:,}+" if self.number > COUNTED_TO else f"{self.number:,}"


@dataclass(frozen=True)
class Tiles:
    """One a task type; `apart`: what is not due now, by the filter that shows it."""

    of_tasks: list[Tile]
    apart: list[Tile]

    def total(self, filters: dict) -> Tile:
        """The tile whose rows these filters show."""
        chosen = filters.get("why") or ""
        tile = next(tile for tile in self.of_tasks if tile.code == chosen)
        named = (apart.words for apart in self.apart if filters.get(apart.code) and not chosen)
        return replace(tile, words=next(named, tile.words))


APART = Words(
    {
        "asked": "asked, waiting",
        "waits": "snoozed",
        "not_seen": "not seen for over a year",
    }
)


def tiles_for(user, teams: list[CareTeam], filters: dict) -> Tiles:
    """In one query; a tile without rows is left out unless it is chosen."""
    items = items_for(user, teams, filters, why=False)
    besides = {**filters, **dict.fromkeys(APART, False)}
    counts = {"all": CappedCount(items)}
    counts |= {
        name: CappedCount(items_for(user, teams, {**besides, name: True}, why=False))
        for name in APART
    }
    counts |= {why.value: CappedCount(items.filter(why=why)) for why in Why}
    numbers: Any = get_user_model().objects.filter(pk=user.pk).values(**_named(counts)).get()
    tiles = [Tile("", say("all"), numbers["n_all"] or 0)]
    for why in Why:
        number = numbers[f"n_{why}"] or 0  # without a team the database is not asked
        if number or filters.get("why") == why:
            tiles.append(Tile(why.value, why.words, number))
    apart = [Tile(name, words, numbers[f"n_{name}"] or 0) for name, words in APART.items()]
    return Tiles(tiles, apart)


def _named(counts: dict[str, CappedCount]) -> dict[str, CappedCount]:
    return {f"n_{name}": count for name, count in counts.items()}
