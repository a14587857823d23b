"""The treatment catalog that staff keep: typed columns and child rows, no expression language."""

from django.db import models
from django.db.models import F, Q

from biomarkers.domain.catalog import AlterationTerm, CatalogRow, Part, PriorTerm
from patients.models import Agent, AgentClass


class HER2Criterion(models.TextChoices):
    POSITIVE = "positive", "HER2-positive"
    IHC_3 = "ihc3+", "IHC 3+"
    LOW = "low", "HER2-low"
    LOW_OR_ULTRALOW = "low|ultralow", "HER2-low or -ultralow"
    NEGATIVE = "negative", "HER2-negative"
    ANY = "any", "any"


class HormoneReceptorCriterion(models.TextChoices):
    POSITIVE = "positive", "ER or PR at least 1 %"
    ER_POSITIVE = "er_positive", "ER at least 1 %"
    NEGATIVE = "negative", "ER and PR below 1 %"


class MarkerCriterion(models.TextChoices):
    PDL1 = "pdl1_cps>=10", "PD-L1 CPS at least 10"
    MSI = "msi=high", "MSI-high"
    TMB = "tmb>=10", "TMB at least 10"
    NO_PD1 = "pd1=not_candidate", "no candidate for a PD-1 inhibitor"


class PatientCriterion(models.TextChoices):
    POSTMENOPAUSAL = "postmenopausal", "postmenopausal"
    POSTMENOPAUSAL_OR_MALE = "postmenopausal_or_male", "postmenopausal, or a man"


class FirstLineCriterion(models.TextChoices):
    YES = "yes", "no systemic line yet"
    CHEMOTHERAPY = "chemotherapy", "no chemotherapy line yet"
    CHEMOTHERAPY_OR_ANTI_HER2 = "chemotherapy_or_anti_her2", "no chemotherapy or anti-HER2 line"
    ENDOCRINE = "endocrine", "no endocrine line yet"
    ENDOCRINE_NAIVE = "endocrine_naive", "no endocrine agent ever"
    MAINTENANCE = "maintenance", "maintenance of a first line with anti-HER2 therapy"
    ON_AI_CDK46 = "on_ai_cdk46", "on aromatase and CDK4/6 inhibitor, ESR1 emerged"


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

    class Basis(models.TextChoices):
        LABEL = "label", "FDA label"
        OFF_LABEL = "off_label", "usual practice, off label"

    slug = models.SlugField(max_length=80, unique=True)
    position = models.PositiveSmallIntegerField(default=1000, help_text="Order in lists.")
    basis = models.CharField(max_length=10, choices=Basis, default=Basis.LABEL)
    regimen = models.CharField(max_length=200)
    named_agent = models.ForeignKey(
        Agent, models.PROTECT, related_name="options", help_text="The agent that the row is about."
    )
    her2 = models.CharField("HER2", max_length=12, choices=HER2Criterion, default="any")
    hormone_receptor = models.CharField(max_length=12, choices=HormoneReceptorCriterion, blank=True)
    marker = models.CharField(max_length=20, choices=MarkerCriterion, blank=True)
    patient = models.CharField(max_length=25, choices=PatientCriterion, blank=True)
    first_line = models.CharField(max_length=30, choices=FirstLineCriterion, blank=True)
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

    class Kind(models.TextChoices):
        ANY = "any", "detected"
        GERMLINE = "germline", "detected in the germline"
        FUSION = "fusion", "fusion detected"
        V600E = "V600E", "V600E detected"
        ABSENT = "absent", "tested and not detected"

    option = models.ForeignKey(TreatmentOption, models.CASCADE, related_name="alterations")
    gene = models.CharField(max_length=30)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.ANY)

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "alteration criteria"

    def __str__(self):
        return f"{self.gene} {self.get_kind_display()}"

    def to_domain(self) -> AlterationTerm:
        return AlterationTerm(self.gene, self.kind)


class PriorTherapyCriterion(models.Model):
    """One word on earlier treatment."""

    class Measure(models.TextChoices):
        ENDOCRINE = "endocrine", "endocrine lines"
        CHEMOTHERAPY = "chemotherapy", "chemotherapy lines"
        ANTI_HER2 = "anti_her2", "anti-HER2 lines"
        ADC = "adc", "lines with an antibody-drug conjugate"
        SYSTEMIC = "systemic", "systemic lines"
        ENDOCRINE_ANY = "endocrine_any", "endocrine, any setting"
        CHEMOTHERAPY_ANY = "chemotherapy_any", "chemotherapy, any setting"
        ANTI_HER2_ANY = "anti_her2_any", "anti-HER2, any setting"
        ADC_ANY = "adc_any", "antibody-drug conjugate, any setting"
        SYSTEMIC_ANY = "systemic_any", "systemic, any setting"
        ENDOCRINE_PROGRESSED = "endocrine_progressed", "lines progressed on endocrine therapy"
        ENDOCRINE_FAILED = "endocrine_failed", "progression or relapse on endocrine therapy"
        BESIDES_ONE_ENDOCRINE = (
            "systemic_besides_one_endocrine",
            "systemic lines besides one endocrine line",
        )
        RELAPSE_CHEMOTHERAPY = (
            "relapse_after_adjuvant_chemotherapy",
            "relapse after (neo)adjuvant chemotherapy",
        )
        RELAPSE_ANTI_HER2 = (
            "relapse_after_adjuvant_anti_her2",
            "relapse after (neo)adjuvant anti-HER2 therapy",
        )
        RELAPSE_ENDOCRINE = (
            "relapse_after_adjuvant_endocrine",
            "relapse after (neo)adjuvant endocrine therapy",
        )
        AGENT = "agent", "agent given"
        CLASS = "class", "class given"

    option = models.ForeignKey(TreatmentOption, models.CASCADE, related_name="prior_therapies")
    one_is_enough = models.BooleanField(
        default=False, help_text="Among those so marked one is enough; all others must be met."
    )
    measure = models.CharField(max_length=40, choices=Measure)
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
