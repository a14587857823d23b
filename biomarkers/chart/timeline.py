"""The timeline on a page: one drawing comes with it, those of other widths when they are shown."""

from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode
from uuid import UUID

from django import forms

from biomarkers.chart import Chart
from biomarkers.domain.assessment import Assessment
from biomarkers.domain.timeline import WIDTHS, timeline_of
from biomarkers.domain.timeline.facts import Fact
from biomarkers.domain.timeline.ink import Layout
from biomarkers.domain.timeline.look import LANE_WORDS, Lane, Look
from biomarkers.record.reading import Fetched, ref_of
from patients.language import Words

USUAL_WIDTH = 1150  # of a small desktop, until the browser has told its own
NEWEST = 4
COOKIE = "drawing"  # the width that the browser showed last
PERIODS = Words({"all": "All", "metastatic": "Since metastasis", "3": "3 years", "1": "1 year"})


class Days(forms.Field):
    """Days, each written by itself in the address; what is no day is left out."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: list[str] | None) -> frozenset[date]:
        return frozenset(filter(None, map(_day, value or ())))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


class LookForm(forms.Form):
    """Which lanes, period and breaks; anything else asked for is left out.

    `open` are the breaks that are open; those of `turn` are opened, or closed again.
    """

    period = forms.ChoiceField(choices=list(PERIODS.items()), required=False)
    lane = forms.MultipleChoiceField(choices=list(LANE_WORDS.items()), required=False)

    open = Days(required=False)
    turn = Days(required=False)

    def look_of(self, assessment: Assessment) -> Look:
        self.full_clean()
        asked = self.cleaned_data
        return Look(
            lanes=frozenset(asked.get("lane") or Lane),
            since=_since(asked.get("period") or "all", assessment),
            opened=asked["open"] ^ asked["turn"],
        )


def _since(period: str, assessment: Assessment) -> date | None:
    if period == "metastatic":
        return assessment.record.metastatic_on.first if assessment.record.metastatic_on else None
    if period.isdigit():
        return assessment.as_of - timedelta(days=round(int(period) * 365.25))
    return None


@dataclass(frozen=True)
class Period:
    """A link to a stretch of time. `asks` is the query of its address."""

    words: str
    asks: str
    is_shown: bool


@dataclass(frozen=True)
class TimelineCard:
    """`asks` is the query that leads to the same look again."""

    facts: tuple[Fact, ...]
    drawing: Layout | None
    awaited: tuple[int, ...]  # widths of the drawings that come when they are shown
    look: Look
    asks: str
    period: str
    periods: tuple[Period, ...]
    hidden_before: date | None  # facts before this day are in the table alone
    sources: dict[str, UUID]  # the report that a fact was taken from, by the fact's place

    @property
    def newest(self) -> list[Fact]:
        """What a phone tells in words below its small drawing; tasks stand above."""
        told = [fact for fact in self.facts if fact.kind != "Task"]
        return sorted(told, key=lambda fact: fact.on.text, reverse=True)[:NEWEST]

    @property
    def lanes(self) -> list[tuple[str, str, bool]]:
        """Code, words, and whether it is drawn."""
        return [(code, words, code in self.look.lanes) for code, words in LANE_WORDS.items()]


def timeline_card(chart: Chart, form: LookForm, width: int) -> TimelineCard:
    look = form.look_of(chart.assessment)
    asked: dict[str, str | list[Lane] | list[date]] = (
        {} if chart.is_today else {"as_of": chart.as_of.isoformat()}
    )
    if look.opened:
        asked["open"] = sorted(look.opened)
    if look.lanes != frozenset(Lane):
        asked["lane"] = [lane for lane in Lane if lane in look.lanes]
    chosen = form.cleaned_data.get("period") or "all"
    timeline = timeline_of(chart.assessment, widths=(width,), look=look, is_today=chart.is_today)
    first = min((fact.on.first for fact in timeline.facts), default=None)
    return TimelineCard(
        facts=timeline.facts,
        drawing=timeline.layouts[0] if timeline.layouts else None,
        awaited=tuple(other for other in WIDTHS if other != width),
        look=look,
        asks=urlencode({**asked, "period": chosen}, doseq=True),
        period=chosen,
        periods=tuple(
            Period(words, urlencode({**asked, "period": code}, doseq=True), code == chosen)
            for code, words in PERIODS.items()
            if code != "metastatic" or chart.assessment.record.metastatic_on
        ),
        hidden_before=look.since if look.since and first and first < look.since else None,
        sources=sources_of(chart.patient),
    )


def sources_of(patient: Fetched) -> dict[str, UUID]:
    """Readings that were taken from a report, without a further query."""
    return {
        ref_of(reading): reading.report_id
        for biopsy in patient.fetched_biopsies
        for reading in (*biopsy.fetched_her2_readings, *biopsy.fetched_receptor_readings)
        if reading.report_id
    }


def width_of(text: str | None) -> int:
    """The width that a browser tells, if there is such a drawing."""
    return int(text) if text in {str(width) for width in WIDTHS} else USUAL_WIDTH
