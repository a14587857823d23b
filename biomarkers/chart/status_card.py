"""The HER2 card: what it is today, what it was, why, and what each specimen says."""

from dataclasses import dataclass
from datetime import date

from biomarkers.domain.assessment import Assessment
from biomarkers.domain.findings import findings_of
from biomarkers.domain.her2 import LOW_FROM, ULTRALOW_FROM, Category, Reason
from biomarkers.domain.history import Entry
from biomarkers.domain.ish import ISH
from biomarkers.domain.specimen import SpecimenStatus
from biomarkers.domain.status import HER2Status
from biomarkers.domain.words import REASON_SHORT, reason_short, specimen_sentence
from biomarkers.wording.badges import status_badge
from biomarkers.wording.changes import cause_words, change_sentence, meaning_words
from biomarkers.wording.codes import CATEGORY_WORDS, FLAG_SENTENCES
from biomarkers.wording.requests import days_pending
from patients.dates import PartialDate
from patients.language import say

from .specimen_rows import SpecimenRow, specimen_row

SHOWN_AT_ONCE = 2  # specimens
STEPS = ("null", "ultralow", "low", "positive")
_NEGATIVES = ("null", "ultralow", "low")


@dataclass(frozen=True)
class Step:
    """One step of the spectrum. `state`: is, possible, elsewhere (another specimen) or empty."""

    name: str
    tone: str
    span: int
    state: str

    @property
    def words(self) -> str:
        return {
            "is": say("today"),
            "possible": say("still possible"),
            "elsewhere": say("found in another specimen"),
        }.get(self.state, "")


@dataclass(frozen=True)
class Change:
    """One entry of the history, in words."""

    on: PartialDate
    words: str
    cause: str


@dataclass(frozen=True)
class StatusCard:
    """`was` is what it meant before, where it was reclassified."""

    was: str
    was_tone: str
    badge: str
    tone: str
    settled: bool
    then: str
    now: str
    notes: tuple[str, ...]
    sentence: str
    steps: tuple[Step, ...]
    specimens: tuple[SpecimenRow, ...]
    changes: tuple[Change, ...]

    @property
    def first(self) -> tuple[SpecimenRow, ...]:
        return self.specimens[:SHOWN_AT_ONCE]

    @property
    def further(self) -> tuple[SpecimenRow, ...]:
        return self.specimens[SHOWN_AT_ONCE:]


def status_card(assessment: Assessment) -> StatusCard:
    her2 = assessment.her2
    was = assessment.history.was if assessment.history.reclassified else None
    return StatusCard(
        was=meaning_words(was) if was else "",
        was_tone=was or "",
        badge=_badge(assessment),
        tone=her2.category.value,
        settled=her2.category not in (Category.EQUIVOCAL, Category.UNDETERMINED),
        then=_then(assessment),
        now=change_words(assessment),
        notes=tuple(_notes(assessment)),
        sentence=basis_words(assessment),
        steps=_spectrum(assessment),
        specimens=tuple(specimen_row(s, assessment) for s in (*her2.specimens, *her2.set_aside)),
        changes=tuple(_change(entry) for entry in assessment.history.entries),
    )


def _badge(assessment: Assessment) -> str:
    her2 = assessment.her2
    badge = status_badge(her2)
    days = days_pending(her2.deciding, assessment.as_of) if her2.deciding else None
    return (
        say("{badge} {days} days").format(badge=badge, days=days)
        if her2.reason is Reason.ISH_PENDING and days
        else badge
    )


def reported_words(word: str) -> str:
    return say("HER2 equivocal") if word == "equivocal" else say(f"HER2-{word}")


def _then(assessment: Assessment) -> str:
    """What it was called before, or what was reported."""
    history = assessment.history
    if history.reclassified:
        return say("Was {was}").format(was=meaning_words(history.was))
    if assessment.reported:
        return say("Reported {reported}").format(reported=reported_words(assessment.reported))
    return ""


def change_words(assessment: Assessment) -> str:
    """Why and when it changed."""
    reclassification = assessment.history.reclassification
    if reclassification is None:
        return ""
    entry = reclassification.entry
    return change_sentence(entry.meaning, PartialDate.of(entry.on), entry.cause)


def basis_words(assessment: Assessment) -> str:
    """Why the status is what it is: the sentence of the deciding specimen."""
    deciding = assessment.her2.deciding
    return specimen_sentence(deciding).in_words if deciding else ""


def _change(entry: Entry) -> Change:
    words = CATEGORY_WORDS[entry.to_category]
    if entry.reason:
        words = f"{words}: {REASON_SHORT[entry.reason]}"
    on = PartialDate.of(entry.on)
    return Change(on, words, cause_words(entry.cause, on))


_MEANING_RANK = {"negative": 0, "ultralow": 1, "low": 2, "positive": 3}


def _notes(assessment: Assessment):
    if assessment.her2.tumors:
        words = "; ".join(_tumor_words(*tumor) for tumor in assessment.her2.tumors.items())
        yield f"{words[:1].upper()}{words[1:]}."
    yield from (FLAG_SENTENCES[flag] for flag in assessment.her2.flags)
    reclassification = assessment.history.reclassification
    if reclassification and reclassification.entry.cause == "definition":
        was = _MEANING_RANK.get(reclassification.was)
        now = _MEANING_RANK.get(reclassification.entry.meaning)
        if was is not None and now is not None and now < was:
            yield DOWNWARD_BY_DEFINITION
    elif _lowered_by_open_definition(assessment):
        yield DOWNWARD_BY_DEFINITION
    if assessment.her2.category is Category.LOW:
        yield say("HER2-low does not predict response to other treatments.")


def _tumor_words(side: str, status: HER2Status) -> str:
    """`left breast: HER2-positive, S24-101`."""
    words = CATEGORY_WORDS[status.category]
    if status.reason:
        said = reason_short(findings_of(status.deciding)) if status.deciding else ""
        words = f"{words} ({said or REASON_SHORT[status.reason]})"
    accession = status.deciding.specimen.accession if status.deciding else ""
    return say("{side} breast: {words}, {accession}").format(
        side=side, words=words, accession=accession
    )


DOWNWARD_BY_DEFINITION = (
    "The definition changed, not the tumor. Ask pathology; do not stop an effective "
    "treatment for this reason alone."
)


def _lowered_by_open_definition(assessment: Assessment) -> bool:
    """Positive until a definition made it equivocal."""
    entries = assessment.history.entries
    return bool(entries) and (
        entries[-1].cause == "definition" and entries[-1].from_category is Category.POSITIVE
    )


# The spectrum.


def _spectrum(assessment: Assessment) -> tuple[Step, ...]:
    her2 = assessment.her2
    today = her2.category.value if her2.category.value in STEPS else None
    if her2.category is Category.NEGATIVE:
        today = "null"
    possible = still_possible(her2.deciding) if her2.deciding else STEPS
    elsewhere = {s.category.value for s in her2.specimens if s.is_determined}
    return tuple(
        Step(name, tone, span, _step_state(tone, today, possible, elsewhere))
        for name, tone, span in _steps_of_the_day(assessment.as_of)
    )


def _steps_of_the_day(day: date) -> tuple[tuple[str, str, int], ...]:
    """Before their definition, low, ultralow and null were one step: negative."""
    if day < LOW_FROM:
        return (("negative", "null", 3), ("positive", "positive", 1))
    if day < ULTRALOW_FROM:
        return (("negative", "null", 2), ("low", "low", 1), ("positive", "positive", 1))
    return tuple((step, step, 1) for step in STEPS)


def _step_state(tone: str, today: str | None, possible: tuple[str, ...], elsewhere: set) -> str:
    if tone == today:
        return "is"
    if today is None and tone in possible:
        return "possible"
    return "elsewhere" if tone in elsewhere else ""


def still_possible(status: SpecimenStatus) -> tuple[str, ...]:
    """The steps on which an unsettled specimen may yet come to stand."""
    ihc = status.evidence.ihc
    score = ihc.goes_by if ihc else None
    match status.reason:
        case None:
            return (status.category.value,)
        case Reason.NEGATIVE_WITHOUT_SCORE:
            return _NEGATIVES
        case Reason.ZERO_STAINING_NOT_STATED:
            return ("null", "ultralow")
        case Reason.SCORE_BETWEEN:
            stained = ihc is not None and ihc.staining == "present"
            return ("ultralow", "low") if stained else _NEGATIVES
        case Reason.IHC_NEEDED if status.ish.kind is ISH.NEGATIVE:
            return (*_NEGATIVES, "positive")
        case Reason.ISH_EQUIVOCAL if score in ("0", "0-1+", "1+"):
            return (*(("low",) if score == "1+" else _NEGATIVES), "positive")
    return ("low", "positive") if score == "2+" else STEPS
