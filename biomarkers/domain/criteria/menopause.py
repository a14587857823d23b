"""What a label asks of the person: menopause, or being a man."""

from ..because import because
from ..patient import Patient
from .criterion import MET, NOT_KNOWN, NOT_MET, Criterion, Kind


def menopause_criterion(wanted: str, patient: Patient) -> Criterion:
    men_too = wanted == "postmenopausal_or_male"
    asks = "postmenopausal, or a man" if men_too else "postmenopausal"
    record, suppression = patient.record, patient.ovarian_suppression
    if record.sex == "male":
        cautions = () if men_too else ("label_says_women",)
        return Criterion(Kind.PATIENT, asks, MET, because("sex male, undated"), (), cautions)
    status = record.menopausal_status
    if status == "post":
        return Criterion(Kind.PATIENT, asks, MET, because("menopausal status post, undated"))
    if suppression:
        given = because(f"{suppression.agent.name} being given since ", suppression.started_on)
        return Criterion(Kind.PATIENT, asks, MET, given, (), ("ovarian_suppression",))
    if status == "pre":
        return Criterion(Kind.PATIENT, asks, NOT_MET, because("menopausal status pre, undated"))
    stated = f"menopausal status {status}, undated" if status else "menopausal status not on record"
    return Criterion(Kind.PATIENT, asks, NOT_KNOWN, because(stated), ("menopausal_status",))
