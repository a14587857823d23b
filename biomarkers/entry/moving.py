"""To whom a fact is moved: a patient of one's teams, by exact MRN."""

from typing import Any

from django import forms

from biomarkers.models import HER2Reading, ReceptorReading
from patients.language import say
from patients.models import ClinicalFact, Patient


class MoveForm(forms.Form):
    """A reading also says to which specimen of that patient it goes."""

    mrn = forms.CharField(
        label="MRN of the right patient",
        max_length=64,
        help_text="Exactly as on the chart; a patient of one of your care teams.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    accession = forms.CharField(
        label="Accession of the right specimen", max_length=64, help_text="As on that chart."
    )
    why = forms.CharField(label="Reason", max_length=200, help_text="As “wrong patient”.")

    def __init__(self, *args, fact: ClinicalFact, user, **kwargs):
        super().__init__(*args, **{**kwargs, "label_suffix": ""})
        self.fact, self.user = fact, user
        if not isinstance(fact, HER2Reading | ReceptorReading):
            del self.fields["accession"]

    def clean_mrn(self) -> Patient:
        patients = Patient.objects.in_teams_of(self.user)
        patient = patients.numbered(self.cleaned_data["mrn"].strip()).first()
        if patient is None:
            raise forms.ValidationError(say("No patient of your care teams has this MRN."))
        if patient.pk == self.fact.patient_id:
            raise forms.ValidationError(say("The fact is in this patient’s record already."))
        return patient

    def clean(self):
        super().clean()
        cleaned = self.cleaned_data
        if "accession" in cleaned and "mrn" in cleaned:
            specimens = cleaned["mrn"].biopsies.filter(accession=cleaned["accession"].strip())
            self.specimen = specimens.first()
            if self.specimen is None:
                self.add_error(
                    "accession", say("That patient has no specimen with this accession.")
                )
        return cleaned

    specimen = None

    @property
    def move(self) -> dict[str, Any]:
        """What `move_fact` wants."""
        cleaned = self.cleaned_data
        return {"to": cleaned["mrn"], "why": cleaned["why"], "specimen": self.specimen}
