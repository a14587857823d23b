"""Genes and markers that a report quotes from an earlier test: “A previous panel showed …”."""

from .earlier import Earlier, earlier_in
from .gene_words import PLASMA, TISSUE
from .genes import genes_in
from .letters import BORDER
from .pattern import compiled
from .sentences import Sentence

_QUOTES = compiled(
    r"\b(?:prior|previous(?:ly)?|earlier|original|initial|outside|historical|archiv(?:al|ed)|former)"
    r"\b(?! reported as)(?: [^\s.;:]{1,20}){0,3}? "
    r"(?:tissue|plasma|panels?|test(?:ing|s|ed)?|results?|reports?|samples?|specimens?"
    r"|biops(?:y|ies)|ngs|sequenc\w{2,4}|analys[ei]s|assays?|ctdna|cfdna|tumou?r|primary|core"
    r"|blood|profil\w{1,4}|findings?|stud(?:y|ies)|molecular|genomics?)\b",
    r"\b(?:tissue|plasma|panel|test|result|sample|specimen|biopsy|primary|tumou?r|resection"
    r"|mastectomy|excision|ngs) (?:\w{1,12} ){0,2}(?:of|from|in|dated) (?:[a-z]{3,9}\.? )?"
    r"(?:19|20)\d\d\b",
)
# What the sentence says of today, beside the earlier one.
_NOW = compiled(
    r"\b(?:compared|comparison|since|persist\w{0,4}|again|still|new(?:ly)?|now|today|currently"
    r"|unchanged|increas\w{2,4}|decreas\w{2,4}|ris(?:en|ing)|fallen|no longer"
    r"|not? (?:\w{1,12} ){0,3}(?:previously|before)|confirm\w{0,3}|concordant|also"
    r"|this (?:sample|specimen|test|tissue|plasma))\b"
)
_OF_TUMOR = compiled(
    r"\b(?:tumou?rs?|primary|biops(?:y|ies)|core|resection|mastectomy|excision|metastasis)\b"
)
_SHORT = 110  # characters of a heading


def _material(words: str) -> str:
    if PLASMA.search(words):
        return "ctdna"
    return "tissue" if TISSUE.search(words) or _OF_TUMOR.search(words) else ""


class GeneQuoting:
    """Reads the report's sentences in their order; `earlier` is the specimen that the last one
    quotes, `material` what was tested."""

    def __init__(self, own: set[str]) -> None:
        self.own = own
        self.earlier: Earlier | None = None
        self.material = ""
        self._heads = self._is_below = False

    def turn(self, words: str, sentence: Sentence) -> None:
        """A heading quotes for what follows it up to a blank line, a sentence for itself."""
        first = next(genes_in(words), None)
        if self._heads and (not sentence.after_gap or self._is_below):
            self._is_below = False
            return
        self._heads = False
        said = words[: first.start] if first else words
        quotes = _QUOTES.search(said) and not _NOW.search(words)
        self.earlier = earlier_in(said, 0, sentence.start, self.own) if quotes else None
        self.material = _material(said) if quotes else ""
        title = words.strip()
        opens = sentence.opens_line and len(title) < _SHORT and not title.endswith((".", ";"))
        opens &= BORDER not in title.rstrip(
            f" {BORDER}"
        )  # the head of a table has columns of today
        self._heads = self._is_below = bool(quotes and first is None and opens)
