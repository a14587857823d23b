"""Eight questions, each answered by one function from the assessment of the day."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from biomarkers.domain.assessment import Assessment
from biomarkers.domain.difference import regimens
from biomarkers.domain.her2 import Category, Reason
from biomarkers.domain.monitoring import T_DXD
from biomarkers.domain.options import Option, State
from biomarkers.domain.work import is_opened_by_her2

from .tests_named import not_tested, tested_and_found


@dataclass(frozen=True)
class Answer:
    """`source` is empty where the team is to be asked."""

    question: str
    text: str
    source: str = ""

    @property
    def ask_team(self) -> bool:
        return not self.source


def answers_for(assessment: Assessment) -> list[Answer]:
    return [answer(assessment) for answer in _QUESTIONS]


def _record() -> str:
    return _("Your record at this clinic.")


def _label() -> str:
    return _("The label of trastuzumab deruxtecan in the United States.")


_CATEGORIES: dict[Category, Callable[[], str]] = {
    Category.POSITIVE: lambda: _("Your cancer is HER2-positive. It has a lot of HER2."),
    Category.LOW: lambda: _("Your cancer is HER2-low. It has a little HER2."),
    Category.ULTRALOW: lambda: _("Your cancer is HER2-ultralow. It has a trace of HER2."),
    Category.NULL: lambda: _("No HER2 was seen on your cancer. This is called HER2-null."),
    Category.NEGATIVE: lambda: _("Your cancer is HER2-negative."),
    Category.EQUIVOCAL: lambda: _("Your HER2 test is not clear yet. One more test is needed."),
    Category.UNDETERMINED: lambda: _("We cannot tell your HER2 score from the report we have."),
}
_REASONS: dict[Reason, Callable[[], str]] = {
    Reason.NEGATIVE_WITHOUT_SCORE: lambda: _("The report says “negative” but gives no score."),
    Reason.ZERO_STAINING_NOT_STATED: lambda: _(
        "The score is 0. The report does not say if any cell showed a trace of HER2."
    ),
    Reason.NO_RESULT: lambda: _("There is no HER2 test on your record."),
    Reason.ISH_PENDING: lambda: _("The result is on its way."),
    Reason.NOT_EVALUABLE: lambda: _("The sample could not be tested well."),
}


def _score(assessment: Assessment) -> Answer:
    her2 = assessment.her2
    parts = [_CATEGORIES[her2.category]()]
    if her2.reason in _REASONS:
        parts.append(_REASONS[her2.reason]())
    if her2.speaking:
        specimen = her2.speaking.specimen
        if her2.speaking.evidence.ihc:
            parts.append(_("The score is {score}.").format(score=her2.speaking.evidence.ihc.score))
        parts.append(
            _("It is from a sample of the {site}, taken {date}.").format(
                site=specimen.site, date=specimen.collected_on.in_words
            )
        )
    return Answer(_("What is my HER2 score?"), " ".join(parts), _record())


def _opened(assessment: Assessment) -> tuple[str, ...]:
    return regimens(tuple(option for option in assessment.options if is_opened_by_her2(option)))


def _meaning(assessment: Assessment) -> Answer:
    question = _("What does it mean for my treatment options?")
    if not assessment.advanced:
        text = _("This page is about cancer that has spread. Ask your team about your own plan.")
        return Answer(question, text)
    if not assessment.her2.is_determined or assessment.her2.category is Category.EQUIVOCAL:
        text = _("We cannot say until the score is known. Ask your team how to find out.")
        return Answer(question, text)
    opened = _opened(assessment)
    if not opened:
        text = _("As far as your record shows, your HER2 score opens no drug of its own today.")
        return Answer(question, text, _record())
    text = _(
        "With this score, and with what you have had so far, you meet the label of {drugs}. "
        "That does not mean it is the best drug for you. You and your team decide."
    ).format(drugs=_listed(opened))
    return Answer(question, text, _record())


def _mutations(assessment: Assessment) -> Answer:
    found, missing = tested_and_found(assessment.record), not_tested(assessment)
    parts = []
    if found:
        parts.append(_("Your tests found: {genes}.").format(genes=_listed(found)))
    if missing:
        parts.append(
            _("As far as your record shows, these were not tested or not settled: {tests}.").format(
                tests=_listed(missing)
            )
        )
        parts.append(_("Ask your team if one of these tests could help you."))
    if not parts:
        parts.append(_("Your record shows no such change. Ask your team what was tested."))
    return Answer(
        _("Are there other mutations with targeted treatments?"), " ".join(parts), _record()
    )


def _biopsy(assessment: Assessment) -> Answer:
    question = _("Should I have a new biopsy and testing if the cancer has spread to a new site?")
    asked = any(action.code == "consider_biopsy" for action in assessment.actions)
    general = _("HER2 can change when cancer spreads or comes back.")
    if not asked:
        text = _("Ask your team if a new sample would tell more about your cancer.")
        return Answer(question, f"{general} {text}")
    text = _(
        "Your cancer has grown since your last sample was taken. Ask your team if a new sample "
        "can be taken safely."
    )
    return Answer(question, f"{general} {text}", _record())


_CANDIDATE: dict[State, Callable[[], str]] = {
    State.BLOCKED: lambda: _(
        "No, as your record stands. You had a side effect after which the label says to stop "
        "this drug."
    ),
    State.IN_USE: lambda: _("You are having it now."),
    State.OPEN: lambda: _(
        "You meet what the label asks, as far as your record shows. Your team can tell you if it "
        "fits you."
    ),
    State.NEXT: lambda: _(
        "You meet what the label asks, as far as your record shows. Your present treatment is "
        "still working, so this drug is for later."
    ),
    State.USED: lambda: _("You have had it before. Ask your team if it could be used again."),
    State.NEEDS_INFORMATION: lambda: _("We cannot tell yet. A test or a date is missing."),
    State.LATER: lambda: _("Not yet. The label asks for other treatment first."),
    State.CLOSED: lambda: _("No, as your record stands. Your cancer does not meet the label."),
}
# Of several rows of the drug, the first of these states says it.
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


def _candidate(assessment: Assessment) -> Answer:
    question = _("Am I a candidate for trastuzumab deruxtecan?")
    states = {option.state for option in assessment.options if _is_tdxd(option)}
    if not states:
        return Answer(question, _("Ask your team. It is used for cancer that has spread."))
    state = next(state for state in _TELLING if state in states)
    return Answer(question, _CANDIDATE[state](), f"{_record()} {_label()}")


def _is_tdxd(option: Option) -> bool:
    return option.row.named_agent == T_DXD


def _side_effects(assessment: Assessment) -> Answer:
    text = _(
        "Many people feel sick or tired. Hair loss and low blood counts happen too. A rare but "
        "serious side effect is harm to the lungs. Call your team at once if you cough, have "
        "trouble breathing or have a fever. Ask your team how this compares with your other "
        "choices."
    )
    return Answer(_("What are its common side effects, and how do they compare?"), text, _label())


def _quality_of_life(assessment: Assessment) -> Answer:
    text = _(
        "This differs from person to person. Tell your team what matters most to you: work, "
        "family, travel, time at home. Ask how often you would need to come in."
    )
    return Answer(_("How will treatment affect my quality of life?"), text)


def _next(assessment: Assessment) -> Answer:
    question = _("If it does not work, what next?")
    others = regimens(
        tuple(
            option
            for option in assessment.options
            if option.state is State.OPEN and not _is_tdxd(option) and option.row.her2 != "any"
        )
    )
    if not others:
        return Answer(question, _("Ask your team. There may be trials or other drugs for you."))
    text = _(
        "Your record also meets the label of: {drugs}. Ask your team which could come next, and "
        "if there is a trial for you."
    ).format(drugs=_listed(others))
    return Answer(question, text, _record())


def _listed(names) -> str:
    return ", ".join(names)


_QUESTIONS = (
    _score,
    _meaning,
    _mutations,
    _biopsy,
    _candidate,
    _side_effects,
    _quality_of_life,
    _next,
)
