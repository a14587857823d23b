"""Whether the record holds every treatment that was given, so that what is absent was not given.

Source: docs/contract/rules.md, part 6 ("Treatment history").
"""

from datetime import date, timedelta
from enum import StrEnum

from patients.dates import PartialDate

from .disease import Disease
from .record import Record

# So soon after the diagnosis, or after the disease became advanced, no treatment on record means
# that none was given yet.
NONE_YET_WITHIN = timedelta(days=90)


class TreatmentHistory(StrEnum):
    """What the absence of a treatment from the record means: only of `KNOWN`, not given."""

    KNOWN = "known"
    INCOMPLETE = "incomplete"
    NOT_KNOWN = "not_known"


def treatment_history(record: Record, disease: Disease, as_of: date) -> TreatmentHistory:
    if record.treatment_history == "incomplete":
        return TreatmentHistory.INCOMPLETE
    if record.treatment_history == "complete":
        return TreatmentHistory.KNOWN
    given = [t for t in record.treatments if t.agent.is_systemic]
    newly_diagnosed = _lately(record.diagnosed_on, as_of)
    none_on_record = not given and not newly_diagnosed
    untreated = disease.is_advanced and not any(t.is_metastatic for t in given)
    if none_on_record or (untreated and not _lately(disease.advanced_on, as_of)):
        return TreatmentHistory.NOT_KNOWN
    return TreatmentHistory.KNOWN


def _lately(when: PartialDate | None, as_of: date) -> bool:
    return when is not None and as_of - when.first <= NONE_YET_WITHIN
