"""`make mapping-figures`: what the page proposes of each table, and what is stored of it.

Each is mapped by the pages alone, from nothing to the record, as in test_mapped_by_page. MBC and
METABRIC are no part of the project: MAPPING_DATA names the folder that holds them.
"""

import os
from pathlib import Path
from time import perf_counter

import pytest

from biomarkers.exchange.mappings import READY
from biomarkers.exchange.tables.mapping import mapping_of, read_mapping
from biomarkers.exchange.tables.proposing import table_of
from biomarkers.models import TableMapping
from tests.data import TABLES

from .answering import Answers, imported, mapped, uploaded
from .judging import Judged, judged, judged_by_mapping

DATA = Path(os.environ.get("MAPPING_DATA", "../shared/data"))
PUBLISHED = {
    "mbc": DATA / "mbcproject-2017" / "brca_mbcproject_wagle_2017_clinical_data.tsv",
    "metabric": DATA / "metabric" / "data_clinical_patient.txt",
}
FILES = (
    {folder.name: folder / "export.csv" for folder in sorted(TABLES.iterdir()) if folder.is_dir()}
    | {
        f"{name} as workbook": TABLES / name / "export.xlsx"
        for name in ("de_tumordoku", "us_pathology")
    }
    | {name: path for name, path in PUBLISHED.items() if path.is_file()}
)
HEAD = ["table", "columns", "with a meaning", "right", "wrong", "missed", "seconds at the page",
        "cells right", "cells wrong", "cells missing"]  # fmt: skip
pytestmark = pytest.mark.usefixtures("uploads")
rows: list[list] = []


@pytest.fixture(scope="module", autouse=True)
def printed():
    yield
    print("\n\n| " + " | ".join(HEAD) + " |\n|" + "---|" * len(HEAD))
    for row in rows:
        print("| " + " | ".join(map(str, row)) + " |")


@pytest.mark.parametrize("name", FILES)
def test_measured(manager_client, team, name):
    path = FILES[name]
    answers = Answers.of(name.removesuffix(" as workbook"))
    began = perf_counter()
    job = uploaded(manager_client, team, path)
    proposal, _ = mapped(manager_client, job, answers)
    seconds = f"{perf_counter() - began:.1f}"
    if name == "mbc":  # METABRIC's ready mapping names the one specimen otherwise
        found = _as_ready(path)
    elif name in PUBLISHED:
        found = Judged()
    else:
        imported(manager_client, job)
        found = judged(team, path.parent / "truth")
    cells = [found.right, len(found.wrong), found.missing.total()]
    counts = [len(proposal.right), len(proposal.wrong), len(proposal.missed)]
    rows.append([name, proposal.columns, len(answers.columns), *counts, seconds, *cells])
    if proposal.missed or proposal.wrong:
        print(f"\n{name}: wrong {proposal.wrong}, missed {proposal.missed}")
    for told in found.wrong[:10]:
        print(told)
    print({place: count for place, count in found.missing.items() if count})


def _as_ready(path: Path) -> Judged:
    """Against the ready mapping, which was written by hand."""
    table, _ = table_of(path.name, path.read_bytes())
    (ready,) = [name for name in READY if name.startswith(path.parent.name[:3])]
    made = mapping_of(TableMapping.objects.get().text)
    return judged_by_mapping(table, made, read_mapping(READY[ready]))
