"""The next day on which the calendar alone changes what is known of a patient."""

from collections.abc import Iterable, Iterator
from datetime import date

from patients.dates import PartialDate

from .evidence import known_on
from .record import Record


def next_change(record: Record, days_of_rules: Iterable[date], as_of: date) -> date | None:
    """The first day after `as_of` on which a rule or a fact begins to hold; or None."""
    days = (*days_of_rules, *_days_of_record(record))
    return min((day for day in days if day > as_of), default=None)


def _days_of_record(record: Record) -> Iterator[date]:
    """The days on which facts become known: see known.py."""
    for begun in _begun(record):
        if begun:
            yield begun.first
    for over in _over(record):
        if over:
            yield over.last
    for specimen in record.specimens:
        for reading in (*specimen.her2_readings, *specimen.receptor_readings):
            yield known_on(reading, specimen)


def _begun(record: Record) -> Iterator[PartialDate | None]:
    yield from (record.diagnosed_on, record.metastatic_on, record.unresectable_on)
    yield from (record.deceased_on, record.last_contact_on)
    yield from (specimen.collected_on for specimen in record.specimens)
    yield from (alteration.tested_on for alteration in record.alterations)
    yield from (marker.tested_on for marker in record.markers)
    yield from (given.started_on for given in record.treatments)
    yield from (event.onset_on for event in record.adverse_events)
    yield from (progression.on for progression in record.progressions)
    yield from (status.on for status in record.disease_statuses)
    yield from (measured.measured_on for measured in record.lvef)
    yield from (performance.on for performance in record.performance)
    yield from (condition.noted_on for condition in record.conditions)
    yield from (procedure.started_on for procedure in record.procedures)


def _over(record: Record) -> Iterator[PartialDate | None]:
    yield from (given.ended_on for given in record.treatments)
    yield from (event.resolved_on for event in record.adverse_events)
    yield from (condition.resolved_on for condition in record.conditions)
    yield from (procedure.ended_on for procedure in record.procedures)
