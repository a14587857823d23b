"""Which patients were read from the database while a request was answered, with their names.

The audit trail asks for it: a patient named in the answer was shown (patients/audit/shown.py). Only
the words are kept: an export reads a whole team.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

NAMES = ("mrn", "family_name", "given_name")
_loaded: ContextVar[dict | None] = ContextVar("loaded", default=None)  # None outside of a request


@contextmanager
def loaded_patients() -> Iterator[dict[Any, Any]]:
    """By key, and filled while the block runs."""
    found: dict[Any, Any] = {}
    token = _loaded.set(found)
    try:
        yield found
    finally:
        _loaded.reset(token)


def note_loaded(patient) -> None:
    found = _loaded.get()
    if found is not None:
        read = (patient.__dict__.get(name) for name in NAMES)
        found.setdefault(patient.pk, set()).update(filter(None, read))
