"""Within one sentence: from where on a place that it names holds, and where it turns to an earlier
specimen."""

import re
from collections.abc import Iterator
from itertools import pairwise

from .earlier import earlier_cue
from .pattern import compiled

SAYS_RESULT = compiled(r"\b(?:positive|negative|equivocal|amplified)\b|\d\s?[+%]|\b(?:was|were) \d")
_VALUE = compiled(rf"{SAYS_RESULT.pattern}|(?<![\w.-])(?:0|\d\.\d{{1,2}})(?![\w.])")
_COMES_AFTER = compiled(r"(?:\b(?:in|of|on|from|for|at|within)\s{1,2}(?:the\s{1,2})?|\()$")
_CLAUSE = compiled(r"[();,|]|\b(?:and|but|while|whereas)\b|\.\s")
_OF_ITSELF = re.compile(r"\s{0,2}(?:component|part)?\s{0,2}[:=]", re.IGNORECASE)
_CONTRAST = compiled(
    r"\b(?:(?:in contrast|compared|as opposed|in comparison) (?:to|with)|unlike|whereas|while"
    r"|versus)\b"
)

# “HER2 is 1+, and in the core of 2016 it had been 0”: what begins a clause of its own.
_NEXT = compiled(r", (?:and |but )?(?=(?:the|her|his|its|in|on|an?|that)\b)")
_AT_ITS_START = 40  # characters


def holds_from(words: str, places: list[tuple[int, int]]) -> Iterator[int]:
    """From where on each place that a sentence names holds: from itself (“A4: 1+, B2: 3+”), or,
    if it comes after its value (“1+ (A4), 3+ (B2)”), from the end of the clause of the one
    before."""
    first, end = places[0] if places else (0, 0)
    before = words[:first]
    opened = before + "(" * words.startswith("(", first)
    comes_after = _COMES_AFTER.search(opened) and not _OF_ITSELF.match(words, end)
    if not (_VALUE.search(before) and comes_after):
        yield from (start for start, _ in places)
        return
    yield before.rfind(";") + 1
    for (_, end), (start, _) in pairwise(places):
        yield min(_end_of_clause(words, end), start)


def _end_of_clause(words: str, place: int) -> int:
    depth = words.count("(", 0, place) - words.count(")", 0, place)
    for stop in _CLAUSE.finditer(words, place):
        depth += {"(": 1, ")": -1}.get(stop[0], 0)
        if stop[0] not in "()" and depth <= 0:
            return stop.start()
    return len(words)


def turns_back(words: str, marker_at: int, own: set[str], is_metastasis: bool) -> int:
    """Where a clause begins that alone quotes an earlier specimen: “HER2 is 1+; in 2018 it was
    0”, “ER 0%, in contrast to the prior core, which was positive”. Zero where none does."""
    for contrast in _CONTRAST.finditer(words, marker_at):
        before = words[: contrast.start()]
        if SAYS_RESULT.search(before, marker_at) and not earlier_cue(before, own, is_metastasis):
            return (
                contrast.start()
                if earlier_cue(words[contrast.start() :], own, is_metastasis)
                else 0
            )
    for stop in _NEXT.finditer(words, marker_at):
        before, clause = words[: stop.start()], words[stop.end() :]
        cue = earlier_cue(clause, own, is_metastasis)
        if cue and cue.start() < _AT_ITS_START and SAYS_RESULT.search(clause, cue.end()):
            says = SAYS_RESULT.search(before, marker_at)
            return stop.end() if says and not earlier_cue(before, own, is_metastasis) else 0
    for stop in re.finditer(";", words[marker_at:]):
        at = marker_at + stop.end()
        if earlier_cue(words[:at], own, is_metastasis):
            return 0
        clause = words[at:].partition(";")[0]
        if SAYS_RESULT.search(clause) and earlier_cue(clause, own, is_metastasis):
            return at
    return 0
