"""Which agent a cell names, or what is wrong with it."""

from biomarkers.catalog.agents import AgentNames, SeveralAgents, UnknownAgent

from .cells import BadCell
from .faults import quoted


def agent_named(names: AgentNames, cell: str) -> str:
    """The generic name. Raises BadCell, which names the agents."""
    try:
        return names.named(cell)
    except SeveralAgents as several:
        raise BadCell(_write_each(cell, several.agents, several.note)) from None
    except UnknownAgent as fault:
        hint = f"; did you mean {fault.alike}?" if fault.alike else ""
        raise BadCell(
            f"{quoted(cell)} is not a known drug, brand, synonym or RxNorm code{hint}"
        ) from None


def _write_each(cell: str, agents: list[str], note: str = "") -> str:
    *others, last = agents
    written = f"{', '.join(others)} and {last}" if others else last
    added = f" ({note})" if note else ""
    return f"{quoted(cell)} names several agents: write {written}, a row for each{added}"
