"""Constraints that several tables share; each carries the sentence that the user reads."""

from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from patients.codes import Code
from patients.fields import SHAPE


def partial_date_constraint(field: str, name: str) -> CheckConstraint:
    return CheckConstraint(
        condition=Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__regex": SHAPE}),
        name=name,
        violation_error_message="Enter a date as 2016, 2016-05 or 2016-05-09.",
    )


def once(fields: list[str], name: str, sentence: str, when: Q | None = None) -> UniqueConstraint:
    """Of the facts that count; one entered in error does not keep the right one out."""
    counts = Q(in_error__isnull=True)
    return UniqueConstraint(
        fields=fields,
        condition=counts & when if when else counts,
        name=name,
        violation_error_message=sentence,
    )


def ends_after_start(start: str, end: str, name: str, sentence: str) -> CheckConstraint:
    """Surely before is wrong; a partial end that holds the start is not."""
    return CheckConstraint(
        condition=Q(**{f"{end}__isnull": True})
        | Q(**{f"{end}__gte": F(start)})
        | Q(**{f"{start}__startswith": F(end)}),
        name=name,
        violation_error_message=sentence,
    )


def within(field: str, low, high, name: str, sentence: str) -> CheckConstraint:
    known = Q(**{f"{field}__gte": low}) & Q(**{f"{field}__lte": high})
    return CheckConstraint(
        condition=Q(**{f"{field}__isnull": True}) | known,
        name=name,
        violation_error_message=sentence,
    )


def one_of(
    field: str, codes: type[Code], name: str, *, or_empty: bool = True, sentence: str = ""
) -> CheckConstraint:
    known = [code.value for code in codes]
    allowed = ["", *known] if or_empty else known
    return CheckConstraint(
        condition=Q(**{f"{field}__in": allowed}),
        name=name,
        violation_error_message=sentence or f"Select one of: {', '.join(known)}.",
    )
