"""What in situ hybridization says, by the rules in force on a day.

Sources: ASCO/CAP 2018 (groups 1 to 5, affirmed 2023), ASCO/CAP 2013, ASCO/CAP 2007.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from .evidence import ISHPart

RULES_OF_2013_FROM = date(2013, 10, 7)
RULES_OF_2018_FROM = date(2018, 5, 30)

RATIO_TOLERANCE = Decimal("0.1")  # between a stated ratio and copies/CEP17


class ISH(StrEnum):
    POSITIVE = "positive"  # with group 1
    NEGATIVE = "negative"  # with group 5
    GROUP_2 = "group 2"
    GROUP_3 = "group 3"
    GROUP_4 = "group 4"
    EQUIVOCAL = "equivocal"
    SINGLE_BETWEEN = "single_between"
    PENDING = "pending"
    ABSENT = "absent"


@dataclass(frozen=True)
class Counts:
    """HER2/CEP17 ratio (dual probe) and mean HER2 copies per cell, as far as they count."""

    ratio: Decimal | None
    copies: Decimal | None


@dataclass(frozen=True)
class ISHEvidence:
    kind: ISH
    group: int | None = None  # 1 to 5, where the rules of 2018 make one
    by_counts: bool = False
    counts_incomplete: bool = False  # a ratio alone had to do
    stated_conflicts: bool = False  # the stated result is against its own counts


def _group(ratio: Decimal, copies: Decimal) -> int:
    """ASCO/CAP 2018, dual probe."""
    if ratio >= 2:
        return 1 if copies >= 4 else 2
    if copies >= 6:
        return 3
    return 4 if copies >= 4 else 5


_KIND_OF_GROUP = {1: ISH.POSITIVE, 2: ISH.GROUP_2, 3: ISH.GROUP_3, 4: ISH.GROUP_4, 5: ISH.NEGATIVE}


def _single_2018(copies: Decimal) -> ISH:
    if copies >= 6:
        return ISH.POSITIVE
    return ISH.NEGATIVE if copies < 4 else ISH.SINGLE_BETWEEN


def _dual_2013(ratio: Decimal, copies: Decimal) -> ISH:
    if ratio >= 2 or copies >= 6:
        return ISH.POSITIVE
    return ISH.EQUIVOCAL if copies >= 4 else ISH.NEGATIVE


def _single_2013(copies: Decimal) -> ISH:
    if copies >= 6:
        return ISH.POSITIVE
    return ISH.EQUIVOCAL if copies >= 4 else ISH.NEGATIVE


def _dual_2007(ratio: Decimal, copies: Decimal) -> ISH:
    if ratio > Decimal("2.2"):
        return ISH.POSITIVE
    return ISH.EQUIVOCAL if ratio >= Decimal("1.8") else ISH.NEGATIVE


def _single_2007(copies: Decimal) -> ISH:
    if copies > 6:
        return ISH.POSITIVE
    return ISH.EQUIVOCAL if copies >= 4 else ISH.NEGATIVE


def counts_of(ish: ISHPart) -> Counts:
    """The counts that count.

    A dual probe without a ratio takes copies/CEP17; copies without either count only for a single
    or unnamed probe; of a single probe the copies are read and nothing else.
    """
    if ish.probe == "single" and ish.her2_copies is not None:
        return Counts(None, ish.her2_copies)
    ratio = ish.ratio
    if ratio is None and ish.her2_copies is not None and ish.cep17_copies:
        ratio = ish.her2_copies / ish.cep17_copies
    if ratio is None and ish.probe == "dual":
        return Counts(None, None)
    return Counts(ratio, ish.her2_copies)


def ish_evidence(ish: ISHPart | None, as_of: date) -> ISHEvidence:
    if ish is None or ish.status in ("failed", "not_done"):
        return ISHEvidence(ISH.ABSENT)
    if ish.status == "pending":
        return ISHEvidence(ISH.PENDING)
    counts = counts_of(ish)
    if counts.copies is not None:
        return _by_counts(counts.ratio, counts.copies, ish.result, as_of)
    if ish.result is not None:
        return ISHEvidence(ISH(ish.result))
    if counts.ratio is not None:
        kind = ISH.POSITIVE if counts.ratio >= 2 else ISH.NEGATIVE
        return ISHEvidence(kind, by_counts=True, counts_incomplete=True)
    return ISHEvidence(ISH.ABSENT)


def _by_counts(
    ratio: Decimal | None, copies: Decimal, stated: str | None, as_of: date
) -> ISHEvidence:
    if as_of < RULES_OF_2018_FROM or ratio is None:
        kind = _kind_without_groups(ratio, copies, as_of)
        conflicts = {stated, kind.value} == {"positive", "negative"}
        return ISHEvidence(kind, by_counts=True, stated_conflicts=conflicts)
    group = _group(ratio, copies)
    conflicts = (stated == "positive" and group == 5) or (stated == "negative" and group in (1, 3))
    return ISHEvidence(_KIND_OF_GROUP[group], group, by_counts=True, stated_conflicts=conflicts)


def _kind_without_groups(ratio: Decimal | None, copies: Decimal, as_of: date) -> ISH:
    """Single probes, and dual probes before the groups of 2018."""
    if as_of >= RULES_OF_2018_FROM:
        return _single_2018(copies)
    if as_of >= RULES_OF_2013_FROM:
        return _single_2013(copies) if ratio is None else _dual_2013(ratio, copies)
    return _single_2007(copies) if ratio is None else _dual_2007(ratio, copies)


def ratio_mismatch(ish: ISHPart) -> bool:
    """The stated ratio and copies/CEP17 differ by more than 0.1."""
    if ish.ratio is None or ish.her2_copies is None or not ish.cep17_copies:
        return False
    return abs(ish.ratio - ish.her2_copies / ish.cep17_copies) > RATIO_TOLERANCE


def counts_absent_in_2013_rules(ish: ISHPart, evidence: ISHEvidence) -> bool:
    """Stated positive without counts under the rules of 2013: perhaps a group 2 or 3 of today."""
    return (
        evidence.kind is ISH.POSITIVE
        and not evidence.by_counts
        and RULES_OF_2013_FROM <= ish.known_from < RULES_OF_2018_FROM
    )
