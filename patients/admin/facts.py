"""How every fact of the record is edited in the admin: of visible patients, through actions."""

from itertools import groupby

from django.contrib import admin, messages
from django.contrib.admin import helpers
from django.contrib.admin.utils import unquote
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Model, Q, TextField
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.functional import cached_property

from .. import models
from ..actions import save_facts
from ..audit.events import Action, log_patient_event, log_user_event
from ..audit.guests import refuse_guest
from ..audit.models import owner_of
from ..changes.taking_back import enter_in_error
from ..forms import InErrorForm
from ..models.access import teams_of
from ..search.finding import AT_MOST, keys_meant
from .forms import AdminFactForm, InlineFactForm, seen_in
from .picking import PicksRows


def _choices_on_page(model: type[Model], request):
    """Rows of the patient whose page this is; none of anybody else's."""
    match = request.resolver_match
    patient_id = match.kwargs.get("object_id") if match.url_name.startswith("patients_") else None
    return model.objects.filter(patient=patient_id) if patient_id else model.objects.none()


def is_whole_list(request) -> bool:
    """Whether a list is asked for without a search. A broken glass does not lengthen it."""
    is_list = request.resolver_match.url_name.endswith("_changelist")
    return is_list and not request.GET.get("q")


class FirstRows(Paginator):
    """Of a list that can be as long as the database: its first rows. No more are counted."""

    MOST = 1000

    @cached_property
    def count(self) -> int:
        return min(self._known, self.MOST)

    @property
    def is_cut(self) -> bool:
        return self._known > self.MOST

    @cached_property
    def _known(self) -> int:
        return self.object_list.order_by()[: self.MOST + 1].count()


MORE_FOUND = "More than {most} match: {most} are shown. Type more letters to find the others."


class VisibleOnly:
    """Only rows of patients whom the user may see. `owner` leads to the patient."""

    owner = "patient"

    paginator = FirstRows
    show_full_result_count = False

    def get_queryset(self, request):
        patients = models.Patient.objects
        seen = (
            patients.in_teams_of(request.user)
            if is_whole_list(request)
            else patients.visible_to(request.user)
        )
        return super().get_queryset(request).filter(**{f"{self.owner}__in": seen})

    def get_object(self, request, object_id, from_field=None):
        """To show, to delete, or its history: whose record was opened is recorded."""
        row = super().get_object(request, object_id, from_field)
        if row and request.method == "GET":
            page = f"admin {self.opts.model_name}"
            log_patient_event(Action.ACCESS, owner_of(row), page=page)
            request.recorded_patient = owner_of(row)
        return row

    also_found_by: tuple[str, ...] = ()  # lookups of its own, as the name of a drug

    def get_search_results(self, request, queryset, search_term):
        """By what finds the patient, without accents, or by what is the row's own."""
        if not search_term:
            return queryset, False
        page = f"admin {self.opts.model_name}"
        log_user_event(Action.SEARCH, request.user, text=search_term, page=page)
        keys = keys_meant(request.user, search_term)
        is_list = request.resolver_match.url_name.endswith("_changelist")
        if is_list and len(keys) > AT_MOST:
            messages.info(request, MORE_FOUND.format(most=AT_MOST))
        found = Q(**{f"{self.owner}__in": keys[:AT_MOST]})
        for lookup in self.also_found_by:
            found |= Q(**{lookup: search_term.strip()})
        return queryset.filter(found), bool(self.also_found_by)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.related_model is models.Patient:
            kwargs["queryset"] = models.Patient.objects.visible_to(request.user)
        elif db_field.related_model is models.CareTeam:
            kwargs["queryset"] = request.user.care_teams.all()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


SHORT_TEXT = {TextField: {"widget": AdminTextareaWidget(attrs={"rows": 2})}}


class FactInline(PicksRows, admin.TabularInline):
    form = InlineFactForm
    formfield_overrides = SHORT_TEXT
    extra = 0
    show_change_link = True
    can_delete = False

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        formset.form.by = request.user  # the class is made for this request
        return formset

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.related_model in (models.LineOfTreatment, models.Biopsy):
            kwargs["queryset"] = _choices_on_page(db_field.related_model, request)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


_ASKED = ("why", "seen", "sure")
NO_TEAM = "You are not in a care team, so there are no patients here. Ask your administrator."


def _refuse_guest(user, fact: models.ClinicalFact) -> None:
    """A new patient is of a team that was chosen among one's own."""
    patient = models.Patient.on_file.filter(pk=fact.patient_id).first()
    if patient:
        refuse_guest(user, patient)


def _patient_key(fact: models.ClinicalFact) -> str:
    return str(fact.patient_id)


def reason_first(page: admin.ModelAdmin, request: HttpRequest, **context) -> HttpResponse:
    """The chosen rows once more, and the form that an action on them needs before it acts."""
    of_page = {"opts": page.opts, "chosen": helpers.ACTION_CHECKBOX_NAME}
    every = page.admin_site.each_context(request)
    return render(request, "admin/reason_first.html", {**every, **of_page, **context})


class FactAdmin(PicksRows, VisibleOnly, admin.ModelAdmin):
    """Writes go through the actions of the record, so that the assessment follows."""

    form = AdminFactForm
    formfield_overrides = SHORT_TEXT
    actions = ["mark_in_error"]
    ordering = ["-pk"]  # what was entered last
    change_form_template = "admin/fact.html"
    search_help_text = "Name, birth date, MRN or accession number"

    def has_delete_permission(self, request, obj=None):
        return False  # Mark as entered in error: nothing of a record is deleted.

    @admin.action(description="Mark as entered in error", permissions=["change"])
    def mark_in_error(self, request, queryset):
        """Asks for the reason first. The facts of each patient leave the record together."""
        form = InErrorForm(request.POST if "why" in request.POST else None)
        if form.is_valid():
            with transaction.atomic():  # all that was chosen, or nothing
                for _, facts in groupby(sorted(queryset, key=_patient_key), key=_patient_key):
                    facts = list(facts)
                    _refuse_guest(request.user, facts[0])
                    enter_in_error(facts, by=request.user, **form.cleaned_data)
            self.message_user(request, "Marked as entered in error.", messages.SUCCESS)
            return None
        return reason_first(
            self,
            request,
            facts=queryset,
            form=form,
            action="mark_in_error",
            title="Mark as entered in error",
            about="These leave status, options, timeline, worklist and exports. "
            "They stay on file and can be restored on the chart.",
            verb="Mark as entered in error",
        )

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """What the form could not see, as two equal new rows, is told; nothing is written then."""
        row = admin.ModelAdmin.get_object(self, request, unquote(object_id)) if object_id else None
        owner = {"of_patient": owner_of(row)} if row else {}
        try:
            return super().changeform_view(
                request, object_id, form_url, {**owner, **(extra_context or {})}
            )
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        form.by = request.user  # the class is made for this request
        return form

    def save_model(self, request, obj, form, change):
        _refuse_guest(request.user, obj)
        why = form.cleaned_data.get("why", "")
        save_facts([obj], by=request.user, why=why, seen=form.seen_values)

    def save_formset(self, request, form, formset, change):
        why = form.cleaned_data.get("why", "")
        rows = formset.save(commit=False)
        save_facts(rows, by=request.user, why=why, seen=seen_in(formset))
        formset.save_m2m()

    def get_fieldsets(self, request, obj=None):
        """What a correction says of itself stands last."""
        fieldsets = [*super().get_fieldsets(request, obj)]
        if not issubclass(self.form, AdminFactForm) or not self._may_write(request, obj):
            return fieldsets
        asked = ["why", "seen", "sure"] if obj else ["sure"]
        fieldsets = [
            (title, {**options, "fields": [f for f in options["fields"] if f not in _ASKED]})
            for title, options in fieldsets
        ]
        return [*fieldsets, (None, {"fields": asked})]

    def _may_write(self, request, obj) -> bool:
        may = self.has_change_permission if obj else self.has_add_permission
        return may(request, obj) if obj else may(request)

    def changelist_view(self, request, extra_context=None):
        if not teams_of(request.user).exists():
            self.message_user(request, NO_TEAM, messages.WARNING)
        return super().changelist_view(request, extra_context)

    def get_readonly_fields(self, request, obj=None):
        """A fact is never moved to another patient or specimen: it is entered there anew."""
        fixed = [f for f in ("patient", "biopsy") if obj and f in self._field_names()]
        return [*super().get_readonly_fields(request, obj), *fixed]

    def _field_names(self) -> set[str]:
        return {field.name for field in self.model._meta.fields}
