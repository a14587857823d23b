"""Forms of the tumor board."""

from operator import attrgetter
from typing import Any

from django import forms

from biomarkers.entry.forms import BoardDecisionForm
from biomarkers.models import BoardCase, BoardMeeting, WorkItem
from biomarkers.wording.grounds import task_sentence
from patients.fields import DayInput
from patients.language import say, to_say
from patients.models import Patient

from .deciding import answered_by


class MeetingForm(forms.ModelForm):
    class Meta:
        model = BoardMeeting
        fields = ["team", "on", "starts_at", "name"]
        widgets = {
            "on": DayInput,
            "starts_at": forms.TimeInput(attrs={"type": "time"}),
        }

    def __init__(self, *args, teams, **kwargs):
        super().__init__(*args, **{**kwargs, "label_suffix": ""})
        team: Any = self.fields["team"]
        team.queryset, team.empty_label = teams, None

    def _post_clean(self) -> None:
        """Checked by the action, which tells what the database would refuse."""

    @property
    def meeting(self) -> BoardMeeting:
        return BoardMeeting(**self.cleaned_data)


class MeetingChangeForm(forms.ModelForm):
    """Another date, time or name of a meeting of one's team."""

    class Meta(MeetingForm.Meta):
        fields = ["on", "starts_at", "name"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{**kwargs, "label_suffix": "", "auto_id": "id_meeting_%s"})

    def _post_clean(self) -> None:
        """Checked by the action, on the row that it holds."""


class QuestionForm(forms.Form):
    question = forms.CharField(
        max_length=BoardCase._meta.get_field("question").max_length,
        widget=forms.TextInput(attrs={"size": 60}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{**kwargs, "label_suffix": ""})


class PutOnListForm(QuestionForm):
    """A patient by exact MRN, as at the move of a fact."""

    mrn = forms.CharField(
        label="MRN", max_length=64, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    field_order = ["mrn", "question"]

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_mrn(self) -> Patient:
        patients = Patient.objects.in_teams_of(self.user)
        patient = patients.numbered(self.cleaned_data["mrn"].strip()).first()
        if patient is None:
            raise forms.ValidationError(to_say("No patient of your care teams has this MRN."))
        return patient


class PatientToBoardForm(QuestionForm):
    """From the chart: the patient is known, the meeting is chosen."""

    meeting = forms.ModelChoiceField(BoardMeeting.objects.none(), empty_label=None)
    field_order = ["meeting", "question"]

    def __init__(self, *args, meetings, **kwargs):
        super().__init__(*args, **kwargs)
        field: Any = self.fields["meeting"]
        field.queryset, field.label_from_instance = meetings, attrgetter("words")


class CaseForm(BoardDecisionForm):
    """The decision on one patient of a meeting, and the tasks that it answers."""

    tasks = forms.MultipleChoiceField(
        label="Tasks that it answers", required=False, widget=forms.CheckboxSelectMultiple
    )
    field_order = ["outcome", "text", "reason", "until", "decided_by", "tasks", "why"]

    class Meta(BoardDecisionForm.Meta):
        fields = ["outcome", "text", "reason", "until", "decided_by"]

    def __init__(self, *args, tasks: list[WorkItem], **kwargs):
        super().__init__(*args, **kwargs)
        self._tasks = {f"{task.why} {task.accession}".strip(): task for task in tasks}
        field: Any = self.fields["tasks"]
        field.choices = [
            (key, f"{say(task.get_why_display())}: {task_sentence(task.grounds)}".rstrip(": "))
            for key, task in self._tasks.items()
        ]
        answered = answered_by(self.instance, tasks)
        field.initial = [key for key, task in self._tasks.items() if task in answered]
        if not tasks:
            del self.fields["tasks"]

    @property
    def answers(self) -> list[WorkItem]:
        return [self._tasks[key] for key in self.cleaned_data.get("tasks", ())]
