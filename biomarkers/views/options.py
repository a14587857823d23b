"""Options of one patient: a band and a regimen that are read later, and two side by side."""

from collections import Counter
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from biomarkers.domain.options import Option
from biomarkers.domain.rank import ranks_of
from biomarkers.options.bands import FOLDED, Band
from biomarkers.options.regimens import regimen_words
from biomarkers.options.side_by_side import side_by_side
from biomarkers.wording.codes import STATE_WORDS
from patients.http import render_page

from .access import sees_results
from .chart import chart_on_day

# States that are worth comparing, most useful first.
COMPARED = ("open", "next", "needs_information", "blocked", "in_use", "later", "used", "closed")


class TwoOptions(forms.Form):
    """Two rows of the catalog, each named by regimen and indication."""

    first = forms.ChoiceField(label="First option")
    second = forms.ChoiceField(label="Second option")

    def __init__(self, data, options, ranks):
        super().__init__(data, label_suffix="")
        ordered = sorted(options, key=lambda o: (COMPARED.index(o.state), ranks.get(o.row.slug, 0)))
        indications = Counter(o.row.regimen for o in ordered)
        choices = [(o.row.slug, _name(o, indications[o.row.regimen])) for o in ordered]
        for field in self.fields.values():
            field.choices = choices


def _name(option: Option, indications: int) -> str:
    """Regimen and state; of several indications of a regimen, which."""
    name = f"{regimen_words(option.row.regimen)} · {STATE_WORDS[option.state]}"
    return f"{name} · {option.row.slug.replace('-', ' ')}" if indications > 1 else name


@require_safe
@sees_results
def patient_options(request: HttpRequest, patient_id: UUID, group: str) -> HttpResponse:
    """One band of options, each with its criteria."""
    if group not in FOLDED:
        raise Http404
    chart, _ = chart_on_day(request, patient_id)
    band = chart.options.band(Band(group))
    context = {"chart": chart, "band": band, "rows": band.rows if band else ()}
    return render_page(
        request, "biomarkers/options/options.html", "biomarkers/options/_regimen_rows.html", context
    )


@require_safe
@sees_results
def patient_regimen(request: HttpRequest, patient_id: UUID, option: str) -> HttpResponse:
    """What a regimen rests on: the criteria of its indications, cautions, checks."""
    chart, _ = chart_on_day(request, patient_id)
    row = chart.options.row_of(option)
    if row is None:
        raise Http404
    context = {"chart": chart, "row": row, "rows": [row], "opened": True}
    return render_page(
        request, "biomarkers/options/regimen.html", "biomarkers/options/_regimen.html", context
    )


@require_safe
@sees_results
def options_side_by_side(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Two options beside each other; without a choice, the first two by rank."""
    chart, _ = chart_on_day(request, patient_id)
    options = {option.row.slug: option for option in chart.assessment.options}
    ranks = ranks_of(chart.assessment.options)
    usual = [*sorted(ranks, key=lambda slug: ranks[slug]), *options]
    chosen = {**dict(zip(("first", "second"), usual, strict=False)), **request.GET.dict()}
    form = TwoOptions(chosen, options.values(), ranks)
    compared = None
    if form.is_valid():
        pair = [options[form.cleaned_data[name]] for name in ("first", "second")]
        compared = side_by_side(pair, chart.assessment)
    context = {"chart": chart, "form": form, "compared": compared}
    return render(request, "biomarkers/options/side_by_side.html", context)
