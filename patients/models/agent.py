from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower


class AgentClass(models.Model):
    """A class of agents that labels and lines count by, as "aromatase inhibitor"."""

    name = models.CharField(max_length=60, unique=True)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "agent classes"

    def __str__(self):
        return self.name


class AgentQuerySet(models.QuerySet):
    def named(self, text: str):
        """By generic name, brand name or RxNorm ingredient code; whole names only."""
        name = text.strip()
        return self.filter(
            Q(name__iexact=name) | Q(brands__name__iexact=name) | Q(rxnorm_code=name)
        ).distinct()


class Agent(models.Model):
    """One drug by its generic name."""

    name = models.CharField("generic name", max_length=100, unique=True)
    rxnorm_code = models.CharField(
        "RxNorm ingredient code", max_length=20, blank=True, help_text="Never guessed."
    )
    classes = models.ManyToManyField(AgentClass, related_name="agents", blank=True)

    objects = AgentQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(Lower("name"), name="agent_name_unique_in_any_case"),
            models.UniqueConstraint(
                fields=["rxnorm_code"],
                condition=~Q(rxnorm_code=""),
                name="agent_rxnorm_code_unique",
                violation_error_message="Another agent has this RxNorm code.",
            ),
        ]

    def __str__(self):
        return self.name

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
