"""Names as people write them: without regard to case, accents, spaces and hyphens.

Plain Python, without Django.
"""

import re
import unicodedata

_BETWEEN = re.compile(r"[\s\-\u2010-\u2015\u2212]+")


def plain(name: str) -> str:
    """What two spellings of one name have in common: "Nab-Paclitaxel" is "nabpaclitaxel"."""
    apart = unicodedata.normalize("NFKD", name)
    letters = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return _BETWEEN.sub("", letters.casefold())
