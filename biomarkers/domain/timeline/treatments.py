"""Lines of treatment with their agents nested, each with why it ended; surgery and radiotherapy."""

from collections.abc import Iterable
from datetime import date, timedelta

from patients.language import say

from ..assessment import Assessment
from ..record import Procedure, Record, Treatment
from .facts import END_WORDS, procedure_words
from .frame import Frame
from .ink import Bar, Rule, Text
from .text import Rows, Span, fitted, width_of

ROW = 20
HEIGHT = 16
STUB = timedelta(days=45)  # drawn of an agent whose end and last contact are not known

# One hue, one meaning: the first class that fits.
_TONES = {
    "anti_her2": "her2-directed",
    "adc": "adc",
    "CDK4/6 inhibitor": "targeted",
    "PARP inhibitor": "targeted",
    "PD-1 or PD-L1": "immune",
    "endocrine": "endocrine",
    "chemotherapy": "chemotherapy",
    "ovarian suppression": "supportive",
    "bone agent": "supportive",
}
_END_SIGNS = {"progression": "▲", "toxicity": "✕"}


def draw_treatments(frame: Frame, assessment: Assessment) -> None:
    record = assessment.record
    if frame.is_small:
        _draw_ribbon(frame, assessment)
        return
    if record.treatments or record.procedures:
        frame.sheet.rules.append(Rule(frame.y))
        frame.y += 10
    for setting in ("neoadjuvant", "adjuvant"):
        early = [t for t in record.treatments if t.setting == setting and t.agent.is_systemic]
        _draw_agents(frame, say(setting).capitalize(), "", early)
    for line in assessment.lines:
        sub = "" if line.confirmed else say("suggested number")
        _draw_agents(frame, say("Line {line}").format(line=line.number), sub, line.treatments)
    beside = [t for t in record.treatments if not t.agent.is_systemic]
    _draw_agents(frame, say("Supportive treatment"), say("ovarian suppression, bone"), beside)
    _draw_procedures(frame, record.procedures)


def spans_given(record: Record, ends: date) -> list[tuple[date, date]]:
    """From when to when each drug is drawn."""
    contact = record.last_contact_on.last if record.last_contact_on else None
    return [(t.started_on.first, last_given(t, contact, ends)) for t in record.treatments]


def last_given(treatment: Treatment, contact: date | None, ends: date) -> date:
    """What has no end is drawn to the last contact, or for a while."""
    if treatment.is_ongoing:
        return ends
    if treatment.ended_on:
        return treatment.ended_on.last
    started = treatment.started_on.first
    return min(contact if contact and contact > started else started + STUB, ends)


def _draw_ribbon(frame: Frame, assessment: Assessment) -> None:
    """Each line as one bar with its number; the table has what was given."""
    lines = [line for line in assessment.lines if any(_lasts(frame, t) for t in line.treatments)]
    if not lines:
        return
    label_height = frame.lane(say("Lines of therapy"))
    rows = Rows()
    for line in lines:
        given = sorted(line.treatments, key=lambda t: t.sort_key)
        left = frame.axis.x(given[0].started_on.first)
        ends = max(last_given(t, frame.last_contact, frame.ends) for t in given)
        width = max(frame.axis.x(ends) - left - 1, 4)
        y = frame.y + rows.place(Span(left, left + width)) * ROW
        tone, number = _tone_of(given[0]), frame.facts.number_of(say("Treatment"), given[0])
        names = " + ".join(dict.fromkeys(t.agent.name for t in given))
        end = "arrow" if any(t.is_ongoing for t in given) else "hard"
        title = say("Line {line}: {names}, from {started_on}").format(
            line=line.number, names=names, started_on=given[0].started_on.in_words
        )
        frame.sheet.bars.append(Bar(left, y, width, HEIGHT, tone, number, title, end))
        if words := fitted(str(line.number), width - 2, bold=True):
            frame.sheet.texts.append(Text(left + 2, y + 12, words, style="inside", tone=tone))
    frame.advance(len(rows) * ROW, label_height)


def _tone_of(treatment: Treatment) -> str:
    return next((tone for name, tone in _TONES.items() if treatment.is_of(name)), "targeted")


def _lasts(frame: Frame, treatment: Treatment) -> bool:
    return frame.shows(last_given(treatment, frame.last_contact, frame.ends))


def _draw_agents(frame: Frame, title: str, sub: str, treatments: Iterable[Treatment]) -> None:
    treatments = sorted((t for t in treatments if _lasts(frame, t)), key=lambda t: t.sort_key)
    if not treatments:
        return
    label_height = frame.lane(title, sub)
    for place, treatment in enumerate(treatments):
        _draw_agent(frame, treatment, frame.y + place * ROW)
    frame.advance(len(treatments) * ROW, label_height)


def _draw_agent(frame: Frame, treatment: Treatment, y: int) -> None:
    left = frame.axis.x(treatment.started_on.first)
    right, end = _end_of(frame, treatment)
    width = max(right - left, 4)
    tone = _tone_of(treatment)
    number = frame.facts.number_of(say("Treatment"), treatment)
    title = say("{agent} from {started_on}, {treatment}").format(
        agent=treatment.agent.name,
        started_on=treatment.started_on.in_words,
        treatment=_end_title(treatment),
    )
    frame.sheet.bars.append(Bar(left, y, width, HEIGHT, tone, number, title, end))
    _label_bar(frame, treatment, left, left + width, y + 12, tone)


def _end_of(frame: Frame, treatment: Treatment) -> tuple[int, str]:
    """Where the bar ends, and how: an unknown end fades out at the last contact."""
    last = frame.axis.x(last_given(treatment, frame.last_contact, frame.ends))
    if treatment.is_ongoing:
        return last, "arrow"
    return last, "hard" if treatment.ended_on else "fade"


def _end_title(treatment: Treatment) -> str:
    if treatment.is_ongoing:
        return "ongoing"
    reason = END_WORDS[treatment.end_reason or "unknown"]
    when = treatment.ended_on.in_words if treatment.ended_on else say("date not recorded")
    return say("ended {when}: {reason}").format(when=when, reason=reason)


def _label_bar(
    frame: Frame, treatment: Treatment, left: int, right: int, baseline: int, tone: str
) -> None:
    """The name inside the bar where it fits, else beside it; why it ended after the bar."""
    name, sign = treatment.agent.name, _end_sign(treatment)
    if width_of(name, bold=True) <= right - left - 24:
        frame.sheet.texts.append(Text(left + 6, baseline, name, style="inside", tone=tone))
        if sign and width_of(sign) <= frame.right - right - 6:
            frame.sheet.texts.append(Text(right + 5, baseline, sign, style="sub"))
        return
    label = frame.beside(left, right, f"{name} {sign}".strip())
    if label.words:
        frame.sheet.texts.append(Text(label.x, baseline, label.words, label.anchor))


def _end_sign(treatment: Treatment) -> str:
    if treatment.is_ongoing or treatment.end_reason is None:
        return ""
    sign = _END_SIGNS.get(treatment.end_reason, "")
    return f"{sign} {END_WORDS[treatment.end_reason]}".strip()


def _draw_procedures(frame: Frame, procedures: Iterable[Procedure]) -> None:
    lasting = [p for p in procedures if frame.shows((p.ended_on or p.started_on).last)]
    procedures = sorted(lasting, key=lambda p: (p.started_on.text, p.kind, p.site))
    if not procedures:
        return
    label_height = frame.lane(say("Surgery, radiotherapy"))
    rows = Rows()
    for procedure in procedures:
        left = frame.axis.x(procedure.started_on.first)
        right = frame.axis.x((procedure.ended_on or procedure.started_on).last)
        right = max(min(right, frame.axis.x(frame.ends)), left + 6)
        words = procedure_words(procedure)
        label = frame.beside(left, right, words)
        y = frame.y + rows.place(label.span) * ROW
        number = frame.facts.number_of(say("Surgery or radiotherapy"), procedure)
        title = f"{procedure.started_on.in_words}: {words}"
        frame.sheet.bars.append(Bar(left, y, right - left, HEIGHT, procedure.kind, number, title))
        if label.words:
            frame.sheet.texts.append(Text(label.x, y + 12, label.words, label.anchor))
    frame.advance(len(rows) * ROW, label_height)
