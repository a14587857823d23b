"""What must hold of every record, whatever is on it."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from biomarkers.catalog import current_catalog
from biomarkers.domain.assessment import assess
from biomarkers.domain.catalog import CatalogRow
from biomarkers.domain.her2 import Category
from biomarkers.domain.record import HER2Reading, Record, Specimen
from biomarkers.domain.timeline.facts import facts_of
from biomarkers.exchange.answers import answer_of
from patients.dates import PartialDate

from . import strategies

TODAY = strategies.TODAY
ISH_PART = ("ish_status", "ish_probe", "ish_ratio", "her2_copies", "ish_result")

many = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


pytestmark = pytest.mark.django_db  # the catalog is there


def answered(record: Record, as_of: date = TODAY) -> dict:
    return answer_of(assess(record, current_catalog().rows, as_of))


@many
@given(strategies.records, strategies.days)
def test_every_specimen_has_one_category_and_a_reason_where_it_is_unsettled(record, day):
    for status in assess(record, (), day).her2.specimens:
        unsettled = status.category in (Category.UNDETERMINED, Category.EQUIVOCAL)
        assert (status.reason is not None) is unsettled


@many
@given(strategies.records, some.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(record, chance):
    def shuffled(items: tuple) -> tuple:
        return tuple(chance.sample(items, len(items)))

    mixed = replace(
        record,
        specimens=shuffled(
            tuple(replace(s, her2_readings=shuffled(_one_a_day(s))) for s in record.specimens)
        ),
        treatments=shuffled(record.treatments),
        alterations=shuffled(record.alterations),
        adverse_events=shuffled(record.adverse_events),
        progressions=shuffled(record.progressions),
    )
    sorted_record = replace(
        record,
        specimens=tuple(replace(s, her2_readings=_one_a_day(s)) for s in record.specimens),
    )

    assert answered(mixed) == answered(sorted_record)


def _one_a_day(specimen: Specimen) -> tuple[HER2Reading, ...]:
    """As the database keeps them."""
    return tuple({reading.read_on: reading for reading in specimen.her2_readings}.values())


@many
@given(strategies.records, strategies.records, some.dates(date(2012, 1, 1), TODAY))
def test_a_fact_dated_after_the_day_changes_nothing(record, later, day):
    shift = PartialDate.of(day + timedelta(days=1))
    added = replace(
        record,
        specimens=(
            *record.specimens,
            *(replace(s, collected_on=shift, her2_readings=()) for s in later.specimens),
        ),
        treatments=(*record.treatments, *(replace(t, started_on=shift, ended_on=None)
                                          for t in later.treatments)),
        alterations=(*record.alterations,
                     *(replace(a, tested_on=shift) for a in later.alterations)),
        adverse_events=(*record.adverse_events,
                        *(replace(e, onset_on=shift) for e in later.adverse_events)),
        progressions=(*record.progressions, *(replace(p, on=shift) for p in later.progressions)),
    )  # fmt: skip

    assert answered(added, day) == answered(record, day)


@many
@given(
    strategies.agreeing_readings,
    some.sampled_from([("ihc_score",), ("zero_staining", "percent_stained"), ISH_PART]),
    some.sampled_from([date(2017, 1, 1), date(2023, 1, 1), TODAY]),
)
def test_knowing_less_never_turns_a_her2_criterion_to_met(known, forgotten, day):
    def her2_criteria(**facts) -> dict[str, bool | None]:
        reading = HER2Reading(read_on=PartialDate("2016-05-12"), **facts)
        sample = Specimen("A", PartialDate("2016-05-09"), "liver", her2_readings=(reading,))
        record = Record("M1", metastatic_on=PartialDate("2016"), specimens=(sample,))
        options = assess(record, current_catalog().rows, day).options
        return {o.row.slug: c.met for o in options for c in o.criteria if c.kind == "her2"}

    before = her2_criteria(**known)
    after = her2_criteria(**{name: v for name, v in known.items() if name not in forgotten})

    assert not [slug for slug in after if after[slug] and not before[slug]]


@many
@given(strategies.records, strategies.days)
def test_the_last_entry_of_a_history_is_the_category(record, day):
    assessment = assess(record, (), day)

    if assessment.history.entries:
        last = assessment.history.entries[-1]
        assert (last.to_category, last.reason) == (
            assessment.her2.category,
            assessment.her2.reason,
        )


_ABSENCE = re.compile(
    r"\b(no|not|none|nothing|never|without|unknown|undated|asks nothing|still|yet)\b", re.IGNORECASE
)
_DATED = re.compile(r"\b(19|20)\d\d\b")


@many
@given(strategies.records)
def test_every_because_holds_its_date_or_says_what_is_absent(record):
    for option in assess(record, current_catalog().rows, TODAY).options:
        for criterion in option.criteria:
            words = str(criterion.because)
            assert _DATED.search(words) or _ABSENCE.search(words), words


def _her2_because(**facts) -> str:
    reading = HER2Reading(read_on=PartialDate("2016-05-12"), **facts)
    sample = Specimen("A", PartialDate("2016-05-09"), "liver", her2_readings=(reading,))
    record = Record("M1", metastatic_on=PartialDate("2016"), specimens=(sample,))
    row = CatalogRow("row", "label", "x", "x", date(2000, 1, 1), her2="low")
    return str(assess(record, (row,), TODAY).options[0].criteria[0].because)


@many
@given(strategies.agreeing_readings, some.data())
def test_changing_a_datum_that_decides_changes_the_sentence(known, data):
    other = data.draw(strategies.agreeing_readings)
    deciding = ("ihc_score", "zero_staining", "ish_ratio", "her2_copies", "ish_result")

    differs = any(known.get(name) != other.get(name) for name in deciding)

    assert (_her2_because(**known) != _her2_because(**other)) is differs


@many
@given(strategies.records)
def test_every_fact_of_the_timeline_is_told_once(record):
    facts = facts_of(assess(record, (), TODAY)).rows

    numbers = [fact.number for fact in facts]
    assert len(set(numbers)) == len(numbers)
    assert [fact.on.text for fact in facts] == sorted(fact.on.text for fact in facts)
