"""What cells name by one of several names: agents and genes, by the lists that staff keep."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from biomarkers.catalog.genes import GeneNames, MisspeltGene, gene_names

from .agents import AgentNames
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
            yield file, "agent", self.agents.named
        yield ALTERATIONS, "gene", self.gene_named

    def gene_named(self, cell: str) -> str:
        """The symbol, or what is written where no list has it. Raises BadCell."""
        try:
            return self.genes.symbol_of(cell)
        except MisspeltGene as fault:
            raise BadCell(
                f"{quoted(cell)} is not a known gene; did you mean {fault.symbol}?"
            ) from None
