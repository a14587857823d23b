"""Whether a text names another patient: record number, name, birth date, a specimen of theirs."""

import re
from collections.abc import Iterator

from biomarkers.models import PathologyReport, fingerprint_of
from patients.language import say
from patients.models import Biopsy, Patient
from patients.names import plain

from .reader.header import accessions
from .reader.identity import Identity, identity_in


def names_another(text: str, patient: Patient) -> list[str]:
    """A sentence for each thing that is surely not this patient's; none where nothing is."""
    said = identity_in(text)
    return [*_number(said, patient), *_name(said, patient), *_birth(said, patient),
            *_specimen(text, patient), *_same_text(text, patient)]  # fmt: skip


def _key(number: str) -> str:
    return re.sub(r"[^a-z0-9]", "", number.lower()).lstrip("0")


def _number(said: Identity, patient: Patient) -> Iterator[str]:
    if said.mrns and _key(patient.mrn) not in {_key(mrn) for mrn in said.mrns}:
        differs = say("The text has the record number {said}, this patient has {mrn}.")
        yield differs.format(said=said.mrns[0], mrn=patient.mrn)


def _name(said: Identity, patient: Patient) -> Iterator[str]:
    """The family name is in none of the names, or the given names begin with other letters."""
    if not said.names or not patient.family_name:
        return
    if not any(_is_of(name, patient) for name in said.names):
        differs = say("The text names {said}, this patient is {name}.")
        yield differs.format(said=said.names[0], name=patient.full_name)


def _spelled(name: str) -> str:
    """Müller and Mueller are one name."""
    return re.sub(r"([aou])e", r"\1", plain(name))


def _is_of(name: str, patient: Patient) -> bool:
    words = [_spelled(word) for word in re.split(r"[\s,]+", name) if word]
    family = _spelled(patient.family_name)
    if family not in ("".join(words), *words) and family not in "".join(words):
        return False
    given = [word for word in words if word not in family]
    first = _spelled(patient.given_name)[:1]
    return not first or not given or any(word.startswith(first) for word in given)


def _birth(said: Identity, patient: Patient) -> Iterator[str]:
    born = patient.birth_date
    if said.born_on and born and not any(_may_be(day, str(born)) for day in said.born_on):
        differs = say("The text has the birth date {said}, this patient's is {born}.")
        yield differs.format(said=said.born_on[0], born=born)


def _may_be(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


def _specimen(text: str, patient: Patient) -> Iterator[str]:
    """A specimen number that another patient of the team has, and this one has not."""
    numbers = [found.value for found in accessions(text) if found.value]
    if not numbers:
        return
    known = Biopsy.objects.filter(accession__in=numbers, patient__care_team=patient.care_team)
    owners = set(known.values_list("patient_id", "accession"))
    if owners and patient.pk not in {owner for owner, _ in owners}:
        number = min(accession for _, accession in owners)
        others = say("The specimen {number} of the text is on record for another patient.")
        yield others.format(number=number)


def _same_text(text: str, patient: Patient) -> Iterator[str]:
    same = PathologyReport.objects.filter(
        fingerprint=fingerprint_of(text), patient__care_team=patient.care_team
    )
    if same.exclude(patient=patient).exists():
        yield say("The same text was received for another patient.")
