"""The handout: staff read and edit it, then what is printed is kept."""

from uuid import UUID

from django import forms
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from biomarkers.actions import keep_handout
from biomarkers.catalog.current import brand_names
from biomarkers.domain.assessment import Assessment
from biomarkers.handout import Answer, answers_for
from biomarkers.models import PrintedHandout
from patients.language import ENGLISH, language, to_say
from patients.models import Patient
from patients.readers import in_english
from patients.templatetags.reading import content

from .access import sees_results
from .chart import chart_on_day

CONTACT = ("clinic", "telephone", "next_appointment")


class HandoutForm(forms.Form):
    """The clinic's contact, and one text a question, filled in from the record."""

    clinic = forms.CharField(label=to_say("Clinic"), max_length=200)
    telephone = forms.CharField(
        label=to_say("Telephone"),
        max_length=60,
        help_text=to_say("The number to call, at any hour."),
    )
    next_appointment = forms.CharField(
        label=to_say("Next appointment"),
        max_length=200,
        required=False,
        help_text=to_say("Date, time, place."),
    )

    def __init__(self, *args, answers: list[Answer], **kwargs):
        super().__init__(*args, **{**kwargs, "label_suffix": ""})
        self.answers = answers
        for number, answer in enumerate(answers):
            self.fields[f"answer_{number}"] = forms.CharField(
                label=answer.question,
                initial=answer.text,
                help_text=content(answer.source) or to_say("Ask your care team"),
                max_length=4000,
                widget=forms.Textarea(attrs={"rows": 5}),
            )

    def edited(self) -> list[dict[str, str]]:
        return [
            {
                "question": answer.question,
                "text": self.cleaned_data[f"answer_{number}"],
                "source": answer.source,
            }
            for number, answer in enumerate(self.answers)
        ]

    def contact(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in CONTACT}


@require_http_methods(["GET", "POST"])
@permission_required("biomarkers.add_printedhandout", raise_exception=True)
def patient_handout(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Draft, edit and keep a handout; there is none after death."""
    chart, _ = chart_on_day(request, patient_id)
    answers = answers_for(chart.assessment, brand_names())
    form = HandoutForm(request.POST or None, answers=answers, initial=_contact_of(chart.patient))
    if request.method == "POST" and answers and form.is_valid():
        kept = keep_handout(
            patient=chart.patient, answers=form.edited(), by=request.user, **form.contact()
        )
        return redirect("handout_printed", patient_id=patient_id, key=kept.pk)
    earlier = chart.patient.handouts.select_related("printed_by")[:20]
    context = {
        "patient": chart.patient,
        "form": form if answers else None,
        "earlier": earlier,
        "originals": _originals(chart.assessment) if language() != ENGLISH.language else (),
    }
    status = 422 if form.errors else 200
    return render(request, "biomarkers/handout/handout.html", context, status=status)


def _originals(assessment: Assessment) -> list[Answer]:
    """The answers in English, beside a translation that nobody reviewed."""
    with in_english():
        return answers_for(assessment, brand_names())


def _contact_of(patient: Patient) -> dict[str, str]:
    """The clinic and telephone of the team's newest handout, else the team's name."""
    of_team = PrintedHandout.objects.filter(patient__care_team=patient.care_team)
    newest = of_team.exclude(telephone="").order_by("-printed_at").first()
    if newest is None:
        return {"clinic": patient.care_team.name}
    return {"clinic": newest.clinic, "telephone": newest.telephone}


@require_safe
@sees_results
def handout_printed(request: HttpRequest, patient_id: UUID, key: int) -> HttpResponse:
    patients = Patient.objects.visible_to(request.user)
    handouts = PrintedHandout.objects.filter(patient__in=patients, patient=patient_id)
    handout = get_object_or_404(handouts.select_related("patient", "printed_by"), pk=key)
    return render(request, "biomarkers/handout/handout_printed.html", {"handout": handout})
