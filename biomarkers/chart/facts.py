"""Who this is, as seven facts in the same order on every chart."""

from dataclasses import dataclass
from datetime import date

from biomarkers.domain.assessment import Assessment
from biomarkers.domain.lines import Line
from biomarkers.domain.record import Record
from biomarkers.wording.codes import CATEGORY_WORDS
from patients.dates import PartialDate, age_on
from patients.language import Words, say, to_say
from patients.models import Patient

NOT_RECORDED = to_say("not recorded")
_MENOPAUSE_WORDS = Words(
    {"pre": "premenopausal", "peri": "perimenopausal", "post": "postmenopausal"}
)
_RECEPTOR_WORDS = Words({"positive": "HR+", "negative": "HR–", "unknown": "HR not known"})
_DATE_BASIS_WORDS = Words(
    {
        "nominal": "Dates are nominal: true offsets from a stated year.",
        "shifted": "Dates were shifted to protect the patient; spans between them are true.",
    }
)


@dataclass(frozen=True)
class FactCell:
    """`detail` is its date, or what else belongs to it."""

    label: str
    value: str
    detail: str = ""


@dataclass(frozen=True)
class Banner:
    name: str
    mrn: str
    person: str
    deceased: str
    date_basis: str
    facts: tuple[FactCell, ...]


def banner(patient: Patient, assessment: Assessment) -> Banner:
    record = assessment.record
    deceased = record.deceased_on
    return Banner(
        name=patient.full_name,
        mrn=patient.mrn,
        person=_person(record, assessment.as_of),
        deceased=say("Died {day}").format(day=deceased.in_words) if deceased else "",
        date_basis=_DATE_BASIS_WORDS.get(record.date_basis, ""),
        facts=(
            FactCell(say("Subtype"), subtype_words(assessment)),
            _disease(assessment),
            _stage(record),
            _line(assessment),
            _performance(record),
            _lvef(record),
            _last_contact(record),
        ),
    )


def subtype_words(assessment: Assessment) -> str:
    """`HR+ / HER2-low`."""
    receptor = _RECEPTOR_WORDS[assessment.receptors.hormone_receptor]
    return f"{receptor} / {CATEGORY_WORDS[assessment.her2.category]}"


def _person(record: Record, as_of: date) -> str:
    words = [
        *_birth(record.birth_date, as_of),
        say(record.sex) if record.sex in ("female", "male") else "",
        _MENOPAUSE_WORDS.get(record.menopausal_status or "", "") if record.sex != "male" else "",
    ]
    return ", ".join(word for word in words if word)


def _birth(born: PartialDate | None, as_of: date) -> tuple[str, ...]:
    """With the name and the MRN it identifies her: `born 9 May 1961`, `65 years`."""
    if born is None:
        return ()
    age = say("{age} years").format(age=age_on(born, as_of))
    return say("born {day}").format(day=born.in_words), age


def _disease(assessment: Assessment) -> FactCell:
    record = assessment.record
    if record.metastatic_on:
        return FactCell(
            say("Disease"),
            say("Metastatic"),
            say("since {metastatic_on}").format(metastatic_on=record.metastatic_on.in_words),
        )
    if assessment.lines:
        return FactCell(say("Disease"), say("Metastatic"), say("first date not recorded"))
    if record.unresectable_on:
        since = say("since {unresectable_on}").format(
            unresectable_on=record.unresectable_on.in_words
        )
        return FactCell(say("Disease"), say("Unresectable"), since)
    if assessment.advanced:
        return FactCell(say("Disease"), say("Advanced"), assessment.disease.because.in_words)
    return FactCell(say("Disease"), say("Early breast cancer"))


def _stage(record: Record) -> FactCell:
    diagnosed = record.diagnosed_on.in_words if record.diagnosed_on else ""
    stage = record.stage_at_diagnosis
    return FactCell(
        say("At diagnosis"),
        say("Stage {stage}").format(stage=stage) if stage else say("stage not recorded"),
        diagnosed,
    )


def _line(assessment: Assessment) -> FactCell:
    if not assessment.lines:
        words = say("none recorded") if assessment.record.treatments else NOT_RECORDED
        return FactCell(say("Line of therapy"), words)
    newest: Line = max(assessment.lines, key=lambda line: (line.started_on.text, line.number))
    suggested = "" if newest.confirmed else say(" (suggested)")
    given = [t for t in newest.treatments if t.is_ongoing] or list(newest.treatments)
    drugs = " + ".join(dict.fromkeys(t.agent.name for t in given))
    stated = next((t.stated_line for t in reversed(newest.treatments) if t.stated_line), None)
    reported = (
        say(", reported as line {stated}").format(stated=stated)
        if stated and stated != newest.number
        else ""
    )
    when = say("since") if newest.still_given else say("ended; began")
    detail = f"{when} {newest.started_on.in_words}{reported}"
    return FactCell(
        say("Line {line}{suggested}").format(line=newest.number, suggested=suggested),
        drugs[:1].upper() + drugs[1:],
        detail,
    )


def _performance(record: Record) -> FactCell:
    newest = record.newest_performance
    if newest is None:
        return FactCell(say("ECOG"), NOT_RECORDED)
    return FactCell(say("ECOG"), str(newest.ecog), newest.on.in_words)


def _lvef(record: Record) -> FactCell:
    newest = max(record.lvef, key=lambda lvef: lvef.measured_on.text, default=None)
    if newest is None:
        return FactCell(say("LVEF"), NOT_RECORDED)
    return FactCell(say("LVEF"), f"{newest.percent}%", newest.measured_on.in_words)


def _last_contact(record: Record) -> FactCell:
    on = record.last_contact_on
    return FactCell(say("Last contact"), on.in_words if on else NOT_RECORDED)
