"""Days and instants as the reader wants them; part of every template."""

from datetime import date, datetime

from django import template
from django.utils import timezone

from patients.language import day_words, zone

register = template.Library()


@register.filter
def day(value: date | datetime | None) -> str:
    """`9 May 2016`; nothing of None."""
    if isinstance(value, datetime):
        value = _local(value)
    return day_words(value) if value else ""


@register.filter
def moment(value: datetime | None) -> str:
    """`9 May 2016, 14:30`; nothing of None."""
    if not value:
        return ""
    here = _local(value)
    return f"{day_words(here)}, {here:%H:%M}"


@register.filter
def clock(value: datetime | None) -> str:
    """`14:30`; nothing of None."""
    return f"{_local(value):%H:%M}" if value else ""


def _local(value: datetime) -> datetime:
    return timezone.localtime(value, zone()) if timezone.is_aware(value) else value
