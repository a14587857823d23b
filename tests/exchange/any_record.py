"""Any record folder that is right, for properties that must hold of all."""

import json
from datetime import date, datetime

from hypothesis import strategies as some

from biomarkers.exchange.records import columns
from biomarkers.exchange.records.cells import (
    Answers,
    Choice,
    Date,
    Day,
    Instant,
    Number,
    Percentage,
    Places,
    Text,
    Verbatim,
    Whole,
    YesNo,
)
from biomarkers.exchange.records.columns import Column, File
from biomarkers.models import fingerprint_of
from patients.spreadsheets import as_text

MRNS = ["M1", "M2", "=M3"]
ACCESSIONS = ["S1", "S2"]
AGENTS = ["letrozole", "trastuzumab", "capecitabine"]
PEOPLE = {"by", "assigned_to", "printed_by", "received_by", "reviewed_by"}
ENDS = {"ended_on", "resolved_on", "read_on", "deceased_on"}
SEVERITY_OF = {"neuropathy": "mild", "diabetes": "oral", "hiv": ""}
PERCENTS = ["0", "0.5", "90", "90.0", "<1", "<= 10", ">95", ">=90", "80-90", "80 - 90"]
MARKER_VALUES = {"pdl1_cps": "10", "tmb": "4.5", "msi": "high"}

_characters = some.characters(codec="utf-8", exclude_characters="\0")
_texts = some.text(_characters, max_size=12).map(lambda text: as_text(text.strip()))


def _dates(first: int, last: int):
    years = some.integers(first, last).map(str)
    months = some.integers(1, 12).map("{:02}".format)
    days = some.integers(1, 28).map("{:02}".format)
    parts = [years, some.tuples(years, months), some.tuples(years, months, days)]
    return some.one_of(*parts).map(lambda date: date if isinstance(date, str) else "-".join(date))


_NAMED = {
    "mrn": some.sampled_from(MRNS).map(as_text),
    "accession": some.sampled_from(ACCESSIONS),
    "agent": some.sampled_from(AGENTS),
    "condition": some.sampled_from(list(SEVERITY_OF)),
    **dict.fromkeys(PEOPLE, some.sampled_from(["anna", "'@nobody", "Dr. Nobody"])),
}
_ANSWER = some.fixed_dictionaries(
    dict.fromkeys(("question", "text", "source"), some.text(_characters, max_size=12))
)
_WHEN = {
    Day: some.dates(date(2000, 1, 1), date(2020, 1, 1)).map(str),
    Instant: some.datetimes(datetime(2000, 1, 1), datetime(2020, 1, 1)).map(
        lambda moment: f"{moment.isoformat()}+02:00"
    ),
    Answers: some.lists(_ANSWER, max_size=2).map(json.dumps),
    Verbatim: some.text(_characters, min_size=1, max_size=12).map(json.dumps),
    Places: some.lists(some.tuples(some.integers(0, 3), some.integers(4, 9)), max_size=2).map(
        lambda places: json.dumps(list(map(list, places)))
    ),
}


def _cells(column: Column):
    if column.name in _NAMED:
        return _NAMED[column.name]
    if type(column.kind) in _WHEN:
        return _WHEN[type(column.kind)]
    return _of_kind(column)


def _of_kind(column: Column):
    match column.kind:
        case Date():
            return _dates(2015, 2020) if column.name in ENDS else _dates(2000, 2014)
        case Choice():
            return some.sampled_from(column.kind.words)
        case Text():
            return _texts.filter(bool)
        case Whole():
            return some.integers(column.kind.least, column.kind.most).map(str)
        case Number():
            return some.decimals(0, column.kind.most, places=3).map(lambda n: f"{n.normalize():f}")
        case Percentage():
            return some.sampled_from(PERCENTS)
        case YesNo():
            return some.sampled_from(["yes", "no"])
    raise TypeError(column.kind)


def _rows(file: File):
    cells = {
        column.name: _cells(column) if column.required else some.just("") | _cells(column)
        for column in file.columns
    }
    return some.fixed_dictionaries(cells).map(lambda row: _made_right(file, row))


def _made_right(file: File, row: dict[str, str]) -> dict[str, str]:
    if file is columns.TREATMENTS and row["setting"] != "metastatic":
        row["line"] = ""
    if file is columns.MARKERS:
        row["value"] = MARKER_VALUES[row["marker"]]
    if file is columns.HER2_READINGS and row["ihc_score"]:
        row["ihc_score_range"] = ""
    if file is columns.CONDITIONS and row["severity"]:
        row["severity"] = SEVERITY_OF[row["condition"]]
    if file is columns.BOARD_DECISIONS:
        row["reason"] = row["reason"] or "said"
        row["until"] = row["until"] if row["outcome"] == "reserved" else ""
    if file is columns.WORK_STEPS:
        row["text"] = row["text"] or "said"
        row["until"] = row["until"] or "2021-02-03"
    if file is columns.REPORTS:
        row["report"] = fingerprint_of(json.loads(row["text"]))
        if row["state"] == "waiting":
            row["reviewed_at"] = row["reviewed_by"] = ""
        else:
            row["reviewed_at"] = row["reviewed_at"] or "2019-01-01T10:00:00+00:00"
            row["reviewed_by"] = row["reviewed_by"] or "anna"
            row["why"] = row["why"] or json.dumps("said")
    if file is columns.DECISIONS:
        row |= _DECIDED[row["decision"]]
    return row


_DECIDED = {
    "confirmed": {"proposed": json.dumps("1+"), "value": json.dumps("1+")},
    "edited": {"proposed": json.dumps("1+"), "value": json.dumps("=2+\n")},
    "rejected": {"proposed": json.dumps("1+"), "value": ""},
    "left_empty": {"proposed": "", "value": ""},
}


def _once(file: File, rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """One row of each key; an empty cell that has a meaning is that meaning."""

    def cell(row, name):
        return row[name] or file.by_name[name].default

    return list({tuple(cell(row, name) for name in file.key): row for row in rows}.values())


@some.composite
def record_folders(draw) -> dict[str, str]:
    """By name of file. Every patient and both specimens of each are there."""
    rows = {file: _once(file, draw(some.lists(_rows(file), max_size=4))) for file in columns.FILES}
    rows[columns.PATIENTS] = [
        {**draw(_rows(columns.PATIENTS)), "mrn": as_text(mrn)} for mrn in MRNS
    ]
    rows[columns.BIOPSIES] = [
        {**draw(_rows(columns.BIOPSIES)), "mrn": as_text(mrn), "accession": accession}
        for mrn in MRNS
        for accession in ACCESSIONS
    ]
    for adding, added_to in (
        (columns.OVERRIDES, columns.TREATMENTS),
        (columns.EVENT_GRADINGS, columns.ADVERSE_EVENTS),
    ):
        last = adding.columns[-1]
        rows[adding] = [
            {**{name: row[name] for name in adding.key}, last.name: draw(_cells(last))}
            for row in rows[added_to]
        ]
    reports = rows[columns.REPORTS]
    rows[columns.DECISIONS] = _once(
        columns.DECISIONS,
        [
            {**row, "mrn": report["mrn"], "report": report["report"]}
            for row, report in zip(rows[columns.DECISIONS], reports, strict=False)
        ],
    )
    for sources, readings in (
        (columns.HER2_SOURCES, columns.HER2_READINGS),
        (columns.RECEPTOR_SOURCES, columns.RECEPTORS),
    ):
        rows[sources] = [
            {**{name: reading[name] for name in sources.key}, "report": report["report"]}
            for reading in rows[readings]
            for report in reports[:1]
            if report["mrn"] == reading["mrn"]
        ]
    return {file.name: _csv(file, of_file) for file, of_file in rows.items() if of_file}


def _csv(file: File, rows: list[dict[str, str]]) -> str:
    lines = [[column.name for column in file.columns]]
    lines += [[row[column.name] for column in file.columns] for row in rows]
    return "".join(",".join(map(_quoted, line)) + "\n" for line in lines)


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"'
