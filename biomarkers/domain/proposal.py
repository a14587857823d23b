"""What a pathology report seems to say of one tumor, field by field, with the words it rests on.

A proposal is nothing of the record: a person confirms, edits or rejects each field.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """A place in the report's text, as offsets: text[start:end]."""

    start: int
    end: int


@dataclass(frozen=True)
class ProposedField:
    """One column of the contract's her2_readings.csv, receptors.csv or biopsies.csv.

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
    """The fields of one tumor. `tumor` is the report's own label, empty where there is one tumor.

    `notes` are what a person should know and no column holds: a score by Allred, a hedge, an
    earlier specimen that is quoted; each in a sentence, with its words.
    """

    fields: tuple[ProposedField, ...]
    tumor: str = ""
    notes: tuple[tuple[str, Words], ...] = ()

    def value(self, name: str) -> str:
        """Empty where the report says nothing of it, or nothing clear."""
        return next((field.value for field in self.fields if field.name == name), "")
