"""A review as a page: the text with its marks beside the forms of its tumors."""

from collections.abc import Iterator

from django.db.models import Model

from biomarkers.models import PathologyReport, ReportFieldDecision
from patients.language import say
from patients.models import Patient

from .amended_text import is_amended
from .fields import label_of
from .genetic_form import GeneticForm, forms_of
from .marking import Mark, Piece, pieces_of
from .proposing import proposals_of
from .replacing import Reading
from .tumor_form import TumorForm


class Review:
    """All tumors of one report. `rest`: what is undecided is confirmed; `careful`: but for what is
    in conflict."""

    def __init__(
        self,
        report: PathologyReport,
        patient: Patient,
        user,
        data=None,
        *,
        rest=False,
        careful=True,
    ):
        self.report = report
        self.tumors = [
            TumorForm(
                data,
                number=number,
                proposal=proposal,
                patient=patient,
                by=user,
                may_add=user.has_perm("patients.add_biopsy"),
                rest=rest,
                careful=careful,
                amends=is_amended(report.text),
            )
            for number, proposal in enumerate(proposals_of(report))
        ]
        for tumor in self.tumors:
            tumor.tests = forms_of(
                data,
                number=tumor.number,
                proposal=tumor.proposal,
                patient=patient,
                user=user,
                rest=rest,
            )
        if len(self.tumors) > 1:
            _choose_each_once(self.tumors)

    def is_valid(self) -> bool:
        """Every tumor is looked at, so that all that is wrong is told in one go."""
        return not [part for part in self._parts if not part.is_valid()]

    @property
    def _parts(self) -> list[TumorForm | GeneticForm]:
        return [part for tumor in self.tumors for part in (tumor, *tumor.tests)]

    @property
    def facts(self) -> list[Model]:
        return [fact for part in self._parts for fact in part.facts]

    @property
    def replaced(self) -> list[Reading]:
        """The readings on record whose place those of this amended report take."""
        return [reading for tumor in self.tumors for reading in tumor.replacing.readings]

    @property
    def decisions(self) -> list[ReportFieldDecision]:
        return [decision for part in self._parts for decision in part.decisions]

    @property
    def pieces(self) -> list[Piece]:
        proposals = [tumor.proposal for tumor in self.tumors]
        return pieces_of(self.report.text, _marks_of(proposals))


def _choose_each_once(tumors: list[TumorForm]) -> None:
    """Tumors that name the same specimen: a person says which is which."""
    chosen = [tumor.fields["specimen"].initial for tumor in tumors]
    for tumor in tumors:
        if chosen.count(tumor.fields["specimen"].initial) > 1:
            tumor.fields["specimen"].initial = ""


def proposed_pieces(report: PathologyReport) -> list[Piece]:
    return pieces_of(report.text, _marks_of(proposals_of(report)))


def decided_pieces(report: PathologyReport, decisions) -> list[Piece]:
    """The words that a person saw when they decided, whatever would be proposed today."""
    return pieces_of(report.text, _marks_decided(decisions))


def _kind(name: str, value: str) -> str:
    """The sentence that is copied as a whole covers the others, and is marked more quietly."""
    if name == "as_written":
        return "quoted"
    return "sure" if value else "unclear"


def _marks_of(proposals) -> Iterator[Mark]:
    for number, proposal in enumerate(proposals):
        for field in proposal.fields:
            kind = _kind(field.name, field.value)
            key, label = f"{number}-{field.name}", say(label_of(field.name))
            if not all(field in other.fields for other in proposals):
                label = f"{number + 1}: {label}"
            elif number:
                label = ""  # said once of all tumors, and named once
            for place, words in enumerate(field.words):
                yield Mark(words.start, words.end, key, label, kind, is_first=place == 0)
        for kind, rows in (("alteration", proposal.alterations), ("marker", proposal.markers)):
            for place, row in enumerate(rows):
                yield from _marks_of_row(f"{number}-{kind}-{place}", row)
        for place, (_, words) in enumerate(proposal.notes):
            yield Mark(words.start, words.end, f"{number}-note-{place}", say("note"), "note")


def _marks_of_row(key: str, row) -> Iterator[Mark]:
    """The words of a test, once each, under the name of its gene or marker."""
    kind = "unclear" if any(field.unclear for field in row) else "sure"
    places = sorted({(at.start, at.end) for field in row for at in field.words if field.value})
    for number, (start, end) in enumerate(places):
        yield Mark(start, end, key, row[0].value, kind, is_first=number == 0)


def _marks_decided(decisions) -> Iterator[Mark]:
    several = any(decision.tumor for decision in decisions)
    for decision in decisions:
        of = f"{decision.tumor + 1}: " if several else ""
        kind = _kind(decision.field, decision.value)
        key, label = f"{decision.tumor}-{decision.field}", of + say(label_of(decision.field))
        for place, (start, end) in enumerate(decision.words):
            yield Mark(start, end, key, label, kind, is_first=place == 0)
