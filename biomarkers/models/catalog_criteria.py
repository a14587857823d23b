"""What a row of the catalog is made of and asks for: its parts, alterations, earlier treatment."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from biomarkers.domain.catalog import AlterationTerm, Part, PriorTerm
from biomarkers.domain.codes import AlterationWanted, PriorMeasure
from patients.fields import code_field
from patients.models import Agent, AgentClass
from patients.names import plain

from .catalog import TreatmentOption
from .gene import Gene, symbols_by_name

_NAMES_AGENT = ["agent", "progressed_agent"]
_NAMES_CLASS = ["class", "progressed_class"]


class RegimenPart(models.Model):
    """One part of a regimen: an agent, or any agent of a class."""

    option = models.ForeignKey(TreatmentOption, models.CASCADE, related_name="parts")
    position = models.PositiveSmallIntegerField(default=1)
    agent = models.ForeignKey(
        Agent, models.PROTECT, related_name="regimen_parts", null=True, blank=True
    )
    agent_class = models.ForeignKey(
        AgentClass, models.PROTECT, related_name="regimen_parts", null=True, blank=True
    )

    class Meta:
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(
                condition=Q(agent__isnull=True, agent_class__isnull=False)
                | Q(agent__isnull=False, agent_class__isnull=True),
                name="regimen_part_is_agent_or_class",
                violation_error_message="Choose a drug or a drug class, not both.",
            )
        ]

    def __str__(self):
        return str(self.agent or self.agent_class)

    def to_domain(self, shared: dict[str, frozenset[str]]) -> Part:
        if self.agent_class:
            return Part(self.agent_class.name, is_class=True, classes=shared[self.agent_class.name])
        return Part(self.agent.name, classes=self.agent.class_names)


class AlterationCriterion(models.Model):
    """One alteration; any one of a row's is enough."""

    option = models.ForeignKey(TreatmentOption, models.CASCADE, related_name="alterations")
    gene = models.CharField(max_length=30)
    kind = code_field(AlterationWanted, 10, default=AlterationWanted.ANY.value)

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "alteration criteria"

    def __str__(self):
        return f"{self.gene} {self.get_kind_display()}"

    def clean(self):
        """The symbol of the gene that is meant; a gene that no list has is refused."""
        symbol = symbols_by_name(Gene.objects.all()).get(plain(self.gene))
        if symbol is None:
            raise ValidationError({"gene": f"“{self.gene}” is not in the list of genes."})
        self.gene = symbol

    def to_domain(self) -> AlterationTerm:
        return AlterationTerm(self.gene, self.kind)


class PriorTherapyCriterion(models.Model):
    """One word on earlier treatment."""

    option = models.ForeignKey(TreatmentOption, models.CASCADE, related_name="prior_therapies")
    one_is_enough = models.BooleanField(
        default=False,
        help_text="One of the criteria marked like this must be met; all unmarked criteria must be "
        "met.",
    )
    measure = code_field(PriorMeasure, 40)
    at_least = models.PositiveSmallIntegerField(null=True, blank=True)
    within_months = models.PositiveSmallIntegerField(null=True, blank=True)
    agent = models.ForeignKey(Agent, models.PROTECT, related_name="+", null=True, blank=True)
    agent_class = models.ForeignKey(
        AgentClass, models.PROTECT, related_name="+", null=True, blank=True
    )

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "prior-therapy criteria"
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(measure__in=_NAMES_AGENT, agent__isnull=False)
                    | Q(measure__in=_NAMES_CLASS, agent_class__isnull=False)
                    | Q(measure__startswith="relapse", within_months__isnull=False)
                    | (
                        ~Q(measure__in=[*_NAMES_AGENT, *_NAMES_CLASS])
                        & ~Q(measure__startswith="relapse")
                        & Q(at_least__isnull=False)
                    )
                ),
                name="prior_therapy_says_how_much",
                violation_error_message=(
                    "Enter the number of lines, the number of months, or the drug or class."
                ),
            )
        ]

    def __str__(self):
        named = self.agent or self.agent_class or self.at_least or self.within_months
        return f"{self.get_measure_display()}: {named}"

    def to_domain(self) -> PriorTerm:
        named = self.agent or self.agent_class
        return PriorTerm(
            measure=self.measure,
            at_least=self.at_least or 0,
            within_months=self.within_months or 0,
            name=named.name if named else "",
        )
