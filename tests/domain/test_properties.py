"""What must hold of every record, whatever is on it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from biomarkers.catalog.current import current_catalog
from biomarkers.domain.assessment import assess
from biomarkers.domain.catalog import Catalog
from biomarkers.domain.due import next_change_date
from biomarkers.domain.her2 import Category
from biomarkers.domain.options import AVAILABLE, Option
from biomarkers.domain.record import (
    LVEF,
    HER2Reading,
    Performance,
    Record,
    Specimen,
    Treatment,
)
from biomarkers.domain.safety import Safety
from biomarkers.domain.timeline.facts import facts_of
from biomarkers.exchange.answers import answer_of
from patients.dates import PartialDate

from . import strategies
from .strategies import many

TODAY = strategies.TODAY
ROWS = (
    "treatments", "alterations", "markers", "adverse_events", "progressions", "performance",
    "lvef", "conditions", "procedures",
)  # fmt: skip
ISH_PART = ("ish_status", "ish_probe", "ish_ratio", "her2_copies", "ish_result")

pytestmark = pytest.mark.django_db  # the catalog is there


def answered(record: Record, as_of: date = TODAY) -> dict:
    return answer_of(assess(record, current_catalog(), as_of))


@many
@given(strategies.records, strategies.days)
def test_every_specimen_has_one_category_and_a_reason_where_it_is_unsettled(record, day):
    for status in assess(record, Catalog(), day).her2.specimens:
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
            tuple(
                replace(
                    specimen,
                    her2_readings=shuffled(specimen.her2_readings),
                    receptor_readings=shuffled(specimen.receptor_readings),
                )
                for specimen in record.specimens
            )
        ),
        **{name: shuffled(getattr(record, name)) for name in ROWS},
    )

    assert answered(mixed) == answered(record)


@many
@given(strategies.records, strategies.records, some.dates(date(2012, 1, 1), TODAY))
def test_a_fact_dated_after_the_day_changes_nothing(record, later, day):
    next_day = PartialDate.of(day + timedelta(days=1))
    told_later = replace(
        record,
        specimens=(
            *(_read_again(specimen, later, next_day) for specimen in record.specimens),
            *(replace(s, accession=s.accession + "-2", collected_on=next_day)
              for s in later.specimens),
        ),
        treatments=(
            *(_ended(treatment, next_day) for treatment in record.treatments),
            *(replace(t, started_on=next_day, ended_on=None) for t in later.treatments),
        ),
        adverse_events=(
            *(replace(e, resolved_on=e.resolved_on or next_day) for e in record.adverse_events),
            *(replace(e, onset_on=next_day) for e in later.adverse_events),
        ),
        alterations=(*record.alterations, *_moved(later.alterations, tested_on=next_day)),
        markers=(*record.markers, *_moved(later.markers, tested_on=next_day)),
        progressions=(*record.progressions, *_moved(later.progressions, on=next_day)),
        performance=(*record.performance, *_moved(later.performance, on=next_day)),
        lvef=(*record.lvef, *_moved(later.lvef, measured_on=next_day)),
        conditions=(*record.conditions, *_moved(later.conditions, noted_on=next_day)),
        unresectable_on=record.unresectable_on or next_day,
        metastatic_on=record.metastatic_on or next_day,
        deceased_on=next_day,
    )  # fmt: skip

    assert answered(told_later, day) == answered(replace(record, deceased_on=None), day)


@many
@given(strategies.records, strategies.days)
def test_nothing_changes_before_the_day_that_is_due(record, day):
    catalog = current_catalog()
    due = next_change_date(record, catalog, day) or date(2031, 1, 1)

    def said(on: date) -> dict:
        answer = answer_of(assess(record, catalog, on))
        options = [{**option, "checks": None} for option in answer["options"]]
        return {**answer, "as_of": None, "options": options}

    assert said(day) == said(due - timedelta(days=1))


def _moved(facts: tuple, **dates: object) -> tuple:
    return tuple(replace(fact, **dates) for fact in facts)


def _read_again(specimen: Specimen, later: Record, on: PartialDate) -> Specimen:
    readings = [reading for other in later.specimens for reading in other.her2_readings]
    receptors = [reading for other in later.specimens for reading in other.receptor_readings]
    return replace(
        specimen,
        her2_readings=(*specimen.her2_readings, *_moved(readings[:1], read_on=on)),
        receptor_readings=(*specimen.receptor_readings, *_moved(receptors[:1], read_on=on)),
    )


def _ended(treatment: Treatment, on: PartialDate) -> Treatment:
    return replace(treatment, ended_on=on, end_reason="progression") if treatment.is_ongoing else (
        treatment
    )  # fmt: skip


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
        options = assess(record, current_catalog(), day).options
        return {o.row.slug: c.met for o in options for c in o.criteria if c.kind == "her2"}

    before = her2_criteria(**known)
    after = her2_criteria(**{name: v for name, v in known.items() if name not in forgotten})

    assert not [slug for slug in after if after[slug] and not before[slug]]


# Options: what is safe stays safe, and what is not known opens nothing.


def options_of(record: Record) -> tuple[Option, ...]:
    return assess(record, current_catalog(), TODAY).options


def open_in(record: Record) -> set[str]:
    """What is open or next; and once more what is so without a weighty caution."""
    found = [option for option in options_of(record) if option.state in AVAILABLE]
    clear = [o for o in found if not any(warning.weighty for warning in o.warnings)]
    return {o.row.slug for o in found} | {f"{o.row.slug} without care" for o in clear}


def blocked_in(record: Record) -> set[tuple[str, str]]:
    """Each option with each code that blocks it."""
    return {(option.row.slug, code) for option in options_of(record) for code in option.blocked_by}


def safety_in(record: Record) -> dict[str, Safety]:
    return {option.row.slug: option.safety for option in options_of(record)}


@many
@given(strategies.records | strategies.treatable)
def test_no_option_that_is_blocked_is_open_and_none_is_without_a_reason(record):
    for option in options_of(record):
        assert (option.state == "blocked") is bool(option.blocked_by)


@many
@given(
    strategies.treatable,
    strategies.adverse_events | strategies.harms,
    strategies.conditions | strategies.serious_conditions,
)
def test_another_adverse_event_or_condition_opens_nothing(record, event, condition):
    before = open_in(record)

    for on in (event.onset_on, PartialDate.of(TODAY)):
        another = replace(event, onset_on=on, resolved_on=None)
        assert open_in(replace(record, adverse_events=(*record.adverse_events, another))) <= before
    for known in (condition, *record.conditions):
        another = replace(condition, condition=known.condition, noted_on=PartialDate.of(TODAY))
        assert open_in(replace(record, conditions=(*record.conditions, another))) <= before


@many
@given(strategies.treatable)
def test_what_blocks_goes_on_blocking_beside_the_same_newer_milder_and_resolved(record):
    today = PartialDate.of(TODAY)
    milder = replace(
        record,
        adverse_events=(
            *record.adverse_events,
            *_moved(record.adverse_events, onset_on=today, resolved_on=today, grade=1),
        ),
        conditions=(
            *record.conditions,
            *_moved(record.conditions, noted_on=today, resolved_on=today, severity="mild"),
        ),
    )

    assert blocked_in(record) <= blocked_in(milder)


@many
@given(
    strategies.records | strategies.treatable,
    some.tuples(some.integers(1, 99), some.integers(1, 99)).map(sorted),
    some.tuples(some.integers(0, 4), some.integers(0, 4)).map(sorted),
)
def test_a_weaker_heart_or_a_worse_performance_opens_nothing(record, percents, ecogs):
    (weaker, stronger), (fitter, iller) = percents, ecogs
    today = PartialDate.of(TODAY)

    def measured(percent: int) -> Record:
        return replace(record, lvef=(*record.lvef, LVEF(today, percent)))

    def seen(ecog: int) -> Record:
        return replace(record, performance=(*record.performance, Performance(today, ecog)))

    assert open_in(measured(weaker)) <= open_in(measured(stronger))
    assert open_in(seen(iller)) <= open_in(seen(fitter))


@many
@given(strategies.treatable, some.integers(1, 99), some.integers(0, 4))
def test_only_the_newest_lvef_and_ecog_count(record, percent, ecog):
    today = PartialDate.of(TODAY)
    lvef, seen = LVEF(today, percent), Performance(today, ecog)

    only = safety_in(replace(record, lvef=(lvef,), performance=(seen,)))
    assert safety_in(replace(record, lvef=(lvef, *record.lvef), performance=(seen,))) == only
    seen_before = (*record.performance, seen)
    assert safety_in(replace(record, lvef=(lvef,), performance=seen_before)) == only


# What is known of treatment beside the rows of drugs, their ends and the reasons for these.
OF_TREATMENT = (
    "treatment_history", "metastatic_on", "unresectable_on", "diagnosed_on", "residual_disease",
)  # fmt: skip


@many
@given(strategies.records | strategies.treatable)
def test_knowing_less_of_treatment_never_turns_earlier_treatment_to_met(record):
    def earlier_treatment(known: Record) -> dict[tuple[str, int], bool | None]:
        return {
            (option.row.slug, place): criterion.met
            for option in options_of(known)
            for place, criterion in enumerate(option.criteria)
            if criterion.kind in ("prior_all", "prior_any")
        }

    before = earlier_treatment(record)
    for forgotten in OF_TREATMENT:
        after = earlier_treatment(replace(record, **{forgotten: None}))
        # a row that only now comes into question turned nothing
        assert not [key for key in before if after.get(key) and not before[key]]


@many
@given(strategies.treatable)
def test_where_no_treatment_is_on_record_nothing_follows_from_that(record):
    """Metastatic for long, and nobody said that the history is complete."""
    untold = replace(record, treatments=(), treatment_history=None)

    for option in options_of(untold):
        answers = {c.kind: c.met for c in option.criteria}
        of_history = {"prior_all", "prior_any", "first_line"} & answers.keys()
        assert all(answers[kind] is None for kind in of_history)


@many
@given(strategies.records | strategies.treatable)
def test_what_is_to_be_done_with_care_ranks_behind_what_is_not(record):
    assessment = assess(record, current_catalog(), TODAY)
    weighty = {
        option.row.slug: any(warning.weighty for warning in option.warnings)
        for option in assessment.options
        if option.state == "open"
    }

    ordered = sorted(weighty, key=lambda slug: assessment.ranks[slug])

    assert [weighty[slug] for slug in ordered] == sorted(weighty.values())


@many
@given(strategies.records, strategies.days)
def test_the_last_entry_of_a_history_is_the_category(record, day):
    assessment = assess(record, Catalog(), day)

    if assessment.history.entries:
        last = assessment.history.entries[-1]
        assert (last.to_category, last.reason) == (
            assessment.her2.category,
            assessment.her2.reason,
        )


@many
@given(strategies.records, strategies.days)
def test_the_history_of_an_earlier_day_is_the_beginning_of_todays(record, day):
    today = assess(record, Catalog(), TODAY).history.entries

    assert assess(record, Catalog(), day).history.entries == tuple(e for e in today if e.on <= day)


@many
@given(strategies.records)
def test_every_fact_of_the_timeline_is_told_once(record):
    facts = facts_of(assess(record, Catalog(), TODAY)).rows

    numbers = [fact.number for fact in facts]
    assert len(set(numbers)) == len(numbers)
    assert [fact.on.text for fact in facts] == sorted(fact.on.text for fact in facts)
