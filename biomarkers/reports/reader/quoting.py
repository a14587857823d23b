"""Whether what follows still is of the earlier specimen whose heading stands above."""

from .context import MARKERS
from .finding import Finding, marker_of
from .items import ER, HER2, KI67, PR
from .neutral import is_neutral
from .pattern import compiled
from .spot import Spot
from .tokens import tokens

_RECEPTOR = compiled(ER, PR, KI67, HER2, r"\breceptors?\b")
_BULLETS = " -*•+|"


def completes_quoted(words: str, placed: list[tuple[Finding, Spot]]) -> bool:
    """An item of a marker that the specimen of the report has its result of, and the quoted one has
    none of yet. Any other item may be of either, and a blank line ends the quotation."""
    first = next(tokens(words, 0, len(words)), None)
    if first is None or first.kind not in MARKERS or words[: first.start].strip(_BULLETS):
        return False
    named = set(MARKERS[first.kind])
    of_quoted = {marker_of(found.name) for found, spot in placed if spot.earlier}
    of_this = {marker_of(found.name) for found, spot in placed if not spot.earlier}
    return named <= of_this and not named & of_quoted


def is_title_within(words: str) -> bool:
    """“Receptors:”, “HER2”, “Result: positive”; a title that names no marker and stands alone, as
    “Results:”, opens another section."""
    title, _, said = words.partition(":")
    return bool(said.strip() or _RECEPTOR.search(title)) and is_neutral(title)
