"""Which agent a cell names: whole names only, however they are spelled."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from patients.models import Agent, RegimenName
from patients.names import plain

from .cells import BadCell
from .faults import quoted

_BETWEEN_AGENTS = re.compile(r"[+/,;&]|\band\b|\bwith\b", re.IGNORECASE)


@dataclass(frozen=True)
class AgentNames:
    """Generic names, brands, synonyms and RxNorm codes, and the names of regimens."""

    generic: Mapping[str, str]
    regimens: Mapping[str, RegimenName] = field(default_factory=dict)

    @classmethod
    def stored(cls) -> "AgentNames":
        """As staff keep them, in a fixed number of queries."""
        agents = Agent.objects.with_names()
        regimens = RegimenName.objects.prefetch_related("agents")
        return cls.of(((name, agent.name) for agent in agents for name in agent.names), regimens)

    @classmethod
    def of(
        cls, names: Iterable[tuple[str, str]], regimens: Iterable[RegimenName] = ()
    ) -> "AgentNames":
        """From pairs of a name or code and the generic name."""
        return cls(
            {plain(name): generic for name, generic in names if name},
            {plain(regimen.name): regimen for regimen in regimens},
        )

    def named(self, cell: str) -> str:
        """The generic name. Raises BadCell, which names the agent."""
        name = plain(cell)
        if name in self.generic:
            return self.generic[name]
        if name in self.regimens:
            regimen = self.regimens[name]
            raise BadCell(_write_each(cell, [a.name for a in regimen.agents.all()], regimen.note))
        several = [self.generic[part] for part in _parts(cell) if part in self.generic]
        if len(several) > 1:
            raise BadCell(_write_each(cell, several))
        alike = get_close_matches(name[:100], self.generic, n=1, cutoff=0.8)
        hint = f"; did you mean {self.generic[alike[0]]}?" if alike else ""
        raise BadCell(f"{quoted(cell)} is not a known drug, brand, synonym or RxNorm code{hint}")


def _parts(cell: str) -> list[str]:
    return [plain(part) for part in _BETWEEN_AGENTS.split(cell)]


def _write_each(cell: str, agents: list[str], note: str = "") -> str:
    *others, last = dict.fromkeys(agents)
    written = f"{', '.join(others)} and {last}" if others else last
    added = f" ({note})" if note else ""
    return f"{quoted(cell)} names several agents: write {written}, a row for each{added}"
