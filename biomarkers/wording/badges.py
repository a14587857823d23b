"""The badge of a status: its category, or what stands in the way."""

from biomarkers.domain.findings import findings_of
from biomarkers.domain.her2 import Reason
from biomarkers.domain.status import HER2Status
from biomarkers.domain.words import score_against_percent
from patients.language import say

from .codes import CATEGORY_WORDS, REASON_BADGES


def status_badge(her2: HER2Status) -> str:
    """`HER2-low`, `IHC 0, staining not stated`, `IHC 1+ with 5% stained`."""
    if her2.reason is None:
        return CATEGORY_WORDS[her2.category]
    deciding = her2.deciding
    against = score_against_percent(findings_of(deciding)) if deciding else ""
    if her2.reason is Reason.SCORE_BETWEEN and against:
        return say("IHC {against}").format(against=against)
    return REASON_BADGES[her2.reason]
