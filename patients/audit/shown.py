"""Whom an answer shows: patients whose MRN or name is in its text, whatever page made it."""

from collections.abc import Mapping
from uuid import UUID

from django.http import HttpResponseBase
from django.utils.html import escape


def text_of(response: HttpResponseBase) -> str:
    """Empty for what is no text, as a PDF, and for what is sent while it is read."""
    kind = response.get("Content-Type", "")
    if response.streaming or not kind.startswith(("text/", "application/json")):
        return ""
    return response.content.decode(response.charset or "utf-8", errors="replace")  # type: ignore[attr-defined]


def shown_in(text: str, loaded: Mapping[UUID, set[str]]) -> list[UUID]:
    """Of the patients that were read, with their MRN and names as far as those were read."""
    return [key for key, words in loaded.items() if any(_is_word(escape(w), text) for w in words)]


def _is_word(word: str, text: str) -> bool:
    """By `find`, which looks through a long page hundreds of times as fast as a pattern."""
    begins = text.find(word)
    while begins >= 0:
        ends = begins + len(word)
        if not (_goes_on(text[max(begins - 1, 0) : begins]) or _goes_on(text[ends : ends + 1])):
            return True
        begins = text.find(word, begins + 1)
    return False


def _goes_on(letter: str) -> bool:
    return letter.isalnum() or letter == "_"
