"""What a cell about HER2 says, as laboratories write it: “Negative (1+)”, “2+/FISH-”, “0+”.

Every word of the cell must be understood. Of a cell that holds one word more nothing is read, and
nothing of one that says two different things of one test.
"""

import re
from dataclasses import dataclass

_SIGNS = re.compile(
    r"""
    (?P<range>[0-3]\s?\+?\s?(?:-|–|/|to|bis|or)\s?[0-3]\s?\+?(?![\w.%]))
  | (?P<score>(?:score:?\s?)(?:[0-3]\s?\+?)(?![\w.,+%])|[0-3]\s?\+(?![\w+])|0(?![\w.,+%]))
  | (?P<pluses>(?<![\w+])\+{2,3}(?![\w+]))
  | (?P<share>[<>≤≥]?=?\s?\d{1,3}\s?%)
  | (?P<of_ish>(?:fish|cish|sish|ddish|ish)\s?[-+](?![\w+]))
  | (?P<word>[^\W\d_]+2?)
  | (?P<gap>[\s(),.;:/_–-]+)
    """,
    re.VERBOSE,
)
_RANGES = {"01": "0-1+", "12": "1-2+", "23": "2-3+"}
_COLUMNS = ("ihc_score", "ihc_score_range", "zero_staining", "reported_as", "ish_result")
_PHRASES = {  # read before single words
    "her-2": "her2",
    "no membrane staining": "unstained",
    "no staining": "unstained",
    "keine färbung": "unstained",
    "her2-low": "low",
    "her2 low": "low",
    "her2-ultralow": "ultralow",
    "her2 ultralow": "ultralow",
    "ultra-low": "ultralow",
    "ultra low": "ultralow",
    "not amplified": "unamplified",
    "non-amplified": "unamplified",
    "non amplified": "unamplified",
    "nicht amplifiziert": "unamplified",
    "barely perceptible": "faint",
}
_RESULTS = {
    "positive": "positive", "positiv": "positive", "pos": "positive",
    "negative": "negative", "negativ": "negative", "neg": "negative",
    "equivocal": "equivocal", "indeterminate": "equivocal", "borderline": "equivocal",
    "fraglich": "equivocal", "grenzwertig": "equivocal",
}  # fmt: skip
_FINER = {"low": "low", "ultralow": "ultralow"}
_AMPLIFIED = {
    "amplified": "positive",
    "amplifiziert": "positive",
    "unamplified": "negative",
}
_ISH = frozenset("fish ish cish sish ddish".split())
_IHC = frozenset("ihc immunohistochemistry immunhistochemie score".split())
_FAINT = frozenset("faint incomplete schwach weak".split())
_NOTHING = frozenset("her2 her neu erbb2 by status result ergebnis staining membrane".split())


@dataclass
class HER2Words:
    """Codes of the contract; empty where the cell does not say it. `low` is the finer word, which
    a laboratory writes beside negative."""

    ihc_score: str = ""
    ihc_score_range: str = ""
    zero_staining: str = ""
    reported_as: str = ""
    low: str = ""
    ish_result: str = ""
    is_zero_plus: bool = False  # what it means depends on the year; see cells.zero_staining_of

    def says(self) -> dict[str, str]:
        """What it says by column of her2_readings.csv."""
        found = {name: getattr(self, name) for name in _COLUMNS}
        if self.low:
            found["reported_as"] = self.low
        return {name: code for name, code in found.items() if code}


def her2_words(cell: str) -> HER2Words | None:
    """None where one word of it is not understood, or two contradict."""
    text = " ".join(cell.casefold().split())
    for phrase, word in _PHRASES.items():
        text = re.sub(rf"\b{re.escape(phrase)}\b", word, text)
    reader = _Reader()
    place = 0
    while place < len(text):
        match = _SIGNS.match(text, place)
        if match is None or not reader.take(str(match.lastgroup), match[0]):
            return None
        place = match.end()
    return reader.found if reader.found.says() else None


class _Reader:
    def __init__(self) -> None:
        self.found = HER2Words()
        self.by_ish = False

    def take(self, kind: str, said: str) -> bool:
        """Whether it is understood and contradicts nothing before it."""
        match kind:
            case "range":
                digits = "".join(re.findall(r"\d", said))
                return digits in _RANGES and self._say("ihc_score_range", _RANGES[digits])
            case "score":
                digit = re.sub(r"\D", "", said)
                self.found.is_zero_plus = digit == "0" and "+" in said
                return self._say("ihc_score", "0" if digit == "0" else f"{digit}+")
            case "pluses":
                return self._say("ihc_score", f"{len(said)}+")
            case "of_ish":
                return self._say("ish_result", "positive" if said.endswith("+") else "negative")
            case "word":
                return self._word(said)
        return True

    def _word(self, word: str) -> bool:
        if word in _ISH or word in _IHC:
            self.by_ish = word in _ISH
            return True
        if word in _AMPLIFIED:
            return self._say("ish_result", _AMPLIFIED[word])
        if word in _RESULTS:
            return self._say("ish_result" if self.by_ish else "reported_as", _RESULTS[word])
        if word in _FINER:
            return self._say("low", _FINER[word])
        if word == "unstained":
            return self._say("zero_staining", "absent")
        if word in _FAINT:
            return self.found.ihc_score != "0" or self._say("zero_staining", "present")
        return word in _NOTHING

    def _say(self, name: str, code: str) -> bool:
        before = getattr(self.found, name)
        setattr(self.found, name, code)
        return before in ("", code)
