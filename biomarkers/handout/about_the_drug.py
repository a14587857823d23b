"""Trastuzumab deruxtecan: whether the record matches its approved use, and its side effects.

Figures: the sources named with each, as read on 25 Nov 2026. A length of time is given only where
a label was read for it; for contraception none was, so the text says to ask.
"""

import re
from collections.abc import Callable

from django.utils.translation import gettext as _

from biomarkers.domain.options import Option, State

from .answer import Answer, Told, in_usual_order, of_record, when_it_comes_into_question

T_DXD = "trastuzumab deruxtecan"
_MAY_GET_IT = (State.OPEN, State.NEXT, State.IN_USE)

_CANDIDATE: dict[State, Callable[[], str]] = {
    State.BLOCKED: lambda: _(
        "Not at this time. Your record shows something that may make this drug unsafe for you. "
        "Talk with your team."
    ),
    State.IN_USE: lambda: _("You are having this treatment now."),
    State.OPEN: lambda: _(
        "Possibly. Your record matches the approved use of this drug. Your team can tell you if "
        "it is right for you."
    ),
    State.NEXT: lambda: _("Your record matches the approved use of this drug."),
    State.USED: lambda: _(
        "You have had this drug before. Ask your team if it could be used again."
    ),
    State.NEEDS_INFORMATION: lambda: _(
        "We do not know yet. Some information is missing from your record."
    ),
    State.LATER: lambda: _("Not at this time. It is usually given after other treatments."),
    State.CLOSED: lambda: _(
        "Not at this time. Your record does not match the approved use of this drug."
    ),
}
# Of several indications of the drug, the first of these states says it.
_TELLING = (
    State.BLOCKED,
    State.IN_USE,
    State.OPEN,
    State.NEXT,
    State.USED,
    State.NEEDS_INFORMATION,
    State.LATER,
    State.CLOSED,
)


def candidate(told: Told) -> Answer:
    question = _("Could trastuzumab deruxtecan (Enhertu) be right for me?")
    state = _state(told)
    if state is None:
        return Answer(
            question,
            _("Ask your team. Your record does not give enough information to answer this."),
        )
    when = when_it_comes_into_question(told) if state is State.NEXT else ""
    text = " ".join(part for part in (when, _CANDIDATE[state](), _cautions(told)) if part)
    return Answer(question, text, f"{of_record()}. {_prescribing_information()}")


def side_effects(told: Told) -> Answer | None:
    """Only for someone who may get the drug, or is having it."""
    if _state(told) not in _MAY_GET_IT:
        return None
    text = "\n".join((_common(), _lungs(), _heart()))
    source = _(
        "DESTINY-Breast06 safety table (enhertuhcp.com, 434 people). Heart: DESTINY-Breast04 "
        "(371 people). Read on 25 Nov 2026."
    )
    return Answer(_("What are the side effects of trastuzumab deruxtecan (Enhertu)?"), text, source)


def _common() -> str:
    return _(
        "Most people have some. In a study of people with HER2-low or HER2-ultralow cancer, about "
        "7 in 10 felt sick. About half were very tired, and about half lost hair. About 1 in 3 had "
        "diarrhea, threw up or could not pass stool well. About 1 in 4 ate less or had sore "
        "muscles or bones. Low blood counts are common too, so your blood is tested before each "
        "dose. Most side effects were mild or moderate. There are good drugs for feeling sick. "
        "Ask for them before the first dose."
    )


def _lungs() -> str:
    return _(
        "Lungs: about 11 or 12 in 100 people get swelling in the lungs. This is common and "
        "serious. For most it is mild and gets better. About 1 in 100 die of it. Call us the same "
        "day, at any hour, if you have a new or worse cough, if you are short of breath or if you "
        "have a fever. Do not wait for your next visit."
    )


def _heart() -> str:
    return _(
        "Heart: the drug can make the heart weak. This happened to about 5 in 100 people in one "
        "study. Most of them felt no signs. You have a heart scan before the start and again "
        "later. Tell us if your legs swell, if you are short of breath, if your heart beats fast, "
        "if you gain weight fast or if you faint."
    )


def pregnancy(told: Told) -> Answer | None:
    """For everyone who may get the drug: the boxed warning is about children of men too."""
    if _state(told) not in _MAY_GET_IT:
        return None
    text = _(
        "This drug can harm an unborn baby. Do not get pregnant, and do not make someone pregnant, "
        "while you have it. If you could be pregnant, you need a test before the start. Use birth "
        "control that works. Ask your team how long you need it after the last dose. Do not "
        "breastfeed while you have this drug. Ask how long to wait after it."
    )
    return Answer(_("What about pregnancy and birth control?"), text, _prescribing_information())


# Words of the catalog for side effects, and how a patient says them.
_PATIENT_WORDS: tuple[tuple[str, Callable[[], str]], ...] = (
    ("ILD", lambda: _("swelling in the lungs")),
    ("nausea", lambda: _("feeling sick")),
    ("vomiting", lambda: _("throwing up")),
    ("diarrhea", lambda: _("diarrhea")),
    ("fatigue", lambda: _("feeling very tired")),
    ("hair loss", lambda: _("hair loss")),
    ("stomatitis", lambda: _("a sore mouth")),
    ("rash", lambda: _("a rash")),
    ("neutrophils low", lambda: _("few white blood cells")),
    ("neutropenia", lambda: _("few white blood cells")),
    ("hyperglycemia", lambda: _("high blood sugar")),
    ("glucose", lambda: _("high blood sugar")),
)
MOST_COMPARED = 2


def compared(told: Told) -> Answer | None:
    """Against the next options in the usual order, from figures with a source that was checked."""
    if _state(told) not in _MAY_GET_IT:
        return None
    lines, sources = [], []
    for option in _others(told)[:MOST_COMPARED]:
        drug = told.drug(option.row.regimen)
        figures = _figures(option)
        if figures:
            lines.append(_("{drug}: {figures}.").format(drug=drug, figures=", ".join(figures)))
            sources.append(option.row.source.split(";")[0])
        else:
            lines.append(_("{drug}: we have no figure with a source. Ask us.").format(drug=drug))
    if not lines:
        return None
    note = _("These numbers come from other studies. They cannot be set side by side exactly.")
    return Answer(
        _("How do its side effects compare with my other choices?"),
        "\n".join([*lines, note]),
        "; ".join(dict.fromkeys(sources)) or "",
    )


def _others(told: Told) -> list[Option]:
    first: dict[str, Option] = {}
    for option in in_usual_order(told.assessment):
        if not _is_tdxd(option):
            first.setdefault(option.row.regimen, option)
    return list(first.values())


def _figures(option: Option) -> list[str]:
    """`feeling sick in 70 of 100 people`; only of rows that were checked against a source."""
    if option.row.verified_on is None:
        return []
    found = []
    for part in option.row.watch.split(";"):
        per_cent = re.search(r"(\d+(?:\.\d+)?) ?%", part)
        words = next((say() for term, say in _PATIENT_WORDS if term in part), None)
        if per_cent and words:
            number = round(float(per_cent[1]))
            found.append(_("{what} in {number} of 100 people").format(what=words, number=number))
    return found


def _cautions(told: Told) -> str:
    """Every caution that the chart shows for the drug, in plain words where there are some."""
    cautions = {c.code for o in told.assessment.options if _is_tdxd(o) for c in o.warnings}
    if not cautions or _state(told) not in _MAY_GET_IT:
        return ""
    known = dict.fromkeys(_CAUTIONS[code]() for code in sorted(cautions) if code in _CAUTIONS)
    if cautions - set(_CAUTIONS):
        known[_("Your chart has a note of care about this drug. Ask your team about it.")] = None
    return " ".join(known)


_CAUTIONS: dict[str, Callable[[], str]] = {
    **dict.fromkeys(
        ("ild_history", "ild_condition", "ild_grade_needed", "ild_reduce_dose", "ild_ask",
         "ild_same_payload", "ild_same_payload_severe", "radiation_pneumonitis", "lung_reserve"),
        lambda: _("You had a problem with your lungs. Ask what this means for you."),
    ),
    **dict.fromkeys(
        ("heart_failure_history", "lvef_below_50", "lvef_event"),
        lambda: _("Your heart needs a check before you start this drug."),
    ),
    "breastfeeding": lambda: _("Do not breastfeed while you have this drug."),
    "ecog_3": lambda: _("Ask your team if you are strong enough for this drug."),
    "renal": lambda: _("Your kidneys need a check before you start this drug."),
    "given_before": lambda: _("You have had this drug before."),
    "same_payload": lambda: _("You have had a drug that works in a like way."),
    "her2_lost": lambda: _("Your HER2 result was not the same on each sample. Ask what it means."),
    "other_specimen": lambda: _("Your samples did not all have the same HER2 result."),
    "stopped_for_toxicity": lambda: _("You stopped this drug before. Ask why."),
}  # fmt: skip


def _state(told: Told) -> State | None:
    states = {option.state for option in told.assessment.options if _is_tdxd(option)}
    return next((state for state in _TELLING if state in states), None)


def _is_tdxd(option: Option) -> bool:
    return option.row.named_agent == T_DXD


def _prescribing_information() -> str:
    return _("US prescribing information for trastuzumab deruxtecan (Enhertu)")
