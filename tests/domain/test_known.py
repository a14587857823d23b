"""A day knows only what is dated on or before it: a start at its first day, an end at its last."""

from datetime import date

import pytest

from .builders import (
    assessed,
    condition,
    event,
    given,
    her2,
    lvef,
    marker,
    option,
    performance,
    progressed,
    row,
    specimen,
)

LAST_OF_MAY, FIRST_OF_JUNE = date(2024, 5, 31), date(2024, 6, 1)


def test_an_end_of_a_month_is_known_from_its_last_day():
    letrozole = given("letrozole", "2022-01", "2024-05", "progression")

    def state(as_of: date) -> str:
        return option(row("letrozole"), treatments=[letrozole], as_of=as_of).state

    assert state(date(2024, 5, 30)) == "in_use"
    assert state(LAST_OF_MAY) == "used"


def test_an_end_that_is_not_known_yet_takes_its_reason_with_it():
    letrozole = given("letrozole", "2022-01", "2024-06-01", "progression")

    def progressions(as_of: date) -> int:
        return assessed(treatments=[letrozole], as_of=as_of).line_counts.endocrine_progressed

    assert (progressions(LAST_OF_MAY), progressions(FIRST_OF_JUNE)) == (0, 1)


def test_a_harm_is_resolved_from_the_last_day_meant():
    tdxd = "trastuzumab deruxtecan"
    pneumonitis = event(tdxd, "pneumonitis", "2024-01", grade=1, resolved_on="2024-05")

    def state(as_of: date) -> str:
        return option(row(tdxd), adverse_events=[pneumonitis], as_of=as_of).state

    assert (state(date(2024, 5, 30)), state(LAST_OF_MAY)) == ("blocked", "open")


def test_a_condition_is_resolved_from_the_last_day_meant():
    pregnancy = condition("pregnancy", noted_on="2024-01", resolved_on="2024-05")

    def resolved(as_of: date) -> bool:
        (known,) = assessed(conditions=[pregnancy], as_of=as_of).record.conditions
        return known.resolved_on is not None

    assert (resolved(date(2024, 5, 30)), resolved(LAST_OF_MAY)) == (False, True)


@pytest.mark.parametrize(
    ("facts", "known"),
    [
        ({"metastatic_on": "2024-06"}, lambda found: found.advanced),
        ({"treatments": [given("letrozole", "2024-06")]}, lambda found: found.advanced),
        ({"progressions": [progressed("2024-06")]}, lambda found: found.record.progressions),
        ({"markers": [marker("tmb", "12", "2024-06")]}, lambda found: found.record.markers),
        ({"adverse_events": [event("letrozole", "rash", "2024-06")]},
         lambda found: found.record.adverse_events),
        ({"performance": [performance(2, "2024-06")]}, lambda found: found.record.performance),
        ({"lvef": [lvef(50, "2024-06")]}, lambda found: found.record.lvef),
        ({"conditions": [condition("heart_failure", noted_on="2024-06")]},
         lambda found: found.record.conditions),
        ({"unresectable_on": "2024-06"}, lambda found: found.record.unresectable_on),
        ({"deceased_on": "2024-06"}, lambda found: found.record.deceased_on),
    ],
)  # fmt: skip
def test_a_fact_of_a_month_is_known_from_its_first_day(facts, known):
    assert not known(assessed(as_of=LAST_OF_MAY, **facts))
    assert known(assessed(as_of=FIRST_OF_JUNE, **facts))


def test_a_specimen_is_known_from_the_first_day_meant():
    sample = specimen(her2("2024", ihc_score="3+"), collected_on="2024-06")

    assert assessed(sample, as_of=LAST_OF_MAY).her2.reason == "no_result"
    assert assessed(sample, as_of=FIRST_OF_JUNE).her2.category == "positive"


def test_a_death_takes_actions_and_options_away_from_its_day():
    sample = specimen(her2(reported_as="negative"))
    facts = {"deceased_on": "2024-06", "metastatic_on": "2019", "catalog": [row()]}

    before = assessed(sample, as_of=LAST_OF_MAY, **facts)
    after = assessed(sample, as_of=FIRST_OF_JUNE, **facts)

    assert before.actions
    assert before.options
    assert (after.actions, after.options) == ((), ())


@pytest.mark.parametrize(
    ("as_of", "ecog"), [(date(2026, 3, 31), None), (date(2026, 4, 15), 0), (date(2026, 4, 30), 1)]
)
def test_the_performance_status_of_a_day_is_the_newest_known_by_then(as_of, ecog):
    found = (performance(1, "2026-04-30"), performance(0, "2026-04-01"))

    newest = assessed(performance=found, as_of=as_of).record.newest_performance

    assert (newest.ecog if newest else None) == ecog
