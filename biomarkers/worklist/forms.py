"""One small form a verb. Each starts with what is sensible, and says when the work comes back."""

from datetime import date, timedelta
from urllib.parse import urlencode

from django import forms
from django.contrib.auth import get_user_model
from django.utils import timezone

from biomarkers.domain.codes import Outcome, StepKind
from biomarkers.domain.her2 import Category
from biomarkers.domain.standing import WAIT_AFTER_CHASE, WAIT_AFTER_REQUEST, WAIT_WHEN_LATER
from biomarkers.domain.work import Why
from biomarkers.wording.codes import CAUSE_WORDS
from patients.codes import choices_of
from patients.fields import DayInput
from patients.language import say
from patients.models import CareTeam

LONGEST_WAIT = 366  # days: nobody is forgotten for longer
SNOOZE = 14


def _any(words: str, choices) -> list[tuple[str, str]]:
    return [("", words), *choices]


class WorklistFilter(forms.Form):
    """Everything that the address of the worklist may ask for; none of it names a patient."""

    why = forms.ChoiceField(choices=_any("any", choices_of(Why)), required=False,
                            widget=forms.HiddenInput)  # fmt: skip
    team = forms.ModelChoiceField(CareTeam.objects.none(), required=False, empty_label="any team")
    category = forms.ChoiceField(
        choices=_any("any category", [(c.value, c.value) for c in Category]), required=False
    )
    cause = forms.ChoiceField(
        label="Cause of change", choices=_any("any cause", CAUSE_WORDS.items()), required=False
    )
    owner = forms.ChoiceField(required=False)
    age = forms.ChoiceField(
        label="Waiting for",
        choices=_any("any time", [("7", "a week or more"), ("30", "30 days or more"),
                                  ("90", "90 days or more")]),
        required=False,
    )  # fmt: skip
    sort = forms.ChoiceField(
        label="Order",
        choices=[
            ("", "most urgent first"),
            ("age", "longest waiting first"),
            ("name", "by name"),
        ],
        required=False,
    )
    snoozed = forms.BooleanField(label="Include snoozed and requested", required=False)
    not_seen = forms.BooleanField(required=False, widget=forms.HiddenInput)
    asked = forms.BooleanField(required=False, widget=forms.HiddenInput)
    waits = forms.BooleanField(required=False, widget=forms.HiddenInput)
    after = forms.IntegerField(required=False, widget=forms.HiddenInput)
    before = forms.IntegerField(required=False, widget=forms.HiddenInput)
    found = forms.SlugField(required=False, widget=forms.HiddenInput)

    def __init__(self, data, *, teams, members, resolved=None, **kwargs):
        super().__init__(data, label_suffix="", **kwargs)
        self.resolved = resolved or {}  # patients whom a search of the session means
        self.fields["team"].queryset = teams
        people = [(str(user.pk), name_of(user)) for user in members]
        named = [("me", say("assigned to me")), ("none", "unassigned"), *people]
        self.fields["owner"].choices = _any(say("any owner"), named)

    @property
    def chosen(self) -> dict:
        """What could be read; a filter that cannot is as if not given."""
        self.is_valid()
        return {**self.cleaned_data, **self.resolved}

    @property
    def query_without_tile(self) -> str:
        """The filters that a tile keeps, as in an address."""
        kept = {
            name: self.data[name]
            for name in ("team", "category", "cause", "owner", "age", "found")
            if self.data.get(name)
        }
        return urlencode(kept)

    @property
    def is_narrowed(self) -> bool:
        return any(value for name, value in self.chosen.items() if name not in PLACES)


PLACES = ("after", "before", "sort")  # where one is in a list, not what it shows


def name_of(user) -> str:
    return user.get_full_name() or user.get_username()


def _text(label: str, *, required: bool = False, rows: int = 2) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=required, max_length=4000, widget=widget)


class StepForm(forms.Form):
    def __init__(self, data=None, *, item, **kwargs):
        super().__init__(data, **kwargs)
        self.item = item


class WaitingForm(StepForm):
    """The work leaves the list until a day."""

    wait = SNOOZE
    until = forms.DateField(label="Return to worklist on", widget=DayInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["until"].initial = timezone.localdate() + timedelta(days=self.wait)

    def clean_until(self) -> date | None:
        until, today = self.cleaned_data["until"], timezone.localdate()
        if until and not today < until <= today + timedelta(days=LONGEST_WAIT):
            raise forms.ValidationError(say("Enter a date from tomorrow to one year from now."))
        return until


class RequestForm(WaitingForm):
    wait = WAIT_AFTER_REQUEST
    text = _text("Request, as sent", required=True, rows=7)
    field_order = ["text", "until"]


class ChaseForm(WaitingForm):
    wait = WAIT_AFTER_CHASE
    text = _text("Notes")


class SnoozeForm(WaitingForm):
    text = _text("Why")


class DiscussForm(WaitingForm):
    wait = WAIT_WHEN_LATER
    outcome = forms.ChoiceField(choices=choices_of(Outcome), widget=forms.RadioSelect)
    text = _text("Reason or notes")
    field_order = ["outcome", "text", "until"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["until"].required = False
        self.fields["until"].help_text = say("Only if “not now” is selected.")

    def clean(self) -> dict:
        super().clean()
        cleaned = self.cleaned_data
        outcome = cleaned.get("outcome")
        if outcome == Outcome.NOT_APPROPRIATE and not cleaned.get("text"):
            self.add_error("text", say("Enter why it is not appropriate."))
        if outcome == Outcome.LATER and not cleaned.get("until") and "until" not in self.errors:
            self.add_error("until", say("Enter the date to return to the worklist."))
        if outcome != Outcome.LATER:
            cleaned["until"] = None
        return cleaned


class ReviewedForm(StepForm):
    text = _text("What you reviewed")


class AssignForm(StepForm):
    assigned_to = forms.ModelChoiceField(
        get_user_model().objects.none(), label="Owner", required=False, empty_label="unassigned"
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["assigned_to"]
        field.queryset = members_of([self.item.team_id])
        field.label_from_instance = name_of
        field.initial = self.item.owner_id

    def clean_assigned_to(self):
        owner = self.cleaned_data["assigned_to"]
        if owner is None and self.item.owner_id is None:
            raise forms.ValidationError(say("Select an owner. The patient has none now."))
        return owner


class CommentForm(StepForm):
    text = _text("Comment", required=True)


def members_of(teams):
    members = get_user_model().objects.filter(care_teams__in=teams, is_active=True)
    return members.distinct().order_by("last_name", "first_name", "username")


FORMS = {
    StepKind.REQUESTED: RequestForm,
    StepKind.CHASED: ChaseForm,
    StepKind.DISCUSSED: DiscussForm,
    StepKind.UNCHANGED: ReviewedForm,
    StepKind.SNOOZED: SnoozeForm,
    StepKind.BROUGHT_BACK: StepForm,
    StepKind.ASSIGNED: AssignForm,
    StepKind.COMMENTED: CommentForm,
}
