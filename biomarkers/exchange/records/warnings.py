"""What is told and stored all the same: people, record numbers and accessions that may be on record
already, and adverse events of agents never given."""

from collections.abc import Iterable, Iterator

from patients.models import AgentGiven, Biopsy, CareTeam, Patient

from .columns import ADVERSE_EVENTS, BIOPSIES, PATIENTS, TREATMENTS
from .faults import Fault, quoted
from .folder import Folder
from .likeness import Person, days_like, number_of, other_spellings, person_of, plain
from .rows import Row

AT_A_TIME = 400  # values in one query


def warnings_of(folder: Folder, team: CareTeam) -> list[Fault]:
    """Before anything of the folder is written."""
    stored = set(Patient.objects.filter(mrn__in=folder.mrns).values_list("mrn", flat=True))
    new = [row for row in folder.rows[PATIENTS] if row.mrn not in stored]
    return [
        *_same_person(new, folder.rows[PATIENTS], team),
        *_same_number(new, team),
        *_same_accession(folder.rows[BIOPSIES], team),
        *_never_given(folder),
    ]


def _same_person(new: list[Row], rows: list[Row], team: CareTeam) -> Iterator[Fault]:
    """By family and given name, and a birth date that is the same or a day off."""
    days = {day for row in new if row["birth_date"] for day in days_like(row["birth_date"])}
    known: dict[tuple[Person, str], list[str]] = {}
    for chunk in _chunks(days):
        found = Patient.objects.filter(care_team=team, birth_date__in=chunk)
        for mrn, family, given, born in found.values_list(
            "mrn", "family_name", "given_name", "birth_date"
        ):
            known.setdefault((person_of(family, given), str(born)), []).append(mrn)
    for row in rows:
        if row["birth_date"] and row["family_name"]:
            who = person_of(row["family_name"], row["given_name"])
            known.setdefault((who, str(row["birth_date"])), []).append(row.mrn)
    for row in new:
        if not (row["birth_date"] and row["family_name"]):
            continue
        who = person_of(row["family_name"], row["given_name"])
        for day in days_like(row["birth_date"]):
            for mrn in dict.fromkeys(known.get((who, day), [])):
                if mrn != row.mrn:
                    near = "" if day == str(row["birth_date"]) else f" but for the day, {day}"
                    yield row.fault("mrn", f"same name and birth date as {quoted(mrn)}{near}")


def _same_number(new: list[Row], team: CareTeam) -> Iterator[Fault]:
    """A record number that lost its zeros, or got “.0”, in a spreadsheet."""
    spellings = {spelling for row in new for spelling in other_spellings(row.mrn)}
    known: dict[str, set[str]] = {}
    for chunk in _chunks(spellings):
        found = Patient.objects.filter(care_team=team, mrn__in=chunk)
        for mrn in found.values_list("mrn", flat=True):
            known.setdefault(number_of(mrn), set()).add(mrn)
    for row in new:
        known.setdefault(number_of(row.mrn), set()).add(row.mrn)
    for row in new:
        for mrn in sorted(known[number_of(row.mrn)] - {row.mrn}):
            wrong = f"{quoted(row.mrn)} is {quoted(mrn)} but for zeros, spaces or hyphens"
            yield row.fault("mrn", wrong)


def _same_accession(rows: list[Row], team: CareTeam) -> Iterator[Fault]:
    known: dict[str, set[tuple[str, str]]] = {}
    written = {row["accession"] for row in rows} | {plain(row["accession"]) for row in rows}
    for chunk in _chunks(written | {code.upper() for code in written}):
        found = Biopsy.objects.filter(patient__care_team=team, accession__in=chunk)
        for mrn, accession in found.values_list("patient__mrn", "accession"):
            known.setdefault(plain(accession), set()).add((mrn, accession))
    for chunk in _chunks({row.mrn for row in rows}):
        found = Biopsy.objects.filter(patient__mrn__in=chunk)
        for mrn, accession in found.values_list("patient__mrn", "accession"):
            known.setdefault(plain(accession), set()).add((mrn, accession))
    for row in rows:
        known.setdefault(plain(row["accession"]), set()).add((row.mrn, row["accession"]))
    for row in rows:
        for mrn, accession in sorted(
            known[plain(row["accession"])] - {(row.mrn, row["accession"])}
        ):
            whose = "this patient" if mrn == row.mrn else f"patient {quoted(mrn)}"
            yield row.fault("accession", f"like {quoted(accession)} of {whose}")


def _never_given(folder: Folder) -> Iterator[Fault]:
    events = folder.rows[ADVERSE_EVENTS]
    given = {(row.mrn, row["agent"]) for row in folder.rows[TREATMENTS]}
    for chunk in _chunks({row.mrn for row in events}):
        found = AgentGiven.objects.filter(patient__mrn__in=chunk)
        given |= set(found.values_list("patient__mrn", "agent__name"))
    for row in events:
        if (row.mrn, row["agent"]) not in given:
            yield row.fault("agent", f"{row['agent']} was never given to {quoted(row.mrn)}")


def _chunks(values: Iterable[str]) -> Iterator[list[str]]:
    ordered = sorted(values)
    for start in range(0, len(ordered), AT_A_TIME):
        yield ordered[start : start + AT_A_TIME]
