"""Which gene a name means: symbol, alias or misspelling, however it is spelled."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from biomarkers.models import Gene
from biomarkers.models.gene import symbols_by_name
from patients.names import differ_by_one_letter, plain

from .current import current_catalog


class MisspeltGene(ValueError):
    """A name one letter away from a gene that an option asks for; it names the gene."""

    def __init__(self, symbol: str):
        super().__init__(symbol)
        self.symbol = symbol


@dataclass(frozen=True)
class GeneNames:
    """`symbols` by name in its plain form; `asked_for`: those that the catalog names."""

    symbols: Mapping[str, str] = field(default_factory=dict)
    asked_for: frozenset[str] = frozenset()

    def symbol_of(self, name: str) -> str:
        """The symbol, or the name itself where no list has it. Raises MisspeltGene."""
        wanted = plain(name)
        if wanted in self.symbols:
            return self.symbols[wanted]
        for symbol in sorted(self.asked_for):
            if differ_by_one_letter(wanted, plain(symbol)):
                raise MisspeltGene(symbol)
        return name


def gene_names() -> GeneNames:
    """The list that staff keep, and the genes that the catalog in force names."""
    symbols = symbols_by_name(Gene.objects.all())
    catalog = current_catalog()
    in_options = {term.gene for row in catalog.rows for term in row.alterations}
    return GeneNames(symbols, frozenset(in_options | set(catalog.safety.genes)))
