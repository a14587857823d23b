"""How long lines were given and until the next: what is counted, and what is left open."""

from datetime import date

import pytest

from biomarkers.domain.durations import LineSpans, Span, day_of, line_spans
from biomarkers.domain.subtype import Subtype, subtype_of

from .builders import assessed, day, given, her2, receptors, specimen

FIRST = ("capecitabine", "2020-01-10")


def spans(*treatments, **facts) -> tuple[LineSpans, ...]:
    return line_spans(assessed(treatments=treatments, **facts))


def of_first(*treatments, **facts) -> tuple[Span | None, Span | None]:
    first = spans(*treatments, **facts)[0]
    return first.treated, first.until_next


STOPPED = given(*FIRST, "2020-01-30", "progression")


def test_a_line_lasts_until_its_drug_was_stopped_and_the_next_begins_later():
    second = given("eribulin", "2020-02-09")

    assert spans(STOPPED, second, last_contact_on=day("2020-03-10")) == (
        LineSpans(1, date(2020, 1, 10), Span(20, True), Span(30, True)),
        LineSpans(2, date(2020, 2, 9), Span(30, False), Span(30, False)),
    )


@pytest.mark.parametrize(
    ("treatments", "facts", "treated", "until_next"),
    [
        ([given(*FIRST)], {"last_contact_on": day("2020-01-20")},
         Span(10, False), Span(10, False)),
        ([given(*FIRST)], {"deceased_on": day("2020-02-09")}, Span(30, True), Span(30, True)),
        ([STOPPED], {"deceased_on": day("2020-02-09")}, Span(20, True), Span(30, True)),
        # two drugs: until the last of them was stopped
        ([STOPPED, given("bevacizumab", "2020-01-10", "2020-02-19", "toxicity")], {},
         Span(40, True), Span(40, False)),
        # of one the end is not dated
        ([STOPPED, given("bevacizumab", "2020-01-10", None, "toxicity")],
         {"last_contact_on": day("2020-02-09")}, None, Span(30, False)),
        ([given(*FIRST, "2021", "progression")], {"last_contact_on": day("2021-01-10")},
         None, Span(366, False)),
        # a month counts as its 15th day
        ([given(*FIRST, "2020-02", "progression")], {"deceased_on": day("2020-03")},
         Span(36, True), Span(65, True)),
        # no end, and another line took its place: when it ended is not on record
        ([given(*FIRST), given("eribulin", "2020-06-10", line=2)], {}, None, Span(152, True)),
        # died in a year that is all that is known
        ([given(*FIRST)], {"deceased_on": day("2021")}, None, None),
    ],
)  # fmt: skip
def test_what_the_record_does_not_date_is_left_open(treatments, facts, treated, until_next):
    assert of_first(*treatments, **facts) == (treated, until_next)


def test_a_line_begun_in_a_year_is_dated_by_nothing():
    assert spans(given("capecitabine", "2020")) == (LineSpans(1, None),)


def test_an_antibody_given_on_into_the_next_line_dates_no_end_of_the_first():
    antibody = given("trastuzumab", "2020-01-10")
    second = given("eribulin", "2020-02-09", line=2)

    assert of_first(STOPPED, antibody, second) == (None, Span(30, True))


def test_nobody_is_counted_as_on_treatment_after_the_last_that_was_heard():
    treated, _ = of_first(given(*FIRST), as_of=date(2026, 11, 1))

    assert treated == Span(0, False)


@pytest.mark.parametrize(
    ("text", "on"),
    [("2020-02-03", date(2020, 2, 3)), ("2020-02", date(2020, 2, 15)), ("2020", None)],
)
def test_a_month_is_its_middle_and_a_year_is_no_day(text, on):
    assert day_of(day(text)) == on


@pytest.mark.parametrize(
    ("reading", "er", "pr", "subtype"),
    [
        ({"ihc_score": "3+"}, 90, 0, Subtype.HER2_POSITIVE),
        ({"ihc_score": "3+"}, None, None, Subtype.HER2_POSITIVE),
        ({"ihc_score": "1+"}, 90, 0, Subtype.HR_POSITIVE),
        ({"ihc_score": "1+"}, 0, 0, Subtype.TRIPLE_NEGATIVE),
        ({"ihc_score": "1+"}, 0, None, Subtype.NOT_KNOWN),
        ({"ihc_score": "2+"}, 90, 0, Subtype.NOT_KNOWN),
        ({"ihc_score": "0"}, 90, 0, Subtype.HR_POSITIVE),
        ({"reported_as": "negative"}, 90, 0, Subtype.HR_POSITIVE),
        ({"ihc_score": "1+", "adequate": False}, 90, 0, Subtype.NOT_KNOWN),
    ],
)  # fmt: skip
def test_the_subtype_is_known_where_hormone_receptors_and_her2_are(reading, er, pr, subtype):
    read = receptors(er_percent=er, pr_percent=pr)
    found = assessed(specimen(her2(**reading), receptor_readings=(read,)))

    assert subtype_of(found.her2, found.receptors) is subtype
