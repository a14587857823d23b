"""Results in the admin. The pages of patient and biopsy gain their results here."""

from django.contrib import admin
from django_tasks_db.models import DBTaskResult

from patients.admin import SHORT_TEXT, BiopsyAdmin, FactAdmin, FactInline, PatientAdmin
from patients.models import Biopsy, Patient

from . import models
from .publishing import admin as catalog  # noqa: F401 - registers the catalog


class AlterationInline(FactInline):
    model = models.Alteration


class MarkerInline(FactInline):
    model = models.MarkerResult


class HER2ReadingInline(admin.StackedInline):
    model = models.HER2Reading
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
    ]


class ReceptorReadingInline(admin.TabularInline):
    model = models.ReceptorReading
    extra = 0
    show_change_link = True
    can_delete = False


class PatientWithResultsAdmin(PatientAdmin):
    inlines = [*PatientAdmin.inlines, AlterationInline, MarkerInline]


class BiopsyWithReadingsAdmin(BiopsyAdmin):
    inlines = [HER2ReadingInline, ReceptorReadingInline]


admin.site.unregister([Patient, Biopsy, DBTaskResult])
admin.site.register(Patient, PatientWithResultsAdmin)
admin.site.register(Biopsy, BiopsyWithReadingsAdmin)


class ReadingAdmin(FactAdmin):
    owner = "biopsy__patient"
    list_select_related = ["biopsy__patient"]
    search_fields = ["biopsy__accession", "biopsy__patient__mrn", "biopsy__patient__family_name"]
    autocomplete_fields = ["biopsy"]
    show_full_result_count = False

    @admin.display(ordering="biopsy__patient")
    def patient(self, reading):
        return reading.biopsy.patient


@admin.register(models.HER2Reading)
class HER2ReadingAdmin(ReadingAdmin):
    list_display = ["biopsy", "patient", "read_on", "reported_as", "ihc_score", "ish_result"]
    list_filter = ["reported_as", "ihc_score", "ish_status", "ish_result", "guideline", "adequate"]
    fieldsets = [(None, {"fields": ["biopsy"]}), *HER2ReadingInline.fieldsets]


@admin.register(models.ReceptorReading)
class ReceptorReadingAdmin(ReadingAdmin):
    list_display = ["biopsy", "patient", "read_on", "er_percent", "er_status", "pr_percent"]
    list_filter = ["er_status", "pr_status"]


class ResultAdmin(FactAdmin):
    list_select_related = ["patient"]
    search_fields = ["patient__mrn", "patient__family_name"]
    autocomplete_fields = ["patient", "biopsy"]
    show_full_result_count = False


@admin.register(models.Alteration)
class AlterationAdmin(ResultAdmin):
    list_display = ["patient", "gene", "alteration", "result", "origin", "material", "tested_on"]
    list_filter = ["result", "origin", "material"]
    search_fields = [*ResultAdmin.search_fields, "gene", "alteration"]


@admin.register(models.MarkerResult)
class MarkerResultAdmin(ResultAdmin):
    list_display = ["patient", "marker", "value", "tested_on"]
    list_filter = ["marker"]
