"""What cells name by one of several names: agents and genes, by the lists that staff keep."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from biomarkers.catalog.agents import AgentNames
from biomarkers.catalog.genes import GeneNames, MisspeltGene, gene_names

from .agents import agent_named
from .cells import BadCell
from .columns import ADVERSE_EVENTS, ALTERATIONS, EVENT_GRADINGS, OVERRIDES, TREATMENTS, File
from .faults import quoted


@dataclass(frozen=True)
class Names:
    agents: AgentNames
    genes: GeneNames

    @classmethod
    def stored(cls) -> "Names":
        return cls(AgentNames.stored(), gene_names())

    @property
    def columns(self) -> Iterator[tuple[File, str, Callable[[str], str]]]:
        """Each column that names something, and what reads it; that raises BadCell."""
        for file in (TREATMENTS, ADVERSE_EVENTS, OVERRIDES, EVENT_GRADINGS):
            yield file, "agent", partial(agent_named, self.agents)
        yield ALTERATIONS, "gene", self.gene_named

    def gene_named(self, cell: str) -> str:
        """The symbol, or what is written where no list has it. Raises BadCell."""
        try:
            return self.genes.symbol_of(cell)
        except MisspeltGene as fault:
            raise BadCell(
                f"{quoted(cell)} is not a known gene; did you mean {fault.symbol}?"
            ) from None
