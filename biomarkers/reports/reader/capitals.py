"""A report that is written wholly in small or wholly in capital letters, with the capitals that
others set: where a sentence begins, in the letters of parts and blocks, in numbers and genes.

So no rule has to know how a report is typed. Every letter stays in its place.
"""

import re

from .genes import symbols
from .letters import Letters

_FEW = 0.01  # of the letters: what a typist of small letters capitalizes all the same
_LEAST = 40  # letters; of fewer, nothing is said of how a report is written
_PARTS = "part|specimen|sample|block|cassette|biopsy|site|tissue|core|area|container|slide"
_LETTER = re.compile(  # of a part or a block
    rf"\b(?:{_PARTS})s?\s{{0,2}}[#(]?\s{{0,2}}[a-h](?=\d{{0,2}}\b)"
    r"|[|;,(]\s{0,8}[a-h](?=\d{0,2}\s{0,3}(?:[.):&|,]|-\s))"
    r"|\b(?:and|or|on)\s[a-h](?=\d{1,2}\b|\s{0,2}[).:;,|\n])"
)
_FIRST = re.compile(  # of a line or a sentence
    r"(?<![a-z]-\n)^[^\S\n]*[^\w\n]{0,8}[a-z]|(?<=[a-z0-9%)+][.!?])\s{1,3}[a-z]", re.MULTILINE
)
_CODE = re.compile(r"(?<![\w'.])(?=[a-z-]*\d)[a-z][a-z0-9-]*")  # “her2”, “s24-100”, “pik3ca”

_WORD = re.compile(r"(?<![\w-])[a-z]{3,6}(?![\w-])")


def _gene(word: str) -> str:
    return word.upper() if word.upper() in symbols() else word


def capitalized(letters: Letters) -> Letters:
    """The text with usual capitals, if it has none or nothing else."""
    small = sum(letter.islower() for letter in letters.text)
    capital = sum(letter.isupper() for letter in letters.text)
    if min(small, capital) > _FEW * (small + capital) or small + capital < _LEAST:
        return letters
    text = _CODE.sub(lambda word: word[0].upper(), letters.text.lower())
    text = _WORD.sub(lambda word: _gene(word[0]), text)
    for pattern in (_LETTER, _FIRST):
        text = pattern.sub(lambda words: words[0][:-1] + words[0][-1].upper(), text)
    return Letters(text, letters.origin) if len(text) == len(letters.text) else letters
