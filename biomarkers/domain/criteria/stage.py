"""What a label asks of the anatomic stage at diagnosis."""

from ..because import because
from ..patient import Patient
from .criterion import NOT_KNOWN, Criterion, Kind


def stage_criterion(wanted: tuple[str, ...], patient: Patient) -> Criterion:
    asks = f"stage {' or '.join(wanted)} at diagnosis"
    stage = patient.record.stage_at_diagnosis
    if not stage:
        return Criterion(Kind.STAGE, asks, NOT_KNOWN, because("stage not on record"), ("stage",))
    stated = because(f"stage {stage} at diagnosis, undated")
    return Criterion(Kind.STAGE, asks, stage in wanted, stated)
