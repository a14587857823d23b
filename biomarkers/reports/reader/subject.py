"""What a whole report is about: ISH of HER2, sequencing, tissue."""

import re

from .context import Context
from .gene_words import PANELS, PLASMA
from .items import CEP17, HER2, IHC, ISH
from .pattern import compiled

_DESCRIBED = re.compile(
    rf"\bratio\s{{1,3}}of\s{{1,3}}{HER2}\S{{0,6}}\s{{1,3}}(?:to|over|/)\s{{1,3}}{CEP17}",
    re.IGNORECASE,
)
_ANOTHER_GENE = re.compile(r"\b(?:ALK|ROS1|MYC|TOP2A|EGFR|FGFR\d|CCND1|MET|RET|NTRK\d|MDM2)\b")
_SEQUENCING = re.compile(
    rf"\b(?:{PANELS}"
    r"|ngs|next[\s-]generation|sequencing|ctdna|cfdna|cell-free"
    r"|genomic\s{1,3}(?:profil\w{1,4}|findings?|signatures?|alterations?|variants?|results?)"
    r"|(?:variant\s{1,3})?allele\s{1,3}(?:frequency|fraction)|vaf|mutational\s{1,3}burden"
    r"|circulating\s{1,3}tumou?r\s{1,3}dna|liquid\s{1,3}biopsy|hereditary)\b"
    rf"|{PLASMA.pattern}",
    re.IGNORECASE,
)
_TISSUE = compiled(
    IHC,
    ISH,
    r"\b(?:ffpe|block|core|tissue (?:biopsy|sample|specimen|section)|(?<!liquid[\s-])biopsy)\b",
)


def subject_of(text: str) -> Context:
    """What is known before the first sentence."""
    return Context(
        sequencing=bool(_SEQUENCING.search(text)),
        her2_is_named=_is_on_her2(text),
        ratio_is_described=bool(_DESCRIBED.search(text)),
    )


def is_of_tissue(text: str) -> bool:
    return bool(_TISSUE.search(text))


def _is_on_her2(text: str) -> bool:
    """Whether ISH of a gene that is not named is that of HER2."""
    named = re.search(HER2, text, re.IGNORECASE) and not _ANOTHER_GENE.search(text)
    return bool(named) and not _SEQUENCING.search(text)
