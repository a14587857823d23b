"""What to mind about an option, beside its criteria."""

from .catalog import CatalogRow
from .criteria import Criterion
from .exposure import exposure_to
from .patient import Patient
from .safety import WARNS_OF_ILD, is_ild

TOPOISOMERASE_ADC = "topoisomerase-I ADC"
_CLASSES_THAT_RESIST_TOGETHER = ("CDK4/6 inhibitor", "PARP inhibitor", "PD-1 or PD-L1")


def cautions_of(
    row: CatalogRow, criteria: tuple[Criterion, ...], patient: Patient
) -> tuple[str, ...]:
    """Sorted codes; those of the criteria, and those of the agents."""
    cautions = {caution for criterion in criteria for caution in criterion.cautions}
    exposure = exposure_to(row, patient)
    if exposure.before and not exposure.used:
        cautions.add("given_before")
    if _warns_of_ild(row) and any(is_ild(event) for event in patient.record.adverse_events):
        cautions.add("ild_history")
    if _same_payload_given(row, patient):
        cautions.add("same_payload")
    if _progressed_on_same_class(row, patient):
        cautions.add("same_class")
    return tuple(sorted(cautions))


def _warns_of_ild(row: CatalogRow) -> bool:
    return bool((row.agent_names | row.part_classes) & WARNS_OF_ILD)


def _same_payload_given(row: CatalogRow, patient: Patient) -> bool:
    return TOPOISOMERASE_ADC in row.named_agent_classes and any(
        t.is_of(TOPOISOMERASE_ADC) and t.agent.name != row.named_agent for t in patient.treatments
    )


def _progressed_on_same_class(row: CatalogRow, patient: Patient) -> bool:
    """Another CDK4/6, PARP or PD-1 inhibitor ended by progression."""
    shared = row.named_agent_classes & set(_CLASSES_THAT_RESIST_TOGETHER)
    return any(
        t.progressed and t.agent.name != row.named_agent and t.agent.classes & shared
        for t in patient.treatments
    )
