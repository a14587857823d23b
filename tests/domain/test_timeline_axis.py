"""Where time is left out: only where nothing was given and nothing changed."""

from datetime import date, timedelta

from biomarkers.domain.timeline import timeline_of
from biomarkers.domain.timeline.axis import axis_over
from biomarkers.domain.timeline.look import Lane, Look

from .builders import assessed, given, her2, performance, specimen

TODAY = date(2026, 11, 1)
OLD, NEW = date(1999, 1, 1), date(2026, 5, 1)


def test_a_short_recent_history_after_one_old_event_takes_most_of_the_room():
    axis = axis_over([OLD, NEW], TODAY, 0, 1000)

    assert [fold.years for fold in axis.folds] == [27]
    assert axis.x(TODAY) - axis.x(NEW) > 800


def test_a_break_that_is_opened_is_as_wide_as_its_time_and_known_as_one():
    axis = axis_over([OLD, NEW], TODAY, 0, 1000, opened=[OLD])

    assert not axis.folds
    assert [(one.years, one.opened) for one in axis.breaks] == [(27, True)]
    assert axis.x(NEW) - axis.x(OLD) > 900


def test_a_stretch_in_which_a_drug_was_given_is_not_left_out():
    drug = (OLD - timedelta(days=30), NEW + timedelta(days=30))

    assert not axis_over([OLD, NEW], TODAY, 0, 1000, given=[drug]).folds


def test_days_stay_in_order_and_inside_however_much_is_left_out():
    days = [date(year, month, 3) for year in range(1990, 2026, 12) for month in (1, 2)]

    axis = axis_over(days, TODAY, 14, 306)

    places = [axis.x(day) for day in [*days, TODAY]]
    assert axis.folds
    assert places == sorted(places)
    assert (places[0] >= 14, places[-1]) == (True, 306)


def test_a_change_of_definition_of_a_result_on_file_is_not_left_out():
    old = specimen(her2("2010-06", ihc_score="1+"), collected_on="2010-05")

    layout = timeline_of(assessed(old), widths=(1150,)).layouts[0]

    definitions = [v.x for v in layout.sheet.verticals if v.kind == "definition"]
    inside = [
        x for x in definitions for fold in layout.sheet.folds if fold.x < x < fold.x + fold.width
    ]
    assert len(definitions) == 4
    assert not inside


def test_a_period_shows_what_lasts_into_it_and_nothing_from_before():
    record = {
        "treatments": (
            given("tamoxifen", "2010-01-01", ended_on="2012-01-01"),
            given("letrozole", "2020-01-01"),
        ),
        "performance": (performance(1, "2011-01-01"), performance(2, "2026-03-01")),
    }
    look = Look(since=date(2025, 11, 1))

    timeline = timeline_of(assessed(**record), widths=(1150,), look=look)

    titles = " ".join(bar.title for bar in timeline.layouts[0].sheet.bars)
    assert "letrozole" in titles
    assert "tamoxifen" not in titles
    assert len(timeline.facts) == 4


def test_only_the_lanes_that_are_asked_for_are_drawn():
    record = {"performance": (performance(1, "2020-01-01"),)}
    tissue = specimen(her2("2020-06", ihc_score="1+"), collected_on="2020-05")

    layout = timeline_of(
        assessed(tissue, **record), widths=(1150,), look=Look(lanes=frozenset({Lane.HEALTH}))
    ).layouts[0]

    assert [bar.tone for bar in layout.sheet.bars] == ["steady"]
    assert not layout.sheet.marks
