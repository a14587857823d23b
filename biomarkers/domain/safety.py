"""What on record blocks an option, and what asks for care with it: the safety table applied.

A row applies if its hazard is on record and it names one of the option's agents, a class of one,
a part of the regimen that is a class, or any agent. Block goes before caution; of rows with one
code one is shown.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from patients.language import Words

from .answer_codes import Caution
from .because import Because
from .catalog import Catalog, CatalogRow, Part
from .hazards import Hazard, hazards_on_record
from .known import record_known_on
from .patient import Patient
from .record import Agent, Record
from .safety_table import ANY_AGENT

_SAYS_INSTEAD: dict[str, str] = Words(
    {
        Caution.SEVERITY_NEEDED: "How severe it is decides, and is not on record: ask before "
        "start.",
        Caution.EVENT_UNCLEAR: "The record denies it or leaves it open: ask before start.",
    }
)


@dataclass(frozen=True)
class Finding:
    """One block or caution of an option; weighty: the option is shown with care.

    `says` is the sentence of the safety table; what is in no table is said by its code.
    """

    code: str
    blocks: bool = False
    weighty: bool = False
    says: str = ""
    because: Because | None = None
    source: str = ""


@dataclass(frozen=True)
class Safety:
    """Each code once. `grades_needed`: lists of harms whose grade would settle a row."""

    blocks: tuple[Finding, ...] = ()
    cautions: tuple[Finding, ...] = ()
    grades_needed: tuple[str, ...] = ()


NOTHING_SAID = Safety()


def safety_of(row: CatalogRow, patient: Patient) -> Safety:
    """What the safety table says of one option for one patient."""
    return _safety(row, patient.hazards, patient.catalog) if patient.hazards else NOTHING_SAID


def safety_of_agent(agent: Agent, record: Record, catalog: Catalog, as_of: date) -> Safety:
    """What the table says of one agent by itself, in advanced disease."""
    known = record_known_on(record, as_of)
    hazards = hazards_on_record(known, known.treatments, catalog.safety, catalog.terms, as_of)
    part = Part(agent.name, classes=agent.classes)
    row = CatalogRow(agent.name, "label", agent.name, agent.name, as_of, parts=(part,),
                     part_classes=agent.classes)  # fmt: skip
    return _safety(row, hazards, catalog)


def _safety(row: CatalogRow, hazards: Iterable[Hazard], catalog: Catalog) -> Safety:
    applying = [hazard for hazard in hazards if _applies(hazard, row, catalog)]
    if not applying:
        return NOTHING_SAID
    findings = [_finding(hazard) for hazard in applying]
    blocks = _each_code_once(f for f in findings if f.blocks)
    blocking = {finding.code for finding in blocks}
    cautions = sorted(
        (f for f in findings if not f.blocks and f.code not in blocking),
        key=lambda f: not f.weighty,
    )
    return Safety(blocks, _each_code_once(cautions), _grades_needed(applying))


def _each_code_once(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The first of each code."""
    first: dict[str, Finding] = {}
    for finding in findings:
        first.setdefault(finding.code, finding)
    return tuple(first.values())


def _finding(hazard: Hazard) -> Finding:
    row = hazard.rule.row
    if hazard.instead:
        says = _SAYS_INSTEAD[hazard.instead]
        return Finding(hazard.instead, False, row.is_grave, says, hazard.because, row.source)
    return Finding(row.code, row.blocks, row.weighty, row.says, hazard.because, row.source)


def _grades_needed(applying: Iterable[Hazard]) -> tuple[str, ...]:
    """Lists of adverse events, as "ild", of which one is on record that nothing measures."""
    unmeasured = (
        hazard.rule.of
        for hazard in applying
        if hazard.rule.kind == "adverse_event"
        and hazard.rule.threshold.unmeasured
        and not hazard.instead
    )
    return tuple(dict.fromkeys(unmeasured))


# Which options a row is about.


def _applies(hazard: Hazard, row: CatalogRow, catalog: Catalog) -> bool:
    applies_to = hazard.rule.row.applies_to
    if ANY_AGENT not in applies_to and applies_to.isdisjoint(row.subjects):
        return False
    match hazard.rule.kind:
        case "adverse_event" | "stopped_for_toxicity":
            return _is_in_scope(hazard, row, catalog)
        case "lvef" | "ecog":
            return not (hazard.rule.threshold.early_only and row.setting == "advanced")
        case "given":
            return hazard.agent not in row.agent_names
    return True


def _is_in_scope(hazard: Hazard, row: CatalogRow, catalog: Catalog) -> bool:
    """Whose events count."""
    scope, applies_to = hazard.rule.scope, hazard.rule.row.applies_to
    match scope.kind:
        case "same_agent":
            own = (part for part in row.parts if part.name == hazard.agent)
            return any(_is_named(part, applies_to) for part in own)
        case "same_class":
            classes = {scope.of_class} if scope.of_class else applies_to & row.part_classes
            return not classes.isdisjoint(catalog.classes_of(hazard.agent))
    return True


def _is_named(part: Part, applies_to: frozenset[str]) -> bool:
    return ANY_AGENT in applies_to or not applies_to.isdisjoint({part.name, *part.classes})
