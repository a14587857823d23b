"""One answer, and whom to ask where the record has none."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from biomarkers.domain.assessment import Assessment
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


def in_usual_order(assessment: Assessment) -> list[Option]:
    """The options whose criteria are met, now or for later, by rank."""
    ranks = ranks_of(assessment.options)
    met = [option for option in assessment.options if option.row.slug in ranks]
    return sorted(met, key=lambda option: ranks[option.row.slug])
