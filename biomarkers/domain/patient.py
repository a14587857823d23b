"""What the criteria ask of one patient, put together once for one day."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from patients.dates import PartialDate

from .alterations import EndocrineProgression, last_endocrine_progression
from .catalog import Catalog
from .course import Course, course_of
from .hazards import Hazard, hazards_on_record
from .history import History
from .lines import Line
from .receptors import ReceptorStatus
from .record import Marker, Record, Treatment
from .spans import months_after
from .status import HER2Status

SIXTY_YEARS = 60 * 12  # in months


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
    def treatments(self) -> tuple[Course, ...]:
        """Cancer drugs in any setting, oldest first."""
        in_lines = (course for line in self.lines for course in line.courses)
        return tuple(sorted((*self.early_treatments, *in_lines), key=lambda t: t.sort_key))

    @cached_property
    def early_treatments(self) -> tuple[Course, ...]:
        """Cancer drugs given in the neoadjuvant or adjuvant setting, oldest first."""
        early = (t for t in self.record.treatments if t.agent.is_systemic and not t.is_metastatic)
        ordered = sorted(early, key=lambda t: t.sort_key)
        return tuple(course_of(t, self.record.progressions) for t in ordered)

    @cached_property
    def hazards(self) -> tuple[Hazard, ...]:
        """Rows of the safety table whose hazard is on record, whatever the option."""
        table, terms = self.catalog.safety, self.catalog.terms
        return hazards_on_record(self.record, self.treatments, table, terms, self.as_of)

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
        return last_endocrine_progression(self.treatments)

    @cached_property
    def is_sixty(self) -> bool:
        """From that age a woman whose menopause is not stated counts as postmenopausal."""
        born = self.record.birth_date
        return born is not None and months_after(born.first, SIXTY_YEARS) <= self.as_of

    @property
    def may_become_pregnant(self) -> bool:
        record = self.record
        return record.sex != "male" and record.menopausal_status != "post" and not self.is_sixty

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
