"""What rows say of each other: keys, patients, specimens, starts and ends."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils import timezone

from biomarkers.domain.codes import BoardOutcome, MarkerKind, MSIResult
from biomarkers.models.board import NEEDS_A_REASON
from patients.dates import PartialDate
from patients.likeness import is_shortened
from patients.models import ConditionKind
from patients.sites import misspells_the_breast

from .cells import BadCell, Choice, Date, Day, Instant, Kind, Number
from .columns import (
    ADVERSE_EVENTS,
    ALTERATIONS,
    BIOPSIES,
    BOARD_DECISIONS,
    CONDITIONS,
    HER2_READINGS,
    MARKERS,
    PATIENTS,
    PROCEDURES,
    RECEPTORS,
    TREATMENTS,
    WORK_STEPS,
)
from .contradictions import conditions, score_and_range, treated_after_death
from .faults import Fault, quoted
from .folder import Folder
from .names import Names
from .report_checks import report_faults
from .rows import Key, Row, surely_before
from .totals import is_total

Specimen = tuple[str, str]  # mrn, accession

_STRETCHES = {
    TREATMENTS: ("started_on", "ended_on"),
    ADVERSE_EVENTS: ("onset_on", "resolved_on"),
    PROCEDURES: ("started_on", "ended_on"),
    CONDITIONS: ("noted_on", "resolved_on"),
}
MARKER_VALUES: dict[str, Kind] = {
    MarkerKind.PDL1_CPS: Number(0, 100),
    MarkerKind.TMB: Number(0, 1000),  # mutations per megabase
    MarkerKind.MSI: Choice(tuple(code.value for code in MSIResult)),
}


@dataclass(frozen=True)
class Stored:
    """What the rows of a folder may refer to: the patients and specimens already on record.

    `person` is the family name and birth date that stand under a record number.
    """

    team: str
    today: date
    team_of: Mapping[str, str] = field(default_factory=dict)  # by mrn
    person: Mapping[str, tuple[str, PartialDate | None]] = field(default_factory=dict)  # by mrn
    collected_on: Mapping[Specimen, PartialDate] = field(default_factory=dict)
    read_on: Mapping[Specimen, list[PartialDate]] = field(default_factory=dict)
    deceased_on: Mapping[str, PartialDate | None] = field(default_factory=dict)  # by mrn
    condition_kinds: Mapping[str, ConditionKind] = field(default_factory=dict)  # by code


def faults_in(folder: Folder, stored: Stored, names: Names) -> Iterator[Fault]:
    """Also writes the one name into every cell that names an agent or a gene."""
    yield from _name_things(folder, names)
    yield from _no_numbers(folder)
    yield from _rows_twice(folder)
    yield from _unknown_patients(folder, stored)
    yield from _two_people(folder, stored)
    yield from _future_dates(folder, stored.today)
    yield from _specimens(folder, stored)
    yield from _sites(folder)
    yield from _stored_readings(folder, stored)
    yield from _treatment_periods(folder)
    yield from _lines(folder)
    yield from _marker_values(folder)
    yield from score_and_range(folder)
    yield from treated_after_death(folder, stored.deceased_on)
    yield from conditions(folder, stored.condition_kinds)
    yield from _board_decisions(folder)
    yield from _steps(folder)
    yield from report_faults(folder)


def _name_things(folder: Folder, names: Names) -> Iterator[Fault]:
    """What was written is kept beside the name that it means."""
    for file, column, name_of in names.columns:
        for row in folder.rows[file]:
            if column in row.bad or column not in row.values:
                continue
            try:
                row.name(column, name_of(row[column]))
            except BadCell as error:
                row.bad.add(column)
                yield row.fault(column, str(error))


def _no_numbers(folder: Folder) -> Iterator[Fault]:
    for row in folder.rows[PATIENTS]:
        if "mrn" not in row.bad and is_total(row.mrn):
            yield row.fault("mrn", f"{quoted(row.mrn)} is a row of totals, no patient")
        elif "mrn" not in row.bad and is_shortened(row.mrn):
            wrong = f"{quoted(row.mrn)} is how a spreadsheet shortens a long number: write it whole"
            yield row.fault("mrn", wrong)


def _rows_twice(folder: Folder) -> Iterator[Fault]:
    for file, rows in folder.rows.items():
        lines: dict[Key, int] = {}
        for row in rows:
            if row.key is None or row.former:  # of a merge: left out later
                continue
            if row.key in lines:
                known_by = ", ".join(file.key)
                wrong = f"line {lines[row.key]} has the same {known_by}"
                yield row.fault(file.key[-1], wrong)
            else:
                lines[row.key] = row.line


def _unknown_patients(folder: Folder, stored: Stored) -> Iterator[Fault]:
    """Rows of patients who are in neither the folder nor the record, or in another team's care."""
    here = {row.mrn for row in folder.rows[PATIENTS]}
    for rows in folder.rows.values():
        for row in rows:
            if "mrn" in row.bad:
                continue
            team = stored.team_of.get(row.mrn)
            if team is not None and team != stored.team:
                wrong = f"{quoted(row.mrn)} belongs to another care team, {quoted(team)}"
                yield row.fault("mrn", wrong)
            elif team is None and row.mrn not in here and PATIENTS not in folder.unreadable:
                wrong = f"{quoted(row.mrn)} is not in {PATIENTS.name} and not recorded"
                yield row.fault("mrn", wrong)


def _two_people(folder: Folder, stored: Stored) -> Iterator[Fault]:
    """A record number that would go to another person: family name and birth date both differ."""
    for row in (row for row in folder.rows[PATIENTS] if not row.former):
        name, born = stored.person.get(row.mrn, ("", None))
        other_name = name and row["family_name"] and name.lower() != row["family_name"].lower()
        other_day = surely_before(row["birth_date"], born) or surely_before(born, row["birth_date"])
        if other_name and other_day:
            wrong = f"{quoted(row.mrn)} is recorded for another person with a different birth date"
            yield row.fault("mrn", wrong)


def _future_dates(folder: Folder, today: date) -> Iterator[Fault]:
    """Days that are not yet: whatever was recorded has happened."""
    for file, rows in folder.rows.items():
        dates = [column.name for column in file.columns if _is_past(column.kind)]
        for row in rows:
            for name in dates:
                if row[name] is not None and _first_day(row[name]) > today:
                    yield row.fault(name, f"{row[name]} is in the future")


def _is_past(kind: Kind) -> bool:
    return isinstance(kind, Date | Instant) or (isinstance(kind, Day) and not kind.to_come)


def _first_day(value: PartialDate | date | datetime) -> date:
    if isinstance(value, datetime):
        return timezone.localdate(value)
    return value.first if isinstance(value, PartialDate) else value


def _specimens(folder: Folder, stored: Stored) -> Iterator[Fault]:
    """Readings without their biopsy, or surely before it."""
    collected_on: dict[Key, PartialDate | None] = dict(stored.collected_on)
    for row in folder.rows[BIOPSIES]:
        if specimen := row.part("mrn", "accession"):
            collected_on[specimen] = row["collected_on"]
    dates = {HER2_READINGS: "read_on", RECEPTORS: "read_on", ALTERATIONS: None, MARKERS: None}
    for file, day in dates.items():
        for row in folder.rows[file]:
            specimen = row.part("mrn", "accession")
            if specimen is None or not row["accession"]:
                continue
            if specimen not in collected_on:
                if BIOPSIES not in folder.unreadable:
                    yield row.fault("accession", _no_biopsy(row))
            elif day and surely_before(row[day], collected_on[specimen]):
                collected = collected_on[specimen]
                wrong = f"{row[day]} is before the specimen was collected, {collected}"
                yield row.fault(day, wrong)


def _sites(folder: Folder) -> Iterator[Fault]:
    """Without a kind, whatever is not the breast counts as a metastasis."""
    for row in folder.rows[BIOPSIES]:
        if not row["kind"] and misspells_the_breast(row["site"]):
            wrong = f"{quoted(row['site'])}: did you mean breast? If not, say in kind what it is"
            yield row.fault("site", wrong)


def _no_biopsy(row: Row) -> str:
    return (
        f"{quoted(row['accession'])} is not a biopsy of patient {quoted(row.mrn)}, not in "
        f"{BIOPSIES.name} and not recorded"
    )


def _stored_readings(folder: Folder, stored: Stored) -> Iterator[Fault]:
    """Biopsies that would now be collected after a reading which is on record."""
    for row in folder.rows[BIOPSIES]:
        specimen = row.part("mrn", "accession", "collected_on")
        if specimen is None:
            continue
        for read_on in stored.read_on.get(specimen[:2], []):
            if surely_before(read_on, row["collected_on"]):
                wrong = f"{row['collected_on']} is after a recorded reading of {read_on}"
                yield row.fault("collected_on", wrong)
                break


def _treatment_periods(folder: Folder) -> Iterator[Fault]:
    for file, (start, end) in _STRETCHES.items():
        for row in folder.rows[file]:
            if surely_before(row[end], row[start]):
                yield row.fault(end, f"{row[end]} is before {start}, {row[start]}")


def _lines(folder: Folder) -> Iterator[Fault]:
    for row in folder.rows[TREATMENTS]:
        setting = row.part("setting")
        if row["line"] is not None and setting and setting != ("metastatic",):
            wrong = f"only metastatic treatment has a line number; this treatment is {setting[0]}"
            yield row.fault("line", wrong)


def _marker_values(folder: Folder) -> Iterator[Fault]:
    for row in folder.rows[MARKERS]:
        if row.part("marker", "value") is None:
            continue
        try:
            value = MARKER_VALUES[row["marker"]].value_of(row["value"])
        except BadCell as error:
            yield row.fault("value", f"{error} (for {row['marker']})")
        else:
            row.values["value"] = value if row["marker"] == MarkerKind.MSI else row["value"]


def _board_decisions(folder: Folder) -> Iterator[Fault]:
    """What a decision of its outcome must say."""
    for row in folder.rows[BOARD_DECISIONS]:
        said = row.part("outcome", "reason", "until")
        if said is None:
            continue
        outcome, reason, until = said
        if outcome in NEEDS_A_REASON and not reason:
            yield row.fault("reason", "this cell must not be empty for this outcome")
        if until and outcome != BoardOutcome.RESERVED:
            yield row.fault("until", f"only {BoardOutcome.RESERVED.value} has this date")


def _steps(folder: Folder) -> Iterator[Fault]:
    """What a step of its kind must say."""
    for row in folder.rows[WORK_STEPS]:
        said = row.part("kind", "outcome", "text", "until")
        if said is None:
            continue
        kind, outcome, text, until = said
        if not text and (kind == "commented" or outcome == "not_appropriate"):
            yield row.fault("text", "this cell must not be empty for this kind or outcome")
        if kind == "snoozed" and until is None:
            yield row.fault("until", "this cell must not be empty: a snooze needs a date")
