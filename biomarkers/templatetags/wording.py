from django import template

from biomarkers.chart.status_card import status_card
from biomarkers.domain.assessment import Assessment
from biomarkers.domain.options import Option
from biomarkers.domain.receptors import Receptor, ReceptorStatus
from biomarkers.domain.status import HER2Status
from biomarkers.entry.kinds import edit_url, entry_address
from biomarkers.entry.offering import WordList, lists_of
from biomarkers.models import HER2Assessment
from biomarkers.options.between import named
from biomarkers.wording.badges import status_badge
from biomarkers.wording.grounds import list_sentence
from biomarkers.wording.requests import addressed
from biomarkers.worklist.doing import task_words, verbs_for
from patients.language import say

register = template.Library()
register.simple_tag(edit_url)
register.simple_tag(entry_address)
register.filter("verbs", verbs_for)
register.filter("task_words", task_words)
register.filter("addressed", addressed)


@register.filter
def status_words(her2: HER2Status) -> str:
    return status_badge(her2)


@register.filter
def receptor_words(receptors: ReceptorStatus) -> str:
    """“ER positive (90%), PR not recorded”."""
    told = [
        _receptor_words(name, receptor)
        for name, receptor in (("ER", receptors.er), ("PR", receptors.pr))
    ]
    return ", ".join([*told, *([say("results disagree")] if receptors.conflict else [])])


def _receptor_words(name: str, receptor: Receptor | None) -> str:
    if receptor is None:
        return say("{name} not recorded").format(name=name)
    word = say({True: "positive", False: "negative", None: "not known"}[receptor.is_positive])
    return f"{name} {word} ({receptor.percent}%)" if receptor.percent else f"{name} {word}"


@register.filter
def regimen_words(options: tuple[Option, ...]) -> str:
    return ", ".join(named(options))


@register.filter
def status_sentence(assessment: Assessment) -> str:
    return status_card(assessment).sentence


@register.filter
def assessment_words(row: HER2Assessment) -> str:
    """One sentence for the list of patients."""
    return list_sentence(row.grounds) or row.because


@register.simple_tag
def offered_words(adminform, inlines) -> list[WordList]:
    """What the fields of a page of the admin offer."""
    return lists_of([adminform.form, *(inline.formset.empty_form for inline in inlines)])


@register.filter
def at(mapping: dict, key):
    """The value at a key that a template holds in a variable."""
    return mapping.get(key)
