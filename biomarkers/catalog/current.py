"""The catalog that is in force, compiled once for each version of it."""

from biomarkers.domain.catalog import Catalog
from biomarkers.models import CatalogVersion, TreatmentOption
from patients.models import AgentClass

_compiled: dict[int, Catalog] = {}


def current_catalog() -> Catalog:
    """One query where this version is already compiled in this process."""
    version = CatalogVersion.current_number()
    if version not in _compiled:
        compiled = _compile(version)
        _compiled.clear()
        _compiled[version] = compiled
    return _compiled[version]


def _compile(version: int) -> Catalog:
    shared = classes_shared()
    options = TreatmentOption.objects.with_criteria()
    return Catalog(version, tuple(option.to_domain(shared) for option in options))


def classes_shared() -> dict[str, frozenset[str]]:
    """By class, those that all its agents have: every taxane is chemotherapy."""
    classes = AgentClass.objects.prefetch_related("agents__classes")
    return {of_class.name: _shared(of_class) for of_class in classes}


def _shared(of_class: AgentClass) -> frozenset[str]:
    of_agents = [agent.class_names for agent in of_class.agents.all()]
    return frozenset.intersection(*of_agents) if of_agents else frozenset({of_class.name})
