"""What is said of several parts at once."""

from dataclasses import replace

from .parts import Part
from .pattern import compiled
from .reach import SAYS_RESULT
from .spot import Spot

_EACH = compiled(
    r"\b(?:both|each|all)(?: (?:of )?(?:the )?(?:two |three )?(?:invasive |breast "
    r"|core )?(?:tumou?rs?|carcinomas?|cancers?"
    r"|lesions?|foci|masses|specimens?|biops(?:y|ies)|cores|sides|breasts|samples|parts|sites))\b"
)
_MOST_BOTH = 2


def of_each(words: str, parts: dict[str, Part], at: Spot) -> list[Spot]:
    """“Both tumors are ER positive”: a spot for each part that can hold one, if several can."""
    found = _EACH.search(words)
    if found is None or SAYS_RESULT.search(words[: found.start()]):
        return []
    keys = [key for key, part in parts.items() if not part.is_benign]
    sided = [key for key in keys if parts[key].side]
    keys = sided if len(sided) > 1 else keys  # “bilateral biopsies” head both
    spots = [replace(at, part=key, is_named=True, earlier=None) for key in keys]
    return spots if len(spots) == _MOST_BOTH or (len(spots) > 1 and "all" in found[0]) else []
