"""What of the timeline is looked at: which lanes, from which day on, which breaks opened."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from patients.language import Words


class Lane(StrEnum):
    """In the order of the drawing."""

    HER2 = "her2"
    BIOPSIES = "biopsies"
    GENES = "genes"
    DISEASE = "disease"
    EVENTS = "events"
    HEALTH = "health"
    TASKS = "tasks"
    TREATMENT = "treatment"


LANE_WORDS: dict[str, str] = Words(
    {
        Lane.HER2: "HER2 as reported and today",
        Lane.BIOPSIES: "Biopsies and readings",
        Lane.GENES: "Alterations and markers",
        Lane.DISEASE: "Disease",
        Lane.EVENTS: "Adverse events",
        Lane.HEALTH: "ECOG, LVEF, conditions",
        Lane.TASKS: "Tasks",
        Lane.TREATMENT: "Treatment",
    }
)


@dataclass(frozen=True)
class Look:
    """Everything from the first day on, unless told."""

    lanes: frozenset[str] = frozenset(Lane)
    since: date | None = None
    opened: frozenset[date] = frozenset()  # first days of breaks
