"""Another's table, or a folder of tables, through a mapping into the record: all rows or none."""

from collections.abc import Mapping as Dict
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from biomarkers.exchange.records.done import Done
from biomarkers.exchange.records.faults import Fault, Refused
from biomarkers.exchange.records.importing import import_spool
from biomarkers.exchange.records.progress import Progress, unwatched
from biomarkers.exchange.records.spool import Spool

from .merging import Merging
from .reading import TableReading, read_tables
from .rules import Mapping
from .wide import WideTable, read_wide


@dataclass(frozen=True)
class TablesDone:
    """What the import did, and how many rows of the tables made no record, by why."""

    done: Done
    left_out: Dict[str, int]

    @property
    def summary(self) -> str:
        lines = [f"  left out of {why}: {count:,}" for why, count in sorted(self.left_out.items())]
        return "\n".join([self.done.summary, *lines])


def import_tables(
    path: Path,
    mapping: Mapping,
    *,
    team: str | None = None,
    dry_run: bool = False,
    erase: bool = False,
    by=None,
    progress: Progress = unwatched,
) -> TablesDone:
    """One transaction, by the importer of record folders. Raises Refused, and writes nothing."""
    reading = read_tables(tables_at(path, mapping), mapping)
    return import_reading(
        reading,
        source=path.name,
        team=team,
        dry_run=dry_run,
        erase=erase,
        by=by,
        progress=progress,
    )


def import_reading(
    reading: TableReading,
    *,
    source: str,
    team: str | None = None,
    dry_run: bool = False,
    erase: bool = False,
    by=None,
    progress: Progress = unwatched,
) -> TablesDone:
    """As `import_tables`, of tables that are read already."""
    reading.refuse_if_faulty()
    try:
        with closing(spool_of(reading.records)) as spool:
            done = import_spool(
                spool,
                source=source,
                team=team,
                dry_run=dry_run,
                erase=erase,
                by=by,
                progress=progress,
            )
    except Refused as refused:
        raise Refused(map(reading.records.in_its_table, refused.faults)) from None
    told = [reading.records.in_its_table(warning) for warning in done.warnings]
    return TablesDone(replace(done, warnings=told), reading.left_out)


def spool_of(records: Merging) -> Spool:
    spool = Spool()
    for row, faults in records.typed():
        spool.add(row)
        spool.faults += faults
    return spool


def tables_at(path: Path, mapping: Mapping) -> list[WideTable]:
    """The file, or those files of a folder that the mapping names. Raises Refused."""
    names = mapping.tables
    if not names:
        paths = [path]
    elif path.is_dir():
        paths = [path / name for name in names if (path / name).is_file()]
    else:
        raise Refused([Fault(path.name, None, None, "this mapping reads a folder of tables")])
    if not paths:
        wrong = f"the folder contains none of {', '.join(names)}"
        raise Refused([Fault(path.name, None, None, wrong)])
    return [_table_at(found, mapping) for found in paths]


def _table_at(path: Path, mapping: Mapping) -> WideTable:
    try:
        return read_wide(
            path.name,
            path,
            delimiter=mapping.delimiter,
            comment=mapping.comment,
            encoding=mapping.encoding,
            sheet=mapping.sheet,
        )
    except OSError as error:
        raise Refused([Fault(path.name, None, None, f"cannot be read: {error.strerror}")]) from None
