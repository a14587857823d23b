"""A record folder of invented patients, written row by row: any number of them."""

import csv
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from biomarkers.demo.stories import Story, stories
from biomarkers.exchange.records.columns import FILES
from biomarkers.exchange.records.csv_text import cell_text

Rows = Iterator[tuple[str, dict[str, Any]]]


def write_folder(place: Path, patients: int, seed: int = 1) -> Path:
    place.mkdir(parents=True)
    with ExitStack() as files:
        writers: dict[str, csv.DictWriter] = {}
        for story in stories(patients, seed):
            for name, row in _rows_of(story):
                if name not in writers:
                    file = files.enter_context((place / name).open("w", encoding="utf-8"))
                    writers[name] = csv.DictWriter(file, _COLUMNS[name])
                    writers[name].writeheader()
                columns = _COLUMNS[name]
                writers[name].writerow({c: cell_text(columns[c], row[c]) for c in row})
    return place


_COLUMNS = {file.name: file.by_name for file in FILES}


def _rows_of(story: Story) -> Rows:
    mrn = {"mrn": story.patient["mrn"]}
    patient = {**story.patient}
    if "undated_ecog" in patient:
        yield "undated_ecog.csv", {**mrn, "undated_ecog": patient.pop("undated_ecog")}
    yield "patients.csv", patient
    for specimen in story.specimens:
        of = {**mrn, "accession": specimen.fields["accession"]}
        yield "biopsies.csv", {**mrn, **specimen.fields}
        yield from (("her2_readings.csv", {**of, **row}) for row in specimen.readings)
        yield from (("receptors.csv", {**of, **row}) for row in specimen.receptors)
    for row in story.treatments:
        yield "treatments.csv", {**mrn, "setting": "metastatic", **row}
    yield from (("progressions.csv", {**mrn, **row}) for row in story.progressions)
    yield from (("alterations.csv", {**mrn, **row}) for row in story.alterations)
