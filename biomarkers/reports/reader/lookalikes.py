"""Letters that a scanner took for digits, and digits for letters, where no other reading is left.

A word is mended if it is none as it stands and looks like exactly one word that reports use, or is
one of the long words of results with a slip of the keys; a number if a percent sign follows and at
least one sign is a digit.
"""

import re
from collections.abc import Iterator
from string import ascii_lowercase

from .letters import Letters

_WORDS = """
estrogen oestrogen progesterone receptor receptors positive negative equivocal borderline
amplified amplification unamplified nonamplified immunohistochemistry immunohistochemical
hybridization hybridisation fluorescence ratio score scored status average signals copies copy
number pending performed staining stained nuclear membrane percent percentage percentages nuclei
index proliferation breast left right biopsy core needle specimen mastectomy lumpectomy excision
liver bone lung lymph node axilla axillary brain skin pleura invasive infiltrating carcinoma
ductal lobular report pathology surgical consultation accession collected reported diagnosis
addendum amended comment low tumor tumour cells strong moderate weak faint complete incomplete
control clinical history fish
""".split()


def _folded(word: str) -> str:
    return word.lower().translate(_FOLD)


_FOLD = str.maketrans({"0": "o", "1": "l", "i": "l", "!": "l", "5": "s", "$": "s", "8": "b"})
_SEEN_AS = {_folded(word): word for word in _WORDS}
_SEEN_AS |= {
    _folded(word.replace("m", "rn")): word for word in _WORDS if "m" in word and len(word) > 5
}
_TYPED = """
positive negative equivocal amplified estrogen oestrogen progesterone receptor receptors
proliferation immunohistochemistry carcinoma metastatic specimen borderline percent
""".split()


def _slips(word: str) -> Iterator[str]:
    """The word with one letter lost, doubled, swapped or wrong; never the last, which inflects."""
    for at in range(1, len(word) - 1):
        before, letter, after = word[:at], word[at], word[at + 1 :]
        yield before + after
        yield before + after[0] + letter + after[1:]
        yield from (before + other + after for other in ascii_lowercase)
        yield from (before + other + letter + after for other in ascii_lowercase)


_MEANT = {slip: word for word in _TYPED for slip in _slips(word) if slip not in _WORDS}
_WORD = re.compile(r"(?<![\w$!])[A-Za-z0-9$!]{3,25}(?![\w$!])")
_DECIMAL = re.compile(r"(?<=\s)[lI](?=[.,]\d{1,2}(?!\w))")  # “ratio l.1”
_NUMBER = re.compile(r"(?<![\w.,])(?=[0-9OolIS]{0,2}\d|[Oo]\s?%)[0-9OolIS]{1,3}(?=\s?%)")
_DIGITS = str.maketrans("OolIS", "00115")


def mended(letters: Letters) -> Letters:
    """The same text with such words and numbers mended."""
    letters = letters.replaced(_DECIMAL, lambda one: "1")
    return letters.replaced(_WORD, _word).replaced(_NUMBER, lambda n: n[0].translate(_DIGITS))


def _word(found: re.Match[str]) -> str:
    seen = found[0]
    if seen.isdigit():
        return seen
    word = _SEEN_AS.get(_folded(seen)) or _MEANT.get(seen.lower())
    if word is None or seen.lower() == word:
        return seen
    capitals = sum(letter.isupper() for letter in seen)
    return word.upper() if capitals > len(seen) // 2 else word
