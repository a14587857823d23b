"""The next day on which the calendar alone changes what is known of a patient."""

from collections.abc import Iterator
from datetime import date, timedelta

from patients.dates import PartialDate

from .catalog import Catalog
from .criteria.setting import CDK46_MONTHS, RECENT_MONTHS
from .durations import last_heard_on
from .evidence import known_from
from .hazards import ECOG_COUNTS_MONTHS
from .lines import REPLACED_AFTER_DAYS
from .next_tests import BIOPSY_AFTER_PROGRESSION_MONTHS
from .notes import LAST_CONTACT_MONTHS
from .patient import POSTMENOPAUSAL_FROM
from .record import Record
from .safety_table import SafetyTable
from .spans import months_after
from .surgery import is_of_the_breast
from .thresholds import MONTHS_CURRENT
from .treatment_history import NONE_YET_WITHIN

ONE_DAY = timedelta(days=1)


def next_change_date(record: Record, catalog: Catalog, as_of: date) -> date | None:
    """The first day after `as_of` on which a rule or a fact begins to hold, or ends; or None."""
    days = (
        *catalog.days_after(as_of),
        *_days_of_record(record),
        *_days_after_spans(record, catalog.safety),
    )
    return min((day for day in days if day > as_of), default=None)


# Facts that become known: see known.py.


def _days_of_record(record: Record) -> Iterator[date]:
    for begun in _begun(record):
        if begun:
            yield begun.first
    for over in _over(record):
        if over:
            yield over.last
    for specimen in record.specimens:
        yield from (known_from(reading, specimen) for reading in specimen.her2_readings)
        yield from (known_from(reading, specimen) for reading in specimen.receptor_readings)


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


# Spans that the rules count, each with its last day: what it holds ends on the next one.


def _days_after_spans(record: Record, safety: SafetyTable) -> Iterator[date]:
    for begun, months in (*_months_of_record(record), *_months_of_safety(record, safety)):
        yield months_after(begun, months) + ONE_DAY
    for begun, days in _days_of_treatment(record):
        yield begun + days + ONE_DAY
    if record.birth_date:
        yield months_after(record.birth_date.first, 12 * POSTMENOPAUSAL_FROM)


def _months_of_record(record: Record) -> Iterator[tuple[date, int]]:
    if record.last_contact_on:
        yield record.last_contact_on.first, LAST_CONTACT_MONTHS
        heard = max(record.last_contact_on.last, last_heard_on(record))
        yield heard, LAST_CONTACT_MONTHS
    if record.diagnosed_on:
        yield record.diagnosed_on.first, RECENT_MONTHS
    operations = [p.started_on for p in record.procedures if is_of_the_breast(p)]
    proofs = [t.started_on for t in record.treatments if t.setting == "adjuvant"]
    for operated in (*operations, *proofs):
        yield operated.first, RECENT_MONTHS
        yield operated.first, CDK46_MONTHS
    for progression in record.progressions:
        yield progression.on.first, BIOPSY_AFTER_PROGRESSION_MONTHS
    for treatment in record.treatments:
        ended = treatment.ended_on.last if treatment.ended_on else treatment.started_on.first
        yield ended, RECENT_MONTHS
        yield ended + ONE_DAY, BIOPSY_AFTER_PROGRESSION_MONTHS
    for performance in record.performance:
        yield performance.on.first, ECOG_COUNTS_MONTHS


def _months_of_safety(record: Record, safety: SafetyTable) -> Iterator[tuple[date, int]]:
    for condition in record.conditions:
        if condition.condition in MONTHS_CURRENT:
            yield condition.noted_on.first, MONTHS_CURRENT[condition.condition]
        for months in safety.months_after_condition:
            yield condition.noted_on.last, months
    ended = (treatment.ended_on.last for treatment in record.treatments if treatment.ended_on)
    for day in ended:
        for months in safety.months_after_treatment:
            yield day, months


def _days_of_treatment(record: Record) -> Iterator[tuple[date, timedelta]]:
    for begun in (record.diagnosed_on, record.metastatic_on, record.unresectable_on):
        if begun:
            yield begun.first, NONE_YET_WITHIN
    for treatment in record.treatments:
        yield treatment.started_on.first, timedelta(days=REPLACED_AFTER_DAYS)
