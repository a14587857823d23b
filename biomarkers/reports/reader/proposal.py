"""What a pathology report seems to say of one specimen, field by field, with the words it rests on.

A proposal is nothing of the record: a person confirms, edits or rejects each field.
"""

from dataclasses import dataclass

THIS, EARLIER, UNCLEAR = "this", "earlier", "unclear"


@dataclass(frozen=True)
class Words:
    """A place in the report's text, as offsets: text[start:end]."""

    start: int
    end: int


@dataclass(frozen=True)
class ProposedField:
    """One column of a file of the record folder.

    `value` is written as in that column; it is empty where the report is unclear, and `unclear`
    then says why in a sentence. `words` support the value, or are what is unclear.
    """

    name: str
    value: str
    words: tuple[Words, ...]
    unclear: str = ""

    @property
    def is_sure(self) -> bool:
        return bool(self.value)


@dataclass(frozen=True)
class Proposal:
    """The fields of one specimen or tumor.

    `specimen` is this (of the report), earlier (quoted from one taken before) or unclear (a person
    places it). `component` is the report's own name for a part, a tumor or the in situ component,
    empty where there is only one. `notes` are what a person should know and no column holds.
    """

    fields: tuple[ProposedField, ...]
    specimen: str = THIS
    component: str = ""
    alterations: tuple[tuple[ProposedField, ...], ...] = ()
    markers: tuple[tuple[ProposedField, ...], ...] = ()
    notes: tuple[tuple[str, Words], ...] = ()

    def value(self, name: str) -> str:
        """Empty where the report says nothing of it, or nothing clear."""
        return next((field.value for field in self.fields if field.name == name), "")

    @property
    def tests(self) -> tuple[tuple[ProposedField, ...], ...]:
        """Alterations, then markers."""
        return self.alterations + self.markers

    @property
    def tumor(self) -> str:
        """How a page calls it: where it belongs, and the report's own name for it."""
        where = {EARLIER: "Earlier specimen", UNCLEAR: "Specimen not clear"}
        return ": ".join(filter(None, [where.get(self.specimen, ""), self.component]))
