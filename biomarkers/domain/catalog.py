"""One row of the treatment catalog, as plain values: one indication of one regimen.

The words are those of the catalog's key (docs/catalog.md); an empty cell asks nothing.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property


@dataclass(frozen=True)
class Part:
    """One part of a regimen: an agent's generic name, or a class of agents."""

    name: str
    is_class: bool = False


@dataclass(frozen=True)
class AlterationTerm:
    """One alteration that a label names.

    `kind`: any (of the gene), germline, fusion, V600E, or absent ("not PIK3CA").
    """

    gene: str
    kind: str = "any"


@dataclass(frozen=True)
class PriorTerm:
    """One word on earlier treatment.

    `measure` counts lines (endocrine, chemotherapy_any, endocrine_failed …) and asks for
    `at_least`; or is relapse_after_adjuvant_… and asks for `within_months`; or is agent or
    class and asks that `name` was given in any setting.
    """

    measure: str
    at_least: int = 0
    within_months: int = 0
    name: str = ""


@dataclass(frozen=True)
class CatalogRow:
    """One indication. Figures are medians in months, arm against control."""

    slug: str
    basis: str  # label off_label
    regimen: str
    named_agent: str
    approved_on: date
    named_agent_classes: frozenset[str] = frozenset()
    parts: tuple[Part, ...] = ()
    part_classes: frozenset[str] = frozenset()  # of every agent that is a part, and class parts
    her2: str = "any"  # positive ihc3+ low low|ultralow negative any
    hormone_receptor: str = ""  # positive er_positive negative
    alterations: tuple[AlterationTerm, ...] = ()
    marker: str = ""  # pdl1_cps>=10 msi=high tmb>=10 pd1=not_candidate
    patient: str = ""  # postmenopausal postmenopausal_or_male
    prior_all: tuple[PriorTerm, ...] = ()
    prior_any: tuple[PriorTerm, ...] = ()
    first_line: str = ""
    ended_on: date | None = None
    trial: str = ""
    comparison: str = ""
    pfs_months: Decimal | None = None
    pfs_control: Decimal | None = None
    os_months: Decimal | None = None
    os_control: Decimal | None = None
    source: str = ""
    verified_on: date | None = None

    def in_force_on(self, day: date) -> bool:
        """Approved by that day and not ended by then."""
        return self.approved_on <= day and (self.ended_on is None or day < self.ended_on)

    @cached_property
    def prior_groups(self) -> tuple[tuple[PriorTerm, ...], ...]:
        """Each word that all must meet stands alone; of the others one is enough."""
        groups = [(term,) for term in self.prior_all]
        return (*groups, self.prior_any) if self.prior_any else tuple(groups)

    @cached_property
    def agent_names(self) -> frozenset[str]:
        return frozenset(part.name for part in self.parts if not part.is_class)
