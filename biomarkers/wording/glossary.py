"""What the words on the page mean: the one source of docs/terms.md and of the page of terms.

A template marks a term where it comes first on a panel: `{% term "deciding-specimen" %}`.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Term:
    """`meaning` is one sentence, without a full stop."""

    code: str
    words: str | Promise
    meaning: str | Promise


TERMS = (
    Term("mrn", _("MRN"), _("medical record number, unique in the installation")),
    Term("care-team", _("care team"), _("the clinicians who may see a set of patients")),
    Term(
        "specimen", _("specimen"), _("the tissue of one biopsy, with its site and collection date")
    ),
    Term("accession-number", _("accession number"), _("the laboratory's number of a specimen")),
    Term(
        "her2-reading",
        _("HER2 reading; ER/PR reading"),
        _(
            "one pathologist's result for one specimen, kept as reported. A specimen can "
            "be read again years later"
        ),
    ),
    Term(
        "reading-date",
        _("reading date"),
        _("date of the report or re-read: from then on the result was known"),
    ),
    Term("collection-date", _("collection date"), _("date the tissue was taken")),
    Term(
        "her2-status",
        _("HER2 status"),
        _(
            "HER2 category of the patient today, always derived: positive, low, ultralow, "
            "null; equivocal or unclear until it can be decided; negative before the "
            "newer definitions"
        ),
    ),
    Term("reported-category", _("reported category"), _("the category as stated in the report")),
    Term("deciding-specimen", _("deciding specimen"), _("the specimen whose result counts today")),
    Term(
        "faint-staining",
        _("faint staining (IHC 0)"),
        _(
            "incomplete, barely perceptible staining in at most 10% of cells: present, "
            "absent or not stated"
        ),
    ),
    Term("re-read", _("re-read"), _("a new reading of tissue that was read before")),
    Term(
        "reclassification",
        _("reclassification"),
        _(
            "a change of what the HER2 status means for treatment: by a new definition, a "
            "re-read, or a new specimen"
        ),
    ),
    Term(
        "her2-loss",
        _("HER2 loss"),
        _("an earlier specimen was HER2-positive, the deciding one is not"),
    ),
    Term(
        "subtype",
        _("subtype"),
        _(
            "HR+ (HER2 not positive), HER2-positive, triple-negative, or not known: from "
            "the deciding results of today"
        ),
    ),
    Term("discordant", _("discordant"), _("IHC and ISH, or two specimens, disagree")),
    Term(
        "equivocal",
        _("equivocal"),
        _("IHC 2+ or an ISH result that leaves HER2 open: ISH needed, or pending"),
    ),
    Term(
        "her2-status-unclear",
        _("HER2 status unclear"),
        _("cannot be decided yet; the page names what is missing (code `undetermined`)"),
    ),
    Term(
        "indeterminate",
        _("indeterminate"),
        _("the laboratory could give no usable result (code `not_evaluable`)"),
    ),
    Term(
        "low-confidence-specimen",
        _("low-confidence specimen"),
        _("decalcified in acid, bone of unknown handling, or cytology"),
    ),
    Term(
        "ish-group",
        _("ISH group"),
        _("ASCO/CAP 2018 groups 1 to 5, from the HER2/CEP17 ratio and copies per cell"),
    ),
    Term(
        "gene-alteration",
        _("gene alteration; variant"),
        _("result of a gene test; VUS is a variant of uncertain significance"),
    ),
    Term("biomarker", _("biomarker"), _("PD-L1 CPS, MSI, TMB")),
    Term(
        "line-of-therapy",
        _("line of therapy"),
        _(
            "a numbered line of systemic treatment for metastatic disease; its number is "
            "confirmed or suggested"
        ),
    ),
    Term("progression", _("progression"), _("worsening of the disease, with its date")),
    Term(
        "date-of-first-metastasis",
        _("date of first metastasis"),
        _("the day from which the disease is metastatic"),
    ),
    Term(
        "treatment-option",
        _("treatment option"),
        _("one indication of one regimen from the catalog"),
    ),
    Term(
        "label-criterion",
        _("label criterion"),
        _("one condition of a label, or of usual practice: met, not met, or not known"),
    ),
    Term(
        "criteria-met",
        _("criteria met"),
        _(
            "every criterion that the record holds is met: of the label, or off label of usual "
            "practice. Never a recommendation"
        ),
    ),
    Term(
        "for-later", _("for later"), _("criteria met, while no end of the present line is recorded")
    ),
    Term("with-care", _("with care"), _("criteria met, with a weighty caution")),
    Term(
        "blocked-by-a-label-warning",
        _("blocked by a label warning"),
        _("the record holds what the label names as a reason to stop or not to start"),
    ),
    Term(
        "caution",
        _("caution"),
        _("a remark on an option; a weighty one moves it behind the others"),
    ),
    Term("off-label", _("off label"), _("usual practice outside an FDA label, marked as such")),
    Term("adverse-event", _("adverse event"), _("harm from a drug, graded by CTCAE")),
    Term("lvef", _("LVEF"), _("left ventricular ejection fraction, in percent")),
    Term(
        "worklist",
        _("worklist; task"),
        _("patients with something to do, most urgent first; one thing to do"),
    ),
    Term(
        "owner", _("owner"), _("the person who takes care of a task; unassigned if there is none")
    ),
    Term("snooze", _("snooze"), _("hide a task until a date")),
    Term(
        "not-seen-for-over-a-year",
        _("not seen for over a year"),
        _(
            "last contact more than 12 months ago; such patients have a list of their own "
            "on the worklist"
        ),
    ),
    Term("past-view", _("past view"), _("the chart as known on an earlier date")),
    Term("handout", _("handout"), _("pages for the patient, in plain words")),
    Term(
        "entered-in-error",
        _("entered in error"),
        _(
            "removed from status, options and exports, with a reason; kept struck "
            "through, and restorable"
        ),
    ),
    Term(
        "emergency-access",
        _("emergency access (break-glass)"),
        _(
            "opening a patient of another team when care cannot wait, with a reason, for "
            "a limited time"
        ),
    ),
    Term(
        "de-identified-export",
        _("de-identified export"),
        _(
            "pseudonyms, shifted dates, no names and no free text; rare courses can still "
            "identify a person"
        ),
    ),
    Term(
        "amended-result",
        _("amended result"),
        _("an amended report changed a value that was confirmed before"),
    ),
    Term("role", _("role"), _("what a user may do; the care team says with whom")),
    Term("audit-trail", _("audit trail"), _("who did what, when, from where, before and after")),
    Term(
        "two-step-login",
        _("two-step login"),
        _("password and a second factor: app, passkey or recovery code"),
    ),
    Term(
        "demo-patients",
        _("demo patients"),
        _("invented people; no real record is part of the project"),
    ),
)
BY_CODE = {term.code: term for term in TERMS}
