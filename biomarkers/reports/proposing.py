"""What is proposed of a stored report: what its text seems to say, and what its index says."""

from dataclasses import replace

from biomarkers.models import PathologyReport

from .fields import MODEL_OF, label_of, wrong_with
from .reader import Proposal, ProposedField, read_report


def proposals_of(report: PathologyReport) -> tuple[Proposal, ...]:
    """One a tumor, and at least one, which may be empty and is then filled in by hand."""
    proposals = read_report(report.text) or (Proposal(fields=()),)
    return tuple(_in_order(_with_index(_that_fits(p), report)) for p in proposals)


def _in_order(proposal: Proposal) -> Proposal:
    order = list(MODEL_OF)
    fields = sorted(proposal.fields, key=lambda field: order.index(field.name))
    return replace(proposal, fields=tuple(fields))


def _that_fits(proposal: Proposal) -> Proposal:
    """Only fields of ours, and a value only where the column can hold it."""
    known = (field for field in proposal.fields if field.name in MODEL_OF)
    return replace(proposal, fields=tuple(_checked(field) for field in known))


def _checked(field: ProposedField) -> ProposedField:
    wrong = wrong_with(field.name, field.value)
    if not wrong:
        return field
    return replace(field, value="", unclear=f"The report appears to state “{field.value}”. {wrong}")


def _with_index(proposal: Proposal, report: PathologyReport) -> Proposal:
    """What the index states fills what the text leaves open; where they differ, neither holds."""
    stated = {
        "accession": report.stated_accession,
        "read_on": str(report.stated_read_on or ""),
    }
    for name, value in stated.items():
        if value:
            proposal = _stating(proposal, name, value)
    return proposal


def _stating(proposal: Proposal, name: str, value: str) -> Proposal:
    read = next((field for field in proposal.fields if field.name == name), None)
    others = tuple(field for field in proposal.fields if field.name != name)
    if read is None or not read.value:
        stated = ProposedField(name, value, read.words if read else ())
    elif read.value == value:
        stated = read
    else:
        differs = f"{label_of(name)}: the report states {read.value}, reports.csv states {value}."
        stated = replace(read, value="", unclear=differs)
    return replace(proposal, fields=(*others, stated))
