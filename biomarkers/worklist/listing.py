"""The worklist as a page: filters, tiles and rows. A tile’s number is the number of its rows."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from urllib.parse import urlencode
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db.models import IntegerField, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone

from biomarkers.domain.codes import ISHStatus
from biomarkers.domain.her2 import Category
from biomarkers.domain.work import Why
from biomarkers.models import HER2Assessment, Standing, WorkItem
from biomarkers.record.integrity import Damaged, readable
from biomarkers.wording.stakes import rank_words
from patients.codes import words_of
from patients.models import Biopsy, CareTeam
from patients.paging import Page, page_of

from .board import board_words
from .doing import Verb, next_step_words, verbs_for

ROWS = 20
COUNTED_TO = 1_000
SORTS = {"stake": "rank", "age": "since"}

# What a row shows, and no more: what is not read cannot break the list.
_SHOWN = (
    "why", "action", "accession", "grounds", "standing", "since", "waits_until", "requested_on",
    "patient__family_name", "patient__given_name", "patient__mrn",
    "assessment__category", "assessment__reason", "assessment__was", "assessment__line",
    "assessment__metastatic", "assessment__because",
    "owner__username", "owner__first_name", "owner__last_name",
)  # fmt: skip


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
class Row:
    """One patient with the gravest reason. `others` are the words of the reasons behind it.

    `enter_ish` is where the awaited ISH of its specimen is entered, or empty.
    """

    item: WorkItem
    was: str
    category: str
    unsettled: bool
    known: bool
    next_step: str
    rank: str
    age: int
    others: tuple[str, ...]
    verbs: tuple[Verb, ...]
    enter_ish: str = ""
    board: str = ""


def items_for(user, teams: list[CareTeam], filters: dict, *, why: bool = True) -> QuerySet:
    """One item a patient of the teams, narrowed. `why` narrows by the tile, too."""
    items = WorkItem.objects.filter(_of_teams(teams), _standing(filters))
    for name, narrow in _NARROW.items():
        if filters.get(name) and (why or name != "why"):
            items = items.filter(narrow(filters[name], user))
    return items


def _of_teams(teams: list[CareTeam]) -> Q:
    """One team is asked for by itself, as the index is sorted within a team."""
    return Q(team=teams[0]) if len(teams) == 1 else Q(team__in=teams)


def _standing(filters: dict) -> Q:
    """Alone, as the indexes hold what is listed and nothing else."""
    if filters.get("not_seen"):
        return Q(standing=Standing.NOT_SEEN)
    listed = Q(standing=Standing.LISTED)
    return listed | Q(standing=Standing.WAITING) if filters.get("snoozed") else listed


_NARROW = {
    "why": lambda code, user: Q(why=code),
    "team": lambda team, user: Q(team=team),
    "category": lambda category, user: Q(category=category),
    "cause": lambda cause, user: Q(cause=cause),
    "owner": lambda owner, user: _owned(owner, user),
    "age": lambda days, user: Q(since__lte=timezone.localdate() - timedelta(days=int(days))),
}


def _owned(owner: str, user) -> Q:
    if owner == "none":
        return Q(owner=None)
    return Q(owner=user.pk if owner == "me" else int(owner))


@dataclass(frozen=True)
class Tiles:
    """One a task type, and apart from them the patients not seen for over a year."""

    of_tasks: list[Tile]
    not_seen: Tile


def tiles_for(user, teams: list[CareTeam], filters: dict) -> Tiles:
    """In one query; a tile without rows is left out unless it is chosen."""
    items = items_for(user, teams, filters, why=False)
    apart = items_for(user, teams, {**filters, "not_seen": True}, why=False)
    counts = {"all": CappedCount(items), "not_seen": CappedCount(apart)}
    counts |= {why.value: CappedCount(items.filter(why=why)) for why in Why}
    numbers = get_user_model().objects.filter(pk=user.pk).values(**_named(counts)).get()
    tiles = [Tile("", "all", numbers["n_all"] or 0)]
    for why in Why:
        number = numbers[f"n_{why}"] or 0  # without a team the database is not asked
        if number or filters.get("why") == why:
            tiles.append(Tile(why.value, why.words, number))
    return Tiles(tiles, Tile("not_seen", "not seen for over a year", numbers["n_not_seen"] or 0))


def _named(counts: dict[str, CappedCount]) -> dict[str, CappedCount]:
    return {f"n_{name}": count for name, count in counts.items()}


def page_for(user, teams: list[CareTeam], filters: dict) -> Page:
    """Keys are paged, and rows read by them: what cannot be read takes no other row with it."""
    keys = page_of(
        items_for(user, teams, filters).values_list("pk", flat=True),
        order_of(filters),
        after=filters.get("after"),
        size=ROWS,
        among=WorkItem.objects.filter(_of_teams(teams)),
        key=int,
    )
    return replace(keys, rows=rows_of(keys.rows))


def order_of(filters: dict) -> tuple[str, str]:
    return SORTS[filters.get("sort") or "stake"], "pk"


def rows_of(keys: list[int]) -> list[Row | Damaged]:
    """In the order of the keys; what is gone is left out."""
    shown = WorkItem.objects.select_related("patient", "assessment", "owner").only(*_SHOWN)
    items = list(readable(shown.filter(pk__in=keys), keys))
    patients = [item.patient_id for item in items if isinstance(item, WorkItem)]
    others: dict = defaultdict(list)
    behind = WorkItem.objects.filter(
        patient__in=patients, standing__in=(Standing.BEHIND, Standing.WAITING_BEHIND)
    )
    for patient_id, why in behind.order_by("rank").values_list("patient", "why"):
        others[patient_id].append(words_of(Why, why))
    board, today = board_words(patients), timezone.localdate()
    specimens = _specimens_awaiting_ish(item for item in items if isinstance(item, WorkItem))
    return [
        item
        if isinstance(item, Damaged)
        else replace(
            _row(item, others[item.patient_id], today, _enter_ish(item, specimens)),
            board=board.get(item.patient_id, ""),
        )
        for item in items
    ]


_ISH = ("await_ish", "request_ish")
Specimens = dict[tuple[UUID, str], UUID]  # the key, by patient and accession


def _specimens_awaiting_ish(items: Iterable[WorkItem]) -> Specimens:
    """In one query for all rows."""
    asked = [item for item in items if item.action in _ISH]
    found = Biopsy.objects.filter(
        patient__in=[item.patient_id for item in asked],
        accession__in=[item.accession for item in asked],
    )
    return {(patient, code): key for key, patient, code in
            found.values_list("pk", "patient", "accession")}  # fmt: skip


def _enter_ish(item: WorkItem, specimens: Specimens) -> str:
    specimen = specimens.get((item.patient_id, item.accession))
    if item.action not in _ISH or specimen is None:
        return ""
    said = urlencode({"biopsy": specimen, "ish_status": ISHStatus.DONE.value})
    return f"{reverse('fact_new', args=[item.patient_id, 'her2reading'])}?{said}"


_CATEGORIES, _REASONS = frozenset(Category), frozenset(Why)


def _row(item: WorkItem, others: list[str], today: date, enter_ish: str) -> Row:
    assessment: HER2Assessment = item.assessment
    known = assessment.category in _CATEGORIES and item.why in _REASONS
    return Row(
        item=item,
        was=assessment.was if assessment.was != assessment.category else "",
        category=assessment.category,
        unsettled=bool(assessment.reason),
        known=known,
        next_step=next_step_words(item),
        rank=_rank(item) if known else "",
        age=(today - item.since).days,
        others=tuple(others),
        verbs=verbs_for(item),
        enter_ish=enter_ish,
    )


def _rank(item: WorkItem) -> str:
    assessment = item.assessment
    return rank_words(Why(item.why), metastatic=assessment.metastatic, line=assessment.line)
