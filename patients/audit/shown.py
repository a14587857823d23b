"""Whom an answer shows: patients whose MRN or name stands in its text, whatever page made it."""

import re
from collections.abc import Iterable
from uuid import UUID

from django.http import HttpResponseBase
from django.utils.html import escape

from patients.models import Patient

_NAMES = ("mrn", "family_name", "given_name")


def text_of(response: HttpResponseBase) -> str:
    """Empty for what is no text, as a PDF, and for what is sent while it is read."""
    kind = response.get("Content-Type", "")
    if response.streaming or not kind.startswith("text/"):
        return ""
    return response.content.decode(response.charset or "utf-8", errors="replace")  # type: ignore[attr-defined]


def shown_in(text: str, patients: Iterable[Patient]) -> list[UUID]:
    return [patient.pk for patient in patients if _stands_in(text, patient)]


def _stands_in(text: str, patient: Patient) -> bool:
    """By what was read of the patient; the rest of the row is not asked for."""
    read = (patient.__dict__.get(name) for name in _NAMES)
    return any(word and _is_word(escape(word), text) for word in read)


def _is_word(word: str, text: str) -> bool:
    """`in` first, as most are not there and it costs next to nothing."""
    return word in text and bool(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text))
