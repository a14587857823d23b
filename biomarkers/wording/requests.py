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
from patients.models import Patient

from .codes import ACTION_WORDS, KIND_WORDS
from .questions import question_of

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


def addressed(request: str, patient: Patient) -> str:
    """The request under the patient's name, date of birth and MRN; empty where there is none."""
    if not request:
        return ""
    born = patient.birth_date
    head = [patient.list_name, say("born {day}").format(day=born.in_words) if born else "",
            say("MRN {mrn}").format(mrn=patient.mrn)]  # fmt: skip
    return "\n".join(((", ".join(filter(None, head))), request))


def _request(action: Action) -> str:
    specimen = action.specimen.specimen
    return say("Specimen {accession}: {specimen}, collected {collected_on}.\n{code}").format(
        accession=specimen.accession,
        specimen=site_words(findings_of(action.specimen)),
        collected_on=specimen.collected_on.in_words,
        code=question_of(action),
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
