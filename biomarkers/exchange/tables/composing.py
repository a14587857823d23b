"""From what each column means to the text of a mapping."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import tomli_w

from .composing_cells import (
    COLLECTED_ON,
    accession_of,
    cell_of,
    cells_of,
    copies_beside,
    decided,
    read_on_of,
    said_beside,
    side_beside,
)
from .mapping import BadMapping
from .meanings import BY_CODE, FULL_NAME, MRN
from .proposed import Proposed
from .proposing import Layout
from .vocabulary import NOT_KNOWN_WORDS

DIAGNOSED_ON = "patients.csv diagnosed_on"
SAYS_SOMETHING = {
    "her2_readings.csv": "reported_as ihc_score ihc_score_range ish_result ish_ratio "
    "her2_copies".split(),
    "receptors.csv": "er_percent er_status pr_percent pr_status ki67_percent".split(),
}


@dataclass(frozen=True)
class Said:
    """What a person says besides: `day_zero` stands where a specimen has no day, and is nominal;
    `site` where a row names none, `other_sites` those of the other specimens by what they are
    called. A specimen of the breast counts as primary, one of any other site as a metastasis, and
    decides before it.
    `leave_out` are rows, by their cells; `formulas` columns of which stored values may be read.
    """

    day_zero: str = ""
    site: str = ""
    other_sites: Mapping[str, str] = field(default_factory=dict)
    leave_out: tuple[Mapping[str, str], ...] = ()
    formulas: tuple[str, ...] = ()
    descriptions: Mapping[str, str] = field(default_factory=dict)


def mapping_text(columns: Iterable[Proposed], layout: Layout, said: Said) -> str:
    """TOML. Raises BadMapping where something that every record needs is not there."""
    meant = {column.meaning: column for column in columns if column.meaning}
    if MRN not in meant:
        raise BadMapping("choose the column that contains the MRN")
    found: dict[str, Any] = {"delimiter": layout.delimiter}
    if layout.comment:
        found["comment"] = layout.comment
    if layout.encoding != Layout.encoding:
        found["encoding"] = layout.encoding
    if layout.sheet:
        found["sheet"] = layout.sheet
    found["not_known"] = sorted(NOT_KNOWN_WORDS)
    if said.formulas:
        found["formulas"] = list(said.formulas)
    if pinned := {c.source: said.descriptions[c.source] for c in meant.values()
                  if c.source in said.descriptions}:  # fmt: skip
        found["descriptions"] = pinned
    if said.day_zero:
        found["base_date"] = {"nominal": said.day_zero}
    found["leave_out"] = [dict(row) for row in said.leave_out]
    found["records"] = list(_Records(meant, said).all())
    return tomli_w.dumps({name: value for name, value in found.items() if value != []})


class _Records:
    def __init__(self, meant: dict[str, Proposed], said: Said):
        self.meant = {code: c for code, c in meant.items() if not c.other}
        self.others: dict[str, dict[str, Proposed]] = {}  # by what the specimen is called
        for column in meant.values():
            if column.other and column.of:
                self.others.setdefault(column.other, {})[column.of.code] = column
        self.said = said
        self.mrn = {"from": meant[MRN].source}

    def all(self) -> Iterator[dict]:
        yield self._record("patients.csv", {**cells_of("patients.csv", self.meant), **self._name()})
        if any(BY_CODE[code].of_specimen for code in self.meant):
            yield from self._of_the_row()
        for label, meant_of_it in self.others.items():
            yield from self._of_the_other(label, meant_of_it)

    def _record(self, file: str, columns: dict, **when) -> dict:
        return {"file": file, **when, "columns": {"mrn": self.mrn["from"], **columns}}

    def _name(self) -> dict[str, Any]:
        """Both names of “LOPEZ, FAITH”."""
        if FULL_NAME not in self.meant:
            return {}
        column = self.meant[FULL_NAME]
        return {
            name: {"from": column.source, "as": name, "words": decided(column)}
            for name in ("family_name", "given_name")
        }

    def _of_the_row(self) -> Iterator[dict]:
        specimen = {"accession": accession_of(self.meant)}
        days = _collected_on(self.meant, self.said)
        cells = cells_of("biopsies.csv", self.meant)
        site = _site(self.meant, cells.get("site"), self.said.site)
        biopsy = {**specimen, **side_beside(self.meant), **cells, "collected_on": days,
                  "site": site}  # fmt: skip
        yield self._record("biopsies.csv", biopsy, when_known=["accession"])
        read_on = read_on_of(self.meant, days)
        for file, says in SAYS_SOMETHING.items():
            cells = {**cells_of(file, self.meant), **said_beside(file, self.meant, "read_on")}
            if named := [column for column in says if column in cells]:
                of_reading = {**specimen, "read_on": read_on, **cells}
                yield self._record(file, of_reading, when_any=named)
        if copies := copies_beside(self.meant):
            of_reading = {**specimen, "read_on": read_on, "her2_copies": copies}
            yield self._record("her2_readings.csv", of_reading, when_known=["her2_copies"])

    def _of_the_other(self, label: str, meant: dict[str, Proposed]) -> Iterator[dict]:
        """The primary, or the specimen of diagnosis or surgery, of which each row tells besides."""
        day = self._day_of_other(label, meant)
        specimen = {"accession": {"value": label}}
        said = [column.source for column in meant.values()]
        when = {"stands_in": True} if label == "primary" else {}
        cells = cells_of("biopsies.csv", meant)
        site = self.said.other_sites.get(label) or ("breast" if label == "primary" else "")
        biopsy = {**specimen, **side_beside(meant), **cells, "collected_on": day,
                  "site": _site(meant, cells.get("site"), site)}  # fmt: skip
        if label == "primary":
            biopsy["kind"] = {"value": "primary"}
        if biopsy["site"] == {"value": ""} or biopsy["site"].get("otherwise") == "":
            raise BadMapping(f"say of which site the specimen of the {label} is")
        yield self._record(
            "biopsies.csv", biopsy, when_said=said, when_known=["collected_on"], **when
        )
        for file, says in SAYS_SOMETHING.items():
            cells = {**cells_of(file, meant), **said_beside(file, meant, "read_on")}
            if named := [column for column in says if column in cells]:
                of_reading = {**specimen, "read_on": read_on_of(meant, day), **cells}
                yield self._record(file, of_reading, when_any=named, when_known=["read_on"], **when)

    def _day_of_other(self, label: str, meant: dict[str, Proposed]) -> dict[str, Any]:
        """Its own; of the primary and the diagnosis else the day of diagnosis."""
        if COLLECTED_ON in meant:
            return cell_of(meant[COLLECTED_ON])
        if DIAGNOSED_ON in self.meant and label != "surgery":
            return cell_of(self.meant[DIAGNOSED_ON])
        if not self.said.day_zero:
            raise BadMapping(
                f"say which column is the day of the {label}, or a nominal day; or leave out the "
                f"columns of the {label}"
            )
        return {"as": "base_date"}


def _site(meant: dict[str, Proposed], cell: dict[str, Any] | None, otherwise: str) -> dict:
    """As the row says; `otherwise` only where some row says nothing."""
    if cell is None:
        return {"value": otherwise}
    column = meant["biopsies.csv site"]
    is_always_there = not column.blank and "" not in decided(column).values()
    return cell if is_always_there else {**cell, "otherwise": otherwise}


def _collected_on(meant: dict[str, Proposed], said: Said) -> dict[str, Any]:
    if COLLECTED_ON in meant:
        cell = cell_of(meant[COLLECTED_ON])
        return {**cell, "otherwise": said.day_zero[:4]} if said.day_zero else cell
    if not said.day_zero:
        raise BadMapping("choose the column with the collection date, or enter a placeholder date")
    return {"as": "base_date"}
