"""Lanes of the patient's health: ECOG and LVEF as tracks, other conditions as bars."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from patients.dates import PartialDate
from patients.language import say

from ..assessment import Assessment
from ..record import Condition, Record
from .facts import condition_words
from .frame import Frame
from .ink import Bar, Text
from .text import Rows, fitted

ROW = 20
HEIGHT = 16
TONE = "condition"

# Where a value is drawn as one to look at; the words say it, the tone repeats it.
POOR_ECOG_FROM = 2
LOW_LVEF_BELOW = 50  # percent


@dataclass(frozen=True)
class Step:
    """A value from the day it was found until the next one."""

    on: PartialDate
    words: str
    is_poor: bool
    kind: str
    source: object


def draw_health(frame: Frame, assessment: Assessment) -> None:
    _draw_track(
        frame,
        say("Performance status"),
        say("ECOG, until the next"),
        list(_ecog(assessment.record)),
    )
    _draw_track(
        frame, say("Heart"), say("LVEF (%), until the next"), list(_lvef(assessment.record))
    )
    _draw_conditions(frame, assessment.record)


def _ecog(record: Record) -> Iterator[Step]:
    for found in sorted(record.performance, key=lambda p: p.on.text):
        poor = found.ecog >= POOR_ECOG_FROM
        yield Step(found.on, f"{found.ecog}", poor, say("Performance status"), found)


def _lvef(record: Record) -> Iterator[Step]:
    for found in sorted(record.lvef, key=lambda m: m.measured_on.text):
        low = found.percent < LOW_LVEF_BELOW
        yield Step(found.measured_on, f"{found.percent}", low, say("LVEF"), found)


def _draw_track(frame: Frame, title: str, sub: str, steps: list[Step]) -> None:
    ends = [*(after.on.first for _, after in pairwise(steps)), frame.ends]
    lasting = [(s, until) for s, until in zip(steps, ends, strict=False) if frame.shows(until)]
    if not lasting:
        return
    label_height = frame.lane(title, sub)
    for step, until in lasting:
        left, right = frame.axis.x(step.on.first), frame.axis.x(max(until, step.on.first))
        width = max(right - left - 1, 3)
        tone = "poor" if step.is_poor else "steady"
        number = frame.facts.number_of(step.kind, step.source)
        words = f"{step.on.in_words}: {step.kind} {step.words}"
        frame.sheet.bars.append(Bar(left, frame.y, width, HEIGHT, tone, number, words))
        if inside := fitted(step.words, width - 8, bold=True):
            frame.sheet.texts.append(
                Text(left + 4, frame.y + 12, inside, style="inside", tone=tone)
            )
    frame.advance(ROW, label_height)


def _draw_conditions(frame: Frame, record: Record) -> None:
    lasting = [c for c in record.conditions if frame.shows(_end_of(c, frame))]
    conditions = sorted(lasting, key=lambda c: (c.noted_on.text, c.condition))
    if not conditions:
        return
    label_height = frame.lane(say("Other conditions"), say("from the day they were noted"))
    rows = Rows()
    for condition in conditions:
        left = frame.axis.x(condition.noted_on.first)
        right = max(frame.axis.x(_end_of(condition, frame)), left + 6)
        words = condition_words(condition)
        label = frame.beside(left, right, words)
        y = frame.y + rows.place(label.span) * ROW
        number = frame.facts.number_of(say("Condition"), condition)
        end = "hard" if condition.resolved_on else "arrow"
        title = f"{condition.noted_on.in_words}: {words}"
        frame.sheet.bars.append(Bar(left, y, right - left, HEIGHT, TONE, number, title, end))
        if inside := _inside(words, right - left):
            frame.sheet.texts.append(Text(left + 6, y + 12, inside, style="inside", tone=TONE))
        elif label.words:
            frame.sheet.texts.append(Text(label.x, y + 12, label.words, label.anchor))
    frame.advance(len(rows) * ROW, label_height)


def _inside(words: str, width: float) -> str:
    """The words if they fit into the bar whole."""
    return words if fitted(words, width - 16, bold=True) == words else ""


def _end_of(condition: Condition, frame: Frame) -> date:
    resolved = condition.resolved_on
    return min(resolved.last, frame.ends) if resolved else frame.ends
