"""Which agents a name means: whole names only, however they are spelled."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from patients.models import Agent, RegimenName
from patients.names import plain

_BETWEEN_AGENTS = re.compile(r"[+/,;&\n]|\band\b|\bwith\b", re.IGNORECASE)


class UnknownAgent(ValueError):
    """A name in no list. `alike` is the agent that is nearly called so, or nothing."""

    def __init__(self, name: str, alike: str = ""):
        super().__init__(name)
        self.name, self.alike = name, alike


class SeveralAgents(ValueError):
    """A name that stands for several; `note` says where it may mean others still."""

    def __init__(self, agents: list[str], note: str = ""):
        super().__init__(" + ".join(agents))
        self.agents, self.note = list(dict.fromkeys(agents)), note


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

    def named(self, text: str) -> str:
        """The generic name. Raises SeveralAgents or UnknownAgent."""
        name = plain(text)
        if name in self.generic:
            return self.generic[name]
        if name in self.regimens:
            regimen = self.regimens[name]
            raise SeveralAgents([agent.name for agent in regimen.agents.all()], regimen.note)
        parts = [plain(part) for part in _BETWEEN_AGENTS.split(text)]
        several = [self.generic[part] for part in parts if part in self.generic]
        if len(several) > 1:
            raise SeveralAgents(several)
        alike = get_close_matches(name[:100], self.generic, n=1, cutoff=0.8)
        raise UnknownAgent(text, self.generic[alike[0]] if alike else "")

    def all_named(self, text: str) -> tuple[list[str], list[str]]:
        """The agents of a text that may name several, and what is noted of its regimens.

        “TCHP” and “carboplatin + Herceptin” alike. Raises UnknownAgent for a part in no list.
        """
        agents: list[str] = []
        notes = []
        for part in filter(str.strip, _parts(text, self)):
            try:
                agents.append(self.named(part))
            except SeveralAgents as several:
                agents += several.agents
                if several.note:
                    notes.append(f"{part.strip()}: {several.note}")
        return list(dict.fromkeys(agents)), notes


def _parts(text: str, names: AgentNames) -> list[str]:
    """A name that holds a sign between agents itself, as “AC/T”, is one part."""
    if plain(text) in names.generic or plain(text) in names.regimens:
        return [text]
    return _BETWEEN_AGENTS.split(text)
