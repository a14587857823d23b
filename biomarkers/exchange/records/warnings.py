"""What is said and stored all the same: people, record numbers and accessions that may be on record
already, adverse events of agents never given, and readings that contradict themselves."""

from collections.abc import Iterator

from biomarkers.domain.doubts import doubts_of_her2, doubts_of_receptors
from biomarkers.models import her2, receptors
from patients.likeness import ALIKE_AT_MOST, plain
from patients.models import AgentGiven, Biopsy, CareTeam

from .columns import ADVERSE_EVENTS, BIOPSIES, HER2_READINGS, RECEPTORS, TREATMENTS
from .duplicates import Pair, in_chunks
from .faults import Fault, quoted
from .folder import Folder
from .rows import Row
from .spool import Spool


def warnings_of(folder: Folder, spool: Spool, team: CareTeam, pairs: list[Pair]) -> list[Fault]:
    """Of a part of the spool, before anything of that part is written.

    `pairs` are patients who may be one person.
    """
    return [
        *(pair.fault for pair in pairs),
        *_same_accession(folder.rows[BIOPSIES], spool, team),
        *_never_given(folder),
        *_doubtful(folder),
    ]


def _doubtful(folder: Folder) -> Iterator[Fault]:
    """Readings that say nothing, or two things that hardly go together."""
    for file, doubts_of, said in (
        (HER2_READINGS, doubts_of_her2, her2.SAID),
        (RECEPTORS, doubts_of_receptors, receptors.SAID),
    ):
        for row in folder.rows[file]:
            yield from (row.fault(doubt.field, doubt.says) for doubt in doubts_of(row.values))
            says_nothing = all(row[name] in ("", None) for name in said)
            if says_nothing and row.values.get("adequate") is not False:
                yield row.fault("read_on", "this reading says nothing")


def _same_accession(rows: list[Row], spool: Spool, team: CareTeam) -> Iterator[Fault]:
    known: dict[str, dict[str, set[str]]] = {}  # by plain code, then MRN: as they are written
    for mrn, accession in _accessions_near(rows, spool, team):
        known.setdefault(plain(accession), {}).setdefault(mrn, set()).add(accession)
    for row in rows:
        alike = known[plain(row["accession"])]
        asked = sorted(alike) if len(alike) <= ALIKE_AT_MOST + 1 else [row.mrn]
        for mrn in asked:
            whose = "this patient" if mrn == row.mrn else f"patient {quoted(mrn)}"
            own = {row["accession"]} if mrn == row.mrn else set()
            for accession in sorted(alike[mrn] - own):
                yield row.fault("accession", f"like {quoted(accession)} of {whose}")


def _accessions_near(rows: list[Row], spool: Spool, team: CareTeam) -> Iterator[tuple[str, str]]:
    """MRN and accession of specimens that may be meant by the same, on record and in the folder."""
    written = {row["accession"] for row in rows} | {plain(row["accession"]) for row in rows}
    for chunk in in_chunks(written | {code.upper() for code in written}):
        found = Biopsy.objects.filter(patient__care_team=team, accession__in=chunk)
        yield from found.values_list("patient__mrn", "accession")
    for chunk in in_chunks({row.mrn for row in rows}):
        found = Biopsy.objects.filter(patient__mrn__in=chunk)
        yield from found.values_list("patient__mrn", "accession")
    for code in {plain(row["accession"]) for row in rows}:
        yield from spool.accessions_like(code)


def _never_given(folder: Folder) -> Iterator[Fault]:
    events = folder.rows[ADVERSE_EVENTS]
    given = {(row.mrn, row["agent"]) for row in folder.rows[TREATMENTS]}
    for chunk in in_chunks({row.mrn for row in events}):
        found = AgentGiven.objects.filter(patient__mrn__in=chunk)
        given |= set(found.values_list("patient__mrn", "agent__name"))
    for row in events:
        if (row.mrn, row["agent"]) not in given:
            yield row.fault("agent", f"{row['agent']} was never given to {quoted(row.mrn)}")
