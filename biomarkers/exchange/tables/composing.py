"""From what each column means to the text of a mapping."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import tomli_w

from .mapping import BadMapping
from .meanings import ACCESSION, BY_CODE, MRN, NOT_KNOWN_WORDS, Meaning
from .proposing import UNDECIDED, Proposed

COLLECTED_ON, READ_ON = "biopsies.csv collected_on", "her2_readings.csv read_on"
_SAYS_SOMETHING = {
    "her2_readings.csv": "reported_as ihc_score ish_result ish_ratio her2_copies".split(),
    "receptors.csv": "er_percent er_status pr_percent pr_status ki67_percent".split(),
}


@dataclass(frozen=True)
class Layout:
    """How the table is written; `day_zero` stands where a specimen has no day, and is nominal.

    `site` stands where a row names none. A person says it: a specimen of the breast counts as
    primary, one of any other site as a metastasis, and would speak before the primary.
    """

    delimiter: str
    comment: str
    day_zero: str
    site: str


def mapping_text(columns: Iterable[Proposed], layout: Layout) -> str:
    """TOML. Raises BadMapping where something that every record needs is not there."""
    meant = {column.meaning: column for column in columns if column.meaning}
    if MRN not in meant:
        raise BadMapping("say which column is the record number")
    found: dict[str, Any] = {"delimiter": layout.delimiter}
    if layout.comment:
        found["comment"] = layout.comment
    found["not_known"] = sorted(NOT_KNOWN_WORDS)
    if layout.day_zero:
        found["base_date"] = {"nominal": layout.day_zero}
    found["records"] = list(_records(meant, layout))
    return tomli_w.dumps(found)


def _records(meant: dict[str, Proposed], layout: Layout) -> Iterable[dict]:
    yield _record("patients.csv", {"mrn": meant[MRN].source, **_cells("patients.csv", meant)})
    if not any(BY_CODE[code].of_specimen for code in meant):
        return
    specimen = {"mrn": meant[MRN].source, "accession": _accession(meant)}
    of_biopsy = {**_cells("biopsies.csv", meant), "collected_on": _collected_on(meant, layout)}
    biopsy = {**specimen, **of_biopsy, "site": _site(of_biopsy.get("site"), layout.site)}
    yield _record("biopsies.csv", biopsy, when_known=["accession"])
    for file, says in _SAYS_SOMETHING.items():
        cells = _cells(file, meant)
        named = [column for column in says if column in cells]
        if named:
            cells = {**specimen, "read_on": _read_on(meant, layout), **cells}
            yield _record(file, {**cells, **_beside(file, meant)}, when_any=named)


def _site(cell: dict[str, Any] | None, otherwise: str) -> dict[str, Any]:
    return {**cell, "otherwise": otherwise} if cell else {"value": otherwise}


def _record(file: str, columns: dict, **when) -> dict:
    return {"file": file, **when, "columns": columns}


def _cells(file: str, meant: dict[str, Proposed]) -> dict[str, Any]:
    return {
        BY_CODE[code].column: _cell(BY_CODE[code], column)
        for code, column in meant.items()
        if BY_CODE[code].file == file
    }


def _cell(meaning: Meaning, column: Proposed) -> dict[str, Any]:
    words = {word: code for word, code in (column.words or {}).items() if code != UNDECIDED}
    cell: dict[str, Any] = {"from": column.source}
    if meaning.way:
        cell["as"] = meaning.way
    if words or (meaning.words is not None and not meaning.way):
        cell["words"] = words
    return cell


def _accession(meant: dict[str, Proposed]) -> Any:
    """Without a column for it, each patient has one specimen."""
    return meant[ACCESSION].source if ACCESSION in meant else {"value": "specimen"}


def _collected_on(meant: dict[str, Proposed], layout: Layout) -> dict[str, Any]:
    if COLLECTED_ON in meant:
        cell = _cell(BY_CODE[COLLECTED_ON], meant[COLLECTED_ON])
        return {**cell, "otherwise": layout.day_zero[:4]} if layout.day_zero else cell
    if not layout.day_zero:
        raise BadMapping("say which column is the day of collection, or a nominal day")
    return {"as": "base_date"}


def _read_on(meant: dict[str, Proposed], layout: Layout) -> dict[str, Any]:
    """The day of the report, else the day of the specimen."""
    if READ_ON in meant:
        return {**_cell(BY_CODE[READ_ON], meant[READ_ON]), "otherwise": "collected_on"}
    return _collected_on(meant, layout)


def _beside(file: str, meant: dict[str, Proposed]) -> dict[str, Any]:
    """What the words of HER2 columns say besides: faint staining, and the words as they stand."""
    if file != "her2_readings.csv":
        return {}
    scores = meant.get("her2_readings.csv ihc_score")
    words = [
        c.source for code, c in meant.items() if BY_CODE[code].file == file and code != READ_ON
    ]
    beside: dict[str, Any] = {"as_written": {"from": words, "as": "as_written"}}
    if scores:
        beside["zero_staining"] = {
            "from": scores.source, "as": "zero_staining", "read_on": "read_on"
        }  # fmt: skip
    return beside
