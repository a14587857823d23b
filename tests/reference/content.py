"""Codes that the starting content defines, as docs/answers.md shows them."""

import csv
import re
from pathlib import Path

from biomarkers import catalog
from patients import models

from .page import Table

CATALOG = Path(catalog.__file__).parent / "content"
VOCABULARY = Path(models.__file__).parent.parent / "content"


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _cell(text: str) -> str:
    return re.sub(r";\s*", "; ", text).replace("|", r"\|")


def _effect(row: dict[str, str]) -> str:
    if row["effect"] == "caution" and row["weighty"] == "yes":
        return "weighty caution"
    return row["effect"]


def _safety() -> Table:
    """In order of the codes; one code may have several rows."""
    rows = sorted(_rows(CATALOG / "safety.csv"), key=lambda row: row["code"])
    cells = (
        (f"`{row['code']}`", _effect(row), row["applies_to"], row["says"], row["source"])
        for row in rows
    )
    head = ("code", "effect", "of options with", "means", "source")
    return Table(head, tuple(tuple(map(_cell, row)) for row in cells))


def _checks() -> Table:
    rows = sorted(_rows(CATALOG / "checks.csv"), key=lambda row: row["check"])
    cells = (
        (f"`{row['check']}`", row["agent_or_class"], row["says"], row["valid_for"]) for row in rows
    )
    head = ("code", "of options with", "means", "a result counts for")
    return Table(head, tuple(tuple(map(_cell, row)) for row in cells))


def _conditions() -> Table:
    cells = (
        (f"`{row['code']}`", row["words"], row["severities"].replace("|", ", "))
        for row in _rows(VOCABULARY / "conditions.csv")
    )
    return Table(("code", "means", "severity"), tuple(tuple(map(_cell, row)) for row in cells))


TABLES = {"safety.csv": _safety(), "checks.csv": _checks(), "conditions.csv": _conditions()}
