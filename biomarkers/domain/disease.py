"""Whether the disease is advanced, since when, and which settings of treatment come into question.

Source: docs/contract/rules.md, part 7.
"""

from dataclasses import dataclass
from datetime import date

from .record import Procedure, Record


@dataclass(frozen=True)
class Disease:
    """`advanced_on` None: early disease.

    `may_be_operated`: advanced only because it could not be operated, so that the treatments of
    early disease come into question too.
    """

    advanced_on: date | None = None
    may_be_operated: bool = False

    @property
    def is_advanced(self) -> bool:
        return self.advanced_on is not None

    @property
    def lists_early_settings(self) -> bool:
        return self.may_be_operated or not self.is_advanced


def disease_of(record: Record) -> Disease:
    """The first of: metastases, a metastatic line, unresectable disease, stage IV."""
    metastatic = _metastatic_days(record)
    unresectable = _unresectable_days(record)
    days = [*metastatic, *unresectable]
    return Disease(
        advanced_on=min(days, default=None),
        may_be_operated=bool(unresectable) and not metastatic,
    )


def _metastatic_days(record: Record) -> list[date]:
    days = [
        t.started_on.first for t in record.treatments if t.is_metastatic and t.agent.is_systemic
    ]
    if record.metastatic_on:
        days.append(record.metastatic_on.first)
    if record.stage_at_diagnosis == "IV" and record.diagnosed_on:
        days.append(record.diagnosed_on.first)
    return days


def _unresectable_days(record: Record) -> list[date]:
    """None where the breast was operated afterwards: then it is as if it had never been."""
    since = record.unresectable_on
    if since is None:
        return []
    operated = any(
        is_of_the_breast(procedure) and procedure.started_on.first > since.first
        for procedure in record.procedures
    )
    return [] if operated else [since.first]


def is_of_the_breast(procedure: Procedure) -> bool:
    """A surgery whose site is the breast, or is not stated."""
    site = procedure.site.strip().casefold()
    return procedure.kind == "surgery" and (not site or "breast" in site)
