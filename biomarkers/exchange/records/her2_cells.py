"""Cells of HER2 readings that hold more than their column: refused with what they could mean."""

from dataclasses import dataclass

from biomarkers.exchange.her2_words import her2_words

from .cells import BadCell, Choice


@dataclass(frozen=True)
class HER2Choice(Choice):
    """One of some words; “2+/FISH-” is told as ihc_score 2+ and ish_result negative."""

    def value_of(self, cell: str) -> str:
        try:
            return super().value_of(cell)
        except BadCell as error:
            words = her2_words(cell)
            said = words.says() if words else {}
            if not said:
                raise
            meant = " and ".join(f"{column} {code}" for column, code in said.items())
            raise BadCell(f"{error}; it could mean {meant}") from None
