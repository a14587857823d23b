"""Words, days and instants as the reader wants them; part of every template."""

import re
from datetime import date, datetime
from functools import cache
from pathlib import Path

from django import template
from django.conf import settings
from django.forms import BoundField
from django.forms.utils import ErrorList
from django.utils import timezone
from django.utils.html import format_html, json_script

from patients.language import ENGLISH, day_words, language, say, zone

register = template.Library()


@register.filter("say")
def say_it(words: object) -> object:
    """A text of ours that was made without knowing who reads it; what is no text as it is."""
    if not words or language() == ENGLISH.language:
        return words
    said = say(str(words))
    return words if said == words else said


@cache
def texts_of_scripts() -> tuple[str, ...]:
    """What the scripts of pages say, asked of them."""
    scripts = (path for folder in settings.STATICFILES_DIRS for path in Path(folder).glob("*.js"))
    said = (re.findall(r'\bsay\("([^"]+)"\)', path.read_text()) for path in sorted(scripts))
    return tuple(dict.fromkeys(text for texts in said for text in texts))


@register.simple_tag
def script_words() -> str:
    """The same in the reader's language, for the scripts; nothing for who reads English."""
    if language() == ENGLISH.language:
        return ""
    return json_script({text: say(text) for text in texts_of_scripts()}, "script-words")


@register.filter
def content(words: str) -> str:
    """A text of the catalog, whose language is English: marked so where the page has another."""
    if not words or language() == ENGLISH.language:
        return words
    return format_html('<span lang="en">{}</span>', words)


@register.filter
def safety(words: str) -> str:
    """A text on which a life can depend: its translation says that nobody reviewed it.

    The English original is its title; without a translation it is shown in English.
    """
    if not words or language() == ENGLISH.language:
        return words
    said = say(words)
    if said == words:
        return content(words)
    mark = say("translation not reviewed")
    return format_html(
        '<span class="not-reviewed" title="{}">{} <small>({})</small></span>', words, said, mark
    )


@register.filter
def spoken(field: BoundField) -> BoundField:
    """A field whose choices are in the reader's language; what users entered stays as it is."""
    if language() != ENGLISH.language and hasattr(field.field.widget, "choices"):
        field.field.widget.choices = _said(field.field.widget.choices)
    return field


def _said(choices):
    return [
        (value, _said(label) if isinstance(label, list | tuple) else say(str(label)))
        for value, label in choices
    ]


@register.filter
def errors_words(errors: ErrorList) -> str:
    """What is wrong with a field, a line each."""
    return "\n".join(say(str(error)) for error in errors)


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
