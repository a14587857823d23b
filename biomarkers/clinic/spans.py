"""Which lines of therapy a number of the curves counts, and the patients whose lines they are."""

import re
from dataclasses import dataclass
from datetime import date

from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet

from biomarkers.models import LineSpan
from patients.language import Words, day_words, say, to_say

KIND_WORDS = Words({"treated": "Time on treatment", "until_next": "Time to next treatment"})
KIND_COLUMNS = {"treated": ("treated_days", "stopped"), "until_next": ("next_days", "followed")}
LAST_LINE = 5  # and later: of these a patient counts once, with the first
MONTH = 30.4375  # days
PART_WORDS = Words({"dated": "dated", "ended": "ended", "undated": "not dated", "risk": "at risk"})


def words_of_line(line: int) -> str:
    words = say("Line {line} or later") if line == LAST_LINE else say("Line {line}")
    return words.format(line=line)


def days_of(months: int) -> int:
    return round(months * MONTH)


def spans_of_line(line: int, begun_from: date | None) -> QuerySet[LineSpan]:
    """One a patient: those begun on a day or later; of lines begun on any day without one."""
    spans = LineSpan.objects.filter(number=line)
    if line == LAST_LINE:
        spans = LineSpan.objects.filter(number__gte=line)
    if begun_from:
        spans = spans.filter(started_on__gte=begun_from)
    if line == LAST_LINE:
        earlier = spans.filter(patient=OuterRef("patient"), number__lt=OuterRef("number"))
        spans = spans.filter(~Exists(earlier))
    return spans


@dataclass(frozen=True)
class Counted:
    """One number of a curve. As a code it is `treated.2.risk.6.2024-01-01`."""

    kind: str
    line: int
    part: str
    months: int = 0
    begun_from: date | None = None

    PATTERN = re.compile(r"([a-z_]+)\.([1-5])\.([a-z]+)\.(\d{1,2})\.(\d{4}-\d\d-\d\d)?")

    @classmethod
    def of(cls, code: str) -> "Counted":
        """Raises ValueError if no number of a curve has this code."""
        found = cls.PATTERN.fullmatch(code)
        if not found or found[1] not in KIND_WORDS or found[3] not in PART_WORDS:
            raise ValueError(f"{code} is not a number of a curve")
        begun_from = date.fromisoformat(found[5]) if found[5] else None
        return cls(found[1], int(found[2]), found[3], int(found[4]), begun_from)

    @property
    def code(self) -> str:
        day = self.begun_from.isoformat() if self.begun_from else ""
        return f"{self.kind}.{self.line}.{self.part}.{self.months}.{day}"

    def __str__(self):
        words = [KIND_WORDS[self.kind], words_of_line(self.line).lower(), PART_WORDS[self.part]]
        if self.part == "risk":
            words[-1] += say(" after {months} months").format(months=self.months)
        if self.begun_from:
            words.append(say("begun from {day}").format(day=day_words(self.begun_from)))
        return ", ".join(words)

    @property
    def condition(self) -> Q:
        """Of patients."""
        spans = spans_of_line(self.line, self.begun_from).filter(self._of_part)
        return Q(Exists(spans.filter(patient=OuterRef("pk"))))

    @property
    def _of_part(self) -> Q:
        days, ended = KIND_COLUMNS[self.kind]
        return {
            "dated": Q(**{f"{days}__isnull": False}),
            "undated": Q(**{f"{days}__isnull": True}),
            "ended": Q(**{ended: True, f"{days}__isnull": False}),
            "risk": Q(**{f"{days}__gte": days_of(self.months)}),
        }[self.part]


class CountedField(forms.CharField):
    """A number of a curve, by its code."""

    def clean(self, value) -> Counted | None:
        code = super().clean(value)
        try:
            return Counted.of(code) if code else None
        except ValueError as error:
            raise forms.ValidationError(to_say("The curves have no such number.")) from error
