"""One writer of a record at a time: who comes second waits, and then reads what was written."""

from collections.abc import Iterable
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import OperationalError, connection, transaction
from django.db.models import Q

from patients.language import day_words, say
from patients.models import ClinicalFact, Patient


def lock_records(patient_ids: Iterable[UUID]) -> None:
    """Hold these patients until the transaction ends. Whoever changes one of them waits."""
    rows = Patient.on_file.filter(pk__in=set(patient_ids)).order_by("pk")
    list(rows.select_for_update(no_key=True).values_list("pk"))


def lock_with_merged(patient_ids: Iterable[UUID]) -> None:
    """Hold these patients and all who were merged into them, in the one order of all locks.

    Who came in while this waited is not held yet. To hold them now would be out of order, and two
    could wait for each other: so all are let go, and held again together.
    """
    kept = set(patient_ids)
    rows = Patient.on_file.filter(Q(pk__in=kept) | Q(merged_into__in=kept))
    while True:
        before_locks = transaction.savepoint()
        held = set(rows.values_list("pk", flat=True))
        lock_records(held)
        if held >= set(rows.values_list("pk", flat=True)):
            return transaction.savepoint_commit(before_locks)
        transaction.savepoint_rollback(before_locks)


def stored_now(fact: ClinicalFact) -> ClinicalFact:
    """The fact as it is on file at this moment, its record locked before.

    Raises ValidationError if it was taken out of the record meanwhile.
    """
    stored = type(fact).on_file.select_related("in_error__by").get(pk=fact.pk)
    if stored.in_error:
        mark = stored.in_error
        marked = say(
            "{fact} was marked as entered in error by {by} on {day}: {why}. Nothing was saved."
        )
        by, day = mark.by or say("someone"), day_words(mark.at)
        raise ValidationError(marked.format(fact=stored, by=by, day=day, why=mark.why))
    return stored


NOT_GOT = {"55P03", "40P01"}  # PostgreSQL's codes: waited too long; two waited for each other


def wait_no_longer_than(seconds: int) -> None:
    """For any lock, until the transaction ends. On SQLite its own time-out does (settings)."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('lock_timeout', %s, true)", [f"{seconds}s"])


def is_lock_not_got(error: OperationalError) -> bool:
    return getattr(error.__cause__, "sqlstate", None) in NOT_GOT


def check_keys_now() -> None:
    """References to other rows, which PostgreSQL else notes down until the transaction ends.

    In a long transaction the notes would fill its memory, and the end would take long. SQLite
    counts them as they come.
    """
    if connection.vendor == "postgresql":
        connection.check_constraints()
