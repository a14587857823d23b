"""Names as people write them: without regard to case, accents, spaces and hyphens.

Plain Python, without Django.
"""

import re
import unicodedata

_BETWEEN = re.compile(r"[\s\-\u2010-\u2015\u2212]+")
# Letters with an accent of their own, which Unicode does not take apart.
_LETTERS = str.maketrans(
    {"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i"}
)


def plain(name: str) -> str:
    """What two spellings of one name have in common: "Nab-Paclitaxel" is "nabpaclitaxel"."""
    apart = unicodedata.normalize("NFKD", name)
    letters = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return _BETWEEN.sub("", letters.casefold())


def folded(text: str) -> str:
    """Letters and digits alone, without case and accents: “Núñez, Åse Ø.” is "nunezaseo"."""
    apart = unicodedata.normalize("NFKD", text.casefold()).translate(_LETTERS)
    return "".join(char for char in apart if char.isalnum())


def differ_by_one_letter(one: str, other: str) -> bool:
    """One letter changed, left out or added."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    same_from_start = next(
        (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )
    rest_one, rest_other = one[same_from_start:], other[same_from_start:]
    return (
        rest_one[1:] == rest_other[1:] or rest_one[1:] == rest_other or rest_one == rest_other[1:]
    )
