"""Who this is, in one line."""

from dataclasses import dataclass
from datetime import date

from biomarkers.domain.assessment import Assessment
from biomarkers.domain.record import Record
from patients.dates import PartialDate
from patients.models import Patient

_MENOPAUSE_WORDS = {"pre": "premenopausal", "peri": "perimenopausal", "post": "postmenopausal"}
_DATE_BASIS_WORDS = {
    "nominal": "Dates are nominal: true offsets from a stated year.",
    "shifted": "Dates were shifted to protect the patient; spans between them are true.",
}


@dataclass(frozen=True)
class Banner:
    name: str
    mrn: str
    facts: tuple[str, ...]
    deceased: str
    date_basis: str


def banner(patient: Patient, assessment: Assessment) -> Banner:
    record = assessment.record
    facts = [
        _person(record, assessment.as_of),
        _disease(assessment),
        _performance(record),
        _line(assessment),
    ]
    deceased = record.deceased_on
    return Banner(
        name=patient.full_name,
        mrn=patient.mrn,
        facts=tuple(fact for fact in facts if fact),
        deceased=f"Died {deceased.in_words}" if deceased else "",
        date_basis=_DATE_BASIS_WORDS.get(record.date_basis, ""),
    )


def _performance(record: Record) -> str:
    newest = record.newest_performance
    return f"ECOG {newest.ecog} ({newest.on.in_words})" if newest else ""


def _person(record, as_of: date) -> str:
    words = [
        f"{age_on(record.birth_date, as_of)} y" if record.birth_date else "",
        record.sex if record.sex in ("female", "male") else "",
        _MENOPAUSE_WORDS.get(record.menopausal_status, "") if record.sex != "male" else "",
    ]
    return " · ".join(word for word in words if word)


def age_on(birth_date: PartialDate, day: date) -> str:
    """Completed years; “about” where the birthday is not known."""
    born = birth_date.first
    years = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
    return f"about {years}" if birth_date.is_partial else str(years)


def _disease(assessment: Assessment) -> str:
    record = assessment.record
    if record.metastatic_on:
        return f"Metastatic since {record.metastatic_on.in_words}"
    if assessment.lines:
        return "Metastatic, first date not known"
    if assessment.advanced:
        return f"Advanced: {assessment.disease.because.in_words}"
    stage = f", stage {record.stage_at_diagnosis}" if record.stage_at_diagnosis else ""
    return f"Early disease{stage}"


def _line(assessment: Assessment) -> str:
    if not assessment.lines:
        return ""
    newest = max(assessment.lines, key=lambda line: (line.started_on.text, line.number))
    number = f"{newest.number}" if newest.confirmed else f"{newest.number} (suggested)"
    stated = next((t.stated_line for t in reversed(newest.treatments) if t.stated_line), None)
    told = f", told as {stated}" if stated and stated != newest.number else ""
    return f"{'On' if newest.still_given else 'After'} line {number}{told}"
