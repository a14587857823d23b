"""Proposals as one JSON object (docs/contract, section 4)."""

from typing import Any

from .proposal import Proposal, ProposedField

_OF_SPECIMEN = ("accession", "laterality", "site", "collected_on")
_LEFT_OUT = {*_OF_SPECIMEN, "kind", "procedure", "decalcification"}  # columns of biopsies.csv


def answer_of(name: str, text: str, proposals: tuple[Proposal, ...]) -> dict[str, Any]:
    """`named_but_not_read` is empty as long as every marker that is named has a field that says
    why nothing was read."""
    return {
        "file": name,
        "proposals": [_proposal(text, proposal) for proposal in proposals],
        "named_but_not_read": [],
    }


def _proposal(text: str, proposal: Proposal) -> dict[str, Any]:
    return {
        "specimen": proposal.specimen,
        **{name: proposal.value(name) or None for name in _OF_SPECIMEN},
        "component": proposal.component or None,
        "fields": {
            field.name: _field(text, field)
            for field in proposal.fields
            if field.name not in _LEFT_OUT
        },
        "alterations": [_row(text, row) for row in proposal.alterations],
        "markers": [_row(text, row) for row in proposal.markers],
    }


def _row(text: str, row: tuple[ProposedField, ...]) -> dict[str, Any]:
    return {field.name: _field(text, field) for field in row}


def _field(text: str, field: ProposedField) -> dict[str, Any]:
    return {
        "value": field.value or None,
        "words": [text[words.start : words.end] for words in field.words],
        "unclear": field.unclear or None,
    }
