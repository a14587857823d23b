"""What the HER2 result is, and what it means for treatment."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from biomarkers.domain.her2 import Category, Reason
from biomarkers.domain.work import is_opened_by_her2

from .answer import Answer, Told, matched, of_record, when_it_comes_into_question

_CATEGORIES: dict[Category, Callable[[], str]] = {
    Category.POSITIVE: lambda: _(
        "Your cancer is HER2-positive. The cells have a high level of HER2."
    ),
    Category.LOW: lambda: _("Your cancer is HER2-low. The cells have a low level of HER2."),
    Category.ULTRALOW: lambda: _(
        "Your cancer is HER2-ultralow. Only a very small amount of HER2 was found."
    ),
    Category.NULL: lambda: _(
        "No HER2 was found in the sample that was tested. This is called HER2-null."
    ),
    Category.NEGATIVE: lambda: _("Your cancer is HER2-negative."),
    Category.EQUIVOCAL: lambda: _("Your HER2 result is not clear yet. Another test is needed."),
    Category.UNDETERMINED: lambda: _("The report we have does not show your HER2 score."),
}
_REASONS: dict[Reason, Callable[[], str]] = {
    Reason.NEGATIVE_WITHOUT_SCORE: lambda: _("The report says “negative” but gives no score."),
    Reason.ZERO_STAINING_NOT_STATED: lambda: _(
        "The score is 0. The report does not say if any cell showed a trace of HER2."
    ),
    Reason.NO_RESULT: lambda: _("There is no HER2 test on your record."),
    Reason.ISH_PENDING: lambda: _("We are waiting for the result."),
    Reason.NOT_EVALUABLE: lambda: _("The sample could not be tested reliably."),
}


def score(told: Told) -> Answer:
    her2 = told.assessment.her2
    parts = [_CATEGORIES[her2.category]()]
    if her2.reason in _REASONS:
        parts.append(_REASONS[her2.reason]())
    deciding = her2.deciding
    if deciding:
        if deciding.evidence.ihc:
            parts.append(_("The score is {score}.").format(score=deciding.evidence.ihc.score))
        parts.append(
            _("It comes from the {site} sample taken on {date}.").format(
                site=deciding.specimen.site, date=deciding.specimen.collected_on.in_words
            )
        )
    return Answer(_("What is my HER2 score?"), " ".join(parts), of_record())


def meaning(told: Told) -> Answer:
    question = _("What does it mean for my treatment options?")
    assessment = told.assessment
    if not assessment.her2.is_determined or assessment.her2.category is Category.EQUIVOCAL:
        text = _("This depends on your HER2 score. Ask your team how it can be found out.")
        return Answer(question, text)
    opened = [option for option in assessment.options if is_opened_by_her2(option)]
    if not opened:
        return Answer(question, _nothing_opened(told), of_record())
    match = _("Your HER2 result and past treatment match the approved use of {drugs}.")
    together = _(
        "This does not mean it is the best choice for you. You and your team decide together."
    )
    parts = (matched(told, opened, match), together, _when(told))
    return Answer(question, " ".join(part for part in parts if part), of_record())


def _nothing_opened(told: Told) -> str:
    if told.assessment.advanced:
        return _(
            "Your record does not show a drug that you could have because of your HER2 result "
            "today. Ask your team about other treatments."
        )
    return _(
        "Your cancer has not spread as far as your record shows. Your record does not show a drug "
        "that you could have because of your HER2 result today. Ask your team about your plan."
    )


def _when(told: Told) -> str:
    """Where no end of the present line is recorded."""
    is_later = any(
        option.state == "next" and is_opened_by_her2(option) for option in told.assessment.options
    )
    return when_it_comes_into_question(told) if is_later else ""
