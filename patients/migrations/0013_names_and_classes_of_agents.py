"""Agents, their names and classes as the second edition of the starting content has them.

Where there are agents already. What the first edition had and is gone was taken away by staff, and
stays away; what is new is added. A new installation loads its agents after all migrations.
"""

import csv
from pathlib import Path

from django.db import migrations

from patients.names import plain

CONTENT = Path(__file__).resolve().parent.parent / "content"


def add_what_is_new(apps, schema_editor):
    Agent = apps.get_model("patients", "Agent")
    if not Agent.objects.exists():
        return
    before = {row["name"]: row for row in _rows("agents-1")}
    taken = _names_taken(apps)
    for row in _rows("agents"):
        agent = Agent.objects.filter(name__iexact=row["name"]).first()
        if agent is None and plain(row["name"]) in taken:
            continue  # staff call another agent so
        if agent is None:
            code = "" if row["rxnorm_code"] in taken else row["rxnorm_code"]
            agent = Agent.objects.create(name=row["name"], rxnorm_code=code)
            taken |= {plain(row["name"]), code}
        was = before.get(row["name"], {})
        _add_names(apps, agent, row, was, taken)
        _add_classes(apps, agent, row, was)


def _rows(name):
    with (CONTENT / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _names_taken(apps):
    Agent, AgentBrand = (apps.get_model("patients", name) for name in ("Agent", "AgentBrand"))
    names = [*Agent.objects.values_list("name", flat=True)]
    names += AgentBrand.objects.values_list("name", flat=True)
    names += Agent.objects.exclude(rxnorm_code="").values_list("rxnorm_code", flat=True)
    return {plain(name) for name in names}


def _add_names(apps, agent, row, was, taken):
    for column, model in (("brands", "AgentBrand"), ("synonyms", "AgentSynonym")):
        for name in _listed(row[column]):
            if name not in _listed(was.get(column, "")) and plain(name) not in taken:
                apps.get_model("patients", model).objects.create(agent=agent, name=name)
                taken.add(plain(name))


def _add_classes(apps, agent, row, was):
    AgentClass = apps.get_model("patients", "AgentClass")
    for name in _listed(row["classes"]):
        if name not in _listed(was.get("classes", "")):
            agent.classes.add(AgentClass.objects.get_or_create(name=name)[0])
    if not row["classes"] and not agent.classes.exists():
        agent.only_systemic = True
        agent.save()


def _listed(cell):
    return [word.strip() for word in cell.split(";") if word.strip()]


class Migration(migrations.Migration):
    dependencies = [("patients", "0012_vocabulary")]

    operations = [migrations.RunPython(add_what_is_new, migrations.RunPython.noop)]
