from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from patients.names import plain


class AgentClass(models.Model):
    """A class of agents that labels and lines count by, as "aromatase inhibitor"."""

    name = models.CharField(max_length=60, unique=True)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "agent classes"

    def __str__(self):
        return self.name


class AgentQuerySet(models.QuerySet):
    def with_names(self):
        """A fixed number of queries for `Agent.names`."""
        return self.prefetch_related("brands", "synonyms")


class Agent(models.Model):
    """One drug by its generic name."""

    name = models.CharField("generic name", max_length=100, unique=True)
    rxnorm_code = models.CharField(
        "RxNorm ingredient code", max_length=20, blank=True, help_text="Enter only a verified code."
    )
    classes = models.ManyToManyField(AgentClass, related_name="agents", blank=True)
    only_systemic = models.BooleanField(
        "counts only as systemic",
        default=False,
        help_text="It has no class, and that is meant: without it the catalog refuses such an "
        "agent.",
    )

    objects = AgentQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(Lower("name"), name="agent_name_unique_in_any_case"),
            models.UniqueConstraint(
                fields=["rxnorm_code"],
                condition=~Q(rxnorm_code=""),
                name="agent_rxnorm_code_unique",
                violation_error_message="Another drug already has this RxNorm code.",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def names(self) -> list[str]:
        """Every name and code that stands for it."""
        others: list[Any] = [*self.brands.all(), *self.synonyms.all()]
        return [self.name, *(other.name for other in others), *filter(None, [self.rxnorm_code])]

    @property
    def with_brands(self) -> str:
        """“trastuzumab deruxtecan (Enhertu)”, where a list is searched."""
        brands = ", ".join(brand.name for brand in self.brands.all())
        return f"{self.name} ({brands})" if brands else self.name

    def clean(self):
        refuse_name_of_another(self, self.name, agent=self)

    @property
    def class_names(self) -> frozenset[str]:
        return frozenset(agent_class.name for agent_class in self.classes.all())


class AgentBrand(models.Model):
    agent = models.ForeignKey(Agent, models.PROTECT, related_name="brands")
    name = models.CharField("brand name", max_length=100, unique=True)

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name

    def clean(self):
        refuse_name_of_another(self, self.name, agent=self.agent)


class AgentSynonym(models.Model):
    """Biosimilar names and suffixes, fam- and ado- names, abbreviations, salts."""

    agent = models.ForeignKey(Agent, models.PROTECT, related_name="synonyms")
    name = models.CharField("synonym", max_length=100, unique=True)

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name

    def clean(self):
        refuse_name_of_another(self, self.name, agent=self.agent)


class RegimenName(models.Model):
    """A name of several agents at once, as TCHP: in a record each agent is written by itself."""

    name = models.CharField(max_length=60, unique=True)
    agents = models.ManyToManyField(Agent, related_name="regimen_names")
    note = models.CharField(
        max_length=200, blank=True, help_text="Where it may mean several: what to ask."
    )

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name

    def clean(self):
        refuse_name_of_another(self, self.name, agent=None)


def refuse_name_of_another(named: models.Model, name: str, *, agent: Agent | None) -> None:
    """A name that stands for an agent stands for no other, however it is spelled."""
    for other in Agent.objects.with_names():
        is_own = agent is not None and other.pk == agent.pk
        if not is_own and plain(name) in {plain(its_name) for its_name in other.names}:
            raise ValidationError({"name": f"“{name}” stands for {other} already."})
    regimens = RegimenName.objects.exclude(pk=named.pk if agent is None else None)
    if plain(name) in {plain(regimen.name) for regimen in regimens}:
        raise ValidationError({"name": f"“{name}” is the name of a regimen."})
