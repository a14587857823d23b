"""The catalog to start with, where there is none yet; staff keep it in the admin afterwards."""

import csv
import re
from datetime import date
from decimal import Decimal
from pathlib import Path

from auditlog.context import disable_auditlog
from django.db import transaction

from biomarkers.models import (
    AlterationCriterion,
    CatalogVersion,
    PriorTherapyCriterion,
    RegimenPart,
    TreatmentOption,
)
from patients.models import Agent, AgentClass

CATALOGUE = Path(__file__).parent / "content" / "catalogue.csv"

# What a regimen calls a class of agents, and the class's name.
CLASS_PARTS = {
    "aromatase inhibitor": "aromatase inhibitor",
    "CDK4/6 inhibitor": "CDK4/6 inhibitor",
    "chemotherapy": "chemotherapy",
    "taxane": "taxane",
    "endocrine therapy": "endocrine",
}
_DATES = ("approved_on", "verified_on")
_MONTHS = ("pfs_months", "pfs_control", "os_months", "os_control")
_WORDS = ("basis", "regimen", "her2", "hormone_receptor", "marker", "patient", "first_line",
          "trial", "comparison", "source")  # fmt: skip
_COUNTED = re.compile(r"(?P<measure>\w+)>=(?P<at_least>\d+)")
_RELAPSE = re.compile(r"(?P<measure>relapse_\w+)<=(?P<within_months>\d+)")


# Nobody changed anything: what stands there from the start is not in the audit log.
@disable_auditlog()
@transaction.atomic
def load_catalog() -> None:
    if TreatmentOption.objects.exists():
        return
    with CATALOGUE.open(encoding="utf-8", newline="") as file:
        for position, row in enumerate(csv.DictReader(file), start=1):
            _load_row(position, row)
    CatalogVersion.grow()


def _load_row(position: int, row: dict[str, str]) -> None:
    option = TreatmentOption.objects.create(
        slug=row["option"],
        position=position,
        named_agent=Agent.objects.get(name=row["named_agent"]),
        **{name: row[name] for name in _WORDS},
        **{name: date.fromisoformat(row[name]) if row[name] else None for name in _DATES},
        **{name: Decimal(row[name]) if row[name] else None for name in _MONTHS},
    )
    for place, name in enumerate(row["regimen"].split(" + "), start=1):
        _add_part(option, place, name)
    for word in filter(None, row["alteration_any"].split("|")):
        AlterationCriterion.objects.create(option=option, **_alteration(word))
    for column, one_is_enough in (("prior_all", False), ("prior_any", True)):
        for word in filter(None, row[column].split(";")):
            PriorTherapyCriterion.objects.create(
                option=option, one_is_enough=one_is_enough, **_prior_therapy(word)
            )


def _add_part(option: TreatmentOption, place: int, name: str) -> None:
    if name in CLASS_PARTS:
        named = {"agent_class": AgentClass.objects.get(name=CLASS_PARTS[name])}
    else:
        named = {"agent": Agent.objects.get(name=name)}
    RegimenPart.objects.create(option=option, position=place, **named)


def _alteration(word: str) -> dict[str, str]:
    match word.split():
        case ["germline", gene]:
            return {"gene": gene, "kind": "germline"}
        case ["not", gene]:
            return {"gene": gene, "kind": "absent"}
        case [gene, "fusion" | "V600E" as kind]:
            return {"gene": gene, "kind": kind}
        case [gene]:
            return {"gene": gene, "kind": "any"}
    raise ValueError(f"no alteration is written “{word}”")


def _prior_therapy(word: str) -> dict:
    if word.startswith("agent:"):
        return {"measure": "agent", "agent": Agent.objects.get(name=word.removeprefix("agent:"))}
    if word.startswith("class:"):
        name = word.removeprefix("class:")
        return {"measure": "class", "agent_class": AgentClass.objects.get(name=name)}
    found = _COUNTED.fullmatch(word) or _RELAPSE.fullmatch(word)
    if found is None:
        raise ValueError(f"no earlier treatment is written “{word}”")
    return {key: text if key == "measure" else int(text) for key, text in found.groupdict().items()}
