"""Alterations of genes, as short tissue panels, plasma tests and germline reports state them.

A gene counts where a variant, or a word of sequencing (mutation, fusion, pathogenic, not detected),
is said of it; a stain of its protein never does.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from .earlier import Earlier
from .gene_cells import DIFFERENT, differ, is_of_other_cell
from .gene_finding import GeneFinding, says_no_more
from .gene_source import GeneSource
from .gene_unlisted import unlisted_in
from .gene_words import (
    ABSENT,
    ALL_ABSENT,
    BENIGN,
    DOUBT,
    FUSED,
    GENE_NEGATIVE,
    HEADS_UNCERTAIN,
    LIST,
    NEGATIVE,
    NONE,
    OF_GENES,
    OF_ONE_KIND,
    OF_PATIENT,
    OTHER,
    PRESENT,
    STAINED,
    STAINS,
    UNCERTAIN,
    VALUE,
    WHAT_IS_SOUGHT,
    denied_kind,
    tested_only,
)
from .genes import Gene, SaidOf, fusions_in, genes_in, shared, variants_of
from .letters import BORDER
from .told import OF_RELATIVES
from .variants import VARIANT, written

_SHORT, _LONG = 60, 110  # characters of a heading
_LABELLED = re.compile(r"[^:,]{4,60}(?=:)")  # what a list of genes is called


class GeneReading:
    """Reads the report's sentences in their order."""

    def __init__(self, text: str) -> None:
        self.source = GeneSource(text)
        self.found: list[GeneFinding] = []
        self._not_understood: dict[str, tuple[tuple[int, int], str]] = {}
        self._listed: list[tuple[Gene, int, str, str]] = []
        self._alone: tuple[Gene, int, str] | None = None  # a gene that stands alone in its line
        self._is_uncertain = False  # under a heading of such variants
        self._all_absent: tuple[int, int] | None = None
        self._absent_below = ""  # how a heading ends of genes in which nothing was found
        self._denies_any = False  # and whether that is of every kind of alteration

    def read(self, words: str, start: int) -> None:
        self._turn(words, start)
        self._note_unlisted(words, start)
        fusions = [] if ABSENT.search(words) else list(fusions_in(words))
        self.found += (self._fusion(gene, whole, start) for gene, whole in fusions)
        genes = list(genes_in(words))
        if fusions:
            return
        if not genes:
            self._without_gene(words, start)
            return
        self._alone = None
        words = tested_only(words)
        genes = list(genes_in(words))
        if not genes:
            return
        if self._are_absent(words, genes):
            self.found += (self._absent(gene, start, words) for gene in genes)
            return
        if LIST.search(words) and not ABSENT.search(words):
            origin, material = self.source.origin, self.source.material
            self._listed += [(gene, start, origin, material) for gene in genes]
            return
        before = len(self.found)
        for said in shared(words, genes):
            for gene in said.genes:
                found = list(self._findings(words, said, gene, start))
                self.found += found
                if not found:
                    self._note(words[said.start : said.end], gene, start)
        if len(self.found) == before and len(genes) == 1 and not words[genes[0].end :].strip():
            self._alone = genes[0], start, words

    def _are_absent(self, words: str, genes: list[Gene]) -> bool:
        """“Not detected: AKT1 mutation | PTEN loss”, or below such a heading genes with what was
        sought and nothing else: “BRCA1 pathogenic variant”. A gene alone may have its variant in
        the next line."""
        label = words[: genes[0].start].rpartition(":")[0]
        if label and ABSENT.search(label):
            return all(one["kind"] for one in VARIANT.finditer(words))
        if not self._absent_below:
            return False
        left = re.sub(r"\([^()]*\)", " ", "".join(_without(words, genes)))
        rest = WHAT_IS_SOUGHT.sub(" ", left) if self._denies_any else left
        may_go_on = self._absent_below != ":" and len(genes) == 1 and rest == left
        return not may_go_on and not re.search(r"\w", re.sub(r"\b(?:and|or)\b", " ", rest))

    def _absent(self, gene: Gene, start: int, words: str) -> GeneFinding:
        at = (start + gene.start, start + gene.end)
        return GeneFinding(
            gene.name,
            at,
            "not_detected",
            at,
            denied_kind(words),
            origin=self.source.origin,
            material=self.source.material,
        )

    def _fusion(self, gene: Gene, whole: re.Match[str], start: int) -> GeneFinding:
        """“ETV6-NTRK3 fusion”, under the partner that is listed."""
        at = (start + whole.start(), start + whole.end())
        gene_at = (start + gene.start, start + gene.end)
        return GeneFinding(
            gene.name,
            gene_at,
            "detected",
            at,
            whole[0],
            at,
            self.source.origin,
            self.source.material,
        )

    def _note(self, about: str, gene: Gene, start: int) -> None:
        """A gene that is named with a value, and is no result that is understood."""
        told_of = self.source.is_sequencing or self.source.is_germline or OF_GENES.search(about)
        if not told_of or STAINED.search(about) or STAINS.search(about):
            return
        value = VALUE.search(about) or (_LABELLED.match(about) if "," in about else None)
        if value and not BENIGN.search(about):
            at = (start + gene.start, start + gene.end)
            self._not_understood.setdefault(gene.name, (at, value[0].strip()))

    def _note_unlisted(self, words: str, start: int) -> None:
        """“NOTCH3 | p.A1020T”: a gene that the list does not hold."""
        if self.source.is_sequencing or self.source.is_germline:
            for gene, variant in unlisted_in(tested_only(words)):
                at = (start + gene.start, start + gene.end)
                self._not_understood.setdefault(gene.name, (at, variant))

    def _without_gene(self, words: str, start: int) -> None:
        """A heading of variants of uncertain significance, or the line below a gene that stands
        alone."""
        if self._alone is not None:
            gene, at, before = self._alone
            self._alone = None
            joined = before + " " * (start - at - len(before)) + words
            said = SaidOf([gene], gene.start, len(joined))
            self.found += self._findings(joined, said, gene, at)
        self._variant_below(words, start)
        title = " ".join(words.replace(BORDER, " ").split())  # without the gap before “VAF”
        is_heading = self._is_uncertain or len(title) < _SHORT
        goes_on = self._is_uncertain and VARIANT.search(words)  # of a gene that is not known
        self._is_uncertain = bool(goes_on or (is_heading and UNCERTAIN.search(words)))
        ends = words.rstrip()[-1:]
        heads = ends == ":" or (len(words.strip()) < _LONG and ends != ".")
        self._absent_below = ends if heads and ABSENT.search(words) else ""
        self._denies_any = not OF_ONE_KIND.search(words)  # “No fusions detected” denies no loss

    def _variant_below(self, words: str, start: int) -> None:
        """“PIK3CA mutation: detected”, and in a row below which of its variants."""
        last = self.found[-1] if self.found else None
        if last is None or last.result != "detected" or last.alteration:
            return
        variants = [one for one in VARIANT.finditer(words) if not one["kind"]]
        if len(variants) == 1 and PRESENT.search(words) and not ABSENT.search(words):
            at = start + variants[0].start(), start + variants[0].end()
            self.found[-1] = replace(last, alteration=written(variants[0]), alteration_at=at)

    def findings(self) -> list[GeneFinding]:
        """One a gene, alteration, material and specimen; genes of a panel that found nothing are
        not detected."""
        found: dict[tuple[str | Earlier | None, ...], GeneFinding] = {}
        for one in self.found:
            found.setdefault((one.gene, one.alteration, one.material, one.earlier), one)
        for one in [one for one in found.values() if says_no_more(one, list(found.values()))]:
            del found[one.gene, one.alteration, one.material, one.earlier]
        if self._all_absent:
            named = {one.gene for one in found.values() if one.earlier is None}
            for gene, start, origin, material in self._listed:
                at = (start + gene.start, start + gene.end)
                if gene.name not in named:
                    found[gene.name, "", "", None] = GeneFinding(
                        gene.name, at, "not_detected", self._all_absent,
                        origin=origin, material=material,
                    )  # fmt: skip
        named = {one.gene for one in found.values()}
        for gene_name, (at, value) in self._not_understood.items():
            if gene_name not in named:
                because = f"{gene_name} is named with “{value}”, which is not understood."
                found[gene_name, "", "", None] = GeneFinding(
                    gene_name, at, "", at, material=self.source.material, unclear=because
                )
        return sorted(found.values(), key=lambda one: one.gene_at)

    def _turn(self, words: str, start: int) -> None:
        """What a sentence says of all genes, or of those that follow."""
        absent = ALL_ABSENT.search(words)
        if absent and not OTHER.search(words) and not any(genes_in(words)):
            self._all_absent = (start + absent.start(), start + absent.end())
        self.source.turn(words)

    def _findings(self, words: str, said: SaidOf, gene: Gene, start: int) -> Iterator[GeneFinding]:
        about = words[said.start : said.end]
        variants = variants_of(words, said, gene)
        if not self.source.is_sequencing:  # “amplified” is then a word of ISH, and all of ERBB2
            if gene.name == "ERBB2":
                return
            variants = [one for one in variants if one[0].lower() != "amplified"]
        is_stain = not variants and STAINS.search(words) and not OF_GENES.search(about)
        if is_stain or not self._is_of_gene(about, variants):
            return
        heads = HEADS_UNCERTAIN.match(words) or self._is_uncertain
        heads = heads and not (ABSENT.search(about) and not variants)
        result, at = ("vus", (0, len(about))) if heads else self._result(about, variants)
        if not result or (result != "not_detected" and _is_of_relative(words, gene)):
            return
        doubt = DOUBT.search(about)
        because = f"The sentence is hedged: “{doubt[0].strip()}”." if doubt else ""
        because = because or (DIFFERENT if differ(about) else "")
        plain = GeneFinding(
            gene=gene.name,
            gene_at=(start + gene.start, start + gene.end),
            result="" if because else result,
            result_at=(start + said.start + at[0], start + said.start + at[1]),
            alteration=denied_kind(about) or ("fusion" if FUSED.search(about) else ""),
            origin=self.source.origin,
            material=self.source.material,
            unclear=because,
        )
        if (result == "not_detected" and not because) or not variants:
            yield plain
            return
        for variant in variants:
            place = (start + variant.start(), start + variant.end())
            yield replace(plain, alteration=written(variant), alteration_at=place)

    def _is_of_gene(self, about: str, variants: list[re.Match[str]]) -> bool:
        if any(not variant["kind"] for variant in variants):
            return True
        of_genes = OF_GENES.search(about) or self._denied(about)
        told = variants or NONE.search(about) or ABSENT.search(about)
        is_told = of_genes or (self.source.is_sequencing and told)
        return bool(is_told) and not STAINED.search(about)

    def _denied(self, about: str) -> re.Match[str] | None:
        """“Negative”, which is a result of genes where nothing else is told of."""
        if self.source.is_germline:
            return NEGATIVE.search(about)
        return GENE_NEGATIVE.search(about) if self.source.origin == "germline" else None

    def _result(self, about: str, variants: list[re.Match[str]]) -> tuple[str, tuple[int, int]]:
        absent = ABSENT.search(about) or self._denied(about)
        absent = absent or (None if variants else NONE.search(about))
        if absent and is_of_other_cell(about, absent, variants):
            absent = None
        for result, found in (("vus", UNCERTAIN.search(about)), ("not_detected", absent)):
            if found:
                return result, found.span()
        if BENIGN.search(about):
            return "", (0, 0)
        if found := PRESENT.search(about):
            return "detected", found.span()
        return ("detected", (0, len(about.rstrip()))) if variants else ("", (0, 0))


def _is_of_relative(words: str, gene: Gene) -> bool:
    """“Her sister carries a PALB2 variant”, and no more of the patient."""
    told = OF_RELATIVES.search(words, 0, gene.start)
    return told is not None and not OF_PATIENT.match(words, gene.end)


def _without(words: str, genes: list[Gene]) -> Iterator[str]:
    """What stands between the genes of a sentence."""
    place = 0
    for gene in genes:
        yield words[place : gene.start]
        place = gene.end
    yield words[place:]
