"""What must hold of every record, whatever is on it."""

import re
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from biomarkers.catalog import current_catalog
from biomarkers.domain.assessment import assess
from biomarkers.domain.criteria import Criterion
from biomarkers.domain.her2 import Category
from biomarkers.domain.record import HER2Reading, Record, Specimen, Treatment
from biomarkers.domain.timeline.facts import facts_of
from biomarkers.domain.words import specimen_sentence
from biomarkers.exchange.answers import answer_of
from patients.dates import PartialDate

from . import strategies

TODAY = strategies.TODAY
ROWS = ("treatments", "alterations", "markers", "adverse_events", "progressions")
ISH_PART = ("ish_status", "ish_probe", "ish_ratio", "her2_copies", "ish_result")

many = settings(
    max_examples=100,
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
        metastatic_on=record.metastatic_on or next_day,
        deceased_on=next_day,
    )  # fmt: skip

    assert answered(told_later, day) == answered(replace(record, deceased_on=None), day)


def _moved(facts: tuple, **dates: PartialDate) -> tuple:
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
    return replace(treatment, ended_on=on, end_reason="progression") if treatment.is_given else (
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
    r"^no |^asks nothing|none before|, undated$|date not known|not on record"
    r"| holds no |no .* on record"
)


@many
@given(strategies.records)
def test_every_because_names_dates_on_record_or_says_what_is_absent(record):
    on_record = set(re.findall(r"\d{4}(?:-\d\d){0,2}", repr(record)))

    for criterion in _criteria(record):
        dates = {part.text for part in criterion.because.parts if isinstance(part, PartialDate)}
        assert dates or _ABSENCE.search(str(criterion.because)), str(criterion.because)
        assert dates <= on_record


def _criteria(record: Record) -> list[Criterion]:
    options = assess(record, current_catalog().rows, TODAY).options
    return [criterion for option in options for criterion in option.criteria]


@many
@given(strategies.records)
def test_every_because_holds_the_value_that_it_rests_on(record):
    assessment = assess(record, (), TODAY)
    agents = {treatment.agent.name for treatment in record.treatments}
    receptors = [assessment.receptors.er, assessment.receptors.pr]
    values = {
        "her2": {f"HER2-{category}:" for category in Category} | {"HER2 equivocal (",
                                                                "HER2 undetermined ("},
        "hormone_receptor": {receptor.value for receptor in receptors if receptor},
        "alteration": {test.result.replace("_", " ") for test in record.alterations},
        "marker": {marker.value for marker in record.markers} | agents,
        "patient": {record.menopausal_status, record.sex, *agents},
        "prior_therapy": agents,
        "first_line": {"progression", *agents},
    }  # fmt: skip

    for criterion in _criteria(record):
        words = str(criterion.because)
        held = any(value and value in words for value in values[criterion.kind])
        assert held or _ABSENCE.search(words), words


def _answer_and_sentence(**facts) -> tuple:
    reading = HER2Reading(read_on=PartialDate("2016-05-12"), **facts)
    sample = Specimen("A", PartialDate("2016-05-09"), "liver", her2_readings=(reading,))
    assessment = assess(Record("M1", specimens=(sample,)), (), TODAY)
    return assessment.her2.category, assessment.her2.reason, str(
        specimen_sentence(assessment.her2.speaking)
    )  # fmt: skip


# what a reading may say of each datum; what says no more than None is left out
SAID = {
    "ihc_score": ["0", "1+", "2+", "3+", None],
    "zero_staining": ["present", "absent", None],
    "percent_stained": [Decimal(0), Decimal(5), Decimal(15), None],
    "ish_status": ["pending", "failed", None],
    "ish_probe": ["single", None],
    "ish_ratio": [Decimal("1.2"), Decimal("1.9"), Decimal(2), Decimal("2.4"), None],
    "her2_copies": [Decimal(2), Decimal(4), Decimal(5), Decimal(6), None],
    "cep17_copies": [Decimal(1), Decimal(2), Decimal(3), None],
    "ish_result": ["positive", "equivocal", "negative", None],
    "ish_recount": ["confirmed", "changed", None],
    "reported_as": ["positive", "equivocal", "negative", "low", "ultralow", "null", None],
}
readings = some.fixed_dictionaries(
    {name: some.sampled_from(values) for name, values in SAID.items()}
)


@many
@given(readings)
def test_changing_a_datum_that_decides_changes_the_sentence(known):
    category, reason, sentence = _answer_and_sentence(**known)

    for name, values in SAID.items():
        others = [_answer_and_sentence(**{**known, name: v}) for v in values if v != known[name]]
        if any((other[0], other[1]) != (category, reason) for other in others):
            assert sentence not in {other[2] for other in others}, name


@many
@given(strategies.records)
def test_every_fact_of_the_timeline_is_told_once(record):
    facts = facts_of(assess(record, (), TODAY)).rows

    numbers = [fact.number for fact in facts]
    assert len(set(numbers)) == len(numbers)
    assert [fact.on.text for fact in facts] == sorted(fact.on.text for fact in facts)
