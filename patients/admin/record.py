"""The tables of the record in the admin."""

from django.contrib import admin

from .. import models
from .facts import FactAdmin, FactInline


class BiopsyInline(FactInline):
    model = models.Biopsy


class AgentGivenInline(FactInline):
    model = models.AgentGiven
    autocomplete_fields = ["agent"]


class LineInline(FactInline):
    model = models.LineOfTreatment


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
    list_display = ["list_name", "mrn", "care_team", "metastatic_on", "deceased_on"]
    list_display_links = ["list_name", "mrn"]
    list_filter = ["care_team", "stage_at_diagnosis", "sex", "menopausal_status", "date_basis"]
    list_select_related = ["care_team"]
    search_fields = ["mrn", "family_name", "given_name", "biopsies__accession"]
    autocomplete_fields = ["care_team"]
    show_full_result_count = False
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


@admin.register(models.Biopsy)
class BiopsyAdmin(FactAdmin):
    list_display = ["accession", "patient", "collected_on", "site", "kind"]
    list_filter = ["kind", "procedure", "decalcification"]
    list_select_related = ["patient"]
    search_fields = ["accession", "site", "patient__mrn", "patient__family_name"]
    autocomplete_fields = ["patient"]
    show_full_result_count = False


@admin.register(models.LineOfTreatment)
class LineOfTreatmentAdmin(FactAdmin):
    actions = []  # a number alone says nothing of the patient
    list_display = ["patient", "number"]
    list_select_related = ["patient"]
    search_fields = ["patient__mrn", "patient__family_name"]
    autocomplete_fields = ["patient"]
    show_full_result_count = False


@admin.register(models.AgentGiven)
class AgentGivenAdmin(FactAdmin):
    list_display = ["patient", "agent", "setting", "line", "started_on", "ended_on", "end_reason"]
    list_filter = ["setting", "end_reason"]
    list_select_related = ["patient", "agent", "line"]
    search_fields = ["patient__mrn", "patient__family_name", "agent__name", "agent__brands__name"]
    autocomplete_fields = ["patient", "agent", "line"]
    show_full_result_count = False


@admin.register(models.AdverseEvent)
class AdverseEventAdmin(FactAdmin):
    list_display = ["patient", "agent", "term", "grade", "onset_on", "resolved_on"]
    list_filter = ["grade", "hospitalised"]
    list_select_related = ["patient", "agent"]
    search_fields = ["patient__mrn", "patient__family_name", "term", "agent__name"]
    autocomplete_fields = ["patient", "agent"]
    show_full_result_count = False


class DatedAdmin(FactAdmin):
    """Facts that stand by themselves on a day."""

    list_select_related = ["patient"]
    search_fields = ["patient__mrn", "patient__family_name"]
    autocomplete_fields = ["patient"]
    show_full_result_count = False


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
