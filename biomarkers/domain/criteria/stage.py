"""What a label asks of the anatomic stage at diagnosis."""

from patients.language import say

from ..because import because
from ..patient import Patient
from .criterion import NOT_KNOWN, Criterion, Kind


def stage_criterion(wanted: tuple[str, ...], patient: Patient) -> Criterion:
    asks = say("stage {names} at diagnosis").format(names=say(" or ").join(wanted))
    stage = patient.record.stage_at_diagnosis
    if not stage:
        return Criterion(
            Kind.STAGE, asks, NOT_KNOWN, because(say("stage not on record")), ("stage",)
        )
    stated = because(say("stage {stage} at diagnosis, undated").format(stage=stage))
    return Criterion(Kind.STAGE, asks, stage in wanted, stated)
