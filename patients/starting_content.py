"""The agents and lists to start with, where there are none yet; staff keep them afterwards."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from auditlog.context import disable_auditlog
from django.db import transaction

from .models import Agent, AgentBrand, AgentClass, AgentSynonym, ConditionKind, RegimenName

FOLDER = Path(__file__).parent / "content"
AGENTS = FOLDER / "agents.csv"


# Nobody changed anything: what is there from the start is not in the audit log.
@disable_auditlog()
@transaction.atomic
def load_starting_content() -> None:
    """Each list by itself, where it is empty."""
    if not Agent.objects.exists():
        _load_agents()
    if not RegimenName.objects.exists():
        _load_regimens()
    if not ConditionKind.objects.exists():
        ConditionKind.objects.bulk_create(ConditionKind(**row) for row in rows_of("conditions"))


def rows_of(name: str) -> Iterator[dict[str, str]]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _load_agents() -> None:
    rows = list(rows_of("agents"))
    agents = Agent.objects.bulk_create(
        Agent(name=row["name"], rxnorm_code=row["rxnorm_code"], only_systemic=not row["classes"])
        for row in rows
    )
    names = {name: None for row in rows for name in listed(row["classes"])}
    classes = {
        one.name: one
        for one in AgentClass.objects.bulk_create([AgentClass(name=name) for name in names])
    }
    of_class = Agent.classes.through
    of_class.objects.bulk_create(
        of_class(agent=agent, agentclass=classes[name])
        for agent, row in zip(agents, rows, strict=True)
        for name in listed(row["classes"])
    )
    named: tuple[tuple[Any, str], ...] = ((AgentBrand, "brands"), (AgentSynonym, "synonyms"))
    for model, column in named:
        model.objects.bulk_create(
            model(agent=agent, name=name)
            for agent, row in zip(agents, rows, strict=True)
            for name in listed(row[column])
        )


def _load_regimens() -> None:
    agents = {agent.name: agent for agent in Agent.objects.all()}
    rows = list(rows_of("regimens"))
    regimens = RegimenName.objects.bulk_create(
        RegimenName(name=row["abbreviation"], note=row["note"]) for row in rows
    )
    part = RegimenName.agents.through
    part.objects.bulk_create(
        part(regimenname=regimen, agent=agents[name])
        for regimen, row in zip(regimens, rows, strict=True)
        for name in listed(row["agents"])
        if name in agents
    )


def listed(cell: str) -> list[str]:
    return [word.strip() for word in cell.split(";") if word.strip()]
