"""Which organ, not the breast, a site names."""

import re
from dataclasses import dataclass

from .once import once


@dataclass(frozen=True)
class Organs:
    """`words` pairs each word of the table with its organ."""

    words: tuple[tuple[str, str], ...] = ()

    def named_in(self, site: str) -> str | None:
        """The organ of the first whole word of the table that is in the site."""
        if self._pattern is None:
            return None
        found = self._pattern.search(site)
        return self._organ_of[found[0].casefold()] if found else None

    @once
    def _organ_of(self) -> dict[str, str]:
        return {word.casefold(): organ for word, organ in self.words}

    @once
    def _pattern(self) -> re.Pattern[str] | None:
        if not self.words:
            return None
        longest_first = sorted(self._organ_of, key=len, reverse=True)
        return re.compile(rf"\b({'|'.join(map(re.escape, longest_first))})\b", re.IGNORECASE)
