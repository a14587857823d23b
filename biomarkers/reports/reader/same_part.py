"""One part under several headings: it is listed, diagnosed and described."""

from .parts import Part, is_key, references


def joined_to(parts: dict[str, Part], found: Part, words: str, letters: set[str]) -> Part:
    """The part that a heading names, added if it is none of those before; one whose blocks have
    another letter is another."""
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
