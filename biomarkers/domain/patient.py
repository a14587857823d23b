"""What the criteria ask of one patient, put together once for one day."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from patients.dates import PartialDate

from .alterations import EndocrineProgression, last_endocrine_progression
from .catalog import Catalog
from .history import History
from .lines import Line
from .receptors import ReceptorStatus
from .record import Marker, Record, Treatment
from .status import HER2Status


@dataclass(frozen=True)
class Patient:
    """`record` holds only what was known on `as_of`."""

    record: Record
    as_of: date
    her2: HER2Status
    history: History
    catalog: Catalog
    receptors: ReceptorStatus
    lines: tuple[Line, ...]

    @cached_property
    def treatments(self) -> tuple[Treatment, ...]:
        """Cancer agents in any setting, oldest first."""
        systemic = (t for t in self.record.treatments if t.agent.is_systemic)
        return tuple(sorted(systemic, key=lambda t: t.sort_key))

    @cached_property
    def early_treatments(self) -> tuple[Treatment, ...]:
        """Given in the neoadjuvant or adjuvant setting."""
        return tuple(t for t in self.treatments if not t.is_metastatic)

    @cached_property
    def answers(self) -> dict[Any, Any]:
        """What criteria have been answered already, by question; see criteria/."""
        return {}

    @property
    def metastatic_on(self) -> PartialDate | None:
        return self.record.metastatic_on

    @property
    def is_metastatic(self) -> bool:
        """From `metastatic_on`, or from the first agent of a metastatic line."""
        return self.metastatic_on is not None or bool(self.lines)

    @cached_property
    def last_endocrine_progression(self) -> EndocrineProgression | None:
        return last_endocrine_progression(self.record)

    def newest_marker(self, name: str) -> Marker | None:
        results = [m for m in self.record.markers if m.marker == name]
        return max(results, key=lambda m: m.tested_on.text, default=None)

    @cached_property
    def ovarian_suppression(self) -> Treatment | None:
        """The GnRH agonist being given."""
        return next(
            (t for t in self.record.treatments if t.is_of("ovarian suppression") and t.is_given),
            None,
        )
