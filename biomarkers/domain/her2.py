"""The HER2 category that IHC, ISH and report word make together, and the words of the day for it.

Sources: ASCO/CAP 2007, 2013, 2018 (affirmed 2023); FDA labels of trastuzumab deruxtecan of
5 Aug 2022 (HER2-low) and 27 Jan 2025 (HER2-ultralow).
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .evidence import Evidence, IHCPart
from .ish import ISH, ISHEvidence

LOW_FROM = date(2022, 8, 5)
ULTRALOW_FROM = date(2025, 1, 27)


class Category(StrEnum):
    POSITIVE = "positive"
    EQUIVOCAL = "equivocal"
    LOW = "low"
    ULTRALOW = "ultralow"
    NULL = "null"
    NEGATIVE = "negative"  # before low, ultralow and null existed
    UNDETERMINED = "undetermined"


class Reason(StrEnum):
    NEGATIVE_WITHOUT_SCORE = "negative_without_score"
    SCORE_BETWEEN = "score_between"
    ZERO_STAINING_NOT_STATED = "zero_staining_not_stated"
    IHC_NEEDED = "ihc_needed"
    NOT_EVALUABLE = "not_evaluable"
    CONFLICT = "conflict"
    NO_RESULT = "no_result"
    ISH_NEEDED = "ish_needed"
    ISH_PENDING = "ish_pending"
    RECOUNT_NEEDED = "recount_needed"
    ISH_EQUIVOCAL = "ish_equivocal"


class Flag(StrEnum):
    DISCORDANT_IHC_ISH = "discordant_ihc_ish"
    COUNTS_INCOMPLETE = "counts_incomplete"
    REPORT_WORD_ONLY = "report_word_only"
    LOW_CONFIDENCE_SPECIMEN = "low_confidence_specimen"
    RATIO_MISMATCH = "ratio_mismatch"
    STATED_ISH_CONFLICTS = "stated_ish_conflicts"
    COUNTS_ABSENT_2013 = "counts_absent_2013"
    SCORE_PERCENT_CONFLICT = "score_percent_conflict"
    SPECIMENS_DIFFER = "specimens_differ"
    TUMORS_DIFFER = "tumors_differ"
    OTHER_PRIMARY = "other_primary"
    HER2_LOST = "her2_lost"
    NEWER_SPECIMEN_UNRESOLVED = "newer_specimen_unresolved"


@dataclass(frozen=True)
class Finding:
    """A category with its reason, and whether IHC and ISH of the specimen disagree."""

    category: Category
    reason: Reason | None = None
    discordant: bool = False
    by_report_word: bool = False


def _undetermined(reason: Reason) -> Finding:
    return Finding(Category.UNDETERMINED, reason)


def _equivocal(reason: Reason) -> Finding:
    return Finding(Category.EQUIVOCAL, reason)


POSITIVE = Finding(Category.POSITIVE)
LOW = Finding(Category.LOW)
DISCORDANT_POSITIVE = Finding(Category.POSITIVE, discordant=True)
DISCORDANT_LOW = Finding(Category.LOW, discordant=True)

# The category that the laboratory's word makes where it is all there is.
_BY_WORD = {
    "positive": Finding(Category.POSITIVE, by_report_word=True),
    "low": Finding(Category.LOW, by_report_word=True),
    "ultralow": Finding(Category.ULTRALOW, by_report_word=True),
    "null": Finding(Category.NULL, by_report_word=True),
    "negative": _undetermined(Reason.NEGATIVE_WITHOUT_SCORE),
}

# Equivocal by IHC 2+ until ISH says more.
_AWAITING_ISH = {
    ISH.EQUIVOCAL: _equivocal(Reason.ISH_EQUIVOCAL),
    ISH.SINGLE_BETWEEN: _equivocal(Reason.ISH_NEEDED),
    ISH.ABSENT: _equivocal(Reason.ISH_NEEDED),
    ISH.PENDING: _equivocal(Reason.ISH_PENDING),
}


def negative_by_score(ihc: IHCPart) -> Finding:
    """The negative that the score makes."""
    match ihc.goes_by, ihc.staining:
        case "1+" | "2+", _:
            return LOW
        case "0-1+", _:
            return _undetermined(Reason.SCORE_BETWEEN)
        case "0", "present":
            return Finding(Category.ULTRALOW)
        case "0", "absent":
            return Finding(Category.NULL)
    return _undetermined(Reason.ZERO_STAINING_NOT_STATED)


def classify(evidence: Evidence, ish: ISHEvidence) -> Finding:
    """The category under the words of today; the first line that fits."""
    if not evidence.adequate:
        return _undetermined(Reason.NOT_EVALUABLE)
    ihc = evidence.ihc
    if ihc is None:
        return _without_score(evidence.word or "", ish)
    if ihc.in_conflict:
        return _undetermined(Reason.CONFLICT)
    match ihc.goes_by:
        case "3+":
            return DISCORDANT_POSITIVE if ish.kind is ISH.NEGATIVE else POSITIVE
        case "2+":
            return _two_plus(ihc, evidence, ish)
    return _zero_or_one_plus(ihc, ish)


def _two_plus(ihc: IHCPart, evidence: Evidence, ish: ISHEvidence) -> Finding:
    match ish.kind:
        case ISH.POSITIVE:
            return POSITIVE
        case ISH.NEGATIVE:
            return DISCORDANT_LOW if ihc.score == "2-3+" else LOW
        case ISH.GROUP_2 | ISH.GROUP_3 | ISH.GROUP_4:
            return _recounted(evidence, ish)
    return _AWAITING_ISH[ish.kind]


def _recounted(evidence: Evidence, ish: ISHEvidence) -> Finding:
    """IHC 2+ with ISH group 2, 3 or 4: a blinded recount decides (ASCO/CAP 2018)."""
    match evidence.recount:
        case "confirmed":
            return POSITIVE if ish.kind is ISH.GROUP_3 else LOW
        case "changed":
            # The laboratory adjudicates a changed recount; its word holds.
            adjudicated = evidence.word or evidence.stated_ish
            if adjudicated == "positive":
                return POSITIVE
            if adjudicated in ("negative", "low"):
                return LOW
    return _equivocal(Reason.RECOUNT_NEEDED)


def _zero_or_one_plus(ihc: IHCPart, ish: ISHEvidence) -> Finding:
    if ish.kind is ISH.POSITIVE:
        return DISCORDANT_POSITIVE
    if ish.kind is ISH.EQUIVOCAL and ish.by_counts:
        return _equivocal(Reason.ISH_EQUIVOCAL)
    return negative_by_score(ihc)


def _without_score(word: str, ish: ISHEvidence) -> Finding:
    match ish.kind:
        case ISH.POSITIVE:
            contradicted = word in ("negative", "low", "ultralow", "null")
            return _undetermined(Reason.CONFLICT) if contradicted else POSITIVE
        case ISH.GROUP_2 | ISH.GROUP_3 | ISH.GROUP_4 | ISH.SINGLE_BETWEEN:
            return _undetermined(Reason.IHC_NEEDED)
        case ISH.EQUIVOCAL:
            return _equivocal(Reason.ISH_EQUIVOCAL)
        case ISH.NEGATIVE:
            if word == "positive":
                return _undetermined(Reason.CONFLICT)
            return _BY_WORD.get(word, _undetermined(Reason.IHC_NEEDED))
    if word == "equivocal":
        return _AWAITING_ISH[ish.kind]
    return _BY_WORD.get(word, _undetermined(Reason.NO_RESULT))


def as_named_on(finding: Finding, ish: ISHEvidence, as_of: date) -> Finding:
    """Before low, ultralow and null were defined, they and what now asks for them read negative."""
    negative = Finding(Category.NEGATIVE, None, finding.discordant, finding.by_report_word)
    if as_of < LOW_FROM:
        asks_for_low = finding.reason in (
            Reason.NEGATIVE_WITHOUT_SCORE,
            Reason.SCORE_BETWEEN,
        ) or (finding.reason is Reason.IHC_NEEDED and ish.kind is ISH.NEGATIVE)
        if finding.category is Category.LOW or asks_for_low:
            return negative
    if as_of < ULTRALOW_FROM:
        asks_for_ultralow = finding.reason is Reason.ZERO_STAINING_NOT_STATED
        if finding.category in (Category.ULTRALOW, Category.NULL) or asks_for_ultralow:
            return negative
    return finding
