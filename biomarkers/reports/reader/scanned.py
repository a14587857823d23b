"""A text that OCR read from a scan: what it seems to say is never sure, and says what OCR reads."""

from dataclasses import replace

from .proposal import Proposal, ProposedField

MARK = "Read from a scan by OCR: compare with the original."


def is_scanned(text: str) -> bool:
    return text.startswith(MARK)


def without_mark(text: str) -> str:
    """At equal length, so that every place stays."""
    return " " * len(MARK) + text[len(MARK) :]


def unsure(proposal: Proposal) -> Proposal:
    """Of a gene or a marker the name stays, so that it is known what the row is of."""
    return replace(
        proposal,
        fields=tuple(map(_unsure, proposal.fields)),
        alterations=tuple(map(_unsure_row, proposal.alterations)),
        markers=tuple(map(_unsure_row, proposal.markers)),
    )


def _unsure_row(row: tuple[ProposedField, ...]) -> tuple[ProposedField, ...]:
    return (*row[:1], *map(_unsure, row[1:]))


def _unsure(field: ProposedField) -> ProposedField:
    if not field.value or field.name == "as_written":
        return field
    because = f"OCR reads “{field.value}”: compare with the scan."
    return replace(field, value="", unclear=because)
