"""Tumors that a report lists with their blocks: below, a block alone names its tumor."""

import re

_LISTED = re.compile(
    r"\b(?P<word>tumou?r|lesion|focus|mass|nodule)\s{1,2}#?(?P<number>[1-9]|[A-D])\b(?![%.]\d)[^\n;]{0,80}?"
    r"\b(?:blocks?|cassette)\s{1,2}(?P<block>[A-H]\d{1,2})\b(?!\s?[,&/]\s?[A-H]\d|-[A-H]?\d)",
    re.IGNORECASE,
)
_BLOCK = re.compile(r"(?<![\w-])[A-H]\d{1,2}(?![\w-]|\.\d)")


def tumors_by_block(text: str) -> dict[str, str]:
    """“Tumor 1 (block A3)”: A3 is of Tumor 1, where every tumor has a block of its own."""
    named: dict[str, set[str]] = {}
    for found in _LISTED.finditer(text):
        label = f"{found['word'].capitalize()} {found['number'].upper()}"
        named.setdefault(found["block"].upper(), set()).add(label)
    blocks = {block: next(iter(labels)) for block, labels in named.items() if len(labels) == 1}
    return blocks if len(set(blocks.values())) > 1 else {}


def blocks_in(words: str, blocks: dict[str, str]) -> list[tuple[int, int, str]]:
    """Start, end and tumor of each block that a sentence names."""
    found = _BLOCK.finditer(words) if blocks else ()
    return [(one.start(), one.end(), blocks[one[0]]) for one in found if one[0] in blocks]
