"""The catalog in the admin: rows in force are read, and changed in a draft."""

from django import forms
from django.contrib import admin, messages
from django.db import transaction
from django.db.models import URLField
from django.urls import reverse
from django.utils.html import format_html

from biomarkers import models
from patients.admin import SHORT_TEXT
from patients.admin.picking import PicksRows

from . import drafts


class InForceOrDraft(admin.SimpleListFilter):
    title = "state"
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [("draft", "changes in drafts"), ("ended", "of earlier versions")]

    def queryset(self, request, queryset):
        match self.value():
            case "draft":
                return queryset.filter(since__isnull=True, draft__dropped_at=None)
            case "ended":
                return queryset.filter(until__isnull=False)
        return queryset.in_force()


@admin.action(description="Change in a draft", permissions=["draft"])
def change_in_draft(modeladmin, request, queryset):
    modeladmin.put_in_draft(request, queryset, drafts.change_row)


@admin.action(description="Remove in a draft", permissions=["draft"])
def take_out_in_draft(modeladmin, request, queryset):
    modeladmin.put_in_draft(request, queryset, drafts.take_row_out)


class EntryForm(forms.ModelForm):
    """A new row is of the draft of whoever adds it."""

    def clean(self):
        super().clean()
        cleaned = self.cleaned_data
        if self.instance.draft_id is None and not self.errors:
            self.instance.draft = _own_draft(self.request)
        return cleaned


class EntryAdmin(PicksRows, admin.ModelAdmin):
    """A row in force is never written: an action copies it into a draft, and that is changed."""

    form = EntryForm
    formfield_overrides = {**SHORT_TEXT, URLField: {"assume_scheme": "https"}}
    actions = [change_in_draft, take_out_in_draft]

    def get_list_filter(self, request):
        return [InForceOrDraft, *super().get_list_filter(request), "verified_on"]

    def has_draft_permission(self, request):
        return request.user.has_perm("biomarkers.add_catalogdraft")

    def has_change_permission(self, request, obj=None):
        of_draft = obj is None or (obj.is_draft and obj.draft.is_open)
        return of_draft and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return False  # a change is dropped on the page of its draft

    def get_actions(self, request):
        return {
            name: action
            for name, action in super().get_actions(request).items()
            if name != "delete_selected"
        }

    def put_in_draft(self, request, queryset, put) -> None:
        """Into the newest open draft of one's own, or a new one."""
        with transaction.atomic():
            draft = _own_draft(request)
            rows = [put(draft=draft, row=row, by=request.user) for row in queryset.in_force()]
        self.message_user(
            request,
            format_html("{} of {} in {}", len(rows), len(queryset), _link(draft)),
            messages.SUCCESS if rows else messages.WARNING,
        )

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        form.request = request
        return form

    def save_model(self, request, obj, form, change):
        obj.changed_by = request.user
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        draft = form.instance.draft
        drafts.touch(draft)
        told = format_html("It counts once {} is published.", _link(draft))
        self.message_user(request, told, messages.INFO)


def _own_draft(request) -> models.CatalogDraft:
    found = drafts.draft_of(request.user)
    title = f"Changes by {request.user.get_username()}"
    return found or drafts.open_draft(title=title, by=request.user)


def _link(draft: models.CatalogDraft) -> str:
    url = reverse("catalog_draft", args=[draft.pk])
    return format_html('<a href="{}">{}</a>', url, draft)


class RegimenPartInline(PicksRows, admin.TabularInline):
    model = models.RegimenPart
    extra = 0
    min_num = 1
    validate_min = True  # a row without a regimen says nothing
    autocomplete_fields = ["agent", "agent_class"]


class AlterationCriterionInline(admin.TabularInline):
    model = models.AlterationCriterion
    extra = 0


class PriorTherapyInline(PicksRows, admin.TabularInline):
    model = models.PriorTherapyCriterion
    extra = 0
    autocomplete_fields = ["agent", "agent_class"]


SOURCE = ("Source", {"fields": ["source", "address", "verified_on"]})


@admin.register(models.TreatmentOption)
class TreatmentOptionAdmin(EntryAdmin):
    list_display = ["regimen", "slug", "setting", "basis", "her2", "evidence", "verified_on"]
    list_filter = ["setting", "basis", "her2", "hormone_receptor", "evidence"]
    search_fields = ["slug", "regimen", "named_agent__name", "trial"]
    autocomplete_fields = ["named_agent"]
    inlines = [RegimenPartInline, PriorTherapyInline, AlterationCriterionInline]
    fieldsets = [
        (None, {"fields": ["regimen", "slug", "named_agent", ("basis", "setting", "position")]}),
        (
            "Open when",
            {
                "fields": [
                    ("her2", "hormone_receptor", "marker"),
                    ("patient", "stage", "first_line"),
                    "label_also_asks",
                ]
            },
        ),
        ("In force", {"fields": [("approved_on", "ended_on")]}),
        (
            "Evidence",
            {
                "fields": [
                    ("evidence", "step", "partner_may_have_failed"),
                    ("trial", "comparison"),
                    ("pfs_months", "pfs_control", "pfs_hr"),
                    ("os_months", "os_control", "os_hr", "os_longer"),
                    "early_endpoint",
                ]
            },
        ),
        ("Giving it", {"fields": ["route", "watch"]}),
        ("Source", {"fields": ["source", "address", ("verified_on", "verified_against")]}),
    ]


@admin.register(models.SafetyRule)
class SafetyRuleAdmin(EntryAdmin):
    list_display = ["slug", "hazard", "threshold", "applies_to", "effect", "code", "verified_on"]
    list_filter = ["effect", "weighty"]
    search_fields = ["slug", "hazard", "applies_to", "code", "says"]
    fieldsets = [
        (None, {"fields": ["slug", "position"]}),
        ("What is on record", {"fields": ["hazard", "threshold", "scope"]}),
        ("What follows", {"fields": ["applies_to", ("effect", "weighty"), "code", "says"]}),
        SOURCE,
    ]


@admin.register(models.EventTerm)
class EventTermAdmin(EntryAdmin):
    list_display = ["term", "list_name", "whole"]
    list_filter = ["list_name", "whole"]
    search_fields = ["term"]
    fieldsets = [(None, {"fields": ["list_name", "term", "whole"]}), SOURCE]


@admin.register(models.BeforeStartCheck)
class BeforeStartCheckAdmin(EntryAdmin):
    list_display = ["agent_or_class", "check_name", "says", "valid_for", "verified_on"]
    list_filter = ["check_name"]
    search_fields = ["agent_or_class", "check_name", "says"]
    fieldsets = [
        (None, {"fields": ["agent_or_class", "check_name", "says", "valid_for", "position"]}),
        SOURCE,
    ]


@admin.register(models.OrganWord)
class OrganWordAdmin(EntryAdmin):
    list_display = ["word", "organ"]
    list_filter = ["organ"]
    search_fields = ["word", "organ"]
    fieldsets = [(None, {"fields": ["word", "organ"]}), SOURCE]


class GeneNameInline(admin.TabularInline):
    model = models.GeneName
    extra = 0


@admin.register(models.Gene)
class GeneAdmin(admin.ModelAdmin):
    """Names that the entry and import of alterations understand; they count at once."""

    list_display = ["symbol", "name", "hgnc_id"]
    search_fields = ["symbol", "names__name"]
    inlines = [GeneNameInline]
