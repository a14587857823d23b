"""What a label asks of the person: menopause, or being a man."""

from patients.language import say

from ..because import Because, because
from ..patient import POSTMENOPAUSAL_FROM, Patient
from .criterion import MET, NOT_KNOWN, NOT_MET, Criterion, Kind


def menopause_criterion(wanted: str, patient: Patient) -> Criterion:
    """Everyone who is not a man counts as a woman."""
    men_too = wanted == "postmenopausal_or_male"
    asks = say("postmenopausal woman, or man") if men_too else say("postmenopausal")
    status, suppression = patient.menopausal_status, patient.ovarian_suppression
    if patient.record.sex == "male":
        cautions = () if men_too else ("label_says_women",)
        return Criterion(Kind.PATIENT, asks, MET, because(say("male")), (), cautions)
    if status == "post":
        return Criterion(Kind.PATIENT, asks, MET, _postmenopausal(patient))
    if suppression:
        given = because(
            say("on {agent} since ").format(agent=suppression.agent.name), suppression.started_on
        )
        return Criterion(Kind.PATIENT, asks, MET, given, (), ("ovarian_suppression",))
    if status == "pre":
        return Criterion(
            Kind.PATIENT, asks, NOT_MET, because(say("premenopausal (date not recorded)"))
        )
    stated = (
        say("menopausal status: {status} (date not recorded)").format(status=say(status))
        if status
        else say("menopausal status not on record")
    )
    return Criterion(Kind.PATIENT, asks, NOT_KNOWN, because(stated), ("menopausal_status",))


def _postmenopausal(patient: Patient) -> Because:
    record = patient.record
    if record.menopausal_status == "post" or record.birth_date is None:
        return because(say("postmenopausal (date not recorded)"))
    return because(say("{age} or older, born ").format(age=POSTMENOPAUSAL_FROM), record.birth_date)
