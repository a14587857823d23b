"""Results in the admin. The pages of patient and biopsy gain their results here."""

from django import forms
from django.contrib import admin
from django.shortcuts import redirect, render
from django_tasks_db.models import DBTaskResult

from biomarkers.domain.doubts import doubts_of_her2, doubts_of_receptors
from biomarkers.entry.forms import HER2ReadingForm, ReceptorReadingForm
from biomarkers.exchange.export_jobs import ask_for_export
from biomarkers.models import ExportKind
from patients.accounts.second_factor import ask_second_factor, used_second_factor
from patients.admin import SHORT_TEXT, BiopsyAdmin, FactAdmin, FactInline, PatientAdmin
from patients.admin.facts import reason_first
from patients.admin.forms import AdminFactForm, InlineFactForm
from patients.audit.events import Action
from patients.audit.limits import is_rate_limited
from patients.models import Biopsy, CareTeam, Patient

from . import models
from .publishing import admin as catalog  # noqa: F401 - registers the catalog


class AlterationInline(FactInline):
    model = models.Alteration


class MarkerInline(FactInline):
    model = models.MarkerResult


class HER2ReadingAdminForm(AdminFactForm):
    questions = HER2ReadingForm.questions
    doubts_of = staticmethod(doubts_of_her2)


class ReceptorReadingAdminForm(AdminFactForm):
    questions = ReceptorReadingForm.questions
    doubts_of = staticmethod(doubts_of_receptors)


class InlineHER2ReadingForm(InlineFactForm):
    questions = HER2ReadingForm.questions
    doubts_of = staticmethod(doubts_of_her2)


class InlineReceptorReadingForm(InlineFactForm):
    questions = ReceptorReadingForm.questions
    doubts_of = staticmethod(doubts_of_receptors)


class HER2ReadingInline(admin.StackedInline):
    model = models.HER2Reading
    form = InlineHER2ReadingForm
    formfield_overrides = SHORT_TEXT
    extra = 0
    show_change_link = True
    can_delete = False
    fieldsets = [
        (None, {"fields": [("read_on", "adequate"), ("reported_as", "guideline"), "as_written"]}),
        ("IHC", {"fields": [("ihc_score", "ihc_score_range", "zero_staining", "percent_stained")]}),
        (
            "ISH",
            {
                "fields": [
                    ("ish_status", "ish_probe", "ish_result", "ish_recount"),
                    ("ish_ratio", "her2_copies", "cep17_copies"),
                ]
            },
        ),
        ("By", {"fields": [("pathologist", "assay")]}),
        (None, {"fields": ["seen", "sure"]}),
    ]


class ReceptorReadingInline(admin.TabularInline):
    model = models.ReceptorReading
    form = InlineReceptorReadingForm
    extra = 0
    show_change_link = True
    can_delete = False


class ExportForm(forms.Form):
    why = forms.CharField(label="Reason", max_length=200)


def _ask_for_exports(patients, why: str, by) -> None:
    """One for each care team."""
    for team in CareTeam.objects.filter(pk__in=patients.values("care_team")):
        chosen = patients.filter(care_team=team)
        ask_for_export(team=team, kind=ExportKind.CHOSEN, reason=why, by=by, chosen=chosen)


class PatientWithResultsAdmin(PatientAdmin):
    inlines = [*PatientAdmin.inlines, AlterationInline, MarkerInline]
    actions = [*PatientAdmin.actions, "export"]

    def has_export_permission(self, request):
        return request.user.has_perm("patients.export_records")

    @admin.action(description="Export as a record folder", permissions=["export"])
    def export(self, request, queryset):
        """The chosen patients of the own teams with names, written by the worker as any export."""
        if not used_second_factor(request):
            return ask_second_factor(request)
        if is_rate_limited(request.user, Action.EXPORT):
            return render(request, "429.html", status=429)
        form = ExportForm(request.POST if "why" in request.POST else None)
        own = queryset.filter(pk__in=Patient.objects.in_teams_of(request.user).values("pk"))
        if form.is_valid():
            _ask_for_exports(own, form.cleaned_data["why"], request.user)
            return redirect("record_export")
        return reason_first(
            self,
            request,
            facts=own,
            form=form,
            action="export",
            title="Export as a record folder",
            about="The file contains patient names. It is made in the background, one for each "
            "care team, and logged under your name with the reason.",
            verb="Export",
        )


class BiopsyWithReadingsAdmin(BiopsyAdmin):
    inlines = [HER2ReadingInline, ReceptorReadingInline]


admin.site.unregister([Patient, Biopsy, DBTaskResult])
admin.site.register(Patient, PatientWithResultsAdmin)
admin.site.register(Biopsy, BiopsyWithReadingsAdmin)


class ReadingAdmin(FactAdmin):
    owner = "biopsy__patient"
    list_select_related = ["biopsy__patient"]
    search_fields = ["biopsy__accession"]
    autocomplete_fields = ["biopsy"]

    @admin.display(ordering="biopsy__patient")
    def patient(self, reading):
        return reading.biopsy.patient


@admin.register(models.HER2Reading)
class HER2ReadingAdmin(ReadingAdmin):
    list_display = ["biopsy", "patient", "read_on", "reported_as", "ihc_score", "ish_result"]
    list_filter = ["reported_as", "ihc_score", "ish_status", "ish_result", "guideline", "adequate"]
    fieldsets = [(None, {"fields": ["biopsy"]}), *HER2ReadingInline.fieldsets[:-1]]
    form = HER2ReadingAdminForm


@admin.register(models.ReceptorReading)
class ReceptorReadingAdmin(ReadingAdmin):
    list_display = ["biopsy", "patient", "read_on", "er_percent", "er_status", "pr_percent"]
    list_filter = ["er_status", "pr_status"]
    form = ReceptorReadingAdminForm


class ResultAdmin(FactAdmin):
    list_select_related = ["patient"]
    search_fields = ["patient__mrn"]
    autocomplete_fields = ["patient", "biopsy"]


@admin.register(models.Alteration)
class AlterationAdmin(ResultAdmin):
    list_display = ["patient", "gene", "alteration", "result", "origin", "material", "tested_on"]
    list_filter = ["result", "origin", "material"]
    also_found_by = ("gene__istartswith",)


@admin.register(models.MarkerResult)
class MarkerResultAdmin(ResultAdmin):
    list_display = ["patient", "marker", "value", "tested_on"]
    list_filter = ["marker"]
