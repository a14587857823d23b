"""Line numbers: those that were given are kept, the rest is suggested, with the reason.

Source: Saini & Twelves 2021 (Br J Cancer 125:155), as worked out in docs/clinical-rules.md and
docs/contract/rules.md, part 6.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from patients.language import say

from .because import Because, because
from .record import Progression, Record, Treatment

SAME_LINE_WITHIN_DAYS = 30  # a regimen begun so soon after a line's start belongs to it
TREATMENT_FREE_DAYS = 90  # a completed line that rests longer is over

# A switch from one agent of such a class to another is the same line where no progression made it.
CLASSES_OF_A_SWITCH = frozenset(
    {
        "aromatase inhibitor", "oral ER degrader", "CDK4/6 inhibitor", "taxane", "anthracycline",
        "platinum", "vinca alkaloid", "fluoropyrimidine", "PARP inhibitor", "PD-1 or PD-L1",
        "anti-HER2 antibody", "HER2 kinase inhibitor",
    }
)  # fmt: skip


@dataclass(frozen=True)
class Suggestion:
    """An agent whose line number was not confirmed, and why it was placed there."""

    treatment: Treatment
    because: Because


@dataclass(frozen=True)
class Numbers:
    """The treatments of each metastatic line, and the suggestions among them, by line number."""

    treatments: dict[int, list[Treatment]]
    suggestions: dict[int, list[Suggestion]]


Regimen = list[Treatment]  # agents without a number that begin on one day


def line_numbers(record: Record) -> Numbers:
    """Cancer agents given for metastatic disease, by line. The order of rows changes nothing."""
    given = sorted(
        (t for t in record.treatments if t.is_metastatic and t.agent.is_systemic),
        key=lambda t: (t.started_on.first, t.sort_key),
    )
    placed: dict[int, list[Treatment]] = {}
    suggestions: dict[int, list[Suggestion]] = {}
    for treatment in given:
        if treatment.line is not None:
            placed.setdefault(treatment.line, []).append(treatment)
    progressions = _that_count(record.progressions)
    unnumbered = (t for t in given if t.line is None)
    for _, begun_together in groupby(unnumbered, key=lambda t: t.started_on.first):
        regimen = list(begun_together)
        number, reason = _place(regimen, placed, progressions)
        placed.setdefault(number, []).extend(regimen)
        suggestions.setdefault(number, []).extend(Suggestion(t, reason) for t in regimen)
    return Numbers(placed, suggestions)


def _that_count(progressions: Iterable[Progression]) -> list[Progression]:
    """Oldest first; one that was treated beyond parts no lines."""
    return sorted((p for p in progressions if not p.continued), key=lambda p: p.on.text)


def _place(
    regimen: Regimen, placed: dict[int, list[Treatment]], progressions: list[Progression]
) -> tuple[int, Because]:
    """The line that a regimen belongs to, and why."""
    following = max(placed, default=0) + 1
    start = regimen[0].started_on
    begun = {
        number: [t for t in agents if t.started_on.first <= start.first]
        for number, agents in placed.items()
    }
    begun = {number: agents for number, agents in begun.items() if agents}
    if not begun:
        return following, because(say("first treatment for metastatic disease, "), start)
    # the present line is the one that began last
    present = max(begun, key=lambda n: (_line_start(begun[n]), n))
    reason = _why_a_new_line(regimen, present, begun[present], progressions)
    if reason:
        return following, reason
    return present, because(
        say("started during line {present} without progression, ").format(present=present), start
    )


def _line_start(agents: list[Treatment]) -> date:
    return min(t.started_on.first for t in agents)


def _why_a_new_line(
    regimen: Regimen, present: int, agents: list[Treatment], progressions: list[Progression]
) -> Because | None:
    start = regimen[0].started_on
    together = (start.first - _line_start(agents)).days <= SAME_LINE_WITHIN_DAYS
    progression = _progression_before(regimen, agents, progressions, dated_only=together)
    if progression:
        return because(say("started after ")) + progression
    if together or not all(_ended_before(agent, regimen) for agent in agents):
        return None
    if all(agent.end_reason == "completed" for agent in agents):
        rested = _days_rested(agents, start.first)
        if rested > TREATMENT_FREE_DAYS:
            return because(
                say("started {rested} days after completion of line {present}, ").format(
                    rested=rested, present=present
                ),
                start,
            )
        return None
    if any(_switched_within_class(agent, regimen) for agent in agents):
        return None
    return because(
        say("started after all drugs of line {present} had stopped, ").format(present=present),
        start,
    )


def _progression_before(
    regimen: Regimen,
    agents: list[Treatment],
    progressions: list[Progression],
    *,
    dated_only: bool,
) -> Because | None:
    """The first progression of the present line on or before the day of the regimen."""
    for agent in agents:
        dated = agent.ended_on is not None or not dated_only
        if agent.end_reason == "progression" and dated and _ended_before(agent, regimen):
            when = (
                because(", ", agent.ended_on)
                if agent.ended_on
                else because(say(", date not known"))
            )
            return (
                because(say("{agent} ended by progression").format(agent=agent.agent.name)) + when
            )
    line_start, start = _line_start(agents), regimen[0].started_on.first
    for progression in progressions:
        if line_start < progression.on.first <= start:
            return because(say("the progression of "), progression.on)
    return None


def _ended_before(agent: Treatment, regimen: Regimen) -> bool:
    """A partial end that overlaps the start counts as before it; so does an end without a date.

    But an end without a date lies after the start of its own agent.
    """
    start = regimen[0].started_on.first
    if agent.is_ongoing:
        return False
    if agent.ended_on is None:
        return agent.started_on.first < start
    if agent.ended_on.is_partial:
        return agent.ended_on.first <= max(t.started_on.last for t in regimen)
    return agent.ended_on.first <= start


def _switched_within_class(agent: Treatment, regimen: Regimen) -> bool:
    by_choice = agent.end_reason in ("toxicity", "patient_choice")
    shared = agent.agent.classes & CLASSES_OF_A_SWITCH
    return by_choice and any(shared & successor.agent.classes for successor in regimen)


def _days_rested(agents: list[Treatment], start: date) -> int:
    """Since the last dated end; 0 where no end has a date, for then no rest is known."""
    ends = [agent.ended_on.last for agent in agents if agent.ended_on]
    return (start - max(ends)).days if ends else 0
