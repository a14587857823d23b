"""Specimens that are listed by their numbers: each is one of its own."""

import re

from .anatomy import procedure_in, side_in, site_in
from .earlier import QUOTED
from .items import ER, HER2, KI67, PR
from .pattern import compiled
from .reach import SAYS_RESULT

_HEADS = re.compile(rf"(?P<label>[^:\n]{{0,90}}?(?P<number>{QUOTED.pattern})[^:\n]{{0,40}}):")
_MARKER = compiled(ER, PR, KI67, HER2)
_ON = compiled(r"\bon (?:\w{1,12} ){0,2}\(?$")
_LIKE = compiled(
    r"\b(?:(?:compared|similar|identical|relative) (?:with|to)|unlike|than|as (?:in|on|for)"
    r"|cf\.?|versus|vs\.?)"
    r" (?:\w{1,12} ){0,3}\(?$"
)
_RESULTS = re.compile(rf"\s*(?:$|{_MARKER.pattern})", re.IGNORECASE)
_LEAST = 2
OF_OTHERS = "The report lists several specimens by number, and not of which this is."


def number_at(words: str) -> re.Match[str] | None:
    """“Right breast, core of the scar, S20-20816:”: the label with the number of what it heads."""
    found = _HEADS.match(words)
    if found is None or _MARKER.search(found["label"]):
        return None
    place = found["label"]
    return found if site_in(place) or side_in(place) or procedure_in(place) else None


def named_at(words: str, numbers: set[str], own: set[str]) -> re.Match[str] | None:
    """“FISH on S20-20816: …”: the only number of a sentence, where a specimen is known by it."""
    found = list(QUOTED.finditer(words))
    if len(found) != 1 or found[0][0] not in numbers - own:
        return None
    before = words[: found[0].start()]
    is_of_it = not SAYS_RESULT.search(before) or _ON.search(before)
    return found[0] if is_of_it and not _LIKE.search(before) else None


def lists_specimens(text: str, own: set[str]) -> bool:
    """Whether a report without a number of its own heads several specimens by theirs."""
    if own:
        return False
    lines = (line.lstrip(" -*•") for line in text.split("\n"))
    found = ((line, number_at(line)) for line in lines)
    numbers = {one["number"] for line, one in found if one and _RESULTS.match(line, one.end())}
    return len(numbers) >= _LEAST
