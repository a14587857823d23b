"""The catalog as staff keep it: drafts, what they would do, versions, and what needs checking."""

from operator import attrgetter
from typing import Any

from django import forms
from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from biomarkers.catalog.tables import TABLES
from biomarkers.models import CatalogDraft, CatalogPreview, CatalogVersion
from biomarkers.publishing import drafts
from biomarkers.publishing.checking import MONTHS, needs_checking
from biomarkers.publishing.comparing import changes_between, changes_of
from biomarkers.publishing.following import following
from patients.http import render_page
from patients.models import Patient

may_see = permission_required("biomarkers.view_catalogversion", raise_exception=True)
may_draft = permission_required("biomarkers.add_catalogdraft", raise_exception=True)
may_publish = permission_required("biomarkers.publish_catalogdraft", raise_exception=True)
REFUSED = 409
VERSIONS_SHOWN = 30
PATIENTS_SHOWN = 100


class DraftForm(forms.ModelForm):
    class Meta:
        model = CatalogDraft
        fields = ["title", "reason"]
        widgets = {"reason": forms.Textarea(attrs={"rows": 2})}


class AgeForm(forms.Form):
    months = forms.IntegerField(
        label="Verified more than so many months ago", min_value=0, max_value=12 * 100
    )


class AgainstForm(forms.Form):
    against = forms.ModelChoiceField(
        CatalogVersion.objects.all(), to_field_name="number", label="Compare with", required=False
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        against: Any = self.fields["against"]
        against.label_from_instance = attrgetter("words")


@require_http_methods(["GET", "POST"])
@may_see
def catalog(request: HttpRequest) -> HttpResponse:
    """What is in force, what is in drafts, and every version."""
    form = DraftForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        return _open_draft(request, form)
    return render(request, "biomarkers/catalog/catalog.html", _overview(form))


@may_draft
def _open_draft(request: HttpRequest, form: DraftForm) -> HttpResponse:
    if not form.is_valid():
        return render(request, "biomarkers/catalog/catalog.html", _overview(form), status=422)
    draft = drafts.open_draft(**form.cleaned_data, by=request.user)
    return redirect("catalog_draft", draft.pk)


def _overview(form: DraftForm) -> dict:
    opened = CatalogDraft.objects.filter(published=None, dropped_at=None)
    versions = CatalogVersion.objects.select_related("made_by", "draft")
    return {
        "form": form,
        "drafts": opened.select_related("created_by"),
        "versions": versions[:VERSIONS_SHOWN],
        "tables": [(table, table.rows_in_force) for table in TABLES],
        "to_check": len(needs_checking(timezone.localdate())),
        "following": following(),
    }


@require_safe
@may_see
def catalog_draft(request: HttpRequest, draft_id: int) -> HttpResponse:
    draft = get_object_or_404(CatalogDraft.objects.select_related("created_by"), pk=draft_id)
    preview = drafts.newest_preview(draft) if draft.is_open else draft.previews.first()
    context = {
        "draft": draft,
        "changes": changes_of(draft),
        "preview": preview,
        "effects": _effects_seen(request, preview),
        "admin_tables": [
            (f"admin:biomarkers_{table.slug}_changelist", table.name) for table in TABLES
        ],
        "hindrances": drafts.hindrances(draft, by=request.user, now=timezone.now())
        if draft.is_open
        else [],
    }
    page, fragment = "biomarkers/catalog/draft.html", "biomarkers/catalog/_preview.html"
    return render_page(request, page, fragment, context)


def _effects_seen(request: HttpRequest, preview: CatalogPreview | None):
    """Of patients whom the user may see: names are for nobody else."""
    if preview is None or not request.user.has_perm("biomarkers.view_her2assessment"):
        return []
    seen = Patient.objects.visible_to(request.user)
    return preview.effects.filter(patient__in=seen).select_related("patient")[:PATIENTS_SHOWN]


@require_POST
@may_draft
def draft_preview(request: HttpRequest, draft_id: int) -> HttpResponse:
    drafts.look_ahead(draft=get_object_or_404(CatalogDraft, pk=draft_id))
    return redirect("catalog_draft", draft_id)


@require_POST
@may_publish
def draft_publish(request: HttpRequest, draft_id: int) -> HttpResponse:
    draft = get_object_or_404(CatalogDraft, pk=draft_id)
    try:
        drafts.publish(draft=draft, by=request.user)
    except drafts.NotPublished as refused:
        context = {"draft": draft, "reasons": refused.reasons}
        return render(request, "biomarkers/catalog/refused.html", context, status=REFUSED)
    return redirect("catalog")


@require_POST
@may_draft
def draft_drop(request: HttpRequest, draft_id: int) -> HttpResponse:
    drafts.drop_draft(draft=get_object_or_404(CatalogDraft, pk=draft_id), by=request.user)
    return redirect("catalog")


@require_POST
@may_draft
def change_drop(request: HttpRequest, draft_id: int, table: str, key: int) -> HttpResponse:
    """One change of a draft."""
    model = next((t.model for t in TABLES if t.slug == table), None)
    if model is None:
        raise Http404
    found = get_object_or_404(model, pk=key, draft=draft_id, since=None)
    drafts.drop_change(row=found, by=request.user)
    return redirect("catalog_draft", draft_id)


@require_safe
@may_see
def catalog_version(request: HttpRequest, number: int) -> HttpResponse:
    """What a version changed; or how it differs from any other."""
    version = get_object_or_404(CatalogVersion.objects.select_related("made_by"), number=number)
    form = AgainstForm(request.GET)
    chosen = form.cleaned_data["against"] if form.is_valid() else None
    against = chosen.number if chosen else number - 1
    context = {
        "version": version,
        "form": form,
        "against": against,
        "changes": changes_between(against, number),
    }
    return render(request, "biomarkers/catalog/version.html", context)


@require_POST
@may_draft
def version_take_back(request: HttpRequest, number: int) -> HttpResponse:
    version = get_object_or_404(CatalogVersion, number=number, draft__isnull=False)
    return redirect("catalog_draft", drafts.take_back(version=version, by=request.user).pk)


@require_safe
@may_see
def catalog_checking(request: HttpRequest) -> HttpResponse:
    form = AgeForm({"months": MONTHS, **request.GET.dict()})
    months = form.cleaned_data["months"] if form.is_valid() else MONTHS
    rows = needs_checking(timezone.localdate(), months=months)
    return render(request, "biomarkers/catalog/checking.html", {"form": form, "rows": rows})
