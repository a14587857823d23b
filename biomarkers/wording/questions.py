"""What is asked of a laboratory about one specimen, exactly: by action, and by what is recorded."""

from collections.abc import Iterator

from biomarkers.domain.actions import Action
from biomarkers.domain.answer_codes import ActionCode
from biomarkers.domain.findings import findings_of
from biomarkers.domain.her2 import Flag, Reason
from biomarkers.domain.ish import ISH
from biomarkers.domain.specimen import SpecimenStatus
from biomarkers.domain.words import found_words
from patients.language import Words, say, to_say

_QUESTIONS = Words(
    {
        ActionCode.GET_HER2_RESULT: (
            "Our record holds no HER2 result of this specimen. Please send the HER2 report, or "
            "perform "
            "HER2 IHC (and ISH where it is 2+) on the archived tissue."
        ),
        ActionCode.FIND_IHC_SCORE: (
            "Our record of this specimen states only “HER2-negative”. From the full report or a "
            "re-read of the archived slide, please report the HER2 IHC score (0, 1+, 2+ or 3+). "
            "If it is 0: is there any faint, incomplete membrane staining, and in what "
            "percentage of tumor cells? If it is 2+: the ISH result with HER2/CEP17 ratio and "
            "mean HER2 and CEP17 copies per cell."
        ),
        ActionCode.ASK_FAINT_STAINING: (
            "HER2 IHC was reported as 0 without a statement on membrane staining. Please report "
            "from the slide whether any tumor cells show faint, incomplete membrane staining "
            "(in more than 0 and up to 10% of cells) or none at all, and the percentage."
        ),
        ActionCode.REQUEST_ISH: (
            "HER2 is equivocal. Please perform ISH, dual probe, on the same tissue and report "
            "HER2/CEP17 ratio, mean HER2 and CEP17 copies per cell, and the ASCO/CAP 2018 group."
        ),
        ActionCode.AWAIT_ISH: (
            "HER2 IHC is equivocal and ISH was reported as pending. Please send the result with "
            "HER2/CEP17 ratio and mean HER2 and CEP17 copies per cell, or the expected date."
        ),
        ActionCode.REQUEST_RECOUNT: (
            "HER2 IHC is 2+ and the ISH counts fall into group 2, 3 or 4 of ASCO/CAP 2018. Please "
            "have a second observer, blinded to the first result, recount at least 20 cells in "
            "an area "
            "with 2+ staining, and report the counts and your final result."
        ),
        ActionCode.REQUEST_IHC: (
            "We have an ISH result but no IHC result. Please perform HER2 IHC on the same "
            "tissue and report the score (0, 1+, 2+ or 3+) and, if 0, whether any tumor cells "
            "show faint membrane staining."
        ),
        ActionCode.REPEAT_TEST: (
            "The HER2 test of this specimen was indeterminate. Please repeat it on another "
            "block of the same tissue, or tell us if none is available."
        ),
        ActionCode.RETEST_SOFT_TISSUE: (
            "HER2 was tested on bone with acid or unknown decalcification, or on a cytology "
            "specimen. Please tell us how the specimen was processed and whether archived soft "
            "tissue is available for HER2 IHC."
        ),
    }
)

_ISH_IS = Words(
    {
        ISH.POSITIVE: "positive",
        ISH.NEGATIVE: "negative",
        ISH.GROUP_2: "group 2",
        ISH.GROUP_3: "group 3",
        ISH.GROUP_4: "group 4",
        ISH.EQUIVOCAL: "equivocal",
    }
)


def question_of(action: Action) -> str:
    """It names the values on record where the question is about them."""
    code, status = ActionCode(action.code), action.specimen
    if status and code is ActionCode.REVIEW_DISCORDANCE:
        return " ".join(_disagreements(status))
    if status and code is ActionCode.REQUEST_ISH:
        return _ish_to_perform(status)
    return _QUESTIONS[code]


def _disagreements(status: SpecimenStatus) -> Iterator[str]:
    """A sentence for each pair of results that contradict each other."""
    if Flag.SCORE_PERCENT_CONFLICT in status.flags:
        yield _score_against_percent(status)
    if Flag.STATED_ISH_CONFLICTS in status.flags:
        yield _stated_against_counts(status)
    if Flag.DISCORDANT_IHC_ISH in status.flags:
        yield _ihc_against_ish(status)
    if status.reason is Reason.CONFLICT:
        yield _zero_against_staining(status) if status.evidence.ihc else _ish_against_word(status)


def _score_against_percent(status: SpecimenStatus) -> str:
    return say(
        "Our record holds HER2 {ihc}. A score of 1+ or 3+ needs more than 10% of tumor cells "
        "stained (ASCO/CAP 2018). Please review score and percentage on the slide, and report both."
    ).format(ihc=_ihc(status))


def _stated_against_counts(status: SpecimenStatus) -> str:
    return say(
        "Our record holds HER2 {ish}. The stated result contradicts these counts: by ASCO/CAP 2018 "
        "they are {kind}. Please check counts and result, and report both."
    ).format(ish=_ish(status), kind=_ISH_IS.get(status.ish.kind, status.ish.kind.value))


def _ihc_against_ish(status: SpecimenStatus) -> str:
    return say(
        "Our record holds HER2 {ihc} and {ish}: IHC and ISH disagree. Please review IHC and ISH "
        "side by side, repeat on another block if needed, and report your final result."
    ).format(ihc=_ihc(status), ish=_ish(status))


def _zero_against_staining(status: SpecimenStatus) -> str:
    return say(
        "Our record holds HER2 {ihc}. A score of 0 means no staining, or faint, incomplete "
        "staining in 10% of tumor cells or fewer (ASCO/CAP 2018). Please review score, staining "
        "and percentage on the slide, and report all three."
    ).format(ihc=_ihc(status))


def _ish_against_word(status: SpecimenStatus) -> str:
    return say(
        "Our record holds HER2 {ish}, reported HER2 status {word}, and no IHC score: they "
        "disagree. Please review ISH, report the IHC score, and report your final result."
    ).format(ish=_ish(status), word=say(status.evidence.word or ""))


def _ish_to_perform(status: SpecimenStatus) -> str:
    """What was done already is asked for again, or with another probe."""
    ish = status.evidence.ish
    if ish is None or ish.status == "not_done":
        return _QUESTIONS[ActionCode.REQUEST_ISH]
    asked = _ISH_IS_EQUIVOCAL
    if ish.status == "failed":
        asked = _ISH_FAILED
    elif status.ish.kind is ISH.SINGLE_BETWEEN:
        asked = _SINGLE_PROBE_IS_BETWEEN
    return f"{say(asked).format(ish=_ish(status))} {say(_WITH_ISH)}"


_ISH_FAILED = to_say(
    "Our record holds a failed ISH. Please repeat ISH, dual probe, on this tissue or another block."
)
_SINGLE_PROBE_IS_BETWEEN = to_say(
    "Our record holds HER2 {ish}: a single probe does not settle 4 to below 6 copies per cell. "
    "Please perform ISH again with a dual probe."
)
_ISH_IS_EQUIVOCAL = to_say(
    "Our record holds HER2 {ish}. ASCO/CAP 2018 leaves no ISH result equivocal. Please recount, or "
    "perform ISH again with a dual probe (a second CEP17 probe or another block if needed)."
)
_WITH_ISH = to_say(
    "Report HER2/CEP17 ratio, mean HER2 and CEP17 copies per cell, and the ASCO/CAP 2018 group."
)


def _ihc(status: SpecimenStatus) -> str:
    return found_words(findings_of(status), "ihc", "staining", "percent")


def _ish(status: SpecimenStatus) -> str:
    """`ISH equivocal`, `ISH ratio 1.8, 4.5 copies`."""
    of = findings_of(status)
    counts = found_words(of, "probe", "ratio", "copies", "cep17", "recount")
    stated = found_words(of, "ish")
    return ", ".join(filter(None, (stated, counts))) if stated else f"ISH {counts}"
