"""Agents and conditions to start with, where there are none; staff keep them in the admin."""

import csv
from pathlib import Path

from auditlog.context import disable_auditlog
from django.db import transaction

from .models import Agent, AgentBrand, AgentClass, ConditionKind

CONTENT = Path(__file__).parent / "content"
AGENTS = CONTENT / "agents.csv"
CONDITIONS = CONTENT / "conditions.csv"


# Nobody changed anything: what stands there from the start is not in the audit log.
@disable_auditlog()
@transaction.atomic
def load_agents() -> None:
    if Agent.objects.exists():
        return
    with AGENTS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            agent = Agent.objects.create(name=row["name"], rxnorm_code=row["rxnorm_code"])
            for name in _listed(row["classes"]):
                agent.classes.add(AgentClass.objects.get_or_create(name=name)[0])
            for name in _listed(row["brands"]):
                AgentBrand.objects.create(agent=agent, name=name)


@disable_auditlog()
@transaction.atomic
def load_conditions() -> None:
    if ConditionKind.objects.exists():
        return
    with CONDITIONS.open(encoding="utf-8", newline="") as file:
        ConditionKind.objects.bulk_create(ConditionKind(**row) for row in csv.DictReader(file))


def _listed(cell: str) -> list[str]:
    return [word.strip() for word in cell.split(";") if word.strip()]
