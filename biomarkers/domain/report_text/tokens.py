"""The vocabulary of a statement, and how it is read: word after known word.

A statement is read from its label on for as long as every word is known. The first word that is not
ends it, so that what the grammar does not understand is never jumped over to reach a value.
"""

import re
from collections.abc import Iterator

NUMBER = r"\d{1,3}(?:[.,]\d{1,2})?"
INEXACT = (
    r"(?:[<>≤≥~]=?|less\s{1,3}than|more\s{1,3}than|greater\s{1,3}than|over|under|up\s{1,3}to"
    r"|at\s{1,3}least|at\s{1,3}most|nearly|almost|about|approximately|approx\.?|around|circa)\s{0,3}"
)
HEDGE = (
    r"(?:cannot|can\s{1,3}not|possibl[ey]|probabl[ey]|suspicious|suggest\w{0,6}|favou?r\w{0,3}"
    r"|likely|if|may|might|would|could|should|at\s{1,3}least|consistent\s{1,3}with|unclear"
    r"|borderline|inconclusive|uncertain|questionabl[ey]|doubtful|repeat\w{0,3}|versus|vs|unless"
    r"|or\s{1,3}(?:more|higher|greater|above|less|lower|below)"
    # other tests than IHC and ISH
    r"|ngs|next[\s-]generation|sequencing|oncotype|mammaprint|rt-?pcr|mrna"
    r"|exclude[sd]?|rule[sd]?\s{1,3}out|presumed|presumably|expected|assumed"
    # the in situ part alone is not scored
    r"|dcis|(?<!and\s)in[\s-]situ(?![\s.-]{1,3}hybridi))\b|\?"
)
NEGATION = (
    r"(?:not|no|non|never|without|neither|nor|none|isn't|wasn't|rather\s{1,3}than|instead|lacks?"
    r"|lacking|denies|absent|failed)\b"
)
# Words that may stand between a label and its value without changing it.
FILLER = (
    r"(?:(?:neu|c-?erb-?b-?2|oncoprotein|protein|gene|genes|receptors?|status|expression"
    r"|over-?\s?expression|immunoreactivity|reactivity|result|results|score|scored|scoring|skoru"
    r"|interpretation|interpreted|assessment|analysis|test|testing|tested|study|studies|stains?"
    r"|staining|stained|immuno\s?stain\w{0,4}|boyanma|indeks[iı]|index|proliferati\w{2,3}|proliferasyon"
    r"|rate|marker|level|nuclear|nuclei|membranous|membrane|cytoplasmic|tumou?rs?|carcinoma|cancer"
    r"|cells?|invasive|infiltrating|component|ductal|lobular|and\s{1,3}in[\s-]situ|intensity|strong|strongly"
    r"|moderate|moderately|diffuse|diffusely|güçlü|orta|average|mean|total|overall|final"
    r"|actually|now|again|the|this|is|are|was|were|be|by|on|in|of|for|with|as|at|and|to|per|a|an|its"
    r"|shows?|showed|demonstrates?|found|using|done|performed|method|methods|methodology"
    r"|qualitative|semi-?quantitative|intense|complete|circumferential|pattern|uniform|both"
    r"|dako|ventana|leica|clone|rabbit|monoclonal|antibody|category|asco|cap)\b"
    r"|[\s:=,()\[\]/&*_¤\"'-]|\.{2,}|\.\s{1,2}(?=(?:is|are|was|were)\b))"
)


class Grammar:
    """Named patterns; of those that fit at a place the first one counts."""

    def __init__(self, **patterns: str) -> None:
        self._token = re.compile(
            "|".join(f"(?P<is_{name}>{pattern})" for name, pattern in patterns.items()),
            re.IGNORECASE,
        )

    def read(self, text: str, start: int, stop: int) -> Iterator[tuple[str, re.Match[str]]]:
        """Tokens up to the first unknown word. A full stop ends it too, unless a bracket is open:
        scanned reports have one at the end of every line."""
        place, depth = start, 0
        while place < stop:
            match = self._token.match(text, place, stop)
            if match is None or match.end() == place:
                if text[place] == "." and depth > 0:
                    place += 1
                    continue
                return
            depth = max(0, depth + match[0].count("(") - match[0].count(")"))
            kind = (match.lastgroup or "").removeprefix("is_")
            if kind != "filler":
                yield kind, match
            place = match.end()


_BREAK = re.compile(
    r"[()]|(?P<item>\.\s{1,3}[\s-]{0,4}[A-Z][A-Z /#]{2,40}:)|\.(?=\s|$)(?!\s{0,2}\()|[;\n]",
    re.IGNORECASE,
)


def rest_of_sentence(text: str, start: int, stop: int, said: str = "") -> str:
    """What follows a value in its sentence, 160 characters at most. An open bracket goes on over
    full stops, up to the next item: scanned reports have a stop after every line. `said` is what
    came before, which may have opened one."""
    stop, depth = min(stop, start + 160), max(0, said.count("(") - said.count(")"))
    for found in _BREAK.finditer(text, start, stop):
        if found[0] in ("(", ")"):
            depth = max(0, depth + (1 if found[0] == "(" else -1))
        elif depth == 0 or found["item"]:
            return text[start : found.start()]
    return text[start:stop]


_NEW_SENTENCE = re.compile(r";|\.\s{1,3}(?![a-z])|\n\s{0,3}(?:\n|-)")
_ANY_STOP = re.compile(r"[.;]\s{1,3}|\n\s{0,3}(?:\n|-)")


def sentence_before(text: str, start: int) -> str:
    """What precedes a label in its sentence, 200 characters at most. A stop before a small letter
    is the end of a line only, unless the report knows no capitals."""
    window = text[max(0, start - 200) : start]
    pattern = _ANY_STOP if window == window.lower() else _NEW_SENTENCE
    return pattern.split(window)[-1]


def number(written: str) -> str:
    return written.replace(",", ".")
