"""One drug treatment as the rules see it on one day: whether the disease progressed on it.

Source: docs/contract/rules.md, parts 6 ("Progressed") and 7 ("Prior therapy").
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from patients.dates import PartialDate
from patients.language import say

from .because import Because, because
from .disease import Disease
from .record import Progression, Record, Treatment
from .spans import months_after

NOTHING_SAID = because()
PROGRESSION_AFTER_END_DAYS = 30  # a drug stopped so soon before a progression had failed
RELAPSE_MONTHS = 12  # metastases so soon after a (neo)adjuvant drug of these classes are its own
_FAILS_LATER = frozenset({"endocrine", "CDK4/6 inhibitor"})


@dataclass(frozen=True)
class Course(Treatment):
    """A treatment, and what became of it.

    `progressed` None: not known. Unless it is false, `progression` says by which datum, and
    `progressed_on` on which day; None where no datum dates it.
    """

    progressed: bool | None = False
    progression: Because = NOTHING_SAID
    progressed_on: date | None = None
    taken_as_ended: bool = False  # no end on record, but a later line took its place

    @property
    def until(self) -> Because:
        """How long it was given, as recorded."""
        if self.is_ongoing:
            return because(say("being given since "), self.started_on)
        if self.ended_on is None:
            return because(say("from "), self.started_on, say(", end not on record"))
        return because(say("until "), self.ended_on)


def course_of(
    treatment: Treatment,
    progressions: Iterable[Progression],
    replaced_on: date | None = None,
) -> Course:
    """The course of one treatment. `replaced_on`: the day of the line that took its place.

    A treatment without an end that was replaced counts as given until that day, and from then on
    as ended for a reason that is not known.
    """
    rows = _that_count(treatment, progressions)
    facts = vars(treatment) | ({"end_reason": "unknown"} if replaced_on else {})
    progressed, sentence, on = _progressed(treatment, rows, replaced_on)
    return Course(
        **facts,
        progressed=progressed,
        progression=sentence,
        progressed_on=on,
        taken_as_ended=replaced_on is not None,
    )


def early_course_of(treatment: Treatment, record: Record, disease: Disease) -> Course:
    """The course of a (neo)adjuvant treatment: metastases that come on it are its progression."""
    course = course_of(treatment, record.progressions)
    if course.progressed or not disease.is_advanced:
        return course
    months = RELAPSE_MONTHS if treatment.agent.classes & _FAILS_LATER else 0
    relapsed = relapsed_within(course, record.metastatic_on, months)
    if relapsed and record.metastatic_on:
        sentence = because(say("metastatic "), record.metastatic_on, f", {treatment.agent.name} ")
        return replace(
            course,
            progressed=True,
            progression=sentence + course.until,
            progressed_on=record.metastatic_on.first,
        )
    if relapsed is None:
        sentence = because(f"{treatment.agent.name} ({say(treatment.setting)}) ") + course.until
        return replace(course, progressed=None, progression=sentence)
    return course


def relapsed_within(
    treatment: Treatment, metastatic_on: PartialDate | None, months: int
) -> bool | None:
    """Metastatic disease while it was given, or within so many calendar months of its end.

    None: a date that this needs is not known.
    """
    if metastatic_on is None:
        return None
    if treatment.started_on.first > metastatic_on.first:
        return False
    if treatment.is_ongoing:
        return True
    if treatment.ended_on is None:
        return None
    return metastatic_on.first <= months_after(treatment.ended_on.last, months)


def _that_count(treatment: Treatment, progressions: Iterable[Progression]) -> list[Progression]:
    """After its start, oldest first; one that was treated beyond counts for nothing."""
    start = treatment.started_on.first
    after = (p for p in progressions if p.on.first > start and not p.continued)
    return sorted(after, key=lambda p: p.on.text)


Answer = tuple[bool | None, Because, date | None]


def _progressed(treatment: Treatment, rows: list[Progression], replaced_on: date | None) -> Answer:
    """The first line of the table that fits."""
    name, ended_on = treatment.agent.name, treatment.ended_on
    if treatment.end_reason == "progression":
        when = because(", ", ended_on) if ended_on else because(say(", date not known"))
        last_day = ended_on.last if ended_on else None
        return True, because(say("{name} ended by progression").format(name=name)) + when, last_day
    while_given = [p for p in rows if _was_given(treatment, p.on.first, replaced_on)]
    if while_given:
        return True, *_row(say("progression on {name}, ").format(name=name), while_given[-1].on)
    soon_after = [p for p in rows if ended_on and _soon_after(ended_on, p)]
    if soon_after and treatment.end_reason in (None, "unknown"):
        return True, *_row(
            say("progression soon after {name}, ").format(name=name), soon_after[0].on
        )
    if soon_after:
        return None, *_row(
            say("progression soon after {name} was stopped, ").format(name=name), soon_after[0].on
        )
    if _ended_for_no_known_reason(treatment, replaced_on):
        return None, because(say("why {name} ended is not on record").format(name=name)), None
    if rows and _ended_on_no_known_day(treatment):
        return None, because(say("when {name} ended is not on record").format(name=name)), None
    return False, NOTHING_SAID, None


def _row(words: str, on: PartialDate) -> tuple[Because, date]:
    return because(words, on), on.first


def _was_given(treatment: Treatment, day: date, replaced_on: date | None) -> bool:
    if treatment.is_ongoing:
        return replaced_on is None or day <= replaced_on
    return treatment.ended_on is not None and day < treatment.ended_on.last


def _soon_after(ended_on: PartialDate, progression: Progression) -> bool:
    return 0 <= (progression.on.first - ended_on.last).days <= PROGRESSION_AFTER_END_DAYS


def _ended_for_no_known_reason(treatment: Treatment, replaced_on: date | None) -> bool:
    if treatment.is_ongoing:
        return replaced_on is not None
    return treatment.end_reason in (None, "unknown")


def _ended_on_no_known_day(treatment: Treatment) -> bool:
    return treatment.ended_on is None and not treatment.is_ongoing
