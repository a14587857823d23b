"""How long each metastatic line was given, and how long until the next one: what curves count.

A date known to the month counts as its 15th day; one known only to the year dates nothing here.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest

from patients.dates import PartialDate

from .assessment import Assessment
from .lines import Line
from .record import Record

MIDDLE_OF_MONTH = 15


@dataclass(frozen=True)
class Span:
    """Days from the start of a line. `ended` false: not yet, when last heard of (censored)."""

    days: int
    ended: bool


@dataclass(frozen=True)
class LineSpans:
    """None: the record does not date it. A death ends both."""

    number: int
    started_on: date | None
    treated: Span | None = None
    until_next: Span | None = None


def line_spans(assessment: Assessment) -> tuple[LineSpans, ...]:
    lines = sorted(assessment.lines, key=lambda line: (line.started_on.first, line.number))
    followed = zip_longest(lines, lines[1:])
    return tuple(_spans_of(line, after, assessment.record) for line, after in followed)


def _spans_of(line: Line, after: Line | None, record: Record) -> LineSpans:
    started_on = day_of(line.started_on)
    if started_on is None:
        return LineSpans(line.number, None)
    if line.still_given:
        # given on into a later line: when this line ended is not on record
        treated = None if after else _open_span(started_on, record)
    else:
        treated = _span(started_on, _stopped_on(line))
    until_next = (
        _span(started_on, day_of(after.started_on)) if after else _open_span(started_on, record)
    )
    return LineSpans(line.number, started_on, treated, until_next)


def _stopped_on(line: Line) -> date | None:
    """The day on which its last drug was stopped; None where the end of one is not dated."""
    days = [day_of(course.ended_on) for course in line.courses if course.ended_on]
    dated = [day for day in days if day]
    return max(dated) if len(dated) == len(line.courses) else None


def _span(started_on: date, ended_on: date | None) -> Span | None:
    if ended_on is None or ended_on < started_on:
        return None
    return Span((ended_on - started_on).days, ended=True)


def _open_span(started_on: date, record: Record) -> Span | None:
    """Until death, or until the newest date on record: nothing is known of the time after it."""
    if record.deceased_on:
        return _span(started_on, day_of(record.deceased_on))
    return Span(max((last_heard_on(record) - started_on).days, 0), ended=False)


def day_of(day: PartialDate | None) -> date | None:
    if day is None or len(day.text) == len("2016"):
        return None
    return day.first.replace(day=MIDDLE_OF_MONTH) if day.is_partial else day.first


def last_heard_on(record: Record) -> date:
    """The newest date on record, at its earliest."""
    return max((day.first for day in _dates(record)), default=date.min)


def _dates(record: Record) -> Iterator[PartialDate]:
    yield from _known((record.last_contact_on, record.metastatic_on, record.diagnosed_on))
    for treatment in record.treatments:
        yield from _known((treatment.started_on, treatment.ended_on))
    for specimen in record.specimens:
        yield specimen.collected_on
        yield from (reading.read_on for reading in specimen.her2_readings)
        yield from (reading.read_on for reading in specimen.receptor_readings)
    yield from (progression.on for progression in record.progressions)
    yield from (status.on for status in record.disease_statuses)
    yield from (performance.on for performance in record.performance)
    yield from (lvef.measured_on for lvef in record.lvef)
    yield from (event.onset_on for event in record.adverse_events)
    yield from (alteration.tested_on for alteration in record.alterations)
    yield from (marker.tested_on for marker in record.markers)
    yield from (procedure.started_on for procedure in record.procedures)


def _known(days: Iterable[PartialDate | None]) -> Iterator[PartialDate]:
    return (day for day in days if day)
