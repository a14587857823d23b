"""Which agent a cell names: by generic name, brand name or RxNorm ingredient code, whole only."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from .cells import BadCell
from .faults import quoted

_BRANDS_OF_TWO = {
    "phesgo": ("pertuzumab", "trastuzumab"),
    "kisqali femara co-pack": ("ribociclib", "letrozole"),
}


@dataclass(frozen=True)
class AgentNames:
    """Every name and code in lower case, with the generic name that it stands for."""

    generic: Mapping[str, str]

    @classmethod
    def of(cls, names: Iterable[tuple[str, str]]) -> "AgentNames":
        """From pairs of a name or code and the generic name."""
        return cls({_same(name): generic for name, generic in names if name})

    def named(self, cell: str) -> str:
        """The generic name. Raises BadCell, which names the agent."""
        name = _same(cell)
        if name in self.generic:
            return self.generic[name]
        if name in _BRANDS_OF_TWO:
            one, other = _BRANDS_OF_TWO[name]
            raise BadCell(f"{quoted(cell)} is {one} and {other}: write both, a row for each")
        alike = get_close_matches(name[:100], self.generic, n=1, cutoff=0.8)
        hint = f"; is {self.generic[alike[0]]} meant?" if alike else ""
        raise BadCell(f"{quoted(cell)} is no known agent, brand or RxNorm code{hint}")


def _same(name: str) -> str:
    return " ".join(name.casefold().split())
