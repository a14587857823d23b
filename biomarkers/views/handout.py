"""The handout: staff read and edit it, then what is printed is kept."""

from uuid import UUID

from django import forms
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from biomarkers.actions import keep_handout
from biomarkers.handout import Answer, answers_for
from biomarkers.models import PrintedHandout
from patients.models import Patient

from .access import sees_results
from .chart import chart_on_day


class HandoutForm(forms.Form):
    """One text a question, filled in from the record."""

    def __init__(self, *args, answers: list[Answer], **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.answers = answers
        for number, answer in enumerate(answers):
            self.fields[f"answer_{number}"] = forms.CharField(
                label=answer.question,
                initial=answer.text,
                help_text=answer.source or "Ask your team",
                max_length=2000,
                widget=forms.Textarea(attrs={"rows": 4}),
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


@require_http_methods(["GET", "POST"])
@permission_required("biomarkers.add_printedhandout", raise_exception=True)
def patient_handout(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    chart, _ = chart_on_day(request, patient_id)
    form = HandoutForm(request.POST or None, answers=answers_for(chart.assessment))
    if request.method == "POST" and form.is_valid():
        kept = keep_handout(patient=chart.patient, answers=form.edited(), by=request.user)
        return redirect("handout_printed", patient_id=patient_id, key=kept.pk)
    earlier = chart.patient.handouts.select_related("printed_by")[:20]
    context = {"patient": chart.patient, "form": form, "earlier": earlier}
    status = 422 if form.errors else 200
    return render(request, "biomarkers/handout/handout.html", context, status=status)


@require_safe
@sees_results
def handout_printed(request: HttpRequest, patient_id: UUID, key: int) -> HttpResponse:
    patients = Patient.objects.visible_to(request.user)
    handouts = PrintedHandout.objects.filter(patient__in=patients, patient=patient_id)
    handout = get_object_or_404(handouts.select_related("patient", "printed_by"), pk=key)
    return render(request, "biomarkers/handout/handout_printed.html", {"handout": handout})
