"""Whether the agent that a row is about was given before, and whether that used the row up."""

from dataclasses import dataclass

from .catalog import CatalogRow
from .criteria.prior_therapy import relapsed_within
from .patient import Patient

RELAPSE_MONTHS = 12  # metastatic disease so soon after (neo)adjuvant treatment uses it up
RELAPSE_MONTHS_CHEMOTHERAPY_OR_ANTI_HER2 = 6


@dataclass(frozen=True)
class Exposure:
    used: bool = False
    before: bool = False


def exposure_to(row: CatalogRow, patient: Patient) -> Exposure:
    """`used`: ended in the metastatic setting, or relapsed on or soon after (neo)adjuvant use."""
    given = [t for t in patient.treatments if t.agent.name == row.named_agent]
    ended = [t for t in given if t.is_metastatic and not t.is_given]
    early = [t for t in given if not t.is_metastatic]
    soon = row.named_agent_classes & {"chemotherapy", "anti_her2"}
    months = RELAPSE_MONTHS_CHEMOTHERAPY_OR_ANTI_HER2 if soon else RELAPSE_MONTHS
    metastatic_on = patient.metastatic_on
    relapsed = metastatic_on is not None and any(
        relapsed_within(t, metastatic_on, months) for t in early
    )
    return Exposure(used=bool(ended) or relapsed, before=bool(ended or early))
