"""Alterations and markers of a report, as rows of fields beside those of a specimen."""

from dataclasses import replace

from .alterations import GeneReading
from .gene_finding import GeneFinding
from .letters import Letters
from .markers import MarkerFinding, markers_in, names_one, once_each
from .proposal import THIS, Proposal, ProposedField

Row = tuple[ProposedField, ...]


class Genomics:
    """Reads the report's sentences in their order."""

    def __init__(self, letters: Letters) -> None:
        self.letters = letters
        self.genes = GeneReading(letters.text)
        self.markers: list[MarkerFinding] = []
        self._label = ("", 0)  # a line that names a marker alone, and where it begins

    def read(self, words: str, start: int) -> None:
        self.genes.read(words, start)
        label, at = self._label
        joined = label + " " * (start - at - len(label)) + words if label else words
        found = list(markers_in(joined, at if label else start))
        self.markers += found
        self._label = (words, start) if not found and names_one(words) else ("", 0)

    def added_to(self, proposals: list[Proposal], about: Row) -> list[Proposal]:
        """They are of this specimen: beside its fields, or in a proposal of their own. `about`
        holds for the report: the day of the test is that of the specimen, else of the report."""
        days = (f for name in ("collected_on", "read_on") for f in about if f.name == name)
        tested = next(days, None)
        day = (replace(tested, name="tested_on"),) if tested else ()
        alterations = tuple((*self._gene(one), *day) for one in self.genes.findings())
        markers = tuple((*self._marker(one), *day) for one in once_each(self.markers))
        if not alterations and not markers:
            return proposals
        own = next((p for p in proposals if p.specimen == THIS), None)
        if own is None:
            return [Proposal(about, alterations=alterations, markers=markers), *proposals]
        with_them = replace(own, alterations=alterations, markers=markers)
        return [with_them if proposal is own else proposal for proposal in proposals]

    def _field(
        self, name: str, value: str, at: tuple[int, int], unclear: str = ""
    ) -> ProposedField:
        words = (self.letters.words(*at),) if at[1] else ()
        return ProposedField(name, value, words, unclear)

    def _gene(self, one: GeneFinding) -> Row:
        fields = [
            self._field("gene", one.gene, one.gene_at),
            self._field("result", one.result, one.result_at, one.unclear),
        ]
        if one.alteration:
            fields.append(self._field("alteration", one.alteration, one.alteration_at))
        if one.origin:
            fields.append(self._field("origin", one.origin, (0, 0)))
        return (*fields, self._field("material", one.material, (0, 0)))

    def _marker(self, one: MarkerFinding) -> Row:
        at = (one.start, one.end)
        named = self._field("marker", one.marker, at)
        return (named, self._field("value", one.value, at, one.unclear))
