"""What the cells of one gene's row say together: of several days, tests or materials."""

import re

from .gene_words import ABSENT, SHARE

DIFFERENT = "The row gives different results; which is of this test is not said."
_SHARE_ALONE = re.compile(r"\s*(?!0+(?:\.0+)?\s?%)\d{1,3}(?:\.\d{1,2})?\s?%\s*")


def is_of_other_cell(about: str, absent: re.Match[str], variants: list[re.Match[str]]) -> bool:
    """“no variant | R273H, VAF 41%”: of blood nothing, of tissue a variant with its share."""
    precise = [one for one in variants if not one["kind"]]
    return bool(precise) and any(
        "|" in about[absent.end() : found.start()] for found in SHARE.finditer(about)
    )


def differ(about: str) -> bool:
    """“ESR1 Y537N | 5.5 % | not detected”, of two days or two materials."""
    cells = about.split("|")
    shares = any(_SHARE_ALONE.fullmatch(cell) for cell in cells)
    return shares and any(ABSENT.fullmatch(cell.strip()) for cell in cells)
