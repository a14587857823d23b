"""The record in the admin: everything can be entered and corrected, by those who may see it."""

from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import ValidationError
from django.db.models import Model, TextField
from django.http import HttpResponseRedirect

from . import models
from .accounts import user_admin  # noqa: F401 - registers accounts
from .actions import remove_facts, save_facts
from .audit.events import Action, record_patient, record_user
from .audit.models import owner_of
from .signals import agents_changed

# The trail has pages of its own, and who reads them is recorded.
admin.site.unregister(models.AuditEvent)


def _choices_on_page(model: type[Model], request):
    """Rows of the patient whose page this is; none of anybody else's."""
    match = request.resolver_match
    patient_id = match.kwargs.get("object_id") if match.url_name.startswith("patients_") else None
    return model.objects.filter(patient=patient_id) if patient_id else model.objects.none()


class VisibleOnly:
    """Only rows of patients whom the user may see. `owner` leads to the patient."""

    owner = "patient"

    def get_queryset(self, request):
        seen = models.Patient.objects.visible_to(request.user)
        return super().get_queryset(request).filter(**{f"{self.owner}__in": seen})

    def get_object(self, request, object_id, from_field=None):
        """To show, to delete, or its history: whose record was opened is recorded."""
        row = super().get_object(request, object_id, from_field)
        if row and request.method == "GET":
            page = f"admin {self.opts.model_name}"
            record_patient(Action.ACCESS, owner_of(row), page=page)
        return row

    def get_search_results(self, request, queryset, search_term):
        if search_term:
            page = f"admin {self.opts.model_name}"
            record_user(Action.SEARCH, request.user, text=search_term, page=page)
        return super().get_search_results(request, queryset, search_term)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.related_model is models.Patient:
            kwargs["queryset"] = models.Patient.objects.visible_to(request.user)
        elif db_field.related_model is models.CareTeam:
            kwargs["queryset"] = request.user.care_teams.all()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


SHORT_TEXT = {TextField: {"widget": AdminTextareaWidget(attrs={"rows": 2})}}


class FactInline(admin.TabularInline):
    formfield_overrides = SHORT_TEXT
    extra = 0
    show_change_link = True

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.related_model in (models.LineOfTreatment, models.Biopsy):
            kwargs["queryset"] = _choices_on_page(db_field.related_model, request)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class FactAdmin(VisibleOnly, admin.ModelAdmin):
    """Writes go through the actions of the record, so that the assessment follows."""

    formfield_overrides = SHORT_TEXT

    def changeform_view(self, request, *args, **kwargs):
        """What the form could not see, as two equal new rows, is told; nothing is written then."""
        try:
            return super().changeform_view(request, *args, **kwargs)
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())

    def save_model(self, request, obj, form, change):
        save_facts([obj], by=request.user)

    def save_formset(self, request, form, formset, change):
        facts = formset.save(commit=False)
        remove_facts(formset.deleted_objects, by=request.user)
        save_facts(facts, by=request.user)
        formset.save_m2m()

    def delete_model(self, request, obj):
        remove_facts([obj], by=request.user)

    def delete_queryset(self, request, queryset):
        remove_facts(queryset, by=request.user)

    def get_readonly_fields(self, request, obj=None):
        """A fact is never moved to another patient or specimen: it is entered there anew."""
        fixed = [f for f in ("patient", "biopsy") if obj and f in self._field_names()]
        return [*super().get_readonly_fields(request, obj), *fixed]

    def _field_names(self) -> set[str]:
        return {field.name for field in self.model._meta.fields}


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


@admin.register(models.ConditionKind)
class ConditionKindAdmin(admin.ModelAdmin):
    list_display = ["code", "words", "severities", "snomed_ct"]
    search_fields = ["code", "words"]


@admin.register(models.Procedure)
class ProcedureAdmin(DatedAdmin):
    list_display = ["patient", "kind", "started_on", "site"]
    list_filter = ["kind"]


@admin.register(models.CareTeam)
class CareTeamAdmin(admin.ModelAdmin):
    search_fields = ["name"]
    filter_horizontal = ["members"]


class AgentBrandInline(admin.TabularInline):
    model = models.AgentBrand
    extra = 0


class AgentSynonymInline(admin.TabularInline):
    model = models.AgentSynonym
    extra = 0


class TellsOfAgents(admin.ModelAdmin):
    """Names and classes of agents decide what a label's words mean."""

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        agents_changed.send(sender=self.model)

    def delete_model(self, request, obj):
        super().delete_model(request, obj)
        agents_changed.send(sender=self.model)


@admin.register(models.Agent)
class AgentAdmin(TellsOfAgents):
    list_display = ["name", "rxnorm_code"]
    list_filter = ["classes"]
    search_fields = ["name", "brands__name", "synonyms__name", "=rxnorm_code"]
    filter_horizontal = ["classes"]
    inlines = [AgentBrandInline, AgentSynonymInline]


@admin.register(models.AgentClass)
class AgentClassAdmin(TellsOfAgents):
    search_fields = ["name"]


@admin.register(models.RegimenName)
class RegimenNameAdmin(admin.ModelAdmin):
    list_display = ["name", "note"]
    search_fields = ["name", "agents__name"]
    filter_horizontal = ["agents"]
