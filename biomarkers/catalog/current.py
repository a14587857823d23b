"""The catalog in force, compiled once for each version of it; or as a draft would make it."""

from biomarkers.domain.catalog import Catalog
from biomarkers.domain.check_table import CheckTable
from biomarkers.domain.organs import Organs
from biomarkers.domain.safety_table import SafetyTable
from biomarkers.domain.terms import EventTerms
from biomarkers.models import (
    BeforeStartCheck,
    CatalogDraft,
    CatalogVersion,
    EventTerm,
    OrganWord,
    SafetyRule,
    TreatmentOption,
)
from patients.models import Agent, AgentBrand, AgentClass

_compiled: dict[int, Catalog] = {}


def current_catalog() -> Catalog:
    """One query where this version is already compiled in this process."""
    version = CatalogVersion.current_number()
    if version not in _compiled:
        compiled = compile_catalog(version)
        _compiled.clear()
        _compiled[version] = compiled
    return _compiled[version]


def forget_compiled() -> None:
    """Where a version of the same number may say something else: after a restore, and in tests."""
    _compiled.clear()


def compile_catalog(version: int, draft: CatalogDraft | None = None) -> Catalog:
    """What is in force, with the changes of the draft in it. Raises TableFault."""

    def rows(model):
        return model.objects.with_draft(draft) if draft else model.objects.in_force()

    shared = _classes_shared()
    options = rows(TreatmentOption).with_criteria()
    return Catalog(
        version,
        tuple(option.to_domain(shared) for option in options),
        safety=SafetyTable(tuple(row.to_domain() for row in rows(SafetyRule))),
        terms=EventTerms(tuple(row.to_domain() for row in rows(EventTerm))),
        checks=CheckTable(tuple(row.to_domain() for row in rows(BeforeStartCheck))),
        organs=Organs(tuple((row.word, row.organ) for row in rows(OrganWord))),
        agent_classes=_agent_classes(),
    )


def _agent_classes() -> dict[str, frozenset[str]]:
    agents = Agent.objects.prefetch_related("classes")
    return {agent.name: agent.class_names for agent in agents}


def _classes_shared() -> dict[str, frozenset[str]]:
    """By class, those that all its agents have: every taxane is chemotherapy."""
    classes = AgentClass.objects.prefetch_related("agents__classes")
    return {of_class.name: _shared(of_class) for of_class in classes}


def _shared(of_class: AgentClass) -> frozenset[str]:
    of_agents = [agent.class_names for agent in of_class.agents.all()]
    return frozenset.intersection(*of_agents) if of_agents else frozenset({of_class.name})


def brand_names() -> dict[str, str]:
    """Return the first brand name of each drug, by generic name."""
    return dict(AgentBrand.objects.order_by("-pk").values_list("agent__name", "name"))
