"""Rows of an MRN that was merged: they are rows of the patient who was kept."""

from collections.abc import Iterator

from patients.models import Patient

from .faults import Fault, quoted
from .folder import Folder
from .rows import Key, Row
from .tables import TABLES, StoredAs


def follow_merges(folder: Folder) -> list[Fault]:
    """Give these rows the MRN that is kept, and say so once for each MRN."""
    merged = Patient.on_file.filter(mrn__in=folder.mrns, merged_into__isnull=False)
    kept = dict(merged.values_list("mrn", "merged_into__mrn"))
    first: dict[str, Fault] = {}
    for rows in folder.rows.values():
        for row in rows:
            if "mrn" not in row.bad and row.mrn in kept:
                row.former = row.mrn
                row.values["mrn"] = kept[row.mrn]
                wrong = f"{quoted(row.former)} was merged into {quoted(row.mrn)}: written there"
                first.setdefault(row.former, row.fault("mrn", wrong))
    return list(first.values())


def settle_merged(folder: Folder) -> list[Fault]:
    """Leave out what the patient's own rows say too, and what was settled by the merge."""
    formers = {row.former for rows in folder.rows.values() for row in rows if row.former}
    return [fault for table in TABLES if formers for fault in _settle(table, folder, formers)]


def _settle(table: StoredAs, folder: Folder, formers: set[str]) -> Iterator[Fault]:
    rows = folder.rows[table.file]
    known = {row.key for row in rows if not row.former}
    settled = {table.key_of(stored): stored for stored in table.in_error(formers)}
    folder.rows[table.file] = kept = []
    for row in rows:
        if row.former and row.key in known:
            yield row.fault("mrn", f"{quoted(row.mrn)} has a row of this key in the file: not used")
        elif row.former and not _says_something_new(table, row, settled.get(_former_key(row))):
            yield row.fault(
                "mrn", f"nothing but what was settled when {quoted(row.former)} was merged"
            )
        else:
            known.add(row.key)
            kept.append(row)


def _former_key(row: Row) -> Key:
    return tuple(row.former if name == "mrn" else row[name] for name in row.file.key)


def _says_something_new(table: StoredAs, row: Row, settled) -> bool:
    """Cells that say what the merged record said are taken out: the merge chose another value."""
    if settled is None:
        return True
    row.values = {
        name: value
        for name, value in row.values.items()
        if name in row.file.key or table.value_of(settled, name) != value
    }
    return set(row.values) > set(row.file.key)
