"""Two people on one fact, and one person who presses Save twice: the second is told."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.forms.models import model_to_dict
from django.utils import timezone

from patients.language import say, to_say
from patients.models import AuditEvent

from .undo import same_values

Seen = dict[str, str]  # by field, as text


@dataclass(frozen=True)
class Difference:
    """One field that was changed after a person had opened the form."""

    field: str
    label: str
    seen: str
    now: str


class ChangedMeanwhile(ValidationError):
    """Someone else changed the fact since the form was opened. Nothing was saved."""

    def __init__(self, differences: list[Difference], who_and_when: str):
        self.differences = differences
        changed = say(
            "{who} changed {label} from “{seen}” to “{now}” while you were editing. Check the new "
            "value, then save again."
        )
        super().__init__(
            [
                changed.format(
                    who=who_and_when, label=say(d.label), seen=say(d.seen), now=say(d.now)
                )
                for d in differences
            ]
        )


class SavedAlready(ValidationError):
    """The very same is on record: the first press of Save did it."""

    def __init__(self, fact: Model):
        self.fact = fact
        already = say("This was saved already: {who}. Nothing was saved twice.")
        super().__init__(already.format(who=who_and_when(fact)))


def as_text(row: Model, fields) -> Seen:
    """What a form shows of a row, field by field."""
    return {
        name: "" if value is None else str(value)
        for name, value in model_to_dict(row, fields=fields).items()
    }


def refuse_if_changed(fact: Model, stored: Model, seen: Seen) -> None:
    """`stored` is the row under its lock; raise unless it is as it was `seen`."""
    now = as_text(stored, seen)
    changed = [name for name, value in now.items() if seen[name] != value]
    if not changed:
        return
    if same_values(fact, stored):
        raise SavedAlready(stored)
    differences = [_difference(fact, name, seen[name], now[name]) for name in changed]
    raise ChangedMeanwhile(differences, who_and_when(stored))


def refuse_if_saved_already(fact: Model, saved_now: list[Model]) -> None:
    """Of a new fact: raise if one with all the same values was on record before."""
    if not fact._state.adding:
        return
    values = {
        field.name: getattr(fact, field.attname)
        for field in fact._meta.concrete_fields
        if not field.primary_key
    }
    twin = type(fact).objects.filter(**values).first()
    if twin and not any(other is not fact and other.pk == twin.pk for other in saved_now):
        raise SavedAlready(twin)


def _difference(fact: Model, name: str, seen: str, now: str) -> Difference:
    label = str(fact._meta.get_field(name).verbose_name)
    words = _words(fact, name, seen), _words(fact, name, now)
    return Difference(name, label[:1].upper() + label[1:], *words)


def _words(fact: Model, name: str, text: str) -> str:
    """A key as the row it means, a code as its words, everything else as it is."""
    field = fact._meta.get_field(name)
    if not text:
        return to_say("not recorded")
    if field.is_relation:
        return str(field.related_model._base_manager.filter(pk=text).first() or text)
    return str(dict(field.flatchoices).get(text, text))


def who_and_when(fact: Model) -> str:
    """`dr.lind at 10:32`, of whoever saved it last."""
    events = AuditEvent.objects.filter(
        content_type=ContentType.objects.get_for_model(fact), object_pk=str(fact.pk)
    )
    last = events.select_related("actor").order_by("-timestamp").first()
    who: Any = last.actor if last and last.actor else say("Someone else")
    return f"{who} ({_moment(last.timestamp)})" if last else str(who)


def _moment(at: datetime) -> str:
    here = timezone.localtime(at)
    day = "" if here.date() == timezone.localdate() else f"{here:%-d %b %Y} "
    return f"{day}{here:%H:%M}"
