"""What the criteria ask of one patient, put together once for one day."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from patients.dates import PartialDate

from .alterations import EndocrineProgression, last_endocrine_progression
from .catalog import Catalog
from .course import Course, early_course_of
from .disease import Disease, disease_of
from .hazards import Hazard, hazards_on_record
from .history import History
from .known import record_known_on
from .lines import Line, metastatic_lines
from .once import once
from .receptors import ReceptorStatus, receptor_status
from .record import Marker, Record, Treatment
from .spans import months_after
from .specimen import kind_of
from .status import HER2Status
from .surgery import Surgery, breast_surgery
from .treatment_history import TreatmentHistory

POSTMENOPAUSAL_FROM = 60  # years, where nothing is stated


@dataclass(frozen=True)
class Tumor:
    """What HER2 and the receptors say: of the patient as a whole, or of one of two tumors."""

    her2: HER2Status
    receptors: ReceptorStatus

    @once
    def answers(self) -> dict[Any, Any]:
        """What labels have asked of it already; see criteria/biology.py."""
        return {}


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
    treatment_history: TreatmentHistory

    @once
    def disease(self) -> Disease:
        return disease_of(self.record)

    @once
    def surgery(self) -> Surgery | None:
        return breast_surgery(self.record)

    # Two tumors.

    @once
    def whole(self) -> Tumor:
        return Tumor(self.her2, self.receptors)

    @once
    def tumors(self) -> tuple[Tumor, ...]:
        """Left and right where each is asked by itself, the deciding one first; else empty.

        In advanced disease they are where they differ and it is not known which has spread.
        """
        apart = self.her2.tumors.values()
        if not apart or (self.disease.is_advanced and not self.which_tumor_has_spread_is_unknown):
            return ()
        ordered = sorted(apart, key=self._order_of_trust)
        return tuple(Tumor(her2, receptor_status(her2, self.as_of)) for her2 in ordered)

    @property
    def which_tumor_has_spread_is_unknown(self) -> bool:
        """The two differ, and no metastasis or local recurrence was determined."""
        spread = (s for s in self.her2.specimens if kind_of(s.specimen) != "primary")
        return (
            self.disease.is_advanced
            and "tumors_differ" in self.her2.flags
            and not any(specimen.is_determined for specimen in spread)
        )

    def _order_of_trust(self, tumor: HER2Status) -> tuple[bool, int]:
        places = {id(s): place for place, s in enumerate(self.her2.specimens)}
        return (not tumor.is_determined, places[id(tumor.deciding)])

    # Treatment.

    @property
    def history_is_known(self) -> bool:
        """What is not on record was not given."""
        return self.treatment_history is TreatmentHistory.KNOWN

    @once
    def newest_line(self) -> Line | None:
        """The line that began last."""
        return max(self.lines, key=lambda it: (it.started_on.first, it.number), default=None)

    def before(self, day: date) -> "Patient":
        """What stood on the day before; the treatment history as it is known now."""
        if day not in self._eves:
            eve = day - timedelta(days=1)
            known = record_known_on(self.record, eve)
            lines = metastatic_lines(known, eve)
            self._eves[day] = replace(self, record=known, as_of=eve, lines=lines)
        return self._eves[day]

    @once
    def _eves(self) -> dict[date, "Patient"]:
        return {}

    @once
    def treatments(self) -> tuple[Course, ...]:
        """Cancer drugs in any setting, oldest first."""
        in_lines = (course for line in self.lines for course in line.courses)
        return tuple(sorted((*self.early_treatments, *in_lines), key=lambda t: t.sort_key))

    @once
    def early_treatments(self) -> tuple[Course, ...]:
        """Cancer drugs given in the neoadjuvant or adjuvant setting, oldest first."""
        early = (t for t in self.record.treatments if t.agent.is_systemic and not t.is_metastatic)
        ordered = sorted(early, key=lambda t: t.sort_key)
        return tuple(early_course_of(t, self.record, self.disease) for t in ordered)

    @once
    def progressed(self) -> tuple[Course, ...]:
        """Courses on which the disease surely progressed."""
        return tuple(course for course in self.treatments if course.progressed)

    @once
    def progressed_on(self) -> frozenset[str]:
        """The agents and classes of these."""
        return frozenset().union(*({c.agent.name, *c.agent.classes} for c in self.progressed))

    def treatments_with(self, agent: str) -> list[Course]:
        """Of one agent, oldest first."""
        return self._by_agent.get(agent, [])

    @once
    def _by_agent(self) -> dict[str, list[Course]]:
        found: dict[str, list[Course]] = defaultdict(list)
        for course in self.treatments:
            found[course.agent.name].append(course)
        return found

    @once
    def hazards(self) -> tuple[Hazard, ...]:
        """Rows of the safety table whose hazard is on record, whatever the option."""
        table, terms = self.catalog.safety, self.catalog.terms
        return hazards_on_record(self.record, self.treatments, table, terms, self.as_of)

    @once
    def answers(self) -> dict[Any, Any]:
        """What criteria have been answered already, by question; see criteria/."""
        return {}

    @property
    def metastatic_on(self) -> PartialDate | None:
        return self.record.metastatic_on

    @once
    def last_endocrine_progression(self) -> EndocrineProgression | None:
        return last_endocrine_progression(self.treatments)

    @once
    def is_sixty(self) -> bool:
        """From that age a woman whose menopause is not stated counts as postmenopausal."""
        born = self.record.birth_date
        return born is not None and months_after(born.first, 12 * POSTMENOPAUSAL_FROM) <= self.as_of

    @property
    def may_become_pregnant(self) -> bool:
        record = self.record
        return record.sex != "male" and record.menopausal_status != "post" and not self.is_sixty

    def newest_marker(self, name: str) -> Marker | None:
        results = [m for m in self.record.markers if m.marker == name]
        return max(results, key=lambda m: m.tested_on.text, default=None)

    @once
    def ovarian_suppression(self) -> Treatment | None:
        """The GnRH agonist being given."""
        given = (
            t for t in self.record.treatments if t.is_of("ovarian suppression") and t.is_ongoing
        )
        return min(given, key=lambda t: t.sort_key, default=None)

    @once
    def menopausal_status(self) -> str | None:
        """As stated; unstated, postmenopausal from the age of 60."""
        stated = self.record.menopausal_status
        if stated in (None, "unknown") and self.is_sixty:
            return "post"
        return stated
