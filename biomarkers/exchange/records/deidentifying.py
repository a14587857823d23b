"""The record of a care team without names: pseudonyms, dates shifted by person, no free text.

Pseudonyms and shifts are new in each export and kept nowhere, so that nothing leads back.
The folder can be imported again; its dates say of themselves that they are shifted.
"""

import re
import secrets
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from biomarkers.domain.history import DEFINITIONS
from biomarkers.domain.organs import Organs
from biomarkers.models import EventTerm, Gene, OrganWord
from patients.audit.recording import acting, log_exported
from patients.codes import DateBasis
from patients.dates import PartialDate
from patients.models import CareTeam, Patient

from . import columns
from .columns import Column, File
from .csv_text import texts_of, written
from .exporting import Files, in_parts, unless_empty
from .shifting import Shift
from .tables import TABLES, StoredAs

ABOUT = "about.txt"
FILES = (*columns.CONTRACT, columns.LINES, columns.EVENT_GRADINGS)
OLDEST = 89  # years; the birth year of who is older is left out
SMALL = 10  # patients; groups of fewer are named
UNKNOWN_SITE, UNKNOWN_EVENT = "other site", "other event"
_SITES = ("breast", "axilla", "axillary", "lymph node", "chest wall", "skin")
_VARIANT = re.compile(
    r"(p\.|c\.)?[A-Z][A-Za-z]{0,2}\d{1,5}[A-Za-z*>=_][A-Za-z*>=_\d]{0,20}"
    r"|[Ff]usion|[Aa]mplification"
)
_DROPPED = {"family_name", "given_name", "as_written", "pathologist", "assay", "note", "detail",
            "modality"}  # fmt: skip
GROUPED_BY = ("sex", "stage_at_diagnosis", "birth decade")

Cells = dict[str, Any]


@dataclass
class _Person:
    pseudonym: str
    shift: Shift
    accessions: dict[str, str] = field(default_factory=dict)

    @classmethod
    def by_chance(cls) -> "_Person":
        return cls(f"P{secrets.token_hex(5).upper()}", Shift.by_chance())

    def accession(self, written: str) -> str:
        return self.accessions.setdefault(written, f"S{len(self.accessions) + 1}")


@dataclass
class _Told:
    """What the recipient of the folder should know of it."""

    patients: int = 0
    older: int = 0
    crossed: list[str] = field(default_factory=list)
    left_out: int = 0
    groups: dict[str, Counter[str]] = field(
        default_factory=lambda: {name: Counter() for name in GROUPED_BY}
    )

    def text(self) -> str:
        small = [
            f"{name} {value}: {count}"
            for name, values in self.groups.items()
            for value, count in sorted(values.items())
            if 0 < count < SMALL
        ]
        return "\n".join(
            [
                f"{self.patients} patients, exported on {timezone.localdate()} without names.",
                "Dates are shifted back by 1 to 365 days, by another number for each patient; "
                "the days between them are kept. Partial dates stay partial: a year or a month is "
                "shifted by its first day, and by its last where something ends or is found "
                "(ended_on, resolved_on, deceased_on, last_contact_on, read_on, tested_on).",
                f"Birth dates are years. Left out, because older than {OLDEST}: {self.older}.",
                f"Groups of fewer than {SMALL}: {'; '.join(small) or 'none'}.",
                "Readings that the shift moves to before a definition of HER2: "
                f"{'; '.join(self.crossed) or 'none'}.",
                "Rows left out, because without what had to go they equal another row or lack what "
                f"a row must say: {self.left_out}.",
                "",
            ]
        )


def export_deidentified(team: CareTeam, *, by=None) -> Files:
    """Each file that has rows, in pieces, and `about.txt` at their end. It is logged."""
    export = _Export(team)
    with acting(by):
        log_exported(team, len(export.mrns), "de-identified records")
    for table in TABLES:
        if table.file in FILES:
            yield from unless_empty(table.file.name, written(table.file, export.parts(table)))
    yield ABOUT, iter([export.told.text().encode()])


class _Export:
    def __init__(self, team: CareTeam):
        self.told = _Told()
        numbers = Patient.objects.filter(care_team=team).values_list("mrn", flat=True)
        self._people = {mrn: _Person.by_chance() for mrn in numbers}
        # as the rows of each file stand, which begin with the pseudonym
        self.mrns = sorted(self._people, key=lambda mrn: self._people[mrn].pseudonym)
        organs = OrganWord.objects.values_list("word", flat=True)
        self._sites = _words([*organs, *_SITES])
        self._events = _words(EventTerm.objects.values_list("term", flat=True))
        self._genes = set(Gene.objects.values_list("symbol", flat=True))

    def parts(self, table: StoredAs) -> Iterator[list[list[str]]]:
        """Rows in the order of their new keys."""
        for some in in_parts(self.mrns):
            yield texts_of(table.file, self._part(table, some))

    def _part(self, table: StoredAs, mrns: list[str]) -> list[list[Any]]:
        rows: dict[tuple, list[Any]] = {}
        for stored in table.rows_of(mrns):
            cells = {c.name: table.value_of(stored, c.name) for c in table.file.columns}
            if table.adds and cells[table.file.columns[-1].name] in (None, ""):
                continue
            safe = self._safe(table.file, cells)
            if safe is None or (key := tuple(map(str, map(safe.get, table.file.key)))) in rows:
                self.told.left_out += 1
                continue
            rows[key] = [safe[column.name] for column in table.file.columns]
        return [rows[key] for key in sorted(rows)]

    def _safe(self, file: File, cells: Cells) -> Cells | None:
        """None for a row that says nothing without what had to go."""
        person = self._people[cells["mrn"]]
        safe = {column.name: self._cell(column, cells, person) for column in file.columns}
        safe["mrn"] = person.pseudonym
        if file is columns.PATIENTS:
            self._patient(safe)
        if file is columns.HER2_READINGS:
            self._note_crossing(cells["read_on"], safe, person)
        needed = (column for column in file.columns if column.required)
        return None if any(safe[column.name] in (None, "") for column in needed) else safe

    def _cell(self, column: Column, cells: Cells, person: _Person) -> Any:
        value = cells[column.name]
        if value in (None, ""):
            return value
        if column.name in _DROPPED:
            return ""
        if isinstance(value, PartialDate):
            return person.shift.of(column.name, value)
        match column.name:
            case "accession":
                return person.accession(value)
            case "site":
                return self._sites.named_in(value) or (UNKNOWN_SITE if column.required else "")
            case "term":
                return self._events.named_in(value) or UNKNOWN_EVENT
            case "gene":
                return value if value in self._genes else None
            case "alteration":
                return value if _VARIANT.fullmatch(value) else ""
        return value

    def _patient(self, safe: Cells) -> None:
        self.told.patients += 1
        safe["date_basis"] = DateBasis.SHIFTED.value
        born, today = safe["birth_date"], timezone.localdate()
        if born and today.year - born.first.year > OLDEST:
            self.told.older += 1
            born = None
        safe["birth_date"] = PartialDate(born.text[:4]) if born else None
        for name in ("sex", "stage_at_diagnosis"):
            self.told.groups[name][str(safe[name] or "not recorded")] += 1
        decade = f"{born.text[:3]}0s" if born else "not recorded"
        self.told.groups["birth decade"][decade] += 1

    def _note_crossing(self, read_on: PartialDate, safe: Cells, person: _Person) -> None:
        for border, words in DEFINITIONS.items():
            if safe["read_on"] and person.shift.crosses(read_on, border):
                where = f"{person.pseudonym} {safe['accession']} {safe['read_on']}"
                self.told.crossed.append(f"{where} ({words})")


def _words(words) -> Organs:
    """Finds the first of these words in a text and gives the word itself, never the text."""
    return Organs(tuple((word, word) for word in words))
