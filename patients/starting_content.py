"""The agents to start with, where there is none yet; staff keep them in the admin afterwards."""

import csv
from pathlib import Path

from auditlog.context import disable_auditlog
from django.db import transaction

from .models import Agent, AgentBrand, AgentClass

AGENTS = Path(__file__).parent / "content" / "agents.csv"


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


def _listed(cell: str) -> list[str]:
    return [word.strip() for word in cell.split(";") if word.strip()]
