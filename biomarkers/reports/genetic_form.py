"""What a person makes of an alteration or a marker of a report: taken, edited or rejected whole."""

from typing import Any

from django import forms
from django.db.models import Model

from biomarkers.domain.codes import Decision, MarkerKind
from biomarkers.entry.forms import AlterationForm, MarkerForm
from biomarkers.models import ReportFieldDecision
from patients.language import say
from patients.models import Patient

from .reader import Proposal, ProposedField

CONFIRM, REJECT = "confirm", "reject"
FORMS = {"alteration": AlterationForm, "marker": MarkerForm}
_SHOWN = {
    "alteration": ("gene", "alteration", "result", "origin", "material", "tested_on"),
    "marker": ("marker", "value", "tested_on"),
}


class ChoiceForm(forms.Form):
    choice = forms.ChoiceField(
        choices=[(CONFIRM, "confirm"), (REJECT, "reject")],
        widget=forms.RadioSelect,
        required=False,
    )


class GeneticForm:
    """One row. Once valid it has `facts`, not saved, and `decisions`.

    With `rest` what is proposed, clear and undecided counts as confirmed.
    """

    def __init__(
        self,
        data,
        *,
        kind: str,
        number: int,
        place: int,
        proposal: Proposal,
        row: tuple[ProposedField, ...],
        patient: Patient,
        rest: bool,
    ) -> None:
        self.kind, self.number, self.place, self.rest = kind, number, place, rest
        self.tumor_label = proposal.tumor
        self.row = {field.name: field for field in row}
        self.key = f"{number}-{kind}-{place}"
        prefix = f"t{self.key}"
        initial: dict[str, Any] = {name: field.value for name, field in self.row.items()}
        accession = proposal.value("accession")
        same = [one for one in patient.fetched_biopsies if one.accession == accession]
        initial["biopsy"] = same[0].pk if same else None
        fact = FORMS[kind]._meta.model(patient=patient)
        self.form = FORMS[kind](
            data, patient=patient, prefix=prefix, initial=initial, instance=fact
        )
        self.choice = ChoiceForm(data, prefix=prefix)
        self.error = ""
        self.facts: list[Model] = []
        self.decisions: list[ReportFieldDecision] = []

    @property
    def title(self) -> str:
        if self.kind == "alteration":
            return self._proposed("gene")
        return MarkerKind(self._proposed("marker")).words

    @property
    def unclear(self) -> str:
        """Why it is not proposed; empty where it is."""
        return next((field.unclear for field in self.row.values() if field.unclear), "")

    @property
    def proposed(self) -> str:
        return "" if self.unclear else self._in_words(lambda name: self._proposed(name))

    def is_valid(self) -> bool:
        """Whether it is decided, and what is taken can be stored."""
        self.choice.is_valid()
        choice = self.choice.cleaned_data.get("choice") or ""
        if not choice and self.rest and not self.unclear:
            choice = CONFIRM
        if choice == CONFIRM:
            return self._taken()
        if choice == REJECT and self.proposed:
            self._decided(Decision.REJECTED, "")
        elif self.unclear:
            self._decided(Decision.LEFT_EMPTY, "")
        else:
            self.error = say("Confirm it, edit it, or reject it.")
        return not self.error

    def _taken(self) -> bool:
        if not self.form.is_valid():
            return False
        cleaned = self.form.cleaned_data
        value = self._in_words(lambda name: str(cleaned.get(name) or ""))
        same = value == self.proposed
        self._decided(Decision.CONFIRMED if same else Decision.EDITED, value)
        self.facts = [self.form.instance]
        return True

    def _proposed(self, name: str) -> str:
        field = self.row.get(name)
        return field.value if field else ""

    def _in_words(self, value_of) -> str:
        return ", ".join(filter(None, (value_of(name) for name in _SHOWN[self.kind])))

    def _decided(self, decision: str, value: str) -> None:
        words = [[at.start, at.end] for field in self.row.values() for at in field.words]
        self.decisions = [
            ReportFieldDecision(
                tumor=self.number,
                tumor_label=self.tumor_label[:200],
                field=f"{self.kind} {self.place + 1}",
                proposed=self.proposed,
                unclear=self.unclear,
                words=sorted({tuple(at) for at in words}),
                decision=decision,
                value=value,
            )
        ]


def forms_of(data, *, number: int, proposal: Proposal, patient, user, rest) -> list[GeneticForm]:
    """Those that the person may enter."""
    rows = [("alteration", proposal.alterations), ("marker", proposal.markers)]
    return [
        GeneticForm(
            data,
            kind=kind,
            number=number,
            place=place,
            proposal=proposal,
            row=row,
            patient=patient,
            rest=rest,
        )
        for kind, found in rows
        if user.has_perm(f"biomarkers.add_{FORMS[kind]._meta.model._meta.model_name}")
        for place, row in enumerate(found)
    ]
