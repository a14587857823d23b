"""Lines of treatment with their agents nested, each with why it ended; surgery and radiotherapy."""

from collections.abc import Iterable
from datetime import date, timedelta

from ..assessment import Assessment
from ..lines import Line
from ..record import Procedure, Treatment
from .facts import END_WORDS, procedure_words
from .frame import Frame
from .ink import Bar, Rule, Text
from .text import Rows, width_of

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
    if record.treatments or record.procedures:
        frame.sheet.rules.append(Rule(frame.y))
        frame.y += 10
    for setting in ("neoadjuvant", "adjuvant"):
        early = [t for t in record.treatments if t.setting == setting and t.agent.is_systemic]
        _draw_agents(frame, setting.capitalize(), _ends_of(early), early)
    for line in assessment.lines:
        title = f"L{line.number}{'' if line.confirmed else '?'} {_agents_of(line)}"
        sub = _ends_of(line.treatments)
        if not line.confirmed:
            sub = f"suggested number · {sub}"
        _draw_agents(frame, title, sub, line.treatments)
    beside = [t for t in record.treatments if not t.agent.is_systemic]
    _draw_agents(frame, "Supportive treatment", "ovarian suppression, bone", beside)
    _draw_procedures(frame, record.procedures)


def _agents_of(line: Line) -> str:
    names = " + ".join(dict.fromkeys(t.agent.name for t in line.treatments))
    return names[:1].upper() + names[1:]


def _ends_of(treatments: Iterable[Treatment]) -> str:
    """Why they ended, each reason once."""
    words = ("ongoing" if t.is_ongoing else END_WORDS[t.end_reason or "unknown"]
             for t in treatments)  # fmt: skip
    return " · ".join(dict.fromkeys(words))


def _draw_agents(frame: Frame, title: str, sub: str, treatments: Iterable[Treatment]) -> None:
    treatments = sorted(treatments, key=lambda t: t.sort_key)
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
    tone = next((t for name, t in _TONES.items() if treatment.is_of(name)), "targeted")
    number = frame.facts.number_of("Treatment", treatment)
    title = f"{treatment.agent.name} from {treatment.started_on.in_words}, {_end_title(treatment)}"
    frame.sheet.bars.append(Bar(left, y, width, HEIGHT, tone, number, title, end))
    _label_bar(frame, treatment, left, left + width, y + 12, tone)


def _end_of(frame: Frame, treatment: Treatment) -> tuple[int, str]:
    """Where the bar ends, and how: an unknown end fades out at the last contact."""
    if treatment.is_ongoing:
        return frame.axis.x(frame.ends), "arrow"
    if treatment.ended_on:
        return frame.axis.x(treatment.ended_on.last), "hard"
    return frame.axis.x(_last_heard_of(frame, treatment)), "fade"


def _last_heard_of(frame: Frame, treatment: Treatment) -> date:
    started = treatment.started_on.first
    contact = frame.last_contact
    day = contact if contact and contact > started else started + STUB
    return min(day, frame.ends)


def _end_title(treatment: Treatment) -> str:
    if treatment.is_ongoing:
        return "ongoing"
    reason = END_WORDS[treatment.end_reason or "unknown"]
    when = treatment.ended_on.in_words if treatment.ended_on else "date not recorded"
    return f"ended {when}: {reason}"


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
    procedures = sorted(procedures, key=lambda p: (p.started_on.text, p.kind, p.site))
    if not procedures:
        return
    label_height = frame.lane("Surgery, radiotherapy")
    rows = Rows()
    for procedure in procedures:
        left = frame.axis.x(procedure.started_on.first)
        right = frame.axis.x((procedure.ended_on or procedure.started_on).last)
        right = max(min(right, frame.axis.x(frame.ends)), left + 6)
        words = procedure_words(procedure)
        label = frame.beside(left, right, words)
        y = frame.y + rows.place(label.span) * ROW
        number = frame.facts.number_of("Surgery or radiotherapy", procedure)
        title = f"{procedure.started_on.in_words}: {words}"
        frame.sheet.bars.append(Bar(left, y, right - left, HEIGHT, procedure.kind, number, title))
        if label.words:
            frame.sheet.texts.append(Text(label.x, y + 12, label.words, label.anchor))
    frame.advance(len(rows) * ROW, label_height)
