"""What the template draws: places in whole pixels, tones by name, words already measured."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Text:
    """`anchor`: start, middle or end. `style`: title, sub, plain, strong or inside."""

    x: int
    y: int  # baseline
    words: str
    anchor: str = "start"
    style: str = "plain"
    tone: str = ""


@dataclass(frozen=True)
class Mark:
    """One fact at one place. `shape` names its drawing; `inside` is written into it."""

    x: int
    y: int
    shape: str
    tone: str
    fact: int
    title: str
    inside: str = ""
    whisker: int = 0  # x up to which the date may lie, for a partial one


@dataclass(frozen=True)
class Bar:
    """`end`: hard, arrow (still given) or fade (end not known)."""

    x: int
    y: int
    width: int
    height: int
    tone: str
    fact: int
    title: str
    end: str = "hard"
    hatched: bool = False

    @property
    def right(self) -> int:
        return self.x + self.width


@dataclass(frozen=True)
class Link:
    """A dashed arrow from a specimen to a later reading of it."""

    x1: int
    x2: int
    y: int
    tone: str


@dataclass(frozen=True)
class Vertical:
    x: int
    kind: str  # definition today death year


@dataclass(frozen=True)
class Fold:
    """A break of the axis with its words below; opened, it is as wide as its time."""

    x: int
    width: int
    begins: date
    years: int
    is_open: bool
    words: str
    baseline: int

    @property
    def middle(self) -> int:
        return self.x + self.width // 2


@dataclass(frozen=True)
class Rule:
    """A thin line across, between groups of lanes."""

    y: int


@dataclass
class Sheet:
    """Collects what is drawn, lane by lane."""

    texts: list[Text] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    bars: list[Bar] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    verticals: list[Vertical] = field(default_factory=list)
    folds: list[Fold] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)


@dataclass(frozen=True)
class Layout:
    """One drawing at one width."""

    width: int
    height: int
    top: int  # where the verticals begin
    bottom: int  # where they end
    sheet: Sheet

    @property
    def span(self) -> int:
        return self.bottom - self.top
