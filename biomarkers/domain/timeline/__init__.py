"""The timeline: everything on record, laid out on one axis of days. Geometry only; the ink is the
template's."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from patients.language import Words, say

from ..assessment import Assessment
from ..history import DEFINITIONS
from .axis import Axis, Stretch, axis_over
from .facts import Fact, Facts, facts_of
from .frame import EDGE, Frame, column_of
from .ink import Fold, Layout, Sheet, Text, Vertical
from .look import Lane, Look
from .points import draw_points
from .specimens import draw_specimens
from .strips import draw_strips
from .text import HEIGHT, Rows, Span, width_of
from .treatments import draw_treatments, spans_given

# Pixels that a page has for the drawing, from a wide screen to a phone (static/timeline.css).
WIDTHS = (1430, 1330, 1150, 1050, 660, 320)

EVERYTHING = Look()

_DEFINITION_WORDS = Words(
    {
        2013: "ASCO/CAP 2013",
        2018: "ASCO/CAP 2018",
        2022: "HER2-low",
        2025: "ultralow",
    }
)


_SHORTER = {"ASCO/CAP 2013": "2013", "ASCO/CAP 2018": "2018", "HER2-low": "low"}  # on a phone


@dataclass(frozen=True)
class Timeline:
    facts: tuple[Fact, ...]
    layouts: tuple[Layout, ...]


def timeline_of(
    assessment: Assessment,
    *,
    widths: Iterable[int] = WIDTHS,
    look: Look = EVERYTHING,
    is_today: bool = True,
) -> Timeline:
    """The same facts at each width that is asked for, and once as rows of a table."""
    facts = facts_of(assessment)
    if not facts.rows:
        return Timeline((), ())
    layouts = tuple(lay_out(assessment, facts, width, look, is_today) for width in widths)
    return Timeline(facts.rows, layouts)


def lay_out(assessment: Assessment, facts: Facts, width: int, look: Look, is_today: bool) -> Layout:
    record = assessment.record
    death = record.deceased_on.first if record.deceased_on else None
    ends = death or assessment.as_of
    axis = axis_over(
        _days_of(facts, assessment),
        assessment.as_of,
        column_of(width),
        width - EDGE,
        given=spans_given(record, ends),
        since=look.since,
        opened=look.opened,
    )
    contact = record.last_contact_on.last if record.last_contact_on else None
    frame = Frame(width, axis, facts, ends, contact, look, Sheet())
    _draw_days(frame, assessment.as_of, death, is_today)
    top = frame.y
    if Lane.HER2 in look.lanes:
        draw_strips(frame, assessment)
    if Lane.BIOPSIES in look.lanes:
        draw_specimens(frame, assessment)
    draw_points(frame, assessment)
    if Lane.TREATMENT in look.lanes:
        draw_treatments(frame, assessment)
    bottom = frame.y
    _draw_years(frame)
    return Layout(width, frame.y + 4, top - 4, bottom, frame.sheet)


def _days_of(facts: Facts, assessment: Assessment) -> set[date]:
    """Days on which something was done or changed; a definition changes results on file."""
    days = {fact.on.first for fact in facts.rows}
    days |= {fact.until.last for fact in facts.rows if fact.until}
    read = [r.read_on.first for s in assessment.record.specimens for r in s.her2_readings]
    return days | {day for day in DEFINITIONS if read and day > min(read)}


def _draw_days(frame: Frame, as_of: date, death: date | None, is_today: bool) -> None:
    """Definitions, death and today, with their names above."""
    named = [(as_of, say("today") if is_today else say("as of"), "today")]
    if death:
        named.append((death, "died", "death"))
    named += [
        (day, _DEFINITION_WORDS[day.year], "definition")
        for day in DEFINITIONS
        if frame.axis.begins <= day <= as_of and not frame.axis.is_folded(day)
    ]
    rows = Rows()
    placed = []
    for day, words, kind in named:
        if frame.is_small:
            words = _SHORTER.get(words, words)
        x = frame.axis.x(day)
        frame.sheet.verticals.append(Vertical(x, kind))
        words, span = frame.centered(x, words, bold=True)
        placed.append((rows.place(span), span, words, kind))
    for row, span, words, kind in placed:
        y = (len(rows) - 1 - row) * HEIGHT + 12
        style = "sub" if kind == "definition" else "strong"
        frame.sheet.texts.append(Text(round(span.middle), y, words, "middle", style))
    frame.y = len(rows) * HEIGHT + 8


def _draw_years(frame: Frame) -> None:
    """Folds say how long they are; years that have no room are left out."""
    axis, taken = frame.axis, Rows()
    baseline = frame.y + 12
    for stretch in axis.breaks:
        fold = _fold(stretch, baseline)
        frame.sheet.folds.append(fold)
        taken.place(_around(fold.middle, fold.words))
    for year in _years_by_weight(axis):
        x = axis.x(date(year, 1, 1))
        span = _around(x, str(year))
        inside = span.left >= 0 and span.right <= frame.right
        if inside and taken.fits_first(span):
            taken.place(span)
            frame.sheet.verticals.append(Vertical(x, "year"))
            frame.sheet.texts.append(Text(x, baseline, str(year), "middle", "sub"))
    frame.y += HEIGHT


def _fold(stretch: Stretch, baseline: int) -> Fold:
    """Folded it leaves room for half a mark on either side."""
    inset = round((stretch.right - stretch.left) / 5) if stretch.folded else 0
    return Fold(
        x=round(stretch.left) + inset,
        width=round(stretch.right - stretch.left) - 2 * inset,
        begins=stretch.begins,
        years=stretch.years,
        is_open=stretch.opened,
        words=f"× {stretch.years} y" if stretch.opened else f"{stretch.years} y",
        baseline=baseline,
    )


def _around(x: float, words: str) -> Span:
    half = width_of(words, bold=True) / 2
    return Span(x - half, x + half)


def _years_by_weight(axis: Axis) -> list[int]:
    """Round years first, so that what is left when room is short are even steps."""
    years = [
        year
        for year in range(axis.begins.year + 1, axis.ends.year + 1)
        if not axis.is_folded(date(year, 1, 1))
    ]
    return sorted(years, key=lambda year: (year % 10 != 0, year % 5 != 0, year % 2 != 0, year))
