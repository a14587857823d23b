"""Which site is the breast, however it is written: what is no breast counts as a metastasis."""

import re

from .names import differ_by_one_letter

_BREAST = ("breast", "mamma", "mama")
# Nothing but the breast and the place in it: “left breast”, “breast, upper outer quadrant”.
_PLACES = re.compile(
    r"(?:\b(?:left|right|l|r|lt|rt|izquierda|derecha|upper|lower|inner|outer|medial|lateral"
    r"|central|quadrant"
    r"|\d{1,2}(?::\d\d)?|o['’]?clock)\b|[\s,;./()-])+",
    re.IGNORECASE,
)


def is_the_breast(site: str) -> bool:
    """The skin of the breast and a node in it are other sites."""
    return _PLACES.sub("", site).casefold() in _BREAST


def misspells_the_breast(site: str) -> bool:
    """“brest”: one letter more, less or another."""
    words = re.findall(r"\w+", site.casefold())
    return "breast" not in words and any(differ_by_one_letter(one, "breast") for one in words)
