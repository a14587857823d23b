"""The patient's page: everything it shows, read in a fixed number of queries."""

from dataclasses import dataclass
from datetime import date

from biomarkers.catalog.current import current_catalog
from biomarkers.domain.assessment import Assessment, assess
from biomarkers.domain.history import DEFINITIONS
from biomarkers.domain.monitoring import Monitoring, monitoring_of
from biomarkers.options.card import OptionsCard, options_card
from biomarkers.record.reading import record_of
from biomarkers.wording.requests import NextStep, next_steps
from patients.dates import PartialDate
from patients.language import say
from patients.models import EnteredInError, Patient

from .board import BoardCard, board_card, for_chart
from .facts import Banner, banner
from .health import HealthCard, health_card
from .outcomes import outcome_sentences
from .panel import BiomarkerRow, biomarker_rows
from .safety import SafetyLine, folded, safety_lines
from .status_card import StatusCard, status_card
from .tasks import TaskCard, task_card
from .treatment import LineRow, line_rows

__all__ = ["Chart", "chart_for", "for_chart"]


@dataclass(frozen=True)
class DayOfChange:
    """A day on which the status changed, to step to."""

    on: date
    words: str


@dataclass(frozen=True)
class Chart:
    patient: Patient
    as_of: date
    is_today: bool
    banner: Banner
    safety: tuple[SafetyLine, ...]
    tasks: TaskCard
    status: StatusCard
    options: OptionsCard
    days_of_change: tuple[DayOfChange, ...]
    assessment: Assessment
    catalog_version: int
    lines: tuple[LineRow, ...]
    monitoring: Monitoring | None
    outcomes: dict[str, tuple[str, ...]]
    errors: tuple[EnteredInError, ...]  # newest first, today only
    biomarkers: tuple[BiomarkerRow, ...]
    health: HealthCard
    board: BoardCard

    @property
    def asks(self) -> str:
        """The query of an address that shows the same day; empty today."""
        return "" if self.is_today else f"?as_of={self.as_of.isoformat()}"

    @property
    def safety_shown(self) -> list[SafetyLine]:
        return folded(self.safety)[0]

    @property
    def safety_folded(self) -> list[SafetyLine]:
        return folded(self.safety)[1]

    @property
    def steps(self) -> tuple[NextStep, ...]:
        """What the record asks for on this date."""
        return next_steps(self.assessment)


def chart_for(patient: Patient, *, as_of: date, today: date) -> Chart:
    """`patient` comes from `for_chart`. The whole page is as known on `as_of`."""
    catalog = current_catalog()
    record = record_of(patient)
    assessment = assess(record, catalog, as_of)
    latest = assessment if as_of == today else assess(record, catalog, today)
    return Chart(
        patient=patient,
        as_of=as_of,
        is_today=as_of == today,
        banner=banner(patient, assessment),
        safety=safety_lines(assessment),
        tasks=task_card(patient, assessment, as_of=as_of, today=today),
        status=status_card(assessment),
        options=options_card(assessment),
        days_of_change=_days_of_change(latest),
        assessment=assessment,
        catalog_version=catalog.version,
        lines=line_rows(assessment),
        monitoring=monitoring_of(assessment.record),
        outcomes=outcome_sentences(assessment, catalog),
        errors=tuple(patient.fetched_errors) if as_of == today else (),
        biomarkers=biomarker_rows(assessment.record),
        health=health_card(assessment),
        board=board_card(patient, as_of=as_of, today=today),
    )


def _days_of_change(assessment: Assessment) -> tuple[DayOfChange, ...]:
    """Newest first; the changes of today's history, whichever day is shown."""
    return tuple(
        DayOfChange(entry.on, f"{PartialDate.of(entry.on).in_words} · {_what(entry)}")
        for entry in reversed(assessment.history.entries)
    )


def _what(entry) -> str:
    if entry.cause == "definition":
        return DEFINITIONS[entry.on]
    return say("tissue re-read") if entry.cause == "reread" else say("new specimen")
