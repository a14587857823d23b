"""What a report says of one gene, with its place in the readable text."""

import re
from dataclasses import dataclass

from .earlier import Earlier


@dataclass(frozen=True)
class GeneFinding:
    """One gene; without a result `unclear` says why. Offsets as given to `GeneReading.read`."""

    gene: str
    gene_at: tuple[int, int]
    result: str
    result_at: tuple[int, int]
    alteration: str = ""
    alteration_at: tuple[int, int] = (0, 0)
    origin: str = ""
    material: str = ""
    unclear: str = ""
    earlier: Earlier | None = None  # the specimen that it is quoted from


def says_no_more(one: GeneFinding, others: list[GeneFinding]) -> bool:
    """“A PIK3CA mutation was detected”, where its variant is named elsewhere; “BRCA2 c.5946delT”,
    where it is named with its protein; “RB1 truncation”, where it is R320*; “no ERBB2
    amplification”, where nothing was found in the gene."""
    same_gene = [
        same
        for same in others
        if (same.gene, same.material, same.earlier) == (one.gene, one.material, one.earlier)
    ]
    if one.result == "not_detected" and one.alteration:
        return any(same.result == one.result and not same.alteration for same in same_gene)
    if one.alteration.startswith("truncat"):
        return any(re.search(r"[*]|fs", same.alteration) for same in same_gene)
    if one.result not in ("detected", "vus") or one.unclear:
        return False
    return any(
        same.alteration
        and same.result != "not_detected"
        and (not one.alteration or same.alteration.startswith(f"{one.alteration} ("))
        for same in same_gene
    )
