"""The worklist as a page: filters, tiles and rows. A tile’s number is the number of its rows."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from biomarkers.domain.codes import ISHStatus
from biomarkers.domain.her2 import Category
from biomarkers.domain.work import Why
from biomarkers.models import HER2Assessment, Standing, WorkItem
from biomarkers.record.integrity import Damaged, readable
from biomarkers.wording.stakes import rank_words
from biomarkers.wording.waiting import waited
from patients.codes import words_of
from patients.models import Biopsy, CareTeam
from patients.paging import Page, Part, page_both_ways, reverse_of, rows_behind

from .board import board_words
from .doing import Verb, next_step_words, verbs_for
from .yours import theirs

ROWS = 20
COUNTED_TO = 1_000
SORTS = {
    "stake": ("rank",),
    "age": ("since",),
    "name": ("patient__family_name", "patient__given_name"),
    "asked": ("requested_on",),
}
LATE = 30  # days after a request

# What a row shows, and no more: what is not read cannot break the list.
_SHOWN = (
    "why", "action", "accession", "grounds", "standing", "since", "waits_until", "requested_on",
    "patient__family_name", "patient__given_name", "patient__mrn",
    "assessment__category", "assessment__reason", "assessment__was", "assessment__line",
    "assessment__metastatic", "assessment__because",
    "owner__username", "owner__first_name", "owner__last_name",
)  # fmt: skip


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
    waited: str
    asked_days: int | None
    others: tuple[str, ...]
    verbs: tuple[Verb, ...]
    enter_ish: str = ""
    board: str = ""

    @property
    def is_late(self) -> bool:
        return self.asked_days is not None and self.asked_days > LATE


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
    if filters.get("asked"):  # each request, also one that waits behind another task
        return Q(requested_on__isnull=False) & ~Q(standing=Standing.ANSWERED)
    if filters.get("waits"):
        return Q(standing=Standing.WAITING, requested_on__isnull=True)
    if filters.get("snoozed"):
        return Q(standing__in=[Standing.LISTED, Standing.WAITING])
    return Q(standing=Standing.LISTED)


_NARROW = {
    "why": lambda code, user: Q(why=code),
    "team": lambda team, user: Q(team=team),
    "category": lambda category, user: Q(category=category),
    "cause": lambda cause, user: Q(cause=cause),
    "owner": lambda owner, user: _owned(owner, user),
    "found": lambda found, user: Q(patient__in=found.patients),
    "age": lambda days, user: Q(since__lte=timezone.localdate() - timedelta(days=int(days))),
}


def _owned(owner: str, user) -> Q:
    if owner == "none":
        return Q(owner=None)
    return Q(owner=user.pk if owner == "me" else int(owner))


@dataclass(frozen=True)
class Listed:
    """A page of rows, and the place of its first row in the whole list (from 1)."""

    page: Page
    first: int

    @property
    def last(self) -> int:
        return self.first + len(self.page.rows) - 1

    @property
    def is_placed(self) -> bool:
        """Beyond what is counted, a page does not say where it is."""
        return self.first <= COUNTED_TO


def page_for(user, teams: list[CareTeam], filters: dict) -> Listed:
    """Keys are paged, and rows read by them: what cannot be read takes no other row with it."""
    parts, order = parts_for(user, teams, filters), order_of(filters)
    keys = page_both_ways(
        parts, order, after=filters.get("after"), before=filters.get("before"), size=ROWS
    )
    first = _number_ahead(parts, order, keys.rows[0]) + 1 if keys.previous_before else 1
    return Listed(replace(keys, rows=rows_of(keys.rows)), first)


def parts_for(user, teams: list[CareTeam], filters: dict) -> list[Part]:
    """What is of the user's role first, where the list is in its usual order."""
    keys = items_for(user, teams, filters).values_list("pk", flat=True)
    among = WorkItem.objects.filter(_of_teams(teams))
    mine = theirs(user)
    if mine is None or filters.get("why") or filters.get("asked") or order_of(filters)[0] != "rank":
        return [Part(keys, among)]
    return [
        Part(keys.filter(mine), among.filter(mine)),
        Part(keys.exclude(mine), among.exclude(mine)),
    ]


def _number_ahead(parts: list[Part], order: Sequence[str], key: int) -> int:
    """How many rows come before this one, counted no further than `COUNTED_TO`."""
    number = 0
    for part in parts:
        if part.among.filter(pk=key).exists():
            ahead = rows_behind(part.rows, reverse_of(order), key, among=part.among)
            return number + ahead[: COUNTED_TO + 1].count()
        number += part.rows.order_by()[: COUNTED_TO + 1].count()
    return number


def order_of(filters: dict) -> tuple[str, ...]:
    usual = "asked" if filters.get("asked") else "stake"
    return (*SORTS[filters.get("sort") or usual], "pk")


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
        waited=waited((today - item.since).days),
        asked_days=(today - item.requested_on).days if item.requested_on else None,
        others=tuple(others),
        verbs=verbs_for(item),
        enter_ish=enter_ish,
    )


def _rank(item: WorkItem) -> str:
    assessment = item.assessment
    return rank_words(Why(item.why), metastatic=assessment.metastatic, line=assessment.line)
