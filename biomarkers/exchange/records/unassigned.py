"""Reports that are not linked to a patient, as JSON Lines beside the record folder.

No row of a patient's record can name them.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.dateparse import parse_datetime

from biomarkers.domain.codes import ReportState
from biomarkers.models import PathologyReport, fingerprint_of
from patients.audit.recording import log_created
from patients.dates import PartialDate
from patients.models import CareTeam

from .columns import File
from .faults import Fault
from .table import LONGEST_CELL

AT_A_TIME = 100
UNASSIGNED = File("reports_of_nobody.jsonl", ("text",), [])
_WORDS = ("source_name", "stated_accession", "received_by", "state", "why", "reviewed_by", "text")
_MOMENTS = ("received_at", "reviewed_at")
_KEYS = {*_WORDS, *_MOMENTS, "stated_read_on"}


@dataclass(frozen=True)
class UnassignedReport:
    """One line; its fields are checked against the model when the team is known."""

    line: int
    said: dict[str, Any]


def lines_of(team: CareTeam) -> Iterator[dict[str, Any]]:
    unassigned = PathologyReport.objects.filter(patient=None, team=team)
    reports = unassigned.select_related("received_by", "reviewed_by")
    for report in reports.iterator(chunk_size=AT_A_TIME):
        yield {
            "source_name": report.source_name,
            "stated_accession": report.stated_accession,
            "stated_read_on": str(report.stated_read_on) if report.stated_read_on else None,
            "received_at": report.received_at.isoformat(),
            "received_by": report.receiver,
            "state": report.state,
            "why": report.why,
            "reviewed_at": report.reviewed_at.isoformat() if report.reviewed_at else None,
            "reviewed_by": report.reviewer,
            "text": report.text,
        }


def unassigned_in(path: Path) -> Iterator[UnassignedReport | Fault]:
    """Line by line: a report, or what is wrong with it."""
    try:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                try:
                    yield UnassignedReport(number, _said(line))
                except ValueError as error:
                    yield Fault(path.name, number, None, str(error))
    except (OSError, UnicodeDecodeError):
        yield Fault(path.name, None, None, "cannot be read as text in UTF-8")


def _said(line: str) -> dict[str, Any]:
    """Raises ValueError, also for what is no JSON."""
    if len(line) > LONGEST_CELL:
        raise ValueError("is too long for a report")
    try:
        said = json.loads(line)
    except ValueError:
        raise ValueError("is not JSON") from None
    if not isinstance(said, dict) or not isinstance(said.get("text"), str):
        raise ValueError("needs an object with a text")
    if strange := sorted(set(said) - _KEYS):
        raise ValueError(f"has what no report has: {', '.join(strange)[:100]}")
    if odd := [name for name in _WORDS if not isinstance(said.get(name) or "", str)]:
        raise ValueError(f"must be text: {', '.join(odd)}")
    said = {name: said.get(name) or "" for name in _KEYS}
    for name in _MOMENTS:
        said[name] = _moment(name, said[name]) if said[name] else None
    day = said["stated_read_on"]
    said["stated_read_on"] = PartialDate(str(day)) if day else None
    return said


def _moment(name: str, written: Any) -> datetime:
    moment = parse_datetime(written) if isinstance(written, str) else None
    if moment is None or moment.tzinfo is None:
        raise ValueError(f"{name} is not a date and time with a time zone")
    return moment


def write_unassigned(unassigned: list[UnassignedReport], team: CareTeam) -> tuple[int, list[Fault]]:
    """How many are new. A text that the team has already, of whomever, is the same report."""
    faults, made = [], []
    reports = [(one, _report(one.said, team)) for one in unassigned]
    found = PathologyReport.objects.filter(
        team=team, fingerprint__in=[report.fingerprint for _, report in reports]
    )
    there = set(found.values_list("fingerprint", flat=True))
    for one, report in reports:
        if report.fingerprint in there:
            continue
        there.add(report.fingerprint)
        try:
            report.full_clean()
        except ValidationError as error:
            faults.append(Fault(UNASSIGNED.name, one.line, None, " ".join(error.messages)))
            continue
        made.append(report)
    PathologyReport.objects.bulk_create(made)
    log_created(made)
    return len(made), faults


def _report(said: dict[str, Any], team: CareTeam) -> PathologyReport:
    """Who received or reviewed it has no login here, and stays named."""
    received = {"received_at": said["received_at"]} if said["received_at"] else {}
    return PathologyReport(
        team=team,
        text=said["text"],
        fingerprint=fingerprint_of(said["text"]),
        source_name=said["source_name"],
        stated_accession=said["stated_accession"],
        stated_read_on=said["stated_read_on"],
        received_by_name=said["received_by"],
        state=said["state"] or ReportState.WAITING,
        why=said["why"],
        reviewed_at=said["reviewed_at"],
        reviewed_by_name=said["reviewed_by"],
        **received,
    )
