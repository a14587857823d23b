"""Alterations and markers of a report, as rows of fields beside those of a specimen."""

from dataclasses import replace

from .about import about_earlier
from .alterations import GeneReading
from .controls import without_controls
from .earlier import Earlier
from .gene_finding import GeneFinding
from .gene_quoted import GeneQuoting
from .letters import Letters
from .markers import MarkerFinding, markers_in, names_one, once_each
from .proposal import EARLIER, THIS, Proposal, ProposedField
from .sentences import Sentence
from .weighing import weigh

Row = tuple[ProposedField, ...]


class Genomics:
    """Reads the report's sentences in their order."""

    def __init__(self, letters: Letters, own: set[str]) -> None:
        self.letters = letters
        self.genes = GeneReading(letters.text)
        self.markers: list[MarkerFinding] = []
        self.quoting = GeneQuoting(own, is_plasma=self.genes.source.is_plasma)
        self._label = ("", 0)  # a line that names a marker alone, and where it begins

    def read(self, words: str, sentence: Sentence) -> None:
        words = without_controls(words)
        start, before = sentence.start, len(self.genes.found)
        self.quoting.turn(words, sentence)
        self.genes.read(words, start)
        label, at = self._label
        joined = label + " " * (start - at - len(label)) + words if label else words
        found = list(markers_in(joined, at if label else start))
        self._label = (words, start) if not found and names_one(words) else ("", 0)
        if earlier := self.quoting.earlier:
            for place, one in enumerate(self.genes.found[before:], before):
                material = self.quoting.material or one.material
                self.genes.found[place] = replace(one, earlier=earlier, material=material)
            found = [replace(one, earlier=earlier) for one in found]
        self.markers += found

    def added_to(self, proposals: list[Proposal], about: Row) -> list[Proposal]:
        """Those of this specimen beside its fields, or in a proposal of their own, and so those of
        each that is quoted. `about` holds for the report: the day of the test is that of the
        specimen, else of the report."""
        genes = self.genes.findings()
        earlier = [one.earlier for one in genes] + [one.earlier for one in self.markers]
        for quoted in dict.fromkeys(one for one in earlier if one):
            proposals = self._added(proposals, quoted, self._about_quoted(quoted), genes)
        return self._added(proposals, None, about, genes)

    def _added(
        self,
        proposals: list[Proposal],
        quoted: Earlier | None,
        about: Row,
        genes: list[GeneFinding],
    ) -> list[Proposal]:
        days = (f for name in ("collected_on", "read_on") for f in about if f.name == name)
        tested = next(days, None)
        day = (replace(tested, name="tested_on"),) if tested else ()
        alterations = tuple((*self._gene(one), *day) for one in genes if one.earlier == quoted)
        found = [one for one in self.markers if one.earlier == quoted]
        markers = tuple((*self._marker(one), *day) for one in once_each(found))
        if not alterations and not markers:
            return proposals
        specimen = EARLIER if quoted else THIS
        own = next((p for p in proposals if p.specimen == specimen and _is_of(p, quoted)), None)
        if own is None:
            added = Proposal(about, specimen, alterations=alterations, markers=markers)
            return [*proposals, added] if quoted else [added, *proposals]
        named = {one.name for one in own.fields}
        is_told = any(one.name in named for one in about)
        fields = own.fields if is_told else (*about, *own.fields)
        with_them = replace(own, fields=fields, alterations=alterations, markers=markers)
        return [with_them if proposal is own else proposal for proposal in proposals]

    def _about_quoted(self, quoted: Earlier) -> Row:
        return tuple(weigh(about_earlier([quoted]), self.letters).values())

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


def _is_of(proposal: Proposal, quoted: Earlier | None) -> bool:
    """Whether it is of the specimen with the number that is quoted."""
    return quoted is None or bool(quoted.accession == proposal.value("accession") != "")
