"""Geometry of the clinic's drawings: the flow of categories, bars by quarter, and curves.

Ink is in templates/biomarkers/clinic and static/clinic.css.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from patients.language import say

# The flow.

WIDTH, HEIGHT = 560, 330
LEFT, RIGHT, BAR = 150, 400, 12
GAP = 14


@dataclass(frozen=True)
class Node:
    """A category at one side, with all its patients."""

    code: str
    number: int
    x: float
    y: float
    height: float

    @property
    def middle(self) -> float:
        return round(self.y + self.height / 2 + 4, 1)


@dataclass(frozen=True)
class Ribbon:
    """Patients who were reported as one and count today as another."""

    was: str
    category: str
    number: int
    path: str


@dataclass(frozen=True)
class Flow:
    left: tuple[Node, ...]
    right: tuple[Node, ...]
    ribbons: tuple[Ribbon, ...]
    width: int = WIDTH
    height: int = HEIGHT


def flow_of(
    flow: Counter[tuple[str, str]], left_order: Sequence[str], right_order: Sequence[str]
) -> Flow:
    """Both sides in their order; a ribbon is as thick as its patients are many."""
    left = _totals(flow, left_order, 0)
    right = _totals(flow, right_order, 1)
    total = sum(left.values())
    if not total:
        return Flow((), (), ())
    gaps = GAP * (max(len(left), len(right)) - 1)
    scale = (HEIGHT - gaps) / total
    left_nodes, right_nodes = _nodes(left, LEFT, scale), _nodes(right, RIGHT, scale)
    return Flow(left_nodes, right_nodes, tuple(_ribbons(flow, left_nodes, right_nodes, scale)))


def _totals(flow: Counter, order: Sequence[str], side: int) -> dict[str, int]:
    totals: Counter[str] = Counter()
    for pair, number in flow.items():
        totals[pair[side]] += number
    known = [code for code in order if totals[code]]
    return {code: totals[code] for code in [*known, *sorted(set(totals) - set(order))]}


def _nodes(totals: dict[str, int], x: int, scale: float) -> tuple[Node, ...]:
    nodes, y = [], 0.0
    for code, number in totals.items():
        nodes.append(Node(code, number, x, round(y, 1), round(max(number * scale, 1), 1)))
        y += number * scale + GAP
    return tuple(nodes)


def _ribbons(flow: Counter, left: Sequence[Node], right: Sequence[Node], scale: float):
    starts = {node.code: node.y for node in left}
    ends = {node.code: node.y for node in right}
    for start in left:
        for end in right:
            number = flow[start.code, end.code]
            if number:
                thick = number * scale
                path = _ribbon(starts[start.code], ends[end.code], thick)
                yield Ribbon(start.code, end.code, number, path)
                starts[start.code] += thick
                ends[end.code] += thick


def _ribbon(y0: float, y1: float, thick: float) -> str:
    x0, x1 = LEFT + BAR, RIGHT
    half = (x0 + x1) / 2
    return (
        f"M{x0} {y0:.1f}C{half} {y0:.1f} {half} {y1:.1f} {x1} {y1:.1f}"
        f"V{y1 + thick:.1f}C{half} {y1 + thick:.1f} {half} {y0 + thick:.1f} {x0} {y0 + thick:.1f}Z"
    )


# Curves.

PLOT_WIDTH, PLOT_HEIGHT = 480, 200
PLOT_LEFT, PLOT_TOP = 40, 8
LABEL_WIDTH, LABEL_HEIGHT = 14, 14  # of the number at the end of a curve


@dataclass(frozen=True)
class Tick:
    words: str
    at: float


@dataclass(frozen=True)
class Step:
    """One curve, and where its label is drawn."""

    line: int
    path: str
    x: float
    y: float


@dataclass(frozen=True)
class Plot:
    steps: tuple[Step, ...]
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    width: int = PLOT_LEFT + PLOT_WIDTH + 60
    height: int = PLOT_TOP + PLOT_HEIGHT + 22
    left: int = PLOT_LEFT
    right: int = PLOT_LEFT + PLOT_WIDTH
    bottom: int = PLOT_TOP + PLOT_HEIGHT


def plot_of(curves: Sequence[dict], months: Sequence[int], month: float) -> Plot:
    """Steps over months; each curve ends where the observation of its last patient ends."""
    last = months[-1] * month
    return Plot(
        steps=_labels_apart(_step(curve, last) for curve in curves if curve["number"]),
        across=tuple(
            Tick(
                say("{months} months").format(months=m) if m == months[-1] else str(m),
                round(PLOT_LEFT + PLOT_WIDTH * m / months[-1], 1),
            )
            for m in months
        ),
        up=tuple(Tick(f"{p}%", round(_y(p / 100), 1)) for p in (0, 25, 50, 75, 100)),
    )


def _y(part: float) -> float:
    return PLOT_TOP + PLOT_HEIGHT * (1 - part)


def _step(curve: dict, last: float) -> Step:
    until = min(curve["observed_to"], last)
    x = y = 0.0
    path = ""
    for day, part in curve["steps"]:
        x, y = PLOT_LEFT + PLOT_WIDTH * day / last, _y(part)
        path += f"H{x:.1f}V{y:.1f}" if path else f"M{x:.1f} {y:.1f}"
    x = max(x, PLOT_LEFT + PLOT_WIDTH * until / last)
    return Step(curve["line"], f"{path}H{x:.1f}", round(x + 4, 1), round(y + 4, 1))


def _labels_apart(steps: Iterable[Step]) -> tuple[Step, ...]:
    """Curves that end at one point have their numbers beside each other, not on each other."""
    placed: list[Step] = []
    for step in steps:
        x = step.x
        while any(abs(x - s.x) < LABEL_WIDTH and abs(step.y - s.y) < LABEL_HEIGHT for s in placed):
            x += LABEL_WIDTH
        placed.append(replace(step, x=round(x, 1)))
    return tuple(placed)


# Columns by quarter.

BARS_WIDTH, BAR_HEIGHT, BARS_LEFT = 560, 150, 34
WIDEST_STEP, LABELS_AT_MOST = 44, 13


@dataclass(frozen=True)
class Bar:
    """`words` are empty where there is no room for them."""

    quarter: str
    words: str
    x: float
    middle: float
    parts: tuple[tuple[str, float, float], ...]  # category, y, height


@dataclass(frozen=True)
class Bars:
    """`highest` is how many patients the highest column has."""

    bars: tuple[Bar, ...]
    highest: int
    thick: float
    width: int = BARS_WIDTH
    height: int = BAR_HEIGHT + 24


def bars_of(quarters: Sequence[tuple[str, Sequence[tuple[str, int]]]]) -> Bars:
    """One column a quarter, in their order."""
    highest = max((sum(n for _, n in parts) for _, parts in quarters), default=0)
    step = min((BARS_WIDTH - BARS_LEFT) / max(len(quarters), 1), WIDEST_STEP)
    every = -(-len(quarters) // LABELS_AT_MOST)
    thick = round(step * 0.7, 1)
    bars = []
    for place, (words, parts) in enumerate(quarters):
        x = round(BARS_LEFT + place * step, 1)
        label = f"{words[:2]} {words[-2:]}" if place % every == 0 else ""
        stacked = tuple(_stacked(parts, highest))
        bars.append(Bar(words, label, x, round(x + thick / 2, 1), stacked))
    return Bars(tuple(bars), highest, thick)


def _stacked(parts: Sequence[tuple[str, int]], highest: int):
    y = float(BAR_HEIGHT)
    for code, number in parts:
        if number:
            height = BAR_HEIGHT * number / highest
            y -= height
            yield code, round(y, 1), round(height, 1)
