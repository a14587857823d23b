"""The tables of the record in the admin."""

from django import forms
from django.contrib import admin, messages
from django.forms import ModelForm

from .. import models
from ..actions import save_facts
from ..models.access import can_view_all_patients, teams_of
from ..models.patient import NAME_ORDER
from .facts import FactAdmin, FactInline, reason_first
from .forms import BiopsyAdminForm, InlineBiopsyForm, PatientAdminForm


class TeamForm(forms.Form):
    """One of the own teams, and why."""

    why = forms.CharField(label="Reason", max_length=200)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["team"] = forms.ModelChoiceField(teams_of(user), label="Care team")
        self.order_fields(["team", "why"])


class OwnTeamsFilter(admin.RelatedFieldListFilter):
    """The teams that the user sees: which of them have patients is not asked of all patients."""

    def field_choices(self, field, request, model_admin):
        seen = can_view_all_patients(request.user)
        teams = models.CareTeam.objects.all() if seen else teams_of(request.user)
        return [(team.pk, team.name) for team in teams]


class BiopsyInline(FactInline):
    model = models.Biopsy
    form = InlineBiopsyForm


class AgentGivenInline(FactInline):
    model = models.AgentGiven
    autocomplete_fields = ["agent"]


class LineInline(FactInline):
    """A number is given once; drugs are put on another line on the chart."""

    model = models.LineOfTreatment
    form = ModelForm  # type: ignore[assignment]

    def has_change_permission(self, request, obj=None):
        return False


class AdverseEventInline(FactInline):
    model = models.AdverseEvent
    autocomplete_fields = ["agent"]


class ProgressionInline(FactInline):
    model = models.Progression


class DiseaseStatusInline(FactInline):
    model = models.DiseaseStatus


class LVEFInline(FactInline):
    model = models.LVEFMeasurement


class PerformanceStatusInline(FactInline):
    model = models.PerformanceStatus


class ConditionInline(FactInline):
    model = models.Condition
    autocomplete_fields = ["kind"]


class ProcedureInline(FactInline):
    model = models.Procedure


@admin.register(models.Patient)
class PatientAdmin(FactAdmin):
    owner = "pk"
    ordering = [*NAME_ORDER]
    form = PatientAdminForm
    actions = [*FactAdmin.actions, "assign_team"]
    list_display = ["list_name", "mrn", "care_team", "metastatic_on", "deceased_on"]
    list_display_links = ["list_name", "mrn"]
    list_filter = [
        ("care_team", OwnTeamsFilter),
        "stage_at_diagnosis",
        "sex",
        "menopausal_status",
        "date_basis",
    ]
    list_select_related = ["care_team"]
    search_fields = ["mrn"]  # shows the field; patients/search finds
    fieldsets = [
        (None, {"fields": ["care_team", "mrn", ("family_name", "given_name"), "birth_date"]}),
        ("Person", {"fields": [("sex", "menopausal_status")]}),
        (
            "Disease",
            {
                "fields": [
                    ("diagnosed_on", "stage_at_diagnosis"),
                    ("metastatic_on", "unresectable_on"),
                    ("residual_disease", "treatment_history"),
                ]
            },
        ),
        ("Follow-up", {"fields": ["last_contact_on", "deceased_on", "date_basis"]}),
    ]
    inlines = [
        BiopsyInline,
        LineInline,
        AgentGivenInline,
        AdverseEventInline,
        ProgressionInline,
        DiseaseStatusInline,
        LVEFInline,
        PerformanceStatusInline,
        ConditionInline,
        ProcedureInline,
    ]

    def get_readonly_fields(self, request, obj=None):
        """Who sees a patient by break-glass cannot take the patient over."""
        is_guest = obj and not obj.care_team.members.contains(request.user)
        return [*super().get_readonly_fields(request, obj), *(["care_team"] if is_guest else [])]

    @admin.action(description="Assign to a care team", permissions=["change"])
    def assign_team(self, request, queryset):
        """Of one of the own teams to another, with the reason; none that one sees by glass."""
        form = TeamForm(request.POST if "team" in request.POST else None, user=request.user)
        patients = queryset.filter(care_team__in=teams_of(request.user))
        if form.is_valid():
            moved = list(patients)
            for patient in moved:
                patient.care_team = form.cleaned_data["team"]
            save_facts(moved, by=request.user, why=form.cleaned_data["why"])
            words = f"{len(moved)} assigned to {form.cleaned_data['team']}."
            self.message_user(request, words, messages.SUCCESS)
            return None
        return reason_first(
            self,
            request,
            facts=patients,
            form=form,
            action="assign_team",
            title="Assign to a care team",
            about="The members of the new care team will see these patients; "
            "those of the old one will not see them any longer.",
            verb="Assign",
        )


@admin.register(models.Biopsy)
class BiopsyAdmin(FactAdmin):
    form = BiopsyAdminForm
    ordering = ["-collected_on", "-pk"]
    also_found_by = ("site__istartswith",)
    list_display = ["accession", "patient", "collected_on", "site", "kind"]
    list_filter = ["kind", "procedure", "decalcification"]
    list_select_related = ["patient"]
    search_fields = ["accession"]
    autocomplete_fields = ["patient"]


@admin.register(models.LineOfTreatment)
class LineOfTreatmentAdmin(FactAdmin):
    """A number is given once; drugs are put on another line on the chart."""

    form = ModelForm  # type: ignore[assignment]
    actions = []  # a number alone says nothing of the patient
    list_display = ["patient", "number"]
    list_select_related = ["patient"]
    search_fields = ["patient__mrn"]
    autocomplete_fields = ["patient"]

    def has_change_permission(self, request, obj=None):
        return False


@admin.register(models.AgentGiven)
class AgentGivenAdmin(FactAdmin):
    list_display = ["patient", "agent", "setting", "line", "started_on", "ended_on", "end_reason"]
    list_filter = ["setting", "end_reason"]
    list_select_related = ["patient", "agent", "line"]
    search_fields = ["patient__mrn"]
    also_found_by = ("agent__name__istartswith", "agent__brands__name__istartswith")
    autocomplete_fields = ["patient", "agent", "line"]


@admin.register(models.AdverseEvent)
class AdverseEventAdmin(FactAdmin):
    list_display = ["patient", "agent", "term", "grade", "onset_on", "resolved_on"]
    list_filter = ["grade", "hospitalised"]
    list_select_related = ["patient", "agent"]
    search_fields = ["patient__mrn"]
    also_found_by = ("term__istartswith", "agent__name__istartswith")
    autocomplete_fields = ["patient", "agent"]


class DatedAdmin(FactAdmin):
    """Facts that stand by themselves on a day."""

    list_select_related = ["patient"]
    search_fields = ["patient__mrn"]
    autocomplete_fields = ["patient"]


@admin.register(models.Progression)
class ProgressionAdmin(DatedAdmin):
    list_display = ["patient", "on", "site", "modality"]


@admin.register(models.DiseaseStatus)
class DiseaseStatusAdmin(DatedAdmin):
    list_display = ["patient", "on", "status"]
    list_filter = ["status"]


@admin.register(models.LVEFMeasurement)
class LVEFMeasurementAdmin(DatedAdmin):
    list_display = ["patient", "measured_on", "percent", "method"]


@admin.register(models.PerformanceStatus)
class PerformanceStatusAdmin(DatedAdmin):
    list_display = ["patient", "on", "ecog"]
    list_filter = ["ecog"]


@admin.register(models.Condition)
class ConditionAdmin(DatedAdmin):
    list_display = ["patient", "kind", "severity", "noted_on", "resolved_on"]
    list_filter = ["kind"]
    list_select_related = ["patient", "kind"]
    autocomplete_fields = ["patient", "kind"]


@admin.register(models.Procedure)
class ProcedureAdmin(DatedAdmin):
    list_display = ["patient", "kind", "started_on", "site"]
    list_filter = ["kind"]
