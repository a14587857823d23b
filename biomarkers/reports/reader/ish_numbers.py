"""Numbers of an ISH count: the ratio, and copies per cell of HER2 and of chromosome 17.

A number is what its item says that stands before it (“HER2 copy number 4.6”), or its unit after it
(“8.4 HER2 signals and 2.1 CEP17 signals per nucleus”). What is called neither is nothing.
"""

from dataclasses import dataclass, field, replace

from .finding import WEAK, Finding
from .percents import number
from .tokens import Token

_MOST_COPIES = 40  # above it is the total of a count, not copies per cell
_LEAST_TOTAL = 10  # a whole number of signals that are not said to be of each cell
_LOST_POINT = 10  # as a whole number: 2.1 without its point is 21


@dataclass
class _Held:
    """A number of which it is not known yet what it counts."""

    token: Token
    gene: str
    is_average: bool
    is_next: bool = False  # the number stands right after the gene: “HER2 3.9”
    is_named_after: bool = False  # “6.9 HER2 and 2.9 CEP17 signals”


@dataclass
class IshNumbers:
    found: list[Finding] = field(default_factory=list)
    expected: str = ""  # ratio, copies
    gene: str = ""
    is_average: bool = False
    held: _Held | None = None
    said: str = ""  # the column of the number before
    is_unit: bool = False  # the word that follows is the unit of the number before
    counts_signals: bool = False  # of all cells or of each: it is not said yet

    def pair(self) -> None:
        self.settle()
        self.expected, self.gene = "ratio", ""

    def ratio(self) -> None:
        self.settle()
        self.expected = "ratio"

    def of(self, gene: str, is_apart: bool = False, is_counted: bool = False) -> None:
        """A gene is named; `is_apart` from the number before it by a comma, or what was counted:
        “8.1 copies of HER2”."""
        if is_counted and self.is_unit and self.found and self.said.endswith("_copies"):
            self.said = f"{gene}_copies"
            self.found[-1] = replace(self.found[-1], name=self.said)
            self.gene, self.is_unit = "", False
            return
        if self.held and not self.is_unit and not (is_apart and self.held.gene):
            self.held.gene, self.held.is_named_after = gene, True
            self.is_unit = True
            return
        if self.held and self.held.is_next and (self.held.gene, gene) == ("her2", "cep17"):
            self._say("her2_copies", self.held.token)  # “HER2 2.4 / CEP17 2.0”
            self.held = None
        self.settle()
        self.gene, self.is_unit, self.counts_signals = gene, False, False
        if self.expected == "ratio":
            self.expected = ""

    def average(self) -> None:
        self.settle()
        self.is_average = True

    def copies(self) -> None:
        if self.held:
            self._say(f"{self.held.gene or 'her2'}_copies", self.held.token)
            self.held, self.is_unit = None, True
        elif not self.is_unit:
            self.expected = "copies"

    def number(self, token: Token, is_next: bool = False) -> None:
        """`is_next`: it stands right after its gene."""
        self.settle()
        if token.match["bound"]:
            self.expected = ""
        elif self.expected:
            name = "ish_ratio" if self.expected == "ratio" else f"{self.gene or 'her2'}_copies"
            self._say(name, token, may_be_total=self.counts_signals and not self.is_average)
            self.expected, self.is_average, self.is_unit = "", False, True
        else:
            self.held = _Held(token, self.gene, self.is_average, is_next)
            self.is_unit = False
        self.gene = ""

    def again(self, token: Token) -> None:
        """A number of the same kind for another part: “ratio: A 1.2, B 2.8”."""
        self.settle()
        if self.said and not token.match["bound"]:
            self._say(self.said, token)

    def spaced(self, token: Token) -> None:
        if self.expected == "ratio":
            self._say("ish_ratio", token)
        self.expected = ""

    def unclear(self, token: Token, because: str) -> None:
        name = f"{self.gene or 'her2'}_copies" if self.expected == "copies" else "ish_ratio"
        self.found.append(Finding(name, "", token.start, token.end, because))
        self.expected, self.held = "", None

    def settle(self) -> None:
        """A number of a gene: copies if it is called an average, is of chromosome 17, or stands
        right after the gene where the ratio is known."""
        held, self.held = self.held, None
        if held is None:
            return
        has_ratio = any(one.name == "ish_ratio" and one.is_sure for one in self.found)
        if held.gene and (
            held.is_average
            or held.gene == "cep17"
            or (has_ratio and held.is_next)
            or (held.is_named_after and "." in held.token.written)
        ):
            self._say(f"{held.gene}_copies", held.token)
        elif "." in held.token.written:
            because = f"“{held.token.written}” is called neither a ratio nor a copy number."
            self.found.append(
                Finding("ish_ratio", "", held.token.start, held.token.end, because, WEAK)
            )

    def _say(self, name: str, token: Token, may_be_total: bool = False) -> None:
        value, because = number(token.written), ""
        self.said = name
        if name == "ish_ratio" and value.isdigit() and int(value) >= _LOST_POINT:
            because = f"“{value}” may have lost its decimal point."
        elif name != "ish_ratio" and (
            float(value) > _MOST_COPIES
            or (may_be_total and value.isdigit() and int(value) >= _LEAST_TOTAL)
        ):
            because = f"“{value}” is a total of signals, not copies per cell."
        self.found.append(Finding(name, "" if because else value, token.start, token.end, because))
