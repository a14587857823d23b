"""One verb for several rows at once: snooze, mark requested, assign."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.db import transaction

from biomarkers.actions import take_step
from biomarkers.domain.codes import StepKind
from biomarkers.models import WorkItem

from .forms import SnoozeForm, WaitingForm, members_of, name_of
from .letters import request_texts

AT_MOST = 50
KINDS = (StepKind.REQUESTED, StepKind.SNOOZED, StepKind.ASSIGNED)


class RequestsForm(WaitingForm):
    """The text of each request is kept as in the letter."""

    wait = 14


class OwnerForm(forms.Form):
    """A member of the care team of every row."""

    assigned_to = forms.ModelChoiceField(
        get_user_model().objects.none(), label="Owner", required=False, empty_label="unassigned"
    )

    def __init__(self, data=None, *, item=None, teams=(), **kwargs):
        super().__init__(data, **kwargs, label_suffix="")
        field: Any = self.fields["assigned_to"]
        people = members_of([])
        for number, team in enumerate(teams):
            people = members_of([team]) if number == 0 else people & members_of([team])
        field.queryset = people
        field.label_from_instance = name_of


def form_for(kind: StepKind, items: list[WorkItem], data) -> forms.Form:
    if kind == StepKind.ASSIGNED:
        return OwnerForm(data, teams=sorted({item.team_id for item in items}))
    form = RequestsForm if kind == StepKind.REQUESTED else SnoozeForm
    return form(data, item=None, label_suffix="")


@dataclass
class Taken:
    """Which rows the verb was done for, and which it does not fit."""

    done: list[WorkItem] = field(default_factory=list)
    left: list[WorkItem] = field(default_factory=list)


@transaction.atomic
def take_steps(kind: StepKind, items: Iterable[WorkItem], *, by, **said) -> Taken:
    """All or nothing. Nothing is requested where a row asks nothing of a laboratory."""
    taken, items = Taken(), list(items)
    texts = request_texts(items) if kind == StepKind.REQUESTED else {}
    for item in items:
        if kind == StepKind.REQUESTED and not texts.get(item.pk):
            taken.left.append(item)
            continue
        text = {"text": texts[item.pk]} if kind == StepKind.REQUESTED else {}
        take_step(item=item, kind=kind, by=by, **said, **text)
        taken.done.append(item)
    return taken
