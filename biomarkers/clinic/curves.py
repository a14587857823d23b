"""Time on treatment and time to next treatment by line: computed for a team, and stored."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from biomarkers.domain.subtype import Subtype
from biomarkers.models import ClinicCurves, LineSpan
from patients.models import CareTeam

from .periods import PERIOD_WORDS, Period
from .spans import KIND_COLUMNS, LAST_LINE, MONTH, days_of

TICKS = (0, 6, 12, 18, 24, 30, 36)  # months


@dataclass(frozen=True)
class Curve:
    """Days. `left_out`: lines whose dates the record does not give."""

    kind: str
    line: int
    number: int
    ended: int
    left_out: int
    observed_to: int
    median: int | None
    median_low: int | None
    median_high: int | None
    steps: list[tuple[int, float]]
    at_risk: list[int]


def compute(team: CareTeam, today: date) -> None:
    """Of every patient of the team, those who died included, for each subtype and period."""
    spans: list[Any] = list(
        LineSpan.objects.filter(patient__listed__team=team)
        .order_by("number")
        .values(
            "patient", "number", "started_on", "treated_days", "stopped", "next_days", "followed",
            "patient__listed__subtype",
        )
    )  # fmt: skip
    rows = [
        ClinicCurves(
            team=team,
            subtype=subtype,
            quarters=period.quarters,
            curves=[asdict(curve) for curve in _curves(_chosen(spans, subtype, period))],
            begun_from=period.first,
            computed_at=timezone.now(),
        )
        for subtype in ("", *Subtype)
        for period in (Period.of(code, today) for code in PERIOD_WORDS)
    ]
    with transaction.atomic():
        ClinicCurves.objects.filter(team=team).delete()
        ClinicCurves.objects.bulk_create(rows)


def _chosen(spans: Iterable[Any], subtype: str, period: Period) -> list[dict]:
    return [
        span
        for span in spans
        if subtype in ("", span["patient__listed__subtype"])
        and (period.first is None or (span["started_on"] or date.min) >= period.first)
    ]


def _curves(spans: list[dict]) -> Iterable[Curve]:
    """Of later lines a patient counts once, with the first, as a curve takes spans for apart."""
    by_line: dict[int, dict[UUID, dict]] = {}
    for span in spans:
        line = min(span["number"], LAST_LINE)
        by_line.setdefault(line, {}).setdefault(span["patient"], span)
    for line in sorted(by_line):
        for kind in KIND_COLUMNS:
            yield _curve(kind, line, list(by_line[line].values()))


def _curve(kind: str, line: int, spans: list[dict]) -> Curve:
    from .survival import at_risk, kaplan_meier  # scipy: not for those who only ask for the work

    days_in, ended_in = KIND_COLUMNS[kind]
    dated = [span for span in spans if span[days_in] is not None]
    days, ended = [s[days_in] for s in dated], [s[ended_in] for s in dated]
    estimate = kaplan_meier(days, ended)
    last = TICKS[-1] * MONTH
    return Curve(
        kind=kind,
        line=line,
        number=len(dated),
        ended=sum(ended),
        left_out=len(spans) - len(dated),
        observed_to=max(days, default=0),
        median=estimate.median,
        median_low=estimate.median_low,
        median_high=estimate.median_high,
        steps=[(day, round(part, 4)) for day, part in estimate.steps if day <= last],
        at_risk=at_risk(days, [days_of(tick) for tick in TICKS]),
    )


def curves_of(team: CareTeam, subtype: str, period: Period) -> ClinicCurves | None:
    """As stored; None until a worker has computed them."""
    return ClinicCurves.objects.filter(team=team, subtype=subtype, quarters=period.quarters).first()
