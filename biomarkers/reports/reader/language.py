"""Whether a report is in a language that is not read: nothing is better than a wrong value."""

import re

_FOREIGN = re.compile(
    r"\b(?:der|die|das|und|nach|nicht|aber|mit|bei|dem|des|eine?r?|zur|zum|vom|im|ist|sind|wurde|keine?|links|rechts"
    r"|le|la|les|aux?|du|sein|droite?|gauche|avec|et|est|une?|non|pour|dans|sur"
    r"|el|los|las|del|con|por|una|y|en|mama|izquierda|derecha"
    r"|il|lo|gli|della?|dello|che|sono|destra|sinistra|mammella|het|een|van|niet|met|o|os|da|do|com|para)\b",
    re.IGNORECASE,
)
_ENGLISH = re.compile(
    r"\b(?:the|of|and|is|are|was|were|with|in|for|by|not|no|this|to|from|on|percent|left|right|breast|report|status"
    r"|positive|negative|receptor|result|score|cells|biopsy|specimen|staining|diagnosis|carcinoma)\b",
    re.IGNORECASE,
)
_FEWEST = 3


def is_foreign(text: str) -> bool:
    """Whether words of other languages outnumber those of English."""
    foreign = [found[0].lower() for found in _FOREIGN.finditer(text)]
    english = len(_ENGLISH.findall(text))
    return len(foreign) > english and len(set(foreign)) >= (_FEWEST if english else _FEWEST - 1)
