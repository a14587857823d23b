"""What to do next, and the text that asks a laboratory for it, ready to send."""

from dataclasses import dataclass
from datetime import date

from biomarkers.domain.actions import MOLECULAR_TESTS, Action
from biomarkers.domain.answer_codes import ActionCode
from biomarkers.domain.assessment import Assessment
from biomarkers.domain.findings import Findings, findings_of
from biomarkers.domain.grounds import newest_progression
from biomarkers.domain.specimen import SpecimenStatus
from patients.codes import SpecimenKind
from patients.dates import PartialDate
from patients.language import Words, say, to_say

from .codes import ACTION_WORDS, KIND_WORDS

# Exactly what is asked of one specimen, by action.
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
        ActionCode.REVIEW_DISCORDANCE: (
            "The HER2 results of this specimen disagree with each other. Please review IHC and ISH "
            "side by side, repeat on another block if needed, and report your final result."
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

# Exactly what is asked of a molecular laboratory.
_TEST_REQUESTS: dict[str, str] = Words(
    {
        ActionCode.TEST_ESR1: (
            "ESR1: please test plasma (ctDNA) for mutations of the ligand-binding domain, and "
            "report "
            "each with its allele fraction."
        ),
        ActionCode.TEST_PIK3CA_AKT1_PTEN: (
            "PIK3CA, AKT1, PTEN: please test tumor tissue, or plasma where there is none. Where "
            "plasma "
            "shows nothing, tissue has to confirm it."
        ),
        ActionCode.TEST_GERMLINE_BRCA: (
            "BRCA1, BRCA2: please test blood or saliva for germline variants (with PALB2 where "
            "your "
            "panel holds it), and report variants of uncertain significance as such."
        ),
        ActionCode.TEST_PDL1: "PD-L1: please report the combined positive score (CPS, clone 22C3).",
    }
)

SPREAD_IS_UNKNOWN = to_say("Left and right tumor differ, and it is not known which has spread.")

# Why it matters. A biopsy has its own sentence, with its dates (`why_biopsy`).
REASON_SENTENCES = Words(
    {
        ActionCode.GET_HER2_RESULT: "No HER2 result is on record.",
        ActionCode.FIND_IHC_SCORE: "A score of 1+, or 2+ with negative ISH, is HER2-low.",
        ActionCode.ASK_FAINT_STAINING: "Any faint staining makes this HER2-ultralow.",
        ActionCode.REQUEST_ISH: "Until then, HER2 may be positive or negative.",
        ActionCode.AWAIT_ISH: "HER2-specific options cannot be assessed until the result is back.",
        ActionCode.REQUEST_RECOUNT: (
            "A result that was positive under older rules may not be positive under ASCO/CAP 2018."
        ),
        ActionCode.REQUEST_IHC: "Without a score, HER2-low, ultralow and null cannot be "
        "distinguished.",
        ActionCode.REVIEW_DISCORDANCE: "The status shown is based on one of two conflicting "
        "results.",
        ActionCode.REPEAT_TEST: "There is no HER2 result for this specimen.",
        ActionCode.RETEST_SOFT_TISSUE: "A negative result on this tissue may be false.",
        ActionCode.CONSIDER_BIOPSY: "HER2 can change.",
        ActionCode.TEST_ESR1: "The disease progressed on endocrine therapy: an ESR1 mutation "
        "can have "
        "emerged, and oral ER degraders ask for one.",
        ActionCode.TEST_PIK3CA_AKT1_PTEN: "Labels of PI3K pathway inhibitors ask for an "
        "alteration of "
        "one of these genes.",
        ActionCode.TEST_GERMLINE_BRCA: "Labels of PARP inhibitors ask for a germline result.",
        ActionCode.TEST_PDL1: "Labels of PD-1 inhibitors ask for a CPS of 10 or more.",
        ActionCode.COMPLETE_HISTORY: "Until then nothing can be concluded from treatment that "
        "is not "
        "on record.",
    }
)


@dataclass(frozen=True)
class NextStep:
    """One thing to do. `request` is empty where nothing is asked of a laboratory."""

    code: str
    title: str
    reason: str
    specimen: SpecimenStatus | None
    request: str


def next_steps(assessment: Assessment) -> tuple[NextStep, ...]:
    """In the order of the actions."""
    return tuple(_step(action, assessment) for action in assessment.actions)


def _step(action: Action, assessment: Assessment) -> NextStep:
    code = ActionCode(action.code)
    reason = (
        why_biopsy(assessment)
        if code is ActionCode.CONSIDER_BIOPSY
        else reason_sentence(code, findings_of(action.specimen) if action.specimen else None)
    )
    if action.specimen is None:
        return NextStep(code, ACTION_WORDS[code], reason, None, _TEST_REQUESTS.get(code, ""))
    reason += _waiting(action.specimen, assessment.as_of)
    return NextStep(code, ACTION_WORDS[code], reason, action.specimen, _request(action))


def reason_sentence(action: ActionCode, of: Findings | None) -> str:
    """`Liver metastasis, 9 May 2016. If so, the tumor is HER2-ultralow.`"""
    reason = REASON_SENTENCES[action]
    return f"{specimen_words(of)}. {reason}" if of else reason


def specimen_words(of: Findings) -> str:
    """`Liver metastasis, 9 May 2016`."""
    return f"{site_words(of)}, {PartialDate(of.collected_on).in_words}"


def site_words(of: Findings) -> str:
    """`Left breast primary`."""
    words = [of.laterality, of.site, KIND_WORDS[SpecimenKind(of.kind)]]
    named = " ".join(word for word in words if word)
    return named[:1].upper() + named[1:]


def _request(action: Action) -> str:
    specimen = action.specimen.specimen
    return say("Specimen {accession}: {specimen}, collected {collected_on}.\n{code}").format(
        accession=specimen.accession,
        specimen=site_words(findings_of(action.specimen)),
        collected_on=specimen.collected_on.in_words,
        code=_QUESTIONS[ActionCode(action.code)],
    )


def days_pending(status: SpecimenStatus, as_of: date) -> int | None:
    """Days since the reading that said ISH was pending."""
    ish = status.evidence.ish
    return (as_of - ish.known_from).days if ish and ish.status == "pending" else None


def _waiting(status: SpecimenStatus, as_of: date) -> str:
    days = days_pending(status, as_of)
    return say(" Pending for {days} days.").format(days=days) if days else ""


def molecular_request(assessment: Assessment) -> str:
    """All molecular tests that are next, as one request; empty where none is."""
    asked = [_TEST_REQUESTS[a.code] for a in assessment.actions if a.code in MOLECULAR_TESTS]
    return "\n\n".join(asked)


def why_biopsy(assessment: Assessment) -> str:
    if assessment.which_tumor_has_spread_is_unknown:
        return say(SPREAD_IS_UNKNOWN)
    collected = [status.specimen.collected_on for status in assessment.her2.specimens]
    newest = max(collected, key=lambda day: day.first, default=None)
    return biopsy_sentence(newest, newest_progression(assessment))


def biopsy_sentence(newest: PartialDate | None, progressed: PartialDate | None) -> str:
    """`newest`: of the biopsies, None where there is none; `progressed`: None without a date."""
    when = (
        say("progression {progressed}").format(progressed=progressed.in_words)
        if progressed
        else (say("progression, date not recorded"))
    )
    if newest is None:
        return say("No biopsy on record; {when}.").format(when=when)
    return say("Last biopsy {newest}, {when}. HER2 can change between biopsies.").format(
        newest=newest.in_words, when=when
    )
