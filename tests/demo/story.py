"""One invented patient on the way into a record folder."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from . import rows

SEED = 2022_08_05
TODAY = date(2026, 11, 1)  # the demo tells of nothing later

FAMILY_NAMES = (
    "Aldridge Barros Calloway Desmarais Ekström Falk Garrity Hollis Imanov Jessup Kowalczyk "
    "Lindqvist Mbeki Nakagawa Okafor Pellegrini Quiroga Rasmussen Sandoval Thackeray Ustinov "
    "Valdez Wetherby Xavier Yilmaz Zawadzki Abernathy Bjornstad Castellano Drummond"
).split()
GIVEN_NAMES = (
    "Adaeze Birgit Carmen Delphine Esther Farida Greta Hana Ines Joana Katarzyna Leonor Marta "
    "Nadia Odile Priya Rosalind Saskia Teodora Ulla Vera Wanda Xenia Yvonne Zofia"
).split()


def add_months(day: date, months: int) -> date:
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


@dataclass
class Story:
    """Rows by file, and chance that is the same each time."""

    number: int
    files: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    def __post_init__(self):
        self.chance = Random(f"{SEED}-{self.number}")
        self.mrn = ""

    def day(self, year: int, month: int | None = None) -> date:
        months = 12 if year < TODAY.year else 8
        return date(year, month or self.chance.randint(1, months), self.chance.randint(1, 28))

    def is_a(self, **facts) -> Story:
        names = {
            "mrn": f"{40100 + 37 * self.number}-{self.number % 9 + 1}",
            "family_name": FAMILY_NAMES[self.number % len(FAMILY_NAMES)],
            "given_name": GIVEN_NAMES[self.number % len(GIVEN_NAMES)],
            "birth_date": str(self.chance.randint(1944, 1972)),
        }
        row = rows.PatientRow(**{**names, **facts})
        self.mrn = row["mrn"]
        self._add("patients.csv", row)
        return self

    def specimen(self, on, site: str = "liver", her2: Iterable[dict] = ({},), er=90, **facts):
        """A biopsy with its readings; `er` None where no receptor was reported."""
        accession = (
            f"S{str(on)[2:4]}-{1000 + 61 * self.number % 9000 + self._count('biopsies.csv')}"
        )
        accession = facts.pop("accession", accession)
        self._of(
            rows.BiopsyRow, "biopsies.csv", facts, accession=accession, collected_on=on, site=site
        )
        for reading in her2:
            facts = {"read_on": on, **reading}
            self._of(rows.HER2Row, "her2_readings.csv", facts, accession=accession)
        if er is not None:
            receptors = (
                er if isinstance(er, dict) else {"er_percent": er, "pr_percent": min(er, 20)}
            )
            self._of(rows.ReceptorRow, "receptors.csv", receptors, accession=accession, read_on=on)
        return accession

    def given(self, agents: str, start, end="", why="", **facts) -> None:
        """Agents of one line, from one day to another."""
        for agent in agents.split(" + "):
            self._of(
                rows.TreatmentRow,
                "treatments.csv",
                facts,
                agent=agent,
                started_on=start,
                ended_on=end,
                end_reason=why,
            )

    def lines(self, start: date, *courses: tuple[str, int], is_ongoing: bool = True) -> date:
        """Line after line, each ended by progression after its months; the last may go on."""
        for number, (agents, months) in enumerate(courses, start=1):
            end = add_months(start, months)
            if end > TODAY or (is_ongoing and number == len(courses)):
                self.given(agents, start, line=number)
                break
            self.given(agents, start, end, "progression", line=number)
            self.progressed(end)
            start = end + timedelta(days=self.chance.randint(12, 26))
        return start

    def alteration(self, on, gene: str, **facts) -> None:
        self._of(rows.AlterationRow, "alterations.csv", facts, tested_on=on, gene=gene)

    def marker(self, on, marker: str, value, **facts) -> None:
        self._of(rows.MarkerRow, "markers.csv", facts, tested_on=on, marker=marker, value=value)

    def harmed(self, on, agent: str, term: str, **facts) -> None:
        self._of(
            rows.AdverseEventRow, "adverse_events.csv", facts, onset_on=on, agent=agent, term=term
        )

    def progressed(self, on, site: str = "", **facts) -> None:
        self._of(rows.ProgressionRow, "progressions.csv", facts, on=on, site=site)

    def performance(self, on, ecog: int) -> None:
        self._of(rows.PerformanceRow, "performance.csv", {}, on=on, ecog=ecog)

    def heart(self, on, percent: int, **facts) -> None:
        self._of(rows.LVEFRow, "lvef.csv", facts, measured_on=on, percent=percent)

    def has(self, condition: str, on, severity: str = "", **facts) -> None:
        known = {"condition": condition, "severity": severity, "noted_on": on}
        self._of(rows.ConditionRow, "conditions.csv", facts, **known)

    def stood(self, on, status: str = "stable", note: str = "") -> None:
        self._of(rows.StatusRow, "disease_status.csv", {}, on=on, status=status, note=note)

    def procedure(self, on, kind: str, site: str, **facts) -> None:
        self._of(rows.ProcedureRow, "procedures.csv", facts, started_on=on, kind=kind, site=site)

    def _of(self, factory, file: str, facts: dict, **known) -> None:
        self._add(file, factory(mrn=self.mrn, **known, **facts))

    def _add(self, file: str, row: dict[str, Any]) -> None:
        self.files.setdefault(file, []).append(row)

    def _count(self, file: str) -> int:
        return len(self.files.get(file, ()))
