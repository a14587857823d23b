"""Genes and markers that a report quotes from an earlier test: “A previous panel showed …”."""

from .earlier import Earlier, earlier_in
from .gene_words import PLASMA, TISSUE
from .genes import genes_in
from .letters import BORDER
from .pattern import compiled
from .sentences import Sentence

_TEST = (
    r"panels?|test(?:ing|s|ed)?|results?|reports?|ngs|sequenc\w{2,4}|analys[ei]s|assays?"
    r"|profil\w{1,4}|findings?|stud(?:y|ies)|molecular|genomics?"
)
_SAMPLE = (
    r"tissue|plasma|samples?|specimens?|biops(?:y|ies)|ctdna|cfdna|tumou?r|primary|core|blood"
    r"|resection|mastectomy|excision"
)
_FEW = r"(?: [^\s.;:]{1,20}){0,3}?"
_QUOTES = compiled(
    rf"\b(?:prior|previous(?:ly)?|earlier|former)\b(?! reported as){_FEW} (?:{_TEST}|{_SAMPLE})\b",
    rf"\b(?:original|initial|outside|historical)\b(?! reported as){_FEW} (?:{_TEST})\b",
    rf"\b(?:{_TEST}|plasma|sample) (?:\w{{1,12}} ){{0,2}}(?:of|from|in|dated) (?:[a-z]{{3,9}}\.? )?"
    r"(?:19|20)\d\d\b",
)
# Beside a test of plasma: “the primary of 2019”; a test of tissue can be of that one.
_OF_TISSUE = compiled(
    rf"\b(?:original|initial|outside|historical|archiv(?:al|ed))\b{_FEW} (?:{_SAMPLE})\b",
    rf"\b(?:{_SAMPLE}) (?:\w{{1,12}} ){{0,2}}(?:of|from|in|dated) (?:[a-z]{{3,9}}\.? )?"
    r"(?:19|20)\d\d\b",
)
# What the sentence says of today, beside the earlier one.
_NOW = compiled(
    r"\b(?:compared|comparison|since|persist\w{0,4}|again|still|repeat\w{0,3}|new(?:ly)?|now"
    r"|today|currently|unchanged|increas\w{2,4}|decreas\w{2,4}|ris(?:en|ing)|fallen|no longer"
    r"|not? (?:\w{1,12} ){0,3}(?:previously|before)|confirm\w{0,3}|concordant|also"
    r"|this (?:sample|specimen|test|tissue|plasma))\b"
)
_OF_TUMOR = compiled(
    r"\b(?:tumou?rs?|primary|biops(?:y|ies)|core|resection|mastectomy|excision|metastasis)\b"
)
_IN = compiled(r"\b(?:in|on|by|from) (?:an? |the |her |his )?$")
_SHORT = 110  # characters of a heading


def _material(words: str) -> str:
    if PLASMA.search(words):
        return "ctdna"
    return "tissue" if TISSUE.search(words) or _OF_TUMOR.search(words) else ""


class GeneQuoting:
    """Reads the report's sentences in their order; `earlier` is the specimen that the last one
    quotes, `material` what was tested."""

    def __init__(self, own: set[str], *, is_plasma: bool) -> None:
        self.own = own
        self.is_plasma = is_plasma
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
        quotes = self._quotes(words, said)
        self.earlier = earlier_in(words, 0, sentence.start, self.own) if quotes else None
        self.material = _material(words) if quotes else ""
        title = words.strip()
        opens = sentence.opens_line and len(title) < _SHORT and not title.endswith((".", ";"))
        opens &= BORDER not in title.rstrip(
            f" {BORDER}"
        )  # the head of a table has columns of today
        self._heads = self._is_below = quotes and first is None and opens

    def _quotes(self, words: str, said: str) -> bool:
        """By what stands before its genes, or “PIK3CA H1047R was found in the previous test”."""
        if _NOW.search(words):
            return False
        rules = [_QUOTES, _OF_TISSUE] if self.is_plasma else [_QUOTES]
        found = (rule.search(words) for rule in rules)
        return any(
            one and (one.end() <= len(said) or _IN.search(words[: one.start()])) for one in found
        )
