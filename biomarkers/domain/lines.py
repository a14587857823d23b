"""Lines of systemic treatment in metastatic disease: their numbers, and what labels count.

Source: Saini & Twelves 2021 (Br J Cancer 125:155), as worked out in docs/clinical-rules.md.
Confirmed numbers are kept; a suggested number says why.
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from patients.dates import PartialDate

from .because import Because, because
from .record import Progression, Record, Treatment

TOGETHER_WITHIN_DAYS = 30  # agents begun so soon after a line's start belong to it
BREAK_AFTER_DAYS = 90  # a completed line that rests longer is over


@dataclass(frozen=True)
class Suggestion:
    """An agent whose line number nobody has confirmed, and why it was placed there."""

    treatment: Treatment
    because: Because


@dataclass(frozen=True)
class Line:
    """One metastatic line with its agents, oldest first."""

    number: int
    treatments: tuple[Treatment, ...]
    suggestions: tuple[Suggestion, ...] = ()

    @property
    def confirmed(self) -> bool:
        return not self.suggestions

    @property
    def started_on(self) -> PartialDate:
        return min(t.started_on for t in self.treatments)

    @cached_property
    def under_way(self) -> bool:
        """At least one of its agents is still being given."""
        return any(t.is_given for t in self.treatments)

    def holds(self, class_name: str) -> bool:
        return any(t.is_of(class_name) for t in self.treatments)

    def progression(self, progressions: tuple[Progression, ...]) -> Because | None:
        """The first sign that the disease progressed in this line, or None."""
        for treatment in self.treatments:
            if treatment.progressed:
                return _ended_by_progression(treatment)
        for progression in sorted(progressions, key=lambda p: p.on.text):
            if progression.on.first > self.started_on.first:
                return because("progression on ", progression.on)
        return None


@dataclass(frozen=True)
class LineCounts:
    """Metastatic lines, and how many hold an agent of each kind; one line can be several kinds."""

    metastatic: int
    endocrine: int
    endocrine_progressed: int
    chemotherapy: int
    anti_her2: int
    adc: int


def count_lines(lines: tuple[Line, ...]) -> LineCounts:
    return LineCounts(
        metastatic=len(lines),
        endocrine=sum(line.holds("endocrine") for line in lines),
        endocrine_progressed=sum(bool(endocrine_progression(line)) for line in lines),
        chemotherapy=sum(line.holds("chemotherapy") for line in lines),
        anti_her2=sum(line.holds("anti_her2") for line in lines),
        adc=sum(line.holds("adc") for line in lines),
    )


def endocrine_progression(line: Line) -> Treatment | None:
    """The endocrine agent of the line that ended by progression."""
    return next((t for t in line.treatments if t.is_of("endocrine") and t.progressed), None)


def metastatic_lines(record: Record) -> tuple[Line, ...]:
    """All lines begun, by number; agents without a number are placed among the numbered."""
    given = sorted(
        (t for t in record.treatments if t.is_metastatic and t.agent.is_systemic),
        key=lambda t: t.sort_key,
    )
    placed: dict[int, list[Treatment]] = {}
    suggestions: dict[int, list[Suggestion]] = {}
    for treatment in given:
        if treatment.line is not None:
            placed.setdefault(treatment.line, []).append(treatment)
    for treatment in given:
        if treatment.line is None:
            number, reason = _place(treatment, placed, record.progressions)
            placed.setdefault(number, []).append(treatment)
            suggestions.setdefault(number, []).append(Suggestion(treatment, reason))
    return tuple(
        Line(
            number,
            tuple(sorted(placed[number], key=lambda t: t.sort_key)),
            tuple(suggestions.get(number, ())),
        )
        for number in sorted(placed)
    )


def _place(
    treatment: Treatment,
    placed: dict[int, list[Treatment]],
    progressions: tuple[Progression, ...],
) -> tuple[int, Because]:
    """The line that an agent belongs to by the rules, and why."""
    following = max(placed, default=0) + 1
    start = treatment.started_on
    begun = {
        number: [t for t in agents if t.started_on.first <= start.first]
        for number, agents in placed.items()
    }
    begun = {number: agents for number, agents in begun.items() if agents}
    if not begun:
        return following, because("the first agent given for metastatic disease, ", start)
    # the present line is the one that began last
    present = max(begun, key=lambda n: (_line_start(begun[n]), n))
    reason = _why_a_new_line(treatment, present, begun[present], progressions)
    if reason:
        return following, reason
    return present, because(f"begun in line {present} without progression, ", start)


def _line_start(agents: list[Treatment]) -> date:
    return min(t.started_on.first for t in agents)


def _why_a_new_line(
    treatment: Treatment,
    present: int,
    agents: list[Treatment],
    progressions: tuple[Progression, ...],
) -> Because | None:
    start = treatment.started_on
    line_start = _line_start(agents)
    for agent in agents:
        if agent.progressed and _ended_before(agent, start):
            return because("begun after ") + _ended_by_progression(agent)
    for progression in sorted(progressions, key=lambda p: p.on.text):
        if line_start < progression.on.first <= start.first:
            return because("begun after the progression of ", progression.on)
    if (start.first - line_start).days <= TOGETHER_WITHIN_DAYS:
        return None
    if not all(_ended_before(agent, start) for agent in agents):
        return None
    if all(agent.end_reason == "completed" for agent in agents):
        rested = _days_rested(agents, start)
        if rested > BREAK_AFTER_DAYS:
            return because(f"begun {rested} days after line {present} was completed, ", start)
        return None
    if any(_switched_within_class(agent, treatment) for agent in agents):
        return None
    return because(f"begun when nothing of line {present} was given any more, ", start)


def _ended_before(agent: Treatment, start: PartialDate) -> bool:
    """A partial end that overlaps the start, and an end without a date, count as before it."""
    if agent.is_given:
        return False
    if agent.ended_on is None:
        return True
    return agent.ended_on.first <= (start.last if agent.ended_on.is_partial else start.first)


def _switched_within_class(agent: Treatment, successor: Treatment) -> bool:
    by_choice = agent.end_reason in ("toxicity", "patient_choice")
    return by_choice and bool(agent.agent.classes & successor.agent.classes)


def _days_rested(agents: list[Treatment], start: PartialDate) -> int:
    """Since the last dated end; 0 where no end has a date, for then no rest is known."""
    ends = [agent.ended_on.last for agent in agents if agent.ended_on]
    return (start.first - max(ends)).days if ends else 0


def _ended_by_progression(treatment: Treatment) -> Because:
    when = treatment.ended_on
    dated = because(", ", when) if when else because(", date not known")
    return because(f"{treatment.agent.name} ended by progression") + dated
