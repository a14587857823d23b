"""What a label asks of the person: menopause, or being a man."""

from ..because import Because, because
from ..patient import POSTMENOPAUSAL_FROM, Patient
from .criterion import MET, NOT_KNOWN, NOT_MET, Criterion, Kind


def menopause_criterion(wanted: str, patient: Patient) -> Criterion:
    """Everyone who is not a man counts as a woman."""
    men_too = wanted == "postmenopausal_or_male"
    asks = "postmenopausal woman, or man" if men_too else "postmenopausal"
    status, suppression = patient.menopausal_status, patient.ovarian_suppression
    if patient.record.sex == "male":
        cautions = () if men_too else ("label_says_women",)
        return Criterion(Kind.PATIENT, asks, MET, because("male"), (), cautions)
    if status == "post":
        return Criterion(Kind.PATIENT, asks, MET, _postmenopausal(patient))
    if suppression:
        given = because(f"on {suppression.agent.name} since ", suppression.started_on)
        return Criterion(Kind.PATIENT, asks, MET, given, (), ("ovarian_suppression",))
    if status == "pre":
        return Criterion(Kind.PATIENT, asks, NOT_MET, because("premenopausal (date not recorded)"))
    stated = (
        f"menopausal status: {status} (date not recorded)"
        if status
        else "menopausal status not on record"
    )
    return Criterion(Kind.PATIENT, asks, NOT_KNOWN, because(stated), ("menopausal_status",))


def _postmenopausal(patient: Patient) -> Because:
    record = patient.record
    if record.menopausal_status == "post" or record.birth_date is None:
        return because("postmenopausal (date not recorded)")
    return because(f"{POSTMENOPAUSAL_FROM} or older, born ", record.birth_date)
