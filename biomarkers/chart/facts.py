"""Who this is, as seven facts in the same order on every chart."""

from dataclasses import dataclass
from datetime import date

from biomarkers.domain.assessment import Assessment
from biomarkers.domain.lines import Line
from biomarkers.domain.record import Record
from biomarkers.wording.codes import CATEGORY_WORDS
from patients.dates import age_on
from patients.models import Patient

NOT_RECORDED = "not recorded"
_MENOPAUSE_WORDS = {"pre": "premenopausal", "peri": "perimenopausal", "post": "postmenopausal"}
_RECEPTOR_WORDS = {"positive": "HR+", "negative": "HR–", "unknown": "HR not known"}
_DATE_BASIS_WORDS = {
    "nominal": "Dates are nominal: true offsets from a stated year.",
    "shifted": "Dates were shifted to protect the patient; spans between them are true.",
}


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
        deceased=f"Died {deceased.in_words}" if deceased else "",
        date_basis=_DATE_BASIS_WORDS.get(record.date_basis, ""),
        facts=(
            FactCell("Subtype", subtype_words(assessment)),
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
        f"{age_on(record.birth_date, as_of)} years" if record.birth_date else "",
        record.sex if record.sex in ("female", "male") else "",
        _MENOPAUSE_WORDS.get(record.menopausal_status or "", "") if record.sex != "male" else "",
    ]
    return ", ".join(word for word in words if word)


def _disease(assessment: Assessment) -> FactCell:
    record = assessment.record
    if record.metastatic_on:
        return FactCell("Disease", "Metastatic", f"since {record.metastatic_on.in_words}")
    if assessment.lines:
        return FactCell("Disease", "Metastatic", "first date not recorded")
    if record.unresectable_on:
        since = f"since {record.unresectable_on.in_words}"
        return FactCell("Disease", "Unresectable", since)
    if assessment.advanced:
        return FactCell("Disease", "Advanced", assessment.disease.because.in_words)
    return FactCell("Disease", "Early breast cancer")


def _stage(record: Record) -> FactCell:
    diagnosed = record.diagnosed_on.in_words if record.diagnosed_on else ""
    stage = record.stage_at_diagnosis
    return FactCell("At diagnosis", f"Stage {stage}" if stage else "stage not recorded", diagnosed)


def _line(assessment: Assessment) -> FactCell:
    if not assessment.lines:
        words = "none recorded" if assessment.record.treatments else NOT_RECORDED
        return FactCell("Line of therapy", words)
    newest: Line = max(assessment.lines, key=lambda line: (line.started_on.text, line.number))
    suggested = "" if newest.confirmed else " (suggested)"
    given = [t for t in newest.treatments if t.is_ongoing] or list(newest.treatments)
    drugs = " + ".join(dict.fromkeys(t.agent.name for t in given))
    stated = next((t.stated_line for t in reversed(newest.treatments) if t.stated_line), None)
    reported = f", reported as line {stated}" if stated and stated != newest.number else ""
    when = "since" if newest.still_given else "ended; began"
    detail = f"{when} {newest.started_on.in_words}{reported}"
    return FactCell(f"Line {newest.number}{suggested}", drugs[:1].upper() + drugs[1:], detail)


def _performance(record: Record) -> FactCell:
    newest = record.newest_performance
    if newest is None:
        return FactCell("ECOG", NOT_RECORDED)
    return FactCell("ECOG", str(newest.ecog), newest.on.in_words)


def _lvef(record: Record) -> FactCell:
    newest = max(record.lvef, key=lambda lvef: lvef.measured_on.text, default=None)
    if newest is None:
        return FactCell("LVEF", NOT_RECORDED)
    return FactCell("LVEF", f"{newest.percent}%", newest.measured_on.in_words)


def _last_contact(record: Record) -> FactCell:
    on = record.last_contact_on
    return FactCell("Last contact", on.in_words if on else NOT_RECORDED)
