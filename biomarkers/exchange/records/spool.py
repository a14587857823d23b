"""The rows of a folder of any size on disk, given out some hundred patients at a time.

A temporary database without a name: no other process can open it, and it goes with this one.
"""

import pickle
import sqlite3
from collections.abc import Iterable, Iterator

from patients.likeness import Person, number_of, person_of, plain

from .columns import BIOPSIES, FILES, PATIENTS, File
from .faults import Fault
from .folder import Folder
from .meetings import ReadMeeting
from .rows import Row
from .unassigned import AT_A_TIME, UnassignedReport

PATIENTS_AT_A_TIME = 500
_LOST_ROWS_AT_A_TIME = 5_000  # those without a patient
_TABLES = """
    PRAGMA journal_mode = OFF;
    CREATE TABLE row (mrn TEXT, file INTEGER, line INTEGER, content BLOB);
    CREATE TABLE patient (mrn TEXT PRIMARY KEY, kept TEXT, stored INTEGER) WITHOUT ROWID;
    CREATE TABLE person (born TEXT, family TEXT, given TEXT, mrn TEXT);
    CREATE TABLE number (number TEXT, mrn TEXT);
    CREATE TABLE accession (plain TEXT, mrn TEXT, written TEXT);
    CREATE TABLE report_of_nobody (content BLOB);
"""
_INDEXES = """
    CREATE INDEX row_mrn ON row (mrn);
    CREATE INDEX patient_kept ON patient (kept);
    CREATE INDEX person_known_by ON person (born, family, given);
    CREATE INDEX number_number ON number (number);
    CREATE INDEX accession_plain ON accession (plain);
"""


class Spool:
    """Filled with `add` row by row, then asked. What is wrong with single rows is in `faults`."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.unreadable: set[File] = set()
        self.meetings: list[ReadMeeting] = []  # of a team, and few
        self._disk = sqlite3.connect("", isolation_level=None)
        self._disk.executescript(_TABLES)
        self._disk.execute("BEGIN")

    def close(self) -> None:
        self._disk.close()

    def add(self, row: Row) -> None:
        mrn = None if "mrn" in row.bad else row.mrn
        content = pickle.dumps((row.values, row.bad, row.blank))
        place = FILES.index(row.file)
        self._disk.execute("INSERT INTO row VALUES (?, ?, ?, ?)", (mrn, place, row.line, content))
        if mrn is None:
            return
        self._disk.execute("INSERT OR IGNORE INTO patient VALUES (?1, ?1, 0)", (mrn,))
        if row.file is PATIENTS:
            self._note_person(row)
        elif row.file is BIOPSIES and "accession" not in row.bad:
            alike = (plain(row["accession"]), mrn, row["accession"])
            self._disk.execute("INSERT INTO accession VALUES (?, ?, ?)", alike)

    def _note_person(self, row: Row) -> None:
        self._disk.execute("INSERT INTO number VALUES (?, ?)", (number_of(row.mrn), row.mrn))
        if row["birth_date"] and row["family_name"]:
            who = person_of(row["family_name"], row["given_name"])
            known_by = (str(row["birth_date"]), *who, row.mrn)
            self._disk.execute("INSERT INTO person VALUES (?, ?, ?, ?)", known_by)

    def add_of_nobody(self, report: UnassignedReport) -> None:
        self._disk.execute("INSERT INTO report_of_nobody VALUES (?)", (pickle.dumps(report),))

    # Once all rows are in.

    def mrns(self) -> Iterator[list[str]]:
        """All of them, some hundred at a time; then they can be asked for."""
        self._disk.executescript(_INDEXES)
        found = self._disk.execute("SELECT mrn FROM patient ORDER BY mrn")
        while rows := found.fetchmany(PATIENTS_AT_A_TIME):
            yield [mrn for (mrn,) in rows]

    def note_stored(self, kept_of: Iterable[tuple[str, str]]) -> None:
        """Of MRNs on record, whose rows they are: after a merge those of another."""
        self._disk.executemany(
            "UPDATE patient SET stored = 1, kept = ?2 WHERE mrn = ?1", list(kept_of)
        )

    def __len__(self) -> int:
        """How many patients."""
        return self._disk.execute("SELECT count(DISTINCT kept) FROM patient").fetchone()[0]

    def parts(self) -> Iterator[Folder]:
        """Each with all rows of its patients; first the new ones, so that those on record are
        held for a shorter time. Last, what has no MRN."""
        patients = self._disk.execute(
            "SELECT kept FROM patient GROUP BY kept ORDER BY max(stored), kept"
        )
        while kept := [mrn for (mrn,) in patients.fetchmany(PATIENTS_AT_A_TIME)]:
            marks = ", ".join("?" * len(kept))
            yield self._folder(
                self._disk.execute(
                    f"SELECT file, line, content FROM patient JOIN row USING (mrn) "
                    f"WHERE kept IN ({marks}) ORDER BY row.rowid",
                    kept,
                ).fetchall()
            )
        lost = self._disk.execute("SELECT file, line, content FROM row WHERE mrn IS NULL")
        while rows := lost.fetchmany(_LOST_ROWS_AT_A_TIME):
            yield self._folder(rows)

    def _folder(self, rows: list[tuple[int, int, bytes]]) -> Folder:
        folder = Folder(unreadable=self.unreadable)
        for place, line, content in rows:
            values, bad, blank = pickle.loads(content)  # only `add` writes it
            file = FILES[place]
            folder.rows[file].append(Row(file, line, values, bad, blank))
        return folder

    def of_nobody(self) -> Iterator[list[UnassignedReport]]:
        found = self._disk.execute("SELECT content FROM report_of_nobody")
        while rows := found.fetchmany(AT_A_TIME):
            yield [pickle.loads(content) for (content,) in rows]

    # Of all patients of the folder.

    def called(self, who: Person, born: str) -> list[str]:
        """MRNs of this name and birth date, in the order of the file."""
        return self._texts(
            "SELECT kept FROM person JOIN patient USING (mrn) "
            "WHERE born = ? AND family = ? AND given = ? ORDER BY person.rowid",
            (born, *who),
        )

    def new_numbered(self, number: str) -> list[str]:
        """MRNs of new patients that are this number."""
        return self._texts(
            "SELECT mrn FROM number JOIN patient USING (mrn) WHERE number = ? AND stored = 0",
            (number,),
        )

    def accessions_like(self, code: str) -> list[tuple[str, str]]:
        """MRN and accession as written, of those that are the same in plain letters."""
        return self._disk.execute(
            "SELECT kept, written FROM accession JOIN patient USING (mrn) WHERE plain = ?", (code,)
        ).fetchall()

    def _texts(self, query: str, values: tuple[str, ...]) -> list[str]:
        return [text for (text,) in self._disk.execute(query, values)]
