"""Plain records to try the medicine on; whatever a test does not name is not known."""

import csv
from datetime import date
from decimal import Decimal

from biomarkers.domain import record
from biomarkers.domain.assessment import Assessment, assess
from biomarkers.domain.catalog import Catalog, CatalogRow, Part
from biomarkers.domain.criteria import Criterion
from biomarkers.domain.options import Option
from biomarkers.domain.percent import Percent
from patients.dates import PartialDate
from patients.starting_content import AGENTS

from .content import CHECKS, ORGANS, SAFETY, TERMS

TODAY = date(2026, 11, 1)
with AGENTS.open(encoding="utf-8", newline="") as _file:
    CLASSES = {
        row["name"]: frozenset(filter(None, row["classes"].split("; ")))
        for row in csv.DictReader(_file)
    }


def day(text: str | None) -> PartialDate | None:
    return PartialDate(text) if text else None


def her2(read_on: str = "2016-05-12", **parts) -> record.HER2Reading:
    numbers = ("percent_stained", "ish_ratio", "her2_copies", "cep17_copies")
    for name in numbers:
        if parts.get(name) is not None:
            parts[name] = Decimal(str(parts[name]))
    return record.HER2Reading(read_on=PartialDate(read_on), **parts)


def receptors(read_on: str = "2016-05-12", **parts) -> record.ReceptorReading:
    for name in ("er_percent", "pr_percent", "ki67_percent"):
        if parts.get(name) is not None:
            parts[name] = Percent(str(parts[name]))
    return record.ReceptorReading(read_on=PartialDate(read_on), **parts)


def specimen(
    *readings: record.HER2Reading, collected_on: str = "2016-05-09", site: str = "liver", **parts
) -> record.Specimen:
    parts.setdefault("accession", f"S-{collected_on}-{site}")
    return record.Specimen(
        collected_on=PartialDate(collected_on), site=site, her2_readings=readings, **parts
    )


def given(
    agent: str,
    started_on: str,
    ended_on: str | None = None,
    end_reason: str | None = None,
    setting: str = "metastatic",
    line: int | None = None,
) -> record.Treatment:
    return record.Treatment(
        agent=record.Agent(agent, CLASSES[agent]),
        setting=setting,
        started_on=PartialDate(started_on),
        ended_on=day(ended_on),
        end_reason=end_reason,
        line=line,
    )


def event(agent: str, term: str, onset_on: str = "2024-03-01", **parts) -> record.AdverseEvent:
    resolved_on = day(parts.pop("resolved_on", None))
    return record.AdverseEvent(agent, term, PartialDate(onset_on), resolved_on=resolved_on, **parts)


def gene_test(
    gene: str, result: str = "detected", on: str = "2022-01-10", **parts
) -> record.Alteration:
    return record.Alteration(tested_on=PartialDate(on), gene=gene, result=result, **parts)


def marker(name: str, value: str, on: str = "2022-01-10") -> record.Marker:
    return record.Marker(PartialDate(on), name, value)


def progressed(on: str, **parts) -> record.Progression:
    return record.Progression(PartialDate(on), **parts)


def performance(ecog: int, on: str = "2026-06-01") -> record.Performance:
    return record.Performance(PartialDate(on), ecog)


def lvef(percent: int, on: str = "2026-06-01") -> record.LVEF:
    return record.LVEF(PartialDate(on), percent)


def condition(
    code: str, severity: str | None = None, noted_on: str = "2024-01-10", **parts
) -> record.Condition:
    resolved_on = day(parts.pop("resolved_on", None))
    return record.Condition(code, PartialDate(noted_on), severity, resolved_on, **parts)


_DATES = (
    "metastatic_on", "unresectable_on", "deceased_on", "birth_date", "diagnosed_on",
    "last_contact_on",
)  # fmt: skip


def a_record(*specimens: record.Specimen, **parts) -> record.Record:
    for name in _DATES:
        if isinstance(parts.get(name), str):
            parts[name] = PartialDate(parts[name])
    return record.Record(mrn="M1", specimens=specimens, **parts)


def assessed(*specimens: record.Specimen, as_of: date = TODAY, catalog=(), **parts) -> Assessment:
    return assess(a_record(*specimens, **parts), catalog_of(*catalog), as_of)


def catalog_of(*rows: CatalogRow) -> Catalog:
    """These options beside the safety table, the terms, checks and organs to start with."""
    return Catalog(
        rows=rows,
        safety=SAFETY,
        terms=TERMS,
        checks=CHECKS,
        organs=ORGANS,
        agent_classes=CLASSES,
    )


def part(name: str) -> Part:
    """An agent; or a class, with the classes that all its agents share."""
    if name in CLASSES:
        return Part(name, classes=CLASSES[name])
    shared = frozenset.intersection(*(held for held in CLASSES.values() if name in held))
    return Part(name, is_class=True, classes=shared)


def row(agent: str = "trastuzumab deruxtecan", *, parts: str = "", **asks) -> CatalogRow:
    """One row of a catalog; what it does not name, it does not ask."""
    named = tuple(part(name) for name in (parts or agent).split(" + "))
    asks.setdefault("approved_on", date(2000, 1, 1))
    return CatalogRow(
        slug=asks.pop("slug", "row"),
        basis=asks.pop("basis", "label"),
        regimen=parts or agent,
        named_agent=agent,
        named_agent_classes=CLASSES[agent],
        parts=named,
        part_classes=frozenset().union(*(part.classes for part in named)),
        **asks,
    )


def option(asks: CatalogRow, *specimens: record.Specimen, **facts) -> Option:
    """What one row comes to for one metastatic patient whose treatments are all on record."""
    facts.setdefault("metastatic_on", "2019")
    facts.setdefault("treatment_history", "complete")
    (found,) = assessed(*specimens, catalog=(asks,), **facts).options
    return found


def criterion_of(found: Option, kind: str) -> Criterion:
    """The one criterion of a column of the catalog."""
    (criterion,) = (criterion for criterion in found.criteria if criterion.kind == kind)
    return criterion
