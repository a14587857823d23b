"""The clinic page, put together: every number with the address of the list that it opens."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from biomarkers.domain.subtype import Subtype
from biomarkers.models import ClinicCurves
from patients.codes import words_of
from patients.language import day_words, say
from patients.models import CareTeam

from . import figures
from .counting import counts_of
from .curves import TICKS, curves_of
from .drawing import Bars, Flow, Plot, bars_of, flow_of, plot_of
from .forms import ClinicFilter
from .periods import PERIOD_WORDS, Period
from .spans import KIND_WORDS, MONTH, Counted, words_of_line
from .table import rows_of

FEW = 10  # below this many observed, a curve says little


@dataclass(frozen=True)
class Cell:
    """A number and the list that it opens."""

    number: int
    address: str
    code: str = ""


@dataclass(frozen=True)
class Group:
    """One row of a table of numbers."""

    words: str
    cells: tuple[Cell, ...]
    total: Cell | None = None


@dataclass(frozen=True)
class CurveRow:
    """A curve as a row of its table; days as months."""

    number: int
    line: str
    dated: Cell
    ended: Cell
    left_out: Cell
    median: str
    at_risk: tuple[Cell, ...]

    @property
    def few(self) -> bool:
        return self.dated.number < FEW


@dataclass(frozen=True)
class Curves:
    kind: str
    words: str
    plot: Plot
    rows: tuple[CurveRow, ...]


class Addresses:
    """Of lists of the team and subtype that the page is about."""

    def __init__(self, team_id: int, subtype: str):
        self.always = {"team": str(team_id), **({"subtype": subtype} if subtype else {})}

    def of(self, filters: dict[str, str]) -> str:
        return f"{reverse('patient_list')}?{urlencode({**self.always, **filters})}"

    def cell(self, figure: figures.Figure, code: str = "") -> Cell:
        return Cell(figure.number, self.of(figure.filters), code)


def _asked(form: ClinicFilter, today: date) -> tuple[CareTeam, str, Period]:
    period = Period.of(form.chosen.get("period") or "", today)
    return form.chosen_team, form.chosen.get("subtype") or "", period


def table_of(form: ClinicFilter, today: date) -> Iterator[tuple]:
    """The same numbers as rows."""
    team, subtype, period = _asked(form, today)
    stored = curves_of(team, subtype, period)
    clinic = figures.clinic_of(counts_of(team, subtype, today), period, today)
    return rows_of(clinic, stored.curves if stored else [], KIND_WORDS)


def context_of(form: ClinicFilter, today: date) -> dict[str, Any]:
    team, subtype, period = _asked(form, today)
    counts = counts_of(team, subtype, today, again=bool(form.chosen.get("again")))
    clinic = figures.clinic_of(counts, period, today)
    stored = curves_of(team, subtype, period)
    addresses = Addresses(team.pk, subtype)
    return {
        "team": team,
        "today": today,
        "counts": counts,
        "clinic": clinic,
        "tiles": [
            (figure, addresses.of(figure.filters))
            for figure in (clinic.changed, clinic.opened, clinic.unsettled, clinic.asked)
        ],
        "living": addresses.cell(clinic.living),
        "metastatic": addresses.cell(clinic.metastatic),
        "flow": drawn_flow(clinic.flow),
        "flow_address": addresses.of({"section": "living"}),
        "flow_rows": list(flow_rows(clinic, addresses)),
        "flow_totals": flow_totals(clinic, addresses),
        "missing": [(f, addresses.of(f.filters)) for f in clinic.missing],
        "requests": [groups(line, addresses) for line in clinic.requests],
        "opened": [(f, addresses.of(f.filters)) for f in clinic.opened_by_age],
        "quarters": [groups(line, addresses) for line in reversed(clinic.quarters) if line.number],
        "bars": drawn_bars(clinic),
        "completeness": [
            (f, addresses.of(f.filters), addresses.of({"section": "metastatic",
                                                       "lacks": f.filters["has"]}))
            for f in clinic.completeness
        ],
        "stored": stored,
        "curves": [drawn_curves(kind, stored, addresses) for kind in KIND_WORDS] if stored else [],
        "ticks": TICKS,
        "few": FEW,
    }  # fmt: skip


def picture_of(form: ClinicFilter, which: str, today: date) -> dict[str, Any] | None:
    """One drawing with its words; None where there is no such drawing, or nothing to draw."""
    team, subtype, period = _asked(form, today)
    if which == "flow":
        flow = drawn_flow(counts_of(team, subtype, today).flow)
        title = say("HER2, from the report to today")
        foot = say("Living patients: reported category of the deciding specimen, and today’s.")
        sub = _about(team.name, subtype, "", today)
        return {"title": title, "sub": sub, "foot": foot, "flow": flow, "drawing": flow}
    stored = curves_of(team, subtype, period) if which in KIND_WORDS else None
    if stored is None:
        return None
    curve = drawn_curves(which, stored, Addresses(team.pk, subtype))
    few = ", ".join(row.line.lower() for row in curve.rows if row.few)
    at = timezone.localtime(stored.computed_at)
    foot = say("Kaplan–Meier, computed {at}.").format(at=f"{day_words(at)}, {at:%H:%M}")
    if few:
        foot += say(" Fewer than {number} patients: {lines}.").format(number=FEW, lines=few)
    title = f"{curve.words}, {say('by line')}"
    sub = _about(team.name, subtype, form.chosen.get("period") or "", today)
    return {"title": title, "sub": sub, "foot": foot, "curve": curve, "drawing": curve.plot}


def _about(team: str, subtype: str, period: str, today: date) -> str:
    """`Breast clinic, HR+, last 4 quarters, 26 Nov 2026`."""
    chosen = [
        *([words_of(Subtype, subtype)] if subtype else []),
        *([PERIOD_WORDS[period]] if period else []),
    ]
    return ", ".join([team, *chosen, day_words(today)])


# From the report to today.


def drawn_flow(flow: Counter[tuple[str, str]]) -> Flow:
    return flow_of(flow, figures.REPORTED_ORDER, figures.ORDER)


def flow_rows(clinic: figures.Clinic, addresses: Addresses):
    codes = sorted(
        {reported for reported, _ in clinic.flow},
        key=lambda code: (*figures.REPORTED_ORDER, code).index(code),
    )
    for reported in codes:
        of_reported = {"section": "living", "reported": reported}
        numbers = {c: clinic.flow[reported, c] for c in _columns(clinic)}
        yield Group(
            figures.REPORTED_WORDS.get(reported, reported),
            tuple(
                Cell(n, addresses.of({**of_reported, "category": c}), c) for c, n in numbers.items()
            ),
            Cell(sum(numbers.values()), addresses.of(of_reported), reported),
        )


def flow_totals(clinic: figures.Clinic, addresses: Addresses) -> list[Cell]:
    return [
        Cell(
            sum(n for (_, category), n in clinic.flow.items() if category == code),
            addresses.of({"section": "living", "category": code}),
            code,
        )
        for code in _columns(clinic)
    ]


def _columns(clinic: figures.Clinic) -> list[str]:
    there = {category for _, category in clinic.flow}
    return [code.value for code in figures.ORDER if code in there]


# By age and quarter.


def groups(line: figures.Line, addresses: Addresses) -> Group:
    return Group(line.words, tuple(addresses.cell(f, f.words) for f in line.figures))


def drawn_bars(clinic: figures.Clinic) -> Bars:
    return bars_of(
        [(line.words, [(f.words, f.number) for f in line.figures]) for line in clinic.quarters]
    )


# Curves.


def drawn_curves(kind: str, stored: ClinicCurves, addresses: Addresses) -> Curves:
    of_kind = [curve for curve in stored.curves if curve["kind"] == kind]
    plot = plot_of(of_kind, TICKS, MONTH)
    rows = (_curve_row(curve, stored.begun_from, addresses) for curve in of_kind)
    return Curves(kind, KIND_WORDS[kind], plot, tuple(rows))


def _curve_row(curve: dict, begun_from: date | None, addresses: Addresses) -> CurveRow:
    def cell(number: int, part: str, months: int = 0) -> Cell:
        counted = Counted(curve["kind"], curve["line"], part, months, begun_from)
        return Cell(number, addresses.of({"counted": counted.code}))

    return CurveRow(
        number=curve["line"],
        line=words_of_line(curve["line"]),
        dated=cell(curve["number"], "dated"),
        ended=cell(curve["ended"], "ended"),
        left_out=cell(curve["left_out"], "undated"),
        median=_median_words(curve),
        at_risk=tuple(
            cell(number, "risk", tick) for number, tick in zip(curve["at_risk"], TICKS, strict=True)
        ),
    )


def _median_words(curve: dict) -> str:
    """`8.1 (6.2 to 10.4)`, months; a bound that was not reached is said to be so."""
    if curve["median"] is None:
        return say("not reached")
    months = f"{curve['median'] / MONTH:.1f}"
    if curve["median_low"] is None and curve["median_high"] is None:
        return say("{months} (interval not known)").format(months=months)
    low, high = (
        say("not reached") if day is None else f"{day / MONTH:.1f}"
        for day in (curve["median_low"], curve["median_high"])
    )
    return say("{months} ({low} to {high})").format(months=months, low=low, high=high)
