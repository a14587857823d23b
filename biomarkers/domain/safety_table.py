"""The safety table of one catalog version: hazards that block an option or ask for care.

The rows are content that staff keep (docs/contract/clinical-content.md); this holds only how their
words are read, once a version. An unknown word is refused with its place.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from .once import once
from .thresholds import (
    TableFault,
    read_alteration_threshold,
    read_any,
    read_condition_threshold,
    read_event_threshold,
    read_given_months,
    read_limits,
    read_menopause,
)

ANY_AGENT = "any"

# By kind of hazard: how its threshold is read, and whether it names what it is a hazard of.
_KINDS: dict[str, tuple[Callable[[str], Any], bool]] = {
    "adverse_event": (read_event_threshold, True),
    "condition": (read_condition_threshold, True),
    "alteration": (read_alteration_threshold, True),
    "given": (read_given_months, True),
    "lvef": (read_limits, False),
    "ecog": (read_limits, False),
    "menopause": (read_menopause, False),
    "stopped_for_toxicity": (read_any, False),
}
_EFFECTS = ("block", "caution")


@dataclass(frozen=True)
class Scope:
    """Whose events count: `kind` same_agent, same_class or any_agent.

    `of_class` names the class where it is another than the one that the row applies to.
    """

    kind: str
    of_class: str = ""


def read_scope(words: str) -> Scope:
    kind, colon, of_class = words.partition(":")
    known = ("same_class",) if colon else ("same_agent", "same_class", "any_agent")
    if kind not in known or bool(colon) is not bool(of_class):
        raise TableFault(f"no scope is written “{words}”")
    return Scope(kind, of_class)


@dataclass(frozen=True)
class SafetyRow:
    """One row, in the words of the table. `applies_to` holds agents, classes or "any"."""

    slug: str
    hazard: str
    threshold: str
    scope: str
    applies_to: frozenset[str]
    effect: str  # block caution
    code: str
    weighty: bool
    says: str
    source: str = ""
    address: str = ""
    verified_on: date | None = None

    @property
    def blocks(self) -> bool:
        return self.effect == "block"

    @property
    def is_grave(self) -> bool:
        """It blocks, or is a weighty caution."""
        return self.blocks or self.weighty


@dataclass(frozen=True)
class SafetyRule:
    """One row as it was read. `kind` and `of`: "adverse_event" of "ild"."""

    row: SafetyRow
    kind: str
    of: str
    threshold: Any
    scope: Scope
    position: int = 0


def read_rule(row: SafetyRow, position: int = 0) -> SafetyRule:
    """Raises TableFault with the row and the column."""
    kind, _, of = row.hazard.partition(":")
    if kind not in _KINDS or bool(of) is not _KINDS[kind][1]:
        raise TableFault(f"{row.slug}, hazard: no hazard is written “{row.hazard}”")
    if row.effect not in _EFFECTS:
        raise TableFault(f"{row.slug}, effect: no effect is written “{row.effect}”")
    if not row.applies_to:
        raise TableFault(f"{row.slug}, applies_to: it names no agent and no class")
    read_threshold, _ = _KINDS[kind]
    threshold = _read(row, "threshold", read_threshold, row.threshold)
    scope = _read(row, "scope", read_scope, row.scope)
    return SafetyRule(row, kind, of, threshold, scope, position)


def _read(row: SafetyRow, column: str, read: Callable[[str], Any], words: str) -> Any:
    try:
        return read(words)
    except TableFault as fault:
        raise TableFault(f"{row.slug}, {column}: {fault}") from None


@dataclass(frozen=True)
class SafetyTable:
    """All rows of a version, read when it is made and found by their hazard."""

    rows: tuple[SafetyRow, ...] = ()
    rules: tuple[SafetyRule, ...] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        rules = tuple(read_rule(row, place) for place, row in enumerate(self.rows))
        object.__setattr__(self, "rules", rules)

    @once
    def _by_hazard(self) -> dict[tuple[str, str], tuple[SafetyRule, ...]]:
        found: dict[tuple[str, str], tuple[SafetyRule, ...]] = {}
        for rule in self.rules:
            key = (rule.kind, rule.of)
            found[key] = (*found.get(key, ()), rule)
        return found

    @once
    def months_after_condition(self) -> frozenset[int]:
        """For how long a recent condition counts."""
        months = (r.threshold.recent_months for r in self.rules if r.kind == "condition")
        return frozenset(found for found in months if found)

    @once
    def months_after_treatment(self) -> frozenset[int]:
        """For how long a drug counts after its end."""
        return frozenset(rule.threshold for rule in self.rules if rule.kind == "given")

    def rules_on(self, kind: str, of: str = "") -> tuple[SafetyRule, ...]:
        return self._by_hazard.get((kind, of), ())

    @once
    def alteration_words(self) -> dict[str, tuple[str, ...]]:
        """By gene, every word that a row of the table asks for: "otherwise" is none of them."""
        words: dict[str, tuple[str, ...]] = {}
        for rule in self.rules:
            if rule.kind == "alteration":
                words[rule.of] = (*words.get(rule.of, ()), *rule.threshold.words)
        return words

    @once
    def genes(self) -> tuple[str, ...]:
        return tuple(self.alteration_words)
