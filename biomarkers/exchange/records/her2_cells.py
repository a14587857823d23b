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
            raise BadCell(f"{error}{_could_mean(cell)}") from None


def _could_mean(cell: str) -> str:
    if found := her2_words(cell):
        meant = " and ".join(f"{column} {code}" for column, code in found.says().items())
        faint = ", or zero_staining present too" if found.is_zero_plus else ""
        return f"; it could mean {meant}{faint}"
    if cell in ("1", "2", "3"):
        return f"; if a score is meant, write {cell}+"
    if "zero" in cell.casefold():
        return "; it could mean ihc_score 0 or reported_as null"
    return ""
