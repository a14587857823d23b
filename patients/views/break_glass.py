"""Break-glass: a patient of another team, by exact record number and for a stated reason."""

from django import forms
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from patients.actions import break_glass
from patients.audit.events import Action
from patients.audit.limits import rate_limited
from patients.language import to_say
from patients.models import Patient


class BreakGlassForm(forms.Form):
    """Neither field tells anything: whether the number is somebody's is looked up at the end."""

    mrn = forms.CharField(
        label="MRN", max_length=64, help_text="Exactly as on the chart.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": True}),
    )  # fmt: skip
    reason = forms.CharField(
        label="Reason for emergency access",
        min_length=10,
        max_length=500,
        help_text="At least 10 characters. The privacy officer will read this.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )


@require_http_methods(["GET", "POST"])
@permission_required("patients.add_breakglass", raise_exception=True)
@rate_limited(Action.BREAK_GLASS)
def break_glass_page(request: HttpRequest) -> HttpResponse:
    form = BreakGlassForm(request.POST or None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        mine = Patient.objects.visible_to(request.user)
        patient = mine.numbered(form.cleaned_data["mrn"]).first()
        if patient is None and (broken := break_glass(**form.cleaned_data, by=request.user)):
            patient = broken.patient
        if patient:
            return redirect(patient)
        form.add_error("mrn", to_say("No patient has this MRN. Your attempt was logged."))
    status = 422 if form.errors else 200
    return render(request, "patients/break_glass.html", {"form": form}, status=status)
