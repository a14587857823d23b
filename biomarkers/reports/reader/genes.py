"""Genes by their symbols, and which words and variants of a sentence are said of each."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .variants import FUSION, VARIANT, written

GENES = Path(__file__).parents[2] / "catalog" / "content" / "genes.csv"
_WORDS_TOO = {"AR", "MET", "KIT", "PGR"}  # as a word or by IHC they are mostly something else
_MOST_VARIANTS = 4  # of one gene in one clause
# “CDK4/6 inhibitors”, “a RET inhibitor”: what a drug is aimed at.
_NOT_A_DRUG = (
    r"(?!(?:\s{1,2}kinase)?\s{1,3}(?i:inhibit(?:ors?|ion)|antagonists?|degraders?|antibod(?:y|ies)"
    r"|blockade|directed|targeted|targeting))"
)
_BETWEEN = re.compile(r"[\s,;/&|]*(?:and|or)?\s*")


@cache
def symbols() -> frozenset[str]:
    with GENES.open(encoding="utf-8", newline="") as rows:
        return frozenset(row["symbol"] for row in csv.DictReader(rows)) - _WORDS_TOO


@cache
def _gene() -> re.Pattern[str]:
    named = "|".join(sorted(map(re.escape, symbols()), key=len, reverse=True))
    return re.compile(
        rf"(?<![\w-])(?P<gene>{named})(?P<more>(?:/\d){{0,3}}+)(?![\w-]){_NOT_A_DRUG}"
    )


@dataclass(frozen=True)
class Gene:
    name: str
    start: int
    end: int


def genes_in(words: str) -> Iterator[Gene]:
    """BRCA1/2 are two genes."""
    for found in _gene().finditer(words):
        yield Gene(found["gene"], found.start(), found.end())
        for digit in re.findall(r"\d", found["more"]):
            yield Gene(found["gene"][:-1] + digit, found.start(), found.end())


def fusions_in(words: str) -> Iterator[tuple[Gene, re.Match[str]]]:
    """“ETV6-NTRK3 fusion”: of the partner that is listed, the second before the first."""
    for found in FUSION.finditer(words):
        name = next((n for n in ("second", "first") if found[n] in symbols()), None)
        if name:
            yield Gene(found[name], found.start(name), found.end(name)), found


@dataclass(frozen=True)
class SaidOf:
    """Genes that share what is said of them: “BRCA1, BRCA2: not detected”."""

    genes: list[Gene]
    start: int
    end: int


def shared(words: str, genes: list[Gene]) -> Iterator[SaidOf]:
    """Genes with only commas between them share what is said before and after them."""
    groups: list[list[Gene]] = []
    for gene in genes:
        before = groups[-1][-1] if groups else None
        if before and (
            gene.start == before.start or _BETWEEN.fullmatch(words, before.end, gene.start)
        ):
            groups[-1].append(gene)
        else:
            groups.append([gene])
    for number, group in enumerate(groups):
        since = groups[number - 1][-1].end if number else 0
        upto = groups[number + 1][0].start if number + 1 < len(groups) else len(words)
        start = _clause_start(words, since, group[0].start)
        yield SaidOf(group, start, _clause_stop(words, group[-1].end, upto))


def _clause_start(words: str, since: int, gene: int) -> int:
    """What is said before a gene is its own only back to the last border: “No PIK3CA mutation”."""
    if words[:gene].rstrip().endswith(":"):
        return since  # “Wild type (no variant detected): ESR1, TP53”
    stops = (stop.end() for stop in re.finditer(r"[;,|)]|\.\s", words[:gene]))
    return max([since, *(stop for stop in stops if stop >= since)])


def _clause_stop(words: str, gene: int, upto: int) -> int:
    stop = re.compile(r";(?![^;]*\bnot detected)|\.\s").search(words, gene, upto)
    return stop.start() if stop else upto


def variants_of(words: str, said: SaidOf, gene: Gene) -> list[re.Match[str]]:
    """After the gene, else before it; “c.49G>A (p.Glu17Lys)” and the like are one."""
    if len({one.start for one in said.genes}) > 1:
        return []
    for start, end in ((gene.end, said.end), (said.start, gene.start)):
        found = list(VARIANT.finditer(words, start, end))
        precise = [one for one in found if not one["kind"]]
        proteins = {written(one): one for one in precise if one["protein"]}
        if len(proteins) == 1:  # its coding change, or the same once more
            precise = list(proteins.values())
        if found:
            return (precise or _called(found))[:_MOST_VARIANTS]
    return []


def _called(kinds: list[re.Match[str]]) -> list[re.Match[str]]:
    """The first; a gain that is called an amplification beside it is one: “copy number gain
    (amplification), 9 copies”."""
    amplified = [one for one in kinds if one[0].lower() == "amplification"]
    return amplified[:1] if "gain" in kinds[0][0].lower() and amplified else kinds[:1]
