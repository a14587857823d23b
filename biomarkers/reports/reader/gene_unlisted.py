"""Genes that the list of genes does not hold, where a variant stands beside their symbol.

They are no results that the record can compare, and are not silent: “DNMT3A | R882H | 1.2%”.
"""

import re
from collections.abc import Iterator

from .genes import Gene, symbols
from .variants import VARIANT

_BESIDE = re.compile(
    r"(?<![\w.>-])(?P<symbol>[A-Z]{3,5}|(?=[A-Z]+\d)[A-Z][A-Z0-9]{2,7})(?:[\s|:]{1,30}|\s?\()"
    rf"(?P<variant>{VARIANT.pattern})(?![\w-])"
)
# Without a digit a symbol is short: “DETECTED E545K” names none. “BRAF V600E and V600K”, in capital
# letters, and words that stand before the place of a variant.
_WORDS = {
    *(
        "AND NOT WITH FOR THE GENE VAF DNA RNA EXON TIER CODON BLOCK SLIDE CASE PART"
        " POS NEG MUT VUS FOUND SHOWS HAS BOTH ALSO ONLY TUMOR"
    ).split()
}


def unlisted_in(words: str) -> Iterator[tuple[Gene, str]]:
    """Each with its variant as it is written."""
    for found in _BESIDE.finditer(words):
        name = found["symbol"]
        is_gene = name not in symbols() | _WORDS and not VARIANT.fullmatch(name)
        if is_gene and not found["kind"]:
            yield Gene(name, *found.span("symbol")), found["variant"]
