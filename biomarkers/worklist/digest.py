"""The daily digest: how much waits for whom, without a word that tells who the patients are."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage
from django.db.models import Count
from django.template.loader import render_to_string
from django.urls import reverse

from biomarkers.domain.work import Why
from biomarkers.models import Standing, WorkItem
from patients.models import CareTeam


@dataclass(frozen=True)
class Digest:
    """Numbers by reason: of one's own patients, and of those in one's teams that nobody owns."""

    to: str
    mine: list[tuple[str, int]]
    nobodys: list[tuple[str, int]]


def digests() -> Iterator[Digest]:
    """One for each person with an address who has something to do; a fixed number of queries."""
    listed = WorkItem.objects.filter(standing=Standing.LISTED)
    owned: Counter = Counter()
    unowned: Counter = Counter()
    by_reason = listed.order_by().values_list("owner", "team", "why").annotate(Count("pk"))
    for owner, team, why, number in by_reason:
        if owner:
            owned[owner, why] += number
        else:
            unowned[team, why] += number
    teams_of: dict[int, set[int]] = {}
    for team, member in CareTeam.members.through.objects.values_list("careteam", "user"):
        teams_of.setdefault(member, set()).add(team)
    for user in get_user_model().objects.filter(is_active=True).exclude(email=""):
        mine = _by_reason({why: owned[user.pk, why] for why in Why})
        teams = teams_of.get(user.pk, set())
        nobodys = _by_reason({why: sum(unowned[team, why] for team in teams) for why in Why})
        if mine or nobodys:
            yield Digest(user.email, mine, nobodys)


def _by_reason(numbers: dict[Why, int]) -> list[tuple[str, int]]:
    return [(why.words, number) for why, number in numbers.items() if number]


def message_of(digest: Digest) -> EmailMessage:
    number = sum(number for _, number in digest.mine)
    context = {"digest": digest, "address": settings.SITE_URL + reverse("worklist")}
    return EmailMessage(
        subject=f"Second Look: {number} open tasks assigned to you",
        body=render_to_string("biomarkers/worklist/digest.txt", context),
        to=[digest.to],
    )
