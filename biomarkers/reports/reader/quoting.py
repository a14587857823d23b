"""What is quoted of an earlier specimen: in brackets, and whether what follows still is of the one
whose heading stands above."""

import re
from dataclasses import replace

from .context import MARKERS
from .earlier import Earlier, earlier_cue, earlier_in, is_now, is_told_by_client
from .finding import Finding, marker_of
from .items import ER, HER2, KI67, PR
from .neutral import is_neutral
from .parts import Part
from .pattern import compiled
from .reach import SAYS_RESULT
from .spot import Spot, spot_at
from .tokens import tokens

_RECEPTOR = compiled(ER, PR, KI67, HER2, r"\breceptors?\b")
_BULLETS = " -*•+|"
# “60% (core: 90%)”, “60% (90% on core)”, in a report on what was excised
_ON_CORE = compiled(
    r"\W{0,4}(?:(?:in|on|the|needle) ){0,3}(?:core|biopsy|bx)\b[^:]{0,30}:",
    r"[^;:]{1,40}\b(?:in|on) (?:the |her )?(?:(?:needle|diagnostic) )?(?:core|biopsy|bx)\b\W{0,3}",
)
_PIECE = re.compile(r"[^;]{4,160}")
_NOT_DONE = compiled(r"\bnot (?:done|performed|tested|assessed|available)\b|\bn/[ad]\b")
_BRACKETS = re.compile(r"\([^()\n]{4,160}\)")
# “HER2 was 3+ in the core”, in a report on what was excised later
_IN_CORE = compiled(
    r"\b(?:was|were|had been)\b[^.;]{0,60}\b(?:in|on|from|by) (?:the|her) "
    r"(?:(?:needle|diagnostic|initial) )?(?:core|biopsy)\b"
)

_BIOPSY = r"\b(?:core(?: needle)?(?: biops(?:y|ies))?|(?:needle )?biops(?:y|ies))\b"
_CORE_WAS = compiled(
    rf"(?!\W{{0,4}}(?:because|since|as|although|though|while|if)\b)[^.;:|\n]{{0,30}}{_BIOPSY}"
    r"[^.;:|\n]{0,90}?\b(?:(?:was|were|had been) (?:\w{1,12} ){0,2}(?:reported|read|scored|found"
    r"|er|pr|her~2|positive|negative|[0-3]\+)|(?:had )?(?:showed|shown|demonstrated|revealed)"
    r"|had been)\b",
    rf"\W{{0,4}}(?:on|in|by) (?:the |her )?{_BIOPSY}[^.;:|\n]{{0,60}}\b(?:was|were|had been)\b",
)


def of_known_core(words: str, known: list[Earlier], own: dict[str, Part]) -> Earlier | None:
    """The core that was told before, where no specimen of the report is one."""
    cores = [one for one in known if one.procedure == "core"]
    is_own = any(part.procedure == "core" for part in own.values())
    if len(cores) != 1 or is_own or not _IN_CORE.search(words):
        return None
    return cores[0]


def told_of_core(words: str, own: dict[str, Part]) -> re.Match[str] | None:
    """“Core biopsy of the left breast (12 September) was reported as ER 95%”, in a report on what
    was excised: what the core was lies in the past, and is no result of this specimen."""
    taken = {part.procedure for part in own.values()}
    if "core" in taken or not taken & {"excision", "resection"} or is_now(words):
        return None
    found = _CORE_WAS.match(words)
    return found if found and SAYS_RESULT.search(words, found.end()) else None


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


def quoted_in_brackets(
    words: str, marker_at: int, own: set[str], parts: dict[str, Part], is_metastasis: bool
) -> list[tuple[int, int]]:
    """Brackets behind a result, or pieces of them, that quote an earlier specimen: “ER 90% (core
    of 2019: 10%)”; not “3+ (see the prior core)”, which has no result of its own."""
    taken = {part.procedure for part in parts.values()}
    is_excised = "core" not in taken and bool(taken & {"excision", "resection"})
    return [
        piece.span()
        for found in _BRACKETS.finditer(words, marker_at)
        if SAYS_RESULT.search(words, marker_at, found.start())
        for piece in _PIECE.finditer(words, found.start(), found.end())
        if (SAYS_RESULT.search(piece[0]) or _NOT_DONE.search(piece[0]))
        and (earlier_cue(piece[0], own, is_metastasis) or (is_excised and _ON_CORE.match(piece[0])))
    ]


def without(words: str, places: list[tuple[int, int]]) -> str:
    for start, end in places:
        words = words[:start] + " " * (end - start) + words[end:]
    return words


def with_quoted(
    spots: list[tuple[int, Spot]],
    words: str,
    starts_at: int,
    places: list[tuple[int, int]],
    own: set[str],
) -> list[tuple[int, Spot]]:
    """The spots of a sentence that begins at `starts_at`, each of these brackets on its own; what
    the client told is of no specimen for sure."""
    if is_told_by_client(words):
        return [(start, replace(spot, in_conflict=True)) for start, spot in spots]
    added = []
    for start, end in places:
        quoted = earlier_in(words[start:end], 0, starts_at + start, own)
        added += [
            (start, replace(spot_at(spots, start), earlier=quoted)),
            (end, spot_at(spots, end)),
        ]
    return sorted([*spots, *added], key=lambda spot: spot[0])
