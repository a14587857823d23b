"""The keys of the audit trail: the one in force, and those of before, each for its own time only.

A key that was replaced, because it may be known, proves nothing of what came later: an entry is
held against the keys that were in force when it says that it was written.
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import UTC, datetime, time

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

ENDS = "@"  # in a setting, between a key of before and its last day


@dataclass(frozen=True)
class Key:
    """`until` is the last moment of a key of before, None of the one in force."""

    secret: str
    until: datetime | None = None

    @property
    def id(self) -> str:
        """Names the key, and does not tell it."""
        return self.mac("key id")[:16]

    def covers(self, moment: datetime) -> bool:
        return self.until is None or moment <= self.until

    def mac(self, message: str) -> str:
        return hmac.new(self.secret.encode(), message.encode(), hashlib.sha256).hexdigest()


def keys() -> list[Key]:
    """From the one in force to the oldest. Raises ImproperlyConfigured."""
    return [Key(settings.AUDIT_KEY), *map(_of_before, settings.AUDIT_KEY_FALLBACKS)]


def _of_before(text: str) -> Key:
    """`KEY@2026-11-30`: through that day in UTC, so that no server has to change at a moment."""
    secret, _, day = text.rpartition(ENDS)
    try:
        last = datetime.combine(datetime.strptime(day, "%Y-%m-%d"), time.max, UTC)
    except ValueError:
        raise ImproperlyConfigured(
            "AUDIT_KEY_FALLBACKS: write each earlier key as KEY@YEAR-MONTH-DAY, its last day."
        ) from None
    return Key(secret, last)
