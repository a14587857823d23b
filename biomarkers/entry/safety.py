"""What labels say of starting an agent, before it is saved."""

from django.utils import timezone

from biomarkers.catalog.current import current_catalog
from biomarkers.domain import record as domain
from biomarkers.domain.safety import Finding, safety_of_agent
from biomarkers.record.reading import record_of
from patients.language import say
from patients.models import Agent, Patient


def blocks_of(patient: Patient, agent: Agent) -> tuple[Finding, ...]:
    named = domain.Agent(agent.name, agent.class_names)
    record, today = record_of(patient), timezone.localdate()
    return safety_of_agent(named, record, current_catalog(), today).blocks


def blocked_words(agent: Agent, block: Finding) -> str:
    because = block.because.in_words if block.because else ""
    return say("{agent} is blocked: {because}. {says} To start it all the same, say why.").format(
        agent=agent.name, because=because, says=block.says
    )
