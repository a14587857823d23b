"""Whom a person may see and a text means: read from stretches of an index, however many
patients there are."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from patients.models import Patient, SearchWord
from patients.models.access import lasting_glass, teams_of
from patients.models.patient import NAME_ORDER
from patients.names import folded

from .words import Term, is_whole_name, terms_of

AT_MOST = 50
_WORDS_A_PATIENT = 4  # of one patient may begin alike, as Maria Marino-Mars


@dataclass(frozen=True)
class Found:
    """Patients by name, `AT_MOST` at most. `exact`: whose number or whole name was typed."""

    patients: list[Patient]
    exact: Patient | None = None


def find(user, text: str) -> Found:
    terms = terms_of(text)
    if not terms:
        return Found([])
    numbered = list(_numbered(user, text))
    ids = dict.fromkeys([*numbered, *_named(user, terms)])
    patients = Patient.objects.visible_to(user).filter(pk__in=list(ids)[:AT_MOST])
    found = list(patients.only(*NAME_ORDER).order_by(*NAME_ORDER))
    return Found(found, _exact(text, found, numbered))


def keys_meant(user, text: str) -> list[UUID]:
    """Of patients whom `user` may see, by number and then by word; one more than `AT_MOST` says
    that there are more."""
    terms = terms_of(text)
    ids = dict.fromkeys([*_numbered(user, text), *_named(user, terms)]) if terms else {}
    return list(islice(ids, AT_MOST + 1))


def patients_meant(text: str) -> QuerySet[Patient]:
    """Of every team: the caller narrows it to visible ones. None where nothing was typed."""
    terms = terms_of(text)
    if not terms:
        return Patient.objects.none()
    numbered = SearchWord.objects.filter(word=folded(text), is_number=True)
    said = _with_all(Patient.objects.order_by(), terms, "pk")
    return Patient.objects.filter(Q(pk__in=said) | Q(pk__in=numbered.values("patient")))


def _exact(text: str, found: list[Patient], numbered: list[UUID]) -> Patient | None:
    if len(numbered) == 1:
        return next((patient for patient in found if patient.pk == numbered[0]), None)
    if len(found) == 1 and is_whole_name(text, found[0].family_name, found[0].given_name):
        return found[0]
    return None


def _numbered(user, text: str) -> Iterator[UUID]:
    """Whose record number, now or before a merge, or accession this is."""
    whole = _of_teams(user).filter(word=folded(text), is_number=True)
    yield from whole.values_list("patient_id", flat=True).distinct()[:AT_MOST]


def _named(user, terms: list[Term]) -> Iterator[UUID]:
    yield from _in_teams(user, terms)
    yield from _behind_glass(user, terms)


def _in_teams(user, terms: list[Term]) -> Iterator[UUID]:
    """The longest word leads through the index; whatever else was typed is asked of each."""
    leading, *others = sorted(terms, key=_length, reverse=True)
    words = _with_all(_of_teams(user), others, "patient_id")
    for span in leading:
        within = words.filter(word__gte=span.low, word__lt=span.high)
        keys = within.order_by("word", "patient_id").values_list("patient_id", flat=True)
        yield from keys[: AT_MOST * _WORDS_A_PATIENT]


def _behind_glass(user, terms: list[Term]) -> Iterator[UUID]:
    opened = Patient.objects.filter(pk__in=lasting_glass(user).values("patient"))
    found = _with_all(opened, terms, "pk").order_by("pk")
    yield from found.values_list("pk", flat=True)[:AT_MOST]


def _of_teams(user) -> QuerySet[SearchWord]:
    """A single team is asked for by itself: within it the words are sorted."""
    teams = list(teams_of(user).values_list("pk", flat=True))
    if len(teams) == 1:
        return SearchWord.objects.filter(team=teams[0])
    return SearchWord.objects.filter(team__in=teams)


def _with_all(rows: QuerySet, terms: list[Term], key: str) -> QuerySet:
    for term in terms:
        any_of = Q()
        for span in term:
            any_of |= Q(word__gte=span.low, word__lt=span.high)
        rows = rows.filter(Exists(SearchWord.objects.filter(any_of, patient=OuterRef(key))))
    return rows


def _length(term: Term) -> int:
    return min(len(span.low) for span in term)
