"""The columns of the list of patients: which are shown, and what each is sorted by."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import (
    BigIntegerField,
    Case,
    IntegerField,
    Q,
    QuerySet,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce

from patients.language import say, to_say
from patients.models import Patient
from patients.models.patient import NAME_ORDER


@dataclass(frozen=True)
class Column:
    """`path` is what the list is sorted by; empty for a column that cannot be.

    What is shown of it may go the other way: the later a birth, the less the age.
    """

    code: str
    words: str
    path: str = ""
    is_number: bool = False
    newest_first: bool = False
    goes_other_way: bool = False
    shown: bool = True

    @property
    def key(self) -> Coalesce:
        """Never null, as keyset paging compares it; `is_blank` sends what is not recorded back."""
        if self.is_number:
            return Coalesce(self.path, Value(0), output_field=BigIntegerField())
        return Coalesce(Cast(self.path, TextField()), Value(""), output_field=TextField())

    @property
    def is_blank(self) -> Case:
        nothing = Q(**{f"{self.path}__isnull": True})
        if not self.is_number:
            nothing |= Q(**{self.path: ""})
        return Case(When(nothing, Value(1)), default=Value(0), output_field=IntegerField())


COLUMNS = {
    column.code: column
    for column in (
        Column("age", to_say("Age"), "birth_date", newest_first=True, goes_other_way=True),
        Column("subtype", to_say("Subtype"), "listed__subtype"),
        Column("before", to_say("Before"), "listed__was"),
        Column("now", to_say("Now"), "listed__category"),
        Column("reason", to_say("Reason"), shown=False),
        Column("site", to_say("Site"), "listed__site"),
        Column("line", to_say("Line"), "listed__line", is_number=True),
        Column("drugs", to_say("Current drugs"), "listed__agents"),
        Column("contact", to_say("Last contact"), "last_contact_on", newest_first=True),
        Column("next", to_say("Next step"), "listed__next_rank", is_number=True),
    )
}
DEFAULT = tuple(code for code, column in COLUMNS.items() if column.shown)
NAME = "name"
# Both ways of each column, as a field offers them.
ORDERS = [
    order
    for code, column in COLUMNS.items()
    if column.path
    for order in ((code, column.words.lower()), (f"-{code}", f"{column.words.lower()}, reversed"))
]


def known(codes: Iterable[str]) -> list[str]:
    """In the order of the table, whatever was asked for."""
    asked = set(codes)
    return [code for code in COLUMNS if code in asked]


@dataclass(frozen=True)
class Sorting:
    """By one column and then by name; what is not recorded comes last."""

    code: str = NAME
    reverse: bool = False

    @classmethod
    def of(cls, text: str) -> "Sorting":
        """`line`, or `-line` for the other way round."""
        code = text.removeprefix("-")
        sortable = code in COLUMNS and COLUMNS[code].path
        return cls(code, text.startswith("-")) if sortable else cls()

    @property
    def descending(self) -> bool:
        return COLUMNS[self.code].newest_first != self.reverse

    @property
    def order(self) -> tuple[str, ...]:
        """What is not recorded comes last whichever way one sorts; then by name."""
        if self.code == NAME:
            return tuple(NAME_ORDER)
        return ("is_blank", "-key" if self.descending else "key", *NAME_ORDER)

    def keyed(self, patients: QuerySet[Patient]) -> QuerySet[Patient]:
        if self.code == NAME:
            return patients
        column = COLUMNS[self.code]
        return patients.annotate(is_blank=column.is_blank, key=column.key)

    def heads(self, codes: Iterable[str]) -> list["Head"]:
        return [self._head(COLUMNS[code]) for code in codes]

    def _head(self, column: Column) -> "Head":
        """The other way round where the list is sorted by this column already."""
        here = column.code == self.code
        order = f"-{column.code}" if here and not self.reverse else column.code
        falls = here and self.descending != column.goes_other_way
        aria = ("descending" if falls else "ascending") if here else ""
        return Head(column.code, say(column.words), column.path, order, aria)


@dataclass(frozen=True)
class Head:
    """`order` is what its link sorts by, `aria` how the list is sorted by it now."""

    code: str
    words: str
    path: str
    order: str
    aria: str
