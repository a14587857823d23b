"""Plain records to try the medicine on; whatever a test does not name is not known."""

from datetime import date
from decimal import Decimal

from biomarkers.domain import record
from biomarkers.domain.assessment import Assessment, assess
from patients.dates import PartialDate

TODAY = date(2026, 11, 1)
CLASSES = {
    "letrozole": {"aromatase inhibitor", "endocrine"},
    "anastrozole": {"aromatase inhibitor", "endocrine"},
    "tamoxifen": {"endocrine"},
    "fulvestrant": {"endocrine"},
    "elacestrant": {"endocrine"},
    "palbociclib": {"CDK4/6 inhibitor"},
    "ribociclib": {"CDK4/6 inhibitor"},
    "capecitabine": {"chemotherapy"},
    "paclitaxel": {"chemotherapy", "taxane"},
    "docetaxel": {"chemotherapy", "taxane"},
    "eribulin": {"chemotherapy"},
    "trastuzumab": {"anti_her2"},
    "pertuzumab": {"anti_her2"},
    "trastuzumab emtansine": {"anti_her2", "adc"},
    "trastuzumab deruxtecan": {"anti_her2", "adc", "topoisomerase-I ADC"},
    "sacituzumab govitecan": {"adc", "topoisomerase-I ADC"},
    "olaparib": {"PARP inhibitor"},
    "goserelin": {"ovarian suppression"},
    "denosumab": {"bone agent"},
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
    for name in ("er_percent", "pr_percent"):
        if parts.get(name) is not None:
            parts[name] = Decimal(str(parts[name]))
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
        agent=record.Agent(agent, frozenset(CLASSES[agent])),
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


def progressed(on: str) -> record.Progression:
    return record.Progression(PartialDate(on))


def a_record(*specimens: record.Specimen, **parts) -> record.Record:
    for name in ("metastatic_on", "deceased_on", "birth_date", "diagnosed_on"):
        if isinstance(parts.get(name), str):
            parts[name] = PartialDate(parts[name])
    return record.Record(mrn="M1", specimens=specimens, **parts)


def assessed(*specimens: record.Specimen, as_of: date = TODAY, catalog=(), **parts) -> Assessment:
    return assess(a_record(*specimens, **parts), catalog, as_of)
