"""What no catalog may say, beyond what each table refuses by itself."""

from collections.abc import Iterator

from biomarkers.domain.catalog import Catalog, CatalogRow
from biomarkers.domain.safety_table import ANY_AGENT
from biomarkers.models import Gene
from patients.models import Agent, AgentClass, ConditionKind


def faults_of(catalog: Catalog) -> list[str]:
    """One sentence each, with the row that it is about."""
    return [*_of_options(catalog), *_of_safety(catalog), *_of_checks(catalog)]


def _of_options(catalog: Catalog) -> Iterator[str]:
    meant = set(Agent.objects.filter(only_systemic=True).values_list("name", flat=True))
    for row in catalog.rows:
        yield from (f"{row.slug}: {wrong}." for wrong in _of_option(row, catalog, meant))


def _of_option(row: CatalogRow, catalog: Catalog, only_systemic: set[str]) -> Iterator[str]:
    if not row.regimen or not row.parts:
        yield "it has no regimen"
    if not row.source:
        yield "it has no source"
    if row.parts and row.named_agent not in row.agent_names:
        yield f"its regimen does not hold {row.named_agent}"
    for name in sorted(row.agent_names - only_systemic):
        if not catalog.classes_of(name):
            yield f"{name} has no class, and is not marked as counting only as systemic"


def _of_safety(catalog: Catalog) -> Iterator[str]:
    known = {
        "adverse_event": set(catalog.terms.lists),
        "condition": set(ConditionKind.objects.values_list("code", flat=True)),
        "alteration": set(Gene.objects.values_list("symbol", flat=True)),
        "given": set(AgentClass.objects.values_list("name", flat=True)),
    }
    subjects = _subjects(catalog)
    for rule in catalog.safety.rules:
        if rule.of and rule.of not in known[rule.kind]:
            yield f"{rule.row.slug}: no list has the {rule.kind.replace('_', ' ')} “{rule.of}”."
        for name in sorted(rule.row.applies_to - subjects):
            yield f"{rule.row.slug}: no agent and no class is named “{name}”."


def _of_checks(catalog: Catalog) -> Iterator[str]:
    subjects = _subjects(catalog)
    for row in catalog.checks.rows:
        if row.agent_or_class not in subjects:
            yield f"{row.check}: no agent and no class is named “{row.agent_or_class}”."


def _subjects(catalog: Catalog) -> set[str]:
    classes = {name for held in catalog.agent_classes.values() for name in held}
    return {ANY_AGENT, *catalog.agent_classes, *classes}
