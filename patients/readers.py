"""The reader of a page, from the settings of a person; and English for what is kept."""

from collections.abc import Iterator
from contextlib import contextmanager
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.utils import translation
from django.utils.dates import MONTHS, MONTHS_3

from . import language as plain
from .language import ENGLISH, DateForm, Reader


@contextmanager
def answering(
    language: str, date_form: str = DateForm.WORDS, time_zone: str = ""
) -> Iterator[None]:
    """What is worded inside is in this language and form; instants are those of this zone.

    Django's own time zone stays the clinic's: “today” is a day of the clinic, not of who asks.
    """
    zone = _zone(time_zone)
    if language == ENGLISH.language:
        with plain.answering(Reader(date_form=DateForm(date_form), zone=zone)):
            yield
        return
    with translation.override(language):
        months = ("", *(str(MONTHS_3[month]) for month in range(1, 13)))
        whole = ("", *(str(MONTHS[month]) for month in range(1, 13)))
        reader = Reader(language, translation.gettext, DateForm(date_form), months, whole, zone)
        with plain.answering(reader):
            yield


def _zone(name: str) -> ZoneInfo | None:
    """None, the clinic's, for a zone that this host's tables no longer know, or never did."""
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError):
        return None


@contextmanager
def in_english() -> Iterator[None]:
    """What is stored or taken out reads the same whoever caused it."""
    with translation.override(settings.LANGUAGE_CODE), plain.answering(ENGLISH):
        yield
