"""Gene changes, a new biopsy, daily life, and what could come after."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from biomarkers.domain.difference import regimens
from biomarkers.domain.options import State

from .about_the_drug import T_DXD
from .answer import Answer, Told, in_usual_order, matched, of_record
from .tests_named import not_tested, tested_and_found


def gene_changes(told: Told) -> Answer:
    found, missing = tested_and_found(told.assessment.record), not_tested(told.assessment)
    parts = []
    if found:
        parts.append(
            _("Your tests found these gene changes: {genes}.").format(genes=_listed(found))
        )
    if missing:
        parts.append(_("Your record shows no clear result for: {tests}.").format(
            tests=_listed(missing)
        ))  # fmt: skip
        parts.append(_("Ask your team if any of these tests could help you."))
    if not parts:
        parts.append(
            _(
                "Your record shows no gene changes with a targeted treatment. Ask your team which "
                "tests you have had."
            )
        )
    return Answer(
        _("Are there gene changes with a targeted treatment?"), " ".join(parts), of_record()
    )


def biopsy(told: Told) -> Answer:
    question = _("Should I have a new biopsy if the cancer spreads to a new place?")
    general = _("HER2 can change when cancer spreads or comes back.")
    if not any(action.code == "consider_biopsy" for action in told.assessment.actions):
        text = _("Ask your team if testing a new sample could help.")
        return Answer(question, f"{general} {text}")
    text = _(
        "Your record shows that the cancer has grown or spread since your last biopsy. Ask your "
        "team if a new biopsy would be safe and helpful."
    )
    return Answer(question, f"{general} {text}", of_record())


# How the catalog says that a drug is given, and how a patient says it.
_ROUTES: dict[str, Callable[[], str]] = {
    "IV": lambda: _("through a vein, at the clinic"),
    "oral": lambda: _("as a tablet or pill"),
    "IM": lambda: _("as a shot"),
    "SC": lambda: _("as a shot under the skin"),
}


def quality_of_life(told: Told) -> Answer:
    text = _(
        "This is different for everyone. Tell your team what matters most to you, such as work, "
        "family, travel or time at home. Ask how often you would need to come to the clinic. We "
        "have no figures with a source that compare daily life on these drugs."
    )
    given = _how_given(told)
    return Answer(_("How will treatment affect my quality of life?"), f"{text} {given}".strip())


def _how_given(told: Told) -> str:
    """Of trastuzumab deruxtecan, where the record matches its approved use."""
    rows = [
        option.row
        for option in told.assessment.options
        if option.row.named_agent == T_DXD and option.state in (State.OPEN, State.NEXT)
    ]
    route = _ROUTES.get(rows[0].route) if rows else None
    if route is None:
        return ""
    return _("Trastuzumab deruxtecan (Enhertu) is given {how}.").format(how=route())


def after_that(told: Told) -> Answer:
    question = _("What are my options if a treatment stops working?")
    others = [
        option
        for option in in_usual_order(told.assessment)
        if option.row.named_agent != T_DXD and option.row.her2 != "any"
    ]
    if not others:
        return Answer(
            question, _("Ask your team. There may be other drugs or clinical trials for you.")
        )
    named = regimens(tuple(others))[:4]
    shown = (option for option in others if option.row.regimen in named)
    match = _("Your record also matches the approved use of: {drugs}.")
    ask = _("Ask your team what could come next and if there is a clinical trial for you.")
    text = f"{matched(told, shown, match)} {ask}"
    return Answer(question, text, of_record())


def _listed(names) -> str:
    return ", ".join(names)
