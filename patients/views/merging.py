"""Two records of one person: side by side, merged, undone; and pairs that wait for a decision."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from patients.audit.recording import acting
from patients.changes.merge_plan import Plan, plan_of
from patients.changes.merging import merge, undo_merge
from patients.language import say, to_say
from patients.models import LikelyDuplicate, Patient

may_merge = permission_required("patients.merge_patients", raise_exception=True)
UNREADABLE = 422
SHOWN_AT_MOST = 100


class OtherRecordForm(forms.Form):
    """The second record of the person, by exact MRN; posted, so that it is in no address."""

    mrn = forms.CharField(
        label="MRN of the other record",
        max_length=64,
        help_text="It is merged into this one and leads here from then on.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": True}),
    )

    def __init__(self, *args, patient: Patient, user, **kwargs):
        super().__init__(*args, **{**kwargs, "label_suffix": ""})
        self.patient, self.user = patient, user

    def clean_mrn(self) -> Patient:
        others = Patient.objects.in_teams_of(self.user).exclude(pk=self.patient.pk)
        other = others.numbered(self.cleaned_data["mrn"].strip()).first()
        if other is None:
            raise forms.ValidationError(to_say("No other patient of your care teams has this MRN."))
        return other


class MergeForm(forms.Form):
    """For each conflict the value that is kept, and the reason."""

    why = forms.CharField(
        label="Reason", max_length=200, help_text="As “one person, two numbers: same birth date”."
    )

    def __init__(self, *args, plan: Plan, **kwargs):
        super().__init__(*args, **{**kwargs, "label_suffix": ""})
        self.plan = plan
        for pair in plan.conflicts:
            self.fields[pair.name] = forms.ChoiceField(
                choices=[("kept", str(pair.kept)), ("merged", str(pair.merged))],
                widget=forms.RadioSelect,
                label=pair.label,
            )
        self.order_fields([*(pair.name for pair in plan.conflicts), "why"])

    @property
    def taken(self) -> set[str]:
        chosen = {name for name, value in self.cleaned_data.items() if value == "merged"}
        return chosen - {"why"}


@require_http_methods(["GET", "POST"])
@may_merge
def patient_merge_start(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    patient = _of_teams(request, patient_id)
    form = OtherRecordForm(request.POST or None, patient=patient, user=request.user)
    if request.method == "POST" and form.is_valid():
        return redirect("patient_merge", patient.pk, form.cleaned_data["mrn"].pk)
    context = {"form": form, "patient": patient}
    status = UNREADABLE if form.errors else 200
    return render(request, "patients/merge_start.html", context, status=status)


@require_http_methods(["GET", "POST"])
@may_merge
def patient_merge(request: HttpRequest, patient_id: UUID, other_id: UUID) -> HttpResponse:
    kept, merged = _of_teams(request, patient_id), _of_teams(request, other_id)
    plan = plan_of(kept, merged)
    form = MergeForm(request.POST or None, plan=plan)
    if request.method == "POST" and form.is_valid():
        why, taken = form.cleaned_data["why"], form.taken
        try:
            merge(kept=kept, merged=merged, taken=taken, why=why, by=request.user)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(
                request, say("{merged} is merged into {kept}.").format(merged=merged, kept=kept)
            )
            return redirect("patient_merges", kept.pk)
    context = {"form": form, "plan": plan, "patient": kept, "other": merged}
    status = UNREADABLE if form.errors else 200
    return render(request, "patients/merge.html", context, status=status)


@require_safe
@may_merge
def patient_merges(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """What was merged into this record, newest first."""
    patient = _of_teams(request, patient_id)
    merges = patient.merges.select_related("merged", "by", "undone_by")
    return render(request, "patients/merges.html", {"patient": patient, "merges": merges})


@require_POST
@may_merge
def merge_undo(request: HttpRequest, patient_id: UUID, merge_id: int) -> HttpResponse:
    patient = _of_teams(request, patient_id)
    done = get_object_or_404(patient.merges.all(), pk=merge_id)
    try:
        left = undo_merge(done, by=request.user)
    except ValidationError as error:
        why = " ".join(map(say, error.messages))
        messages.error(request, say("Not undone: {why}").format(why=why))
    else:
        undone = say("Undone: {record} is a record of its own again.")
        messages.success(request, undone.format(record=done.merged))
        if left:
            kept = say("Changed since, and left as it is: {facts}")
            messages.warning(request, kept.format(facts="; ".join(left)))
    return redirect("patient_merges", patient.pk)


@require_safe
@may_merge
def duplicates(request: HttpRequest) -> HttpResponse:
    """Pairs that an import found and nobody has decided about, of one's teams, oldest first."""
    pairs = list(_waiting(request).select_related("patient", "other")[: SHOWN_AT_MOST + 1])
    context = {"pairs": pairs[:SHOWN_AT_MOST], "has_more": len(pairs) > SHOWN_AT_MOST}
    return render(request, "patients/duplicates.html", context)


@require_POST
@may_merge
def duplicate_apart(request: HttpRequest, pair_id: int) -> HttpResponse:
    """They are two people: the pair leaves the list."""
    pair = get_object_or_404(_waiting(request), pk=pair_id)
    pair.decided_at, pair.decided_by = timezone.now(), request.user
    with acting(request.user):
        pair.save()
    messages.success(request, say("Kept apart: two people."))
    return redirect("duplicates")


def _waiting(request: HttpRequest):
    return LikelyDuplicate.objects.in_teams_of(request.user).filter(decided_at=None)


def _of_teams(request: HttpRequest, patient_id: UUID) -> Patient:
    """Not one seen by emergency access: whoever merges answers for both."""
    return get_object_or_404(Patient.objects.in_teams_of(request.user), pk=patient_id)
