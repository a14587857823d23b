"""A row of treatment options as the cells of catalogue.csv, and back.

The words of its parts, alterations and earlier treatments: docs/contract/clinical-content.md.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from biomarkers.domain.codes import PriorMeasure
from biomarkers.models import (
    AlterationCriterion,
    PriorTherapyCriterion,
    RegimenPart,
    TreatmentOption,
)
from patients.models import Agent, AgentClass

# What a regimen calls a class of agents, where it is not the name of the class.
CLASS_CALLED = {"endocrine therapy": "endocrine"}
_CALLED = {name: words for words, name in CLASS_CALLED.items()}

_COUNTED = re.compile(r"(?P<measure>\w+)>=(?P<at_least>\d+)")
_RELAPSE = re.compile(r"(?P<measure>relapse_\w+)<=(?P<within_months>\d+)")
_NAMED = re.compile(r"(?P<progressed>progressed:)?(?P<what>agent|class):(?P<name>.+)")
_KINDS = {"germline": "germline {}", "somatic": "somatic {}", "absent": "not {}",
          "fusion": "{} fusion", "V600E": "{} V600E", "any": "{}"}  # fmt: skip


OPTION_CHILDREN = (RegimenPart, AlterationCriterion, PriorTherapyCriterion)


class UnknownWord(ValueError):
    """A word that the column does not have, or a name that no agent and no class has."""


# From rows to cells.


def cells_of_children(option: TreatmentOption) -> dict[str, str]:
    priors = list(option.prior_therapies.all())
    return {
        "parts": " + ".join(_part_words(part) for part in option.parts.all()),
        "alteration_any": "|".join(
            _KINDS[alteration.kind].format(alteration.gene)
            for alteration in option.alterations.all()
        ),
        "prior_all": ";".join(_prior_words(p) for p in priors if not p.one_is_enough),
        "prior_any": ";".join(_prior_words(p) for p in priors if p.one_is_enough),
    }


def _part_words(part: RegimenPart) -> str:
    return _CALLED.get(str(part), str(part)) if part.agent_class else str(part)


def _prior_words(prior: PriorTherapyCriterion) -> str:
    named = prior.agent or prior.agent_class
    if named:
        return f"{prior.measure.replace('progressed_', 'progressed:')}:{named}"
    if prior.within_months is not None:
        return f"{prior.measure}<={prior.within_months}"
    return f"{prior.measure}>={prior.at_least}"


# From cells to rows.


@dataclass(frozen=True)
class Named:
    """Agents and classes by name, read once for many rows."""

    agents: Mapping[str, Agent]
    classes: Mapping[str, AgentClass]

    @classmethod
    def stored(cls) -> "Named":
        return cls(
            {agent.name: agent for agent in Agent.objects.all()},
            {of_class.name: of_class for of_class in AgentClass.objects.all()},
        )

    def agent(self, name: str) -> Agent:
        if name not in self.agents:
            raise UnknownWord(f"no agent is named “{name}”")
        return self.agents[name]

    def agent_class(self, name: str) -> AgentClass:
        if name not in self.classes:
            raise UnknownWord(f"no agent and no class is named “{name}”")
        return self.classes[name]

    def part(self, name: str) -> dict[str, Agent | AgentClass]:
        if name in self.agents:
            return {"agent": self.agents[name]}
        return {"agent_class": self.agent_class(CLASS_CALLED.get(name, name))}


def children_of_cells(
    option: TreatmentOption, cells: Mapping[str, str], named: Named
) -> Iterator[RegimenPart | AlterationCriterion | PriorTherapyCriterion]:
    """Unsaved. Raises UnknownWord."""
    for place, name in enumerate(cells["parts"].split(" + "), start=1):
        yield RegimenPart(option=option, position=place, **named.part(name))
    for word in filter(None, cells["alteration_any"].split("|")):
        yield AlterationCriterion(option=option, **_alteration(word))
    for column, one_is_enough in (("prior_all", False), ("prior_any", True)):
        for word in filter(None, cells[column].split(";")):
            values = _prior_therapy(word, named)
            yield PriorTherapyCriterion(option=option, one_is_enough=one_is_enough, **values)


def _alteration(word: str) -> dict[str, str]:
    match word.split():
        case ["germline" | "somatic" as kind, gene]:
            return {"gene": gene, "kind": kind}
        case ["not", gene]:
            return {"gene": gene, "kind": "absent"}
        case [gene, "fusion" | "V600E" as kind]:
            return {"gene": gene, "kind": kind}
        case [gene]:
            return {"gene": gene, "kind": "any"}
    raise UnknownWord(f"no alteration is written “{word}”")


def _prior_therapy(word: str, named: Named) -> dict[str, Any]:
    if found := _NAMED.fullmatch(word):
        measure = f"{'progressed_' if found['progressed'] else ''}{found['what']}"
        if found["what"] == "agent":
            return {"measure": measure, "agent": named.agent(found["name"])}
        return {"measure": measure, "agent_class": named.agent_class(found["name"])}
    found = _COUNTED.fullmatch(word) or _RELAPSE.fullmatch(word)
    if found is None or found["measure"] not in set(PriorMeasure):
        raise UnknownWord(f"no earlier treatment is written “{word}”")
    return {key: text if key == "measure" else int(text) for key, text in found.groupdict().items()}
