"""Lines of treatment on the chart: agents, why they ended, and numbers that wait for a yes."""

from dataclasses import dataclass

from biomarkers.domain.assessment import Assessment
from biomarkers.domain.lines import Line
from biomarkers.domain.numbering import line_numbers
from biomarkers.domain.record import Treatment
from biomarkers.domain.timeline.facts import END_WORDS
from biomarkers.record.reading import Fetched, record_of
from patients.language import say
from patients.models import AgentGiven


@dataclass(frozen=True)
class AgentRow:
    """`key` is that of the stored row."""

    name: str
    when: str
    given: bool
    key: str


@dataclass(frozen=True)
class LineRow:
    """`why` says why the number is suggested; empty where it is confirmed."""

    number: int
    why: str
    still_given: bool
    agents: tuple[AgentRow, ...]


def line_rows(assessment: Assessment) -> tuple[LineRow, ...]:
    """Newest first."""
    return tuple(_row(line) for line in reversed(assessment.lines))


def _row(line: Line) -> LineRow:
    return LineRow(
        number=line.number,
        why=line.suggestions[0].because.in_words if line.suggestions else "",
        still_given=line.still_given,
        agents=tuple(_agent(treatment) for treatment in line.treatments),
    )


def _agent(treatment: Treatment) -> AgentRow:
    began = treatment.started_on.in_words
    if treatment.is_ongoing:
        when = say("since {began}").format(began=began)
    else:
        ended = treatment.ended_on.in_words if treatment.ended_on else say("date not known")
        when = say("{began} to {ended}: {reason}").format(
            began=began, ended=ended, reason=END_WORDS[treatment.end_reason or "unknown"]
        )
    return AgentRow(treatment.agent.name, when, treatment.is_ongoing, treatment.ref.split("/")[-1])


def rows_of_line(patient: Fetched, number: int) -> list[AgentGiven]:
    """The stored rows of a line as it is shown, also where its number is suggested."""
    numbers = line_numbers(record_of(patient))
    refs = {treatment.ref for treatment in numbers.treatments.get(number, ())}
    return [row for row in patient.fetched_agents_given if f"agentgiven/{row.pk}" in refs]
