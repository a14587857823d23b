"""Of which material genes were read, and whether their variants are inherited or acquired."""

import re

from .gene_words import BLOOD, GERMLINE, PLASMA, SEQUENCING, SOMATIC, TELLS_NOT, TISSUE
from .genes import genes_in

_SHORT = 60  # characters of a heading
_BRACKETS = re.compile(r"\([^()\n]{1,80}\)")
_TELLS = re.compile(r"[:|]|\.$")  # an item with its value, or a sentence


class GeneSource:
    """Follows the report's sentences in their order; `is_germline`, `is_plasma` and `is_blood` are
    of the whole report, `origin` (germline, somatic or not said) of the last sentence."""

    def __init__(self, text: str) -> None:
        told = (said for said in re.split(r"[.\n]", text) if not TELLS_NOT.search(said))
        self.is_plasma = bool(PLASMA.search(text))
        is_other = self.is_plasma or SOMATIC.search(text)
        self.is_germline = any(map(GERMLINE.search, told)) and not is_other
        self.is_blood = bool(BLOOD.search(text))
        self.is_sequencing = self.is_plasma or bool(SEQUENCING.search(text))
        self.origin = "germline" if self.is_germline else ""
        self._heading = ""  # the material that the last heading names
        self._label = ""  # and that the label of the sentence does: “plasma 2025-09-02: ESR1 …”

    @property
    def material(self) -> str:
        """Of what the genes of the last sentence were read: tissue, ctdna or blood."""
        if self.origin == "germline" and (self.is_blood or not (self._label or self._heading)):
            return "blood"  # of which alone the germline is told for sure
        return self._label or self._heading or ("ctdna" if self.is_plasma else "tissue")

    def turn(self, words: str) -> None:
        """The next sentence."""
        self._turn_to_material(words)
        if self.is_germline:
            return
        inherited = GERMLINE.search(words)
        acquired = SOMATIC.search(words) or PLASMA.search(words) or self._label == "tissue"
        told = _BRACKETS.sub(" ", words)
        if bool(inherited) != bool(acquired) and not TELLS_NOT.search(told):
            self.origin = "germline" if inherited else "somatic"
        elif self.origin == "germline" and _heads_others(words):
            self.origin = ""

    def _turn_to_material(self, words: str) -> None:
        """A label is of its sentence, a heading of what follows; “Tissue of origin: breast” and
        a sentence are neither."""
        first = next(genes_in(words), None)
        before = words[: first.start] if first else words
        named = [m for m, rule in (("ctdna", PLASMA), ("tissue", TISSUE)) if rule.search(before)]
        material = named[0] if len(named) == 1 else ""
        self._label = material if first and ":" in before else ""
        title = words.strip().rstrip(":")
        is_heading = not first and len(title) < _SHORT and not _TELLS.search(title)
        if is_heading and material and not TELLS_NOT.search(words):
            self._heading = material


def _heads_others(words: str) -> bool:
    """“PERTINENT NEGATIVES”, a heading that is no more of the germline."""
    title = words.strip()
    is_title = title.isupper() and len(title) < _SHORT and not any(genes_in(words))
    return is_title and not GERMLINE.search(words)
