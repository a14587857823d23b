"""One part under several headings: it is listed, diagnosed and described; “Part A:” alone, and
below it “Left breast, core biopsy”."""

from dataclasses import replace

from .parts import Part, is_key
from .references import references


def joined_to(
    parts: dict[str, Part], found: Part, words: str, letters: set[str], above: Part | None
) -> Part:
    """The part that a heading names, added if it is none of those before; one whose blocks have
    another letter is another. `above` is the part that the line before heads."""
    if above and is_key(above.key) and not (above.site or above.side or is_key(found.key)):
        found = replace(found, key=above.key, title=f"{above.key}. {found.title}")
    same = parts.get(found.key)
    named = {letter for _, _, letter in references(words, letters)} - {""}
    if same is None and not is_key(found.key):
        candidates = [part for part in parts.values() if not named or part.key in named]
        alike = [part for part in candidates if part.can_be(found)]
        same = alike[0] if len(alike) == 1 else None
    if same is None:
        parts[found.key] = found
        return found
    same.join(found)
    return same
