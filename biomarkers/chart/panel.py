"""Each biomarker beside HER2: its newest value, when, of what, and what it was before."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from biomarkers.domain.alterations import RESULT_WORDS
from biomarkers.domain.record import Alteration, Marker, Record, Specimen
from patients.dates import PartialDate
from patients.language import say

MARKER_NAMES = {"pdl1_cps": "PD-L1 CPS", "msi": "MSI", "tmb": "TMB"}
MARKER_UNITS = {"tmb": " mut/Mb"}


@dataclass(frozen=True)
class Value:
    """One result: what, when, and of which specimen or material."""

    words: str
    on: PartialDate
    of: str


@dataclass(frozen=True)
class BiomarkerRow:
    """`before` are the earlier values, newest first."""

    name: str
    newest: Value
    before: tuple[Value, ...]

    @property
    def changed_from(self) -> str:
        """The value before, where it differs."""
        if self.before and self.before[0].words != self.newest.words:
            return f"{self.before[0].words}, {self.before[0].on.in_words}"
        return ""


def biomarker_rows(record: Record) -> tuple[BiomarkerRow, ...]:
    values: dict[str, list[Value]] = defaultdict(list)
    for name, value in _values(record):
        values[name].append(value)
    return tuple(_row(name, found) for name, found in values.items())


def _row(name: str, values: list[Value]) -> BiomarkerRow:
    newest, *before = sorted(values, key=lambda value: value.on.text, reverse=True)
    return BiomarkerRow(name, newest, tuple(before))


def _values(record: Record) -> Iterator[tuple[str, Value]]:
    for receptor in ("ER", "PR", "Ki-67"):
        yield from ((receptor, value) for value in _receptor(receptor, record.specimens))
    for alteration in sorted(record.alterations, key=lambda a: a.gene):
        yield alteration.gene, _alteration(alteration)
    for marker in sorted(record.markers, key=lambda m: m.marker):
        yield MARKER_NAMES.get(marker.marker, marker.marker), _marker(marker)


def _receptor(name: str, specimens: Iterable[Specimen]) -> Iterator[Value]:
    column = {"ER": "er", "PR": "pr", "Ki-67": "ki67"}[name]
    for specimen in specimens:
        for reading in specimen.receptor_readings:
            percent = getattr(reading, f"{column}_percent")
            status = getattr(reading, f"{column}_status", None)
            words = [
                f"{percent}%" if percent is not None else "",
                say((status or "").replace("_", " ")),
            ]
            if any(words):
                of = f"{specimen.site}, {specimen.accession}"
                yield Value(", ".join(filter(None, words)), reading.read_on, of)


def _alteration(test: Alteration) -> Value:
    words = " ".join(filter(None, (test.alteration, RESULT_WORDS[test.result])))
    of = ", ".join(filter(None, (say(test.origin or ""), say(test.material), test.accession or "")))
    return Value(words, test.tested_on, of)


def _marker(marker: Marker) -> Value:
    words = f"{marker.value}{MARKER_UNITS.get(marker.marker, '')}"
    return Value(words, marker.tested_on, marker.accession or "")
