"""One answer, and whom to ask where the record has none."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from biomarkers.domain.assessment import Assessment
from biomarkers.domain.difference import regimens
from biomarkers.domain.options import Option
from biomarkers.domain.rank import ranks_of
from patients.language import say


@dataclass(frozen=True)
class Answer:
    """`source` is empty where the care team is to be asked."""

    question: str
    text: str
    source: str = ""


@dataclass(frozen=True)
class Told:
    """What the answers are made from: the assessment, and brand names by generic name."""

    assessment: Assessment
    brands: Mapping[str, str]

    def drug(self, regimen: str) -> str:
        """`trastuzumab deruxtecan (Enhertu)`, each drug of a regimen with its brand."""
        return " + ".join(self._with_brand(name) for name in regimen.split(" + "))

    def drugs(self, regimens: Iterable[str]) -> str:
        return ", ".join(self.drug(regimen) for regimen in regimens)

    def _with_brand(self, name: str) -> str:
        brand = self.brands.get(name)
        return f"{name} ({brand})" if brand else say(name)


def of_record() -> str:
    return _("Your record at this clinic")


def matched(told: Told, options: Iterable[Option], by_label: str) -> str:
    """`by_label` of those with an approved use; of the others, what they are.

    `by_label` has a place for {drugs}. Each regimen is named once.
    """
    options = tuple(options)
    approved = regimens(tuple(o for o in options if o.row.basis == "label"))
    practice = [r for r in regimens(options) if r not in approved]
    by_practice = _(
        "Doctors also use {drugs} for a record like yours. That is outside an approved use."
    )
    said = ((by_label, approved), (by_practice, practice))
    return " ".join(text.format(drugs=told.drugs(names)) for text, names in said if names)


def in_usual_order(assessment: Assessment) -> list[Option]:
    """The options whose criteria are met, now or for later, by rank."""
    ranks = ranks_of(assessment.options)
    met = [option for option in assessment.options if option.row.slug in ranks]
    return sorted(met, key=lambda option: ranks[option.row.slug])


def when_it_comes_into_question(told: Told) -> str:
    """Of what is met beside a line without an end: what is recorded, and who talks about it.

    That no end is recorded does not say that a treatment works.
    """
    talk = _(
        "If and when another treatment comes into question is for you and your team to talk about."
    )
    return f"{_treated_now(told)} {talk}".strip()


def _treated_now(told: Told) -> str:
    """Empty where no line is under way."""
    under_way = [line for line in told.assessment.lines if line.still_given]
    if not under_way:
        return ""
    newest = max(under_way, key=lambda line: (line.started_on.text, line.number))
    given = {c.agent.name: c.started_on for c in newest.courses if c.is_ongoing}
    drugs = [
        _("{drug} (since {date}, as recorded)").format(drug=told.drug(name), date=day.in_words)
        for name, day in given.items()
    ]
    return _("You are being treated now with {drugs}.").format(drugs=", ".join(drugs))
