"""Adverse events that stop an agent for good, by label.

Sources: Enhertu, Datroway and Kadcyla labels, warnings on ILD/pneumonitis, left ventricular
dysfunction and nodular regenerative hyperplasia (docs/clinical-rules.md).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from .record import AdverseEvent, Record

_ILD = re.compile(
    r"\bILD\b|interstitial lung disease|pneumonitis|organi[sz]ing pneumonia", re.IGNORECASE
)
_HEART_FAILURE = re.compile(
    r"heart failure|cardiac failure|left ventricular (systolic )?dysfunction", re.IGNORECASE
)
_NODULAR_HYPERPLASIA = re.compile(r"nodular regenerative hyperplasia|\bNRH\b", re.IGNORECASE)

T_DXD = "trastuzumab deruxtecan"
T_DM1 = "trastuzumab emtansine"
DATO_DXD = "datopotamab deruxtecan"


def is_ild(event: AdverseEvent) -> bool:
    return bool(_ILD.search(event.term))


def _ild_that_stops_deruxtecan(event: AdverseEvent) -> bool:
    if not is_ild(event):
        return False
    unresolved_grade_1 = event.grade == 1 and event.resolved_on is None
    return (event.grade or 0) >= 2 or bool(event.hospitalised) or unresolved_grade_1


def _heart_failure(event: AdverseEvent) -> bool:
    return bool(_HEART_FAILURE.search(event.term)) and (event.grade or 0) >= 2


def _nodular_hyperplasia(event: AdverseEvent) -> bool:
    return bool(_NODULAR_HYPERPLASIA.search(event.term))


@dataclass(frozen=True)
class StopRule:
    """The label of `agent` says to stop for good after such an event on it."""

    agent: str
    stops: Callable[[AdverseEvent], bool]
    label: str


STOP_RULES = (
    StopRule(
        T_DXD,
        _ild_that_stops_deruxtecan,
        "ILD or pneumonitis of grade 2 or more: stop for good; of grade 1: wait until resolved.",
    ),
    StopRule(T_DXD, _heart_failure, "Symptomatic heart failure: stop for good."),
    StopRule(
        DATO_DXD,
        _ild_that_stops_deruxtecan,
        "ILD or pneumonitis of grade 2 or more: stop for good; of grade 1: wait until resolved.",
    ),
    StopRule(T_DM1, is_ild, "ILD or pneumonitis of any grade: stop for good."),
    StopRule(T_DM1, _nodular_hyperplasia, "Nodular regenerative hyperplasia: stop for good."),
    StopRule(T_DM1, _heart_failure, "Symptomatic heart failure: stop for good."),
)

# Labels that warn of ILD or pneumonitis; a class stands for each of its agents.
WARNS_OF_ILD = frozenset(
    {
        T_DXD, DATO_DXD, T_DM1, "everolimus", "CDK4/6 inhibitor", "lapatinib", "alpelisib",
        "pembrolizumab", "dostarlimab", "selpercatinib",
    }
)  # fmt: skip


@dataclass(frozen=True)
class Block:
    event: AdverseEvent
    rule: StopRule


def block_for(agents: frozenset[str], record: Record) -> Block | None:
    """The earliest event on record by which a label stops one of these agents."""
    for event in sorted(record.adverse_events, key=lambda e: (e.onset_on.text, e.agent, e.term)):
        for rule in STOP_RULES:
            if rule.agent in agents and rule.agent == event.agent and rule.stops(event):
                return Block(event, rule)
    return None


def ild_without_grade(agents: frozenset[str], record: Record) -> AdverseEvent | None:
    """ILD on a deruxtecan that neither a grade nor a hospital stay measures."""
    for event in sorted(record.adverse_events, key=lambda e: (e.onset_on.text, e.agent, e.term)):
        on_deruxtecan = event.agent in (T_DXD, DATO_DXD) and event.agent in agents
        if on_deruxtecan and is_ild(event) and event.grade is None and not event.hospitalised:
            return event
    return None
