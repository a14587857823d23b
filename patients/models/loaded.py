"""Which patients were read from the database while a request was answered.

The audit trail asks for it: whoever stands in the answer was shown (patients/audit/shown.py).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

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
        found[patient.pk] = patient
