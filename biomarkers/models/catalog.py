"""The treatment catalog that staff keep: typed columns and child rows, no expression language."""

from django.db import models
from django.db.models import F, Q

from biomarkers.domain.catalog import AlterationTerm, CatalogRow, Part, PriorTerm
from biomarkers.domain.codes import (
    AlterationWanted,
    Basis,
    FirstLineWanted,
    HER2Wanted,
    HormoneReceptorWanted,
    MarkerWanted,
    PatientWanted,
    PriorMeasure,
)
from patients.fields import code_field
from patients.models import Agent, AgentClass


class TreatmentOptionQuerySet(models.QuerySet):
    def with_criteria(self):
        """A fixed number of queries for everything that `to_domain` reads."""
        return self.select_related("named_agent").prefetch_related(
            "named_agent__classes",
            "parts__agent__classes",
            "parts__agent_class",
            "alterations",
            "prior_therapies__agent",
            "prior_therapies__agent_class",
        )


def months(**kwargs):
    return models.DecimalField(max_digits=5, decimal_places=1, null=True, blank=True, **kwargs)


class TreatmentOption(models.Model):
    """One indication of one regimen. It is ended by a date, never deleted."""

    slug = models.SlugField(max_length=80, unique=True)
    position = models.PositiveSmallIntegerField(default=1000, help_text="Order in lists.")
    basis = code_field(Basis, 10, default=Basis.LABEL.value)
    regimen = models.CharField(max_length=200)
    named_agent = models.ForeignKey(
        Agent, models.PROTECT, related_name="options", help_text="The agent that the row is about."
    )
    her2 = code_field(HER2Wanted, 12, verbose_name="HER2", default=HER2Wanted.ANY.value)
    hormone_receptor = code_field(HormoneReceptorWanted, 12, blank=True)
    marker = code_field(MarkerWanted, 20, blank=True)
    patient = code_field(PatientWanted, 25, blank=True)
    first_line = code_field(FirstLineWanted, 30, blank=True)
    approved_on = models.DateField(help_text="The row exists from this day.")
    ended_on = models.DateField(null=True, blank=True, help_text="The row ends before this day.")
    trial = models.CharField(max_length=100, blank=True)
    comparison = models.CharField(max_length=200, blank=True)
    pfs_months = months(verbose_name="median PFS, months")
    pfs_control = months(verbose_name="median PFS of the control arm, months")
    os_months = months(verbose_name="median OS, months")
    os_control = months(verbose_name="median OS of the control arm, months")
    source = models.TextField(blank=True)
    verified_on = models.DateField(
        null=True, blank=True, help_text="Empty: figures and dates are shown as not verified."
    )

    objects = TreatmentOptionQuerySet.as_manager()

    class Meta:
        ordering = ["position", "slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("approved_on")),
                name="option_ends_after_approval",
                violation_error_message="A row cannot end before it was approved.",
            )
        ]

    def __str__(self):
        return self.slug

    def to_domain(self, shared: dict[str, frozenset[str]]) -> CatalogRow:
        """`shared`: by class, the classes that all its agents have."""
        parts = [part.to_domain(shared) for part in self.parts.all()]
        terms = list(self.prior_therapies.all())
        return CatalogRow(
            slug=self.slug,
            basis=self.basis,
            regimen=self.regimen,
            named_agent=self.named_agent.name,
            approved_on=self.approved_on,
            named_agent_classes=self.named_agent.class_names,
            parts=tuple(parts),
            part_classes=frozenset().union(*(part.classes for part in parts)),
            her2=self.her2,
            hormone_receptor=self.hormone_receptor,
            alterations=tuple(a.to_domain() for a in self.alterations.all()),
            marker=self.marker,
            patient=self.patient,
            prior_all=tuple(t.to_domain() for t in terms if not t.one_is_enough),
            prior_any=tuple(t.to_domain() for t in terms if t.one_is_enough),
            first_line=self.first_line,
            ended_on=self.ended_on,
            trial=self.trial,
            comparison=self.comparison,
            pfs_months=self.pfs_months,
            pfs_control=self.pfs_control,
            os_months=self.os_months,
            os_control=self.os_control,
            source=self.source,
            verified_on=self.verified_on,
        )


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
                violation_error_message="Name an agent or a class, not both.",
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

    def to_domain(self) -> AlterationTerm:
        return AlterationTerm(self.gene, self.kind)


class PriorTherapyCriterion(models.Model):
    """One word on earlier treatment."""

    option = models.ForeignKey(TreatmentOption, models.CASCADE, related_name="prior_therapies")
    one_is_enough = models.BooleanField(
        default=False, help_text="Among those so marked one is enough; all others must be met."
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
                    Q(measure="agent", agent__isnull=False)
                    | Q(measure="class", agent_class__isnull=False)
                    | Q(measure__startswith="relapse", within_months__isnull=False)
                    | (
                        ~Q(measure__in=["agent", "class"])
                        & ~Q(measure__startswith="relapse")
                        & Q(at_least__isnull=False)
                    )
                ),
                name="prior_therapy_says_how_much",
                violation_error_message="Say how many lines, within how many months, or which "
                "agent or class.",
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


class CatalogVersion(models.Model):
    """One row: the number that grows with each change of the catalog."""

    number = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(auto_now=True)

    def __str__(self):
        return f"Catalog version {self.number}"

    @classmethod
    def current_number(cls) -> int:
        return cls.objects.values_list("number", flat=True).first() or 0

    @classmethod
    def grow(cls) -> None:
        """In the transaction that changes the catalog."""
        version, made = cls.objects.select_for_update().get_or_create(pk=1)
        if not made:
            version.number = F("number") + 1
            version.save()
