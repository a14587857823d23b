"""The treatment catalog of one version, as plain values: what `assess` reads beside the record.

The words are those of its key (docs/contract/clinical-content.md); an empty cell asks nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from .check_table import CheckTable
from .history import DEFINITIONS
from .once import once
from .organs import Organs
from .safety_table import SafetyTable
from .terms import EventTerms


@dataclass(frozen=True)
class Part:
    """One part of a regimen: an agent's generic name, or a class of agents.

    `classes` are those of the agent; of a class, itself and those that all its agents share.
    """

    name: str
    is_class: bool = False
    classes: frozenset[str] = frozenset()


@dataclass(frozen=True)
class AlterationTerm:
    """One alteration that a label names.

    `kind`: any (of the gene), germline, somatic, fusion, V600E, or absent ("not PIK3CA").
    """

    gene: str
    kind: str = "any"


@dataclass(frozen=True)
class PriorTerm:
    """One word on earlier treatment.

    `measure` counts lines (endocrine, chemotherapy_any, endocrine_failed …) and asks for
    `at_least`; or is relapse_after_adjuvant_… and asks for `within_months`; or is agent or
    class and asks that `name` was given in any setting, or progressed_agent or
    progressed_class and asks that it progressed.
    """

    measure: str
    at_least: int = 0
    within_months: int = 0
    name: str = ""


@dataclass(frozen=True)
class CatalogRow:
    """One indication. Figures are medians in months, arm against control, and hazard ratios."""

    slug: str
    basis: str  # label off_label
    regimen: str
    named_agent: str
    approved_on: date
    setting: str = "advanced"  # advanced neoadjuvant residual adjuvant
    named_agent_classes: frozenset[str] = frozenset()
    parts: tuple[Part, ...] = ()
    part_classes: frozenset[str] = frozenset()  # of every part
    her2: str = "any"  # positive ihc3+ low low|ultralow negative any
    hormone_receptor: str = ""  # positive er_positive negative
    alterations: tuple[AlterationTerm, ...] = ()
    marker: str = ""  # pdl1_cps>=10 msi=high tmb>=10 pd1=not_candidate
    patient: str = ""  # postmenopausal postmenopausal_or_male
    stage: tuple[str, ...] = ()  # any of 0 I II III IV at diagnosis
    prior_all: tuple[PriorTerm, ...] = ()
    prior_any: tuple[PriorTerm, ...] = ()
    first_line: str = ""
    ended_on: date | None = None
    trial: str = ""
    comparison: str = ""
    pfs_months: Decimal | None = None
    pfs_control: Decimal | None = None
    pfs_hr: str = ""  # as published: "0.62 (0.52-0.75)"
    os_months: Decimal | None = None
    os_control: Decimal | None = None
    os_hr: str = ""
    os_longer: bool | None = None  # significantly
    early_endpoint: str = ""
    evidence: str = ""  # A to D
    step: int | None = None  # 1 to 6, place in the usual sequence of guidelines
    partner_may_have_failed: bool = False
    route: str = ""
    label_also_asks: str = ""
    watch: str = ""
    source: str = ""
    address: str = ""
    verified_on: date | None = None
    verified_against: str = ""

    def in_force_on(self, day: date) -> bool:
        """Approved by that day and not ended by then."""
        return self.approved_on <= day and (self.ended_on is None or day < self.ended_on)

    @once
    def worked_out(self) -> dict[Any, Any]:
        """What others read out of the row once, by what reads it."""
        return {}

    @once
    def subjects(self) -> frozenset[str]:
        """What a safety row or a check may name: the agents, their classes, and class parts."""
        return self.agent_names | self.part_classes

    @once
    def partners(self) -> tuple[Part, ...]:
        """The parts besides the named agent."""
        return tuple(part for part in self.parts if part.name != self.named_agent)

    @once
    def agent_names(self) -> frozenset[str]:
        return frozenset(part.name for part in self.parts if not part.is_class)


@dataclass(frozen=True)
class Catalog:
    """All tables of one version, compiled once. Ended rows are kept: the day decides."""

    version: int = 0
    rows: tuple[CatalogRow, ...] = ()
    safety: SafetyTable = field(default_factory=SafetyTable)
    terms: EventTerms = field(default_factory=EventTerms)
    checks: CheckTable = field(default_factory=CheckTable)
    organs: Organs = field(default_factory=Organs)
    agent_classes: Mapping[str, frozenset[str]] = field(default_factory=dict, hash=False)

    def classes_of(self, agent: str) -> frozenset[str]:
        return self.agent_classes.get(agent, frozenset())

    def days_after(self, day: date) -> tuple[date, ...]:
        """Days in the future on which a definition, an approval or its end takes effect."""
        return tuple(change for change in self.days if change > day)

    @once
    def days(self) -> tuple[date, ...]:
        """Definitions, approvals and their ends, in order."""
        ended = {row.ended_on for row in self.rows if row.ended_on}
        return tuple(sorted({*DEFINITIONS, *ended, *(row.approved_on for row in self.rows)}))
