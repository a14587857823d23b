"""Whether the disease is advanced, since when, and which settings of treatment come into question.

Source: docs/contract/rules.md, part 7.
"""

from dataclasses import dataclass

from patients.dates import PartialDate
from patients.language import say

from .because import Because, because
from .record import Record
from .surgery import is_of_the_breast

_ADVANCED = frozenset({"advanced"})
_EARLY = frozenset({"neoadjuvant", "residual", "adjuvant"})
_NO_SIGN = because("no sign of advanced disease on record")


@dataclass(frozen=True)
class Disease:
    """`advanced_on` None: early disease.

    `may_be_operated`: advanced only because it could not be operated, so that the treatments of
    early disease come into question too.
    """

    advanced_on: PartialDate | None = None
    because: Because = _NO_SIGN
    may_be_operated: bool = False

    @property
    def is_advanced(self) -> bool:
        return self.advanced_on is not None

    @property
    def settings(self) -> frozenset[str]:
        """Rows of these come into question."""
        if self.may_be_operated:
            return _ADVANCED | _EARLY
        return _ADVANCED if self.is_advanced else _EARLY


def disease_of(record: Record) -> Disease:
    """Advanced from the first of: metastases, a metastatic line, unresectable disease, stage IV."""
    metastatic = _signs_of_metastases(record)
    unresectable = _unresectable(record)
    signs = [*metastatic, *unresectable]
    if not signs:
        return Disease()
    first, words = min(signs, key=lambda sign: (sign[0].first, sign))
    return Disease(
        advanced_on=first,
        because=because(words, first),
        may_be_operated=bool(unresectable) and not metastatic,
    )


Sign = tuple[PartialDate, str]


def _signs_of_metastases(record: Record) -> list[Sign]:
    signs = [
        (t.started_on, say("{agent} for metastatic disease from ").format(agent=t.agent.name))
        for t in record.treatments
        if t.is_metastatic and t.agent.is_systemic
    ]
    if record.metastatic_on:
        signs.insert(0, (record.metastatic_on, say("metastatic ")))
    if record.stage_at_diagnosis == "IV" and record.diagnosed_on:
        signs.append((record.diagnosed_on, say("stage IV, diagnosed ")))
    return signs


def _unresectable(record: Record) -> list[Sign]:
    """Empty where the breast was operated afterwards: then it is as if it had never been."""
    since = record.unresectable_on
    if since is None:
        return []
    operated = any(
        is_of_the_breast(procedure) and procedure.started_on.first > since.first
        for procedure in record.procedures
    )
    return [] if operated else [(since, say("cannot be operated since "))]
