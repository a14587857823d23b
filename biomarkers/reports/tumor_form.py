"""What a person makes of a report: the fields of each tumor, confirmed, edited or rejected."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import Model

from biomarkers.domain.codes import Decision
from biomarkers.domain.doubts import Doubt, doubts_of_her2, doubts_of_receptors
from biomarkers.models import ReportFieldDecision
from patients.language import say, to_say
from patients.models import Biopsy
from patients.search.alike import words_of_alike

from .conflicts import conflict_of, placement_in_words, sites_differ
from .fields import ABOUT_THE_READING, HER2, READ_ON, RECEPTORS, SPECIMEN, form_field, label_of
from .genetic_form import GeneticForm
from .reader import Proposal, ProposedField
from .replacing import Replacing
from .taken import has_her2, has_receptors, readings_of

CONFIRM, REJECT = "confirm", "reject"
NEW_SPECIMEN = "new"
GROUPS = {
    to_say("Specimen"): SPECIMEN,
    to_say("Report"): READ_ON,
    "HER2": HER2,
    to_say("ER and PR"): RECEPTORS,
}
_COMPARED = ("accession", "collected_on", "laterality", "site")
_NO_CONFLICT = {"as_written", "pathologist", "assay", "guideline", "adequate"}


@dataclass(frozen=True)
class Row:
    """One field on the page. `choice` is there only where something was proposed."""

    key: str
    label: str
    value: forms.BoundField
    choice: forms.BoundField | None
    proposed: ProposedField | None


class TumorForm(forms.Form):
    """One tumor. Once valid it has `facts`, not saved, and `decisions`, one a field.

    With `rest` what is proposed and undecided counts as confirmed, because the person said so;
    with `careful` only what is in no conflict.
    """

    specimen = forms.ChoiceField(required=False)
    sure = forms.BooleanField(required=False, label="I have checked this: save")
    despite = forms.BooleanField(
        required=False, label="Use this specimen and ignore the differing details in the report"
    )

    def __init__(
        self,
        data,
        *,
        number: int,
        proposal: Proposal,
        patient,
        by,
        may_add: bool,
        rest=False,
        careful=True,
        amends=False,
    ):
        super().__init__(data, prefix=f"t{number}", label_suffix="")
        self.number, self.proposal, self.patient, self.rest = number, proposal, patient, rest
        self.careful, self.by, self.amends = careful, by, amends
        self.replacing = Replacing(self._ticked(), all_of_them=not careful)
        self.proposed = {field.name: field for field in proposal.fields}
        self.biopsies = {str(biopsy.pk): biopsy for biopsy in patient.fetched_biopsies}
        self.tests: list[GeneticForm] = []
        self.facts: list[Model] = []
        self.decisions: list[ReportFieldDecision] = []
        self._choose_specimen(may_add)
        for name in (name for names in GROUPS.values() for name in names):
            self._add(name)

    def _ticked(self) -> list[str]:
        widget = forms.CheckboxSelectMultiple()
        return widget.value_from_datadict(self.data, self.files, self.add_prefix("replaces")) or []

    def _choose_specimen(self, may_add: bool) -> None:
        choices = [("", say("choose")), *((key, str(b)) for key, b in self.biopsies.items())]
        if may_add:
            choices.append((NEW_SPECIMEN, say("new specimen")))
        self.fields["specimen"].choices = choices
        accession = self.proposal.value("accession")
        same = [key for key, biopsy in self.biopsies.items() if biopsy.accession == accession]
        self.fields["specimen"].initial = same[0] if same else ""

    def _add(self, name: str) -> None:
        self.fields[name] = form_field(name)
        proposed = self.proposed.get(name)
        if proposed and proposed.value:
            self.fields[name].initial = proposed.value
            self.fields[f"{name}-choice"] = forms.ChoiceField(
                choices=[(CONFIRM, "confirm"), (REJECT, "reject")],
                widget=forms.RadioSelect,
                required=False,
            )

    # On the page.

    def groups(self) -> Iterator[tuple[str, list[Row], list[Row]]]:
        """Title, what the report says or leaves unclear, and the fields that it does not name."""
        for title, names in GROUPS.items():
            rows = [self._row(name) for name in names]
            said = [r for r in rows if r.proposed or r.value.errors or title == "Reading"]
            yield title, said, [row for row in rows if row not in said]

    def _row(self, name: str) -> Row:
        choice = self[f"{name}-choice"] if f"{name}-choice" in self.fields else None
        key = f"{self.number}-{name}"
        return Row(key, label_of(name), self[name], choice, self.proposed.get(name))

    @property
    def placement(self) -> str:
        """Where the report puts these results, in words."""
        return placement_in_words(self.proposal)

    @property
    def asks_despite(self) -> bool:
        return "despite" in self.errors or bool(self.data.get(self.add_prefix("despite")))

    @property
    def asks_whether_sure(self) -> bool:
        return "sure" in self.errors or bool(self.data.get(self.add_prefix("sure")))

    # What was decided.

    def clean(self) -> dict[str, Any]:
        super().clean()
        cleaned = self.cleaned_data
        if cleaned.get("as_written"):  # a browser sends other line ends than were proposed
            cleaned["as_written"] = cleaned["as_written"].replace("\r\n", "\n")
        decided = {name: self._decided(name) for names in GROUPS.values() for name in names}
        taken = {name: cleaned[name] for name, d in decided.items() if d and d.value}
        if not self.errors:
            self._read(taken)
        told = self._told(taken)
        self.decisions = [
            decision for name, decision in decided.items() if decision and name in told
        ]
        return cleaned

    def _decided(self, name: str) -> ReportFieldDecision | None:
        """What becomes of one field; None where it is in neither the report nor the form."""
        proposed = self.proposed.get(name)
        value = self.cleaned_data.get(name)
        if name in self.errors or (proposed is None and value in ("", None)):
            return None
        if not proposed or not proposed.value:
            decision = Decision.LEFT_EMPTY if value in ("", None) else Decision.EDITED
            return self._decision(name, decision, value)
        choice = self.cleaned_data.get(f"{name}-choice")
        if choice == REJECT:
            return self._decision(name, Decision.REJECTED, None)
        if value in ("", None):
            self.add_error(name, to_say("No value to confirm. Enter a value or reject the field."))
            return None
        if value != self.fields[name].clean(proposed.value):
            return self._decision(name, Decision.EDITED, value)
        conflict = self._conflict(name, proposed.value) if self.rest and self.careful else ""
        if choice != CONFIRM and conflict:
            self.add_error(name, conflict)
            return None
        if choice != CONFIRM and not self.rest:
            if name not in SPECIMEN or self.cleaned_data.get("specimen") == NEW_SPECIMEN:
                self.add_error(name, to_say("Confirm, edit or reject this value."))
            return None
        return self._decision(name, Decision.CONFIRMED, proposed.value)

    def _conflict(self, name: str, value: str) -> str:
        if name in SPECIMEN or name in READ_ON or name in _NO_CONFLICT:
            return ""
        biopsy = self.biopsies.get(self.cleaned_data.get("specimen") or "")
        return conflict_of(name, value, self.proposal, biopsy)

    def _decision(self, name: str, decision: str, value) -> ReportFieldDecision:
        proposed = self.proposed.get(name)
        return ReportFieldDecision(
            tumor=self.number,
            tumor_label=self.proposal.tumor[:200],
            field=name,
            proposed=proposed.value if proposed else "",
            unclear=proposed.unclear if proposed else "",
            words=[[w.start, w.end] for w in proposed.words] if proposed else [],
            decision=decision,
            value="" if value is None else str(value),
        )

    def _told(self, taken: dict[str, Any]) -> set[str]:
        """Fields of which something is kept: not what has no place to go to."""
        told = {*READ_ON, *HER2, *RECEPTORS}
        if self.cleaned_data.get("specimen") == NEW_SPECIMEN:
            told |= set(SPECIMEN)
        if not has_her2(taken):
            told -= {name for name in (*ABOUT_THE_READING, "adequate") if name in taken}
        return told

    # What becomes of it.

    def _read(self, taken: dict[str, Any]) -> None:
        """The specimen, where it is new, and its readings, checked as they will be stored."""
        if not has_her2(taken) and not has_receptors(taken):
            return
        biopsy = self._specimen(taken)
        if "read_on" not in taken:
            self.add_error("read_on", to_say("Enter the reading date."))
        if taken.get("ihc_score", "0") != "0" and "zero_staining" in taken:
            self.add_error(
                "zero_staining", to_say("Applies only to IHC score 0. Reject this value.")
            )
        if self.errors or biopsy is None:
            return
        readings = readings_of(biopsy, taken)
        is_new = biopsy._state.adding
        replaces = self.amends and not is_new and self._is_of(biopsy)
        for reading in readings:
            is_replacing = replaces and self.replacing.take(reading)
            exclude = {"biopsy"} if is_new else {"read_on"} if is_replacing else set()
            self._check([reading], exclude=exclude)
        self._ask(taken, biopsy)
        self.facts = [biopsy, *readings] if is_new else readings

    def _is_of(self, biopsy: Biopsy) -> bool:
        """Only a report of the same accession number replaces what is on record."""
        if self.cleaned_data.get("accession-choice") == REJECT:
            return False
        return self.cleaned_data.get("accession") == biopsy.accession

    def _ask(self, taken: dict[str, Any], biopsy: Biopsy) -> None:
        """The questions of the forms of entry; what may be right is saved once it was checked."""
        if self.cleaned_data.get("sure"):
            return
        alike = words_of_alike(biopsy, biopsy.accession, by=self.by) if biopsy._state.adding else []
        asked = [Doubt("accession", words) for words in alike]
        for doubt in (*asked, *doubts_of_her2(taken), *doubts_of_receptors(taken)):
            self.add_error(doubt.field, doubt.says)
            self.errors.setdefault("sure", self.error_class())

    def _specimen(self, taken: dict[str, Any]) -> Biopsy | None:
        chosen = self.cleaned_data.get("specimen")
        if not chosen:
            self.add_error("specimen", to_say("Select the specimen."))
            return None
        if chosen == NEW_SPECIMEN:
            return self._new_specimen(taken)
        biopsy = self.biopsies[chosen]
        differs = [say(label_of(name)).lower() for name in _COMPARED if self._differs(name, biopsy)]
        if differs and not self.cleaned_data.get("despite"):
            asked = say(
                "The report and this specimen differ in: {differs}. Choose another specimen, or "
                "confirm that it is this one."
            )
            self.add_error("despite", asked.format(differs=", ".join(differs)))
        return biopsy

    def _new_specimen(self, taken: dict[str, Any]) -> Biopsy | None:
        for name in ("accession", "collected_on", "site"):
            if name not in taken:
                self.add_error(name, to_say("Required for a new specimen."))
        if self.errors:
            return None
        values = {name: taken[name] for name in SPECIMEN if name in taken}
        biopsy = Biopsy(patient=self.patient, **values)
        self._check([biopsy], exclude=set())
        return biopsy

    def _differs(self, name: str, biopsy: Biopsy) -> bool:
        """Surely: a date that may mean the same day is no difference, nor is what is not known."""
        if self.cleaned_data.get(f"{name}-choice") == REJECT:
            return False
        said, stored = self.cleaned_data.get(name), getattr(biopsy, name)
        if not said or not stored or name not in self.proposed:
            return False
        if name == "collected_on":
            return said.last < stored.first or stored.last < said.first
        if name == "site":
            return sites_differ(said, stored)
        return said != stored

    def _check(self, facts: list[Model], exclude: set[str]) -> None:
        for fact in facts:
            try:
                fact.full_clean(exclude=exclude)
            except ValidationError as error:
                for name, messages in error.message_dict.items():
                    known = name if name in self.fields and name != NON_FIELD_ERRORS else None
                    for message in messages:
                        self.add_error(known, message)
