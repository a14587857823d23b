"""The treatment catalog that staff keep: typed columns and child rows, no expression language."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q

from biomarkers.domain.catalog import CatalogRow
from biomarkers.domain.codes import (
    Basis,
    CatalogSetting,
    Evidence,
    FirstLineWanted,
    HER2Wanted,
    HormoneReceptorWanted,
    MarkerWanted,
    PatientWanted,
)
from patients.codes import Stage
from patients.fields import code_field
from patients.models import Agent
from patients.models.constraints import one_of, within

from .catalog_version import CatalogEntry, CatalogEntryQuerySet, entry_constraints

HAZARD_RATIO = r"^\d\.\d+( \(([\d.]+ % CI )?\d\.\d+-\d\.\d+\))?$"


class TreatmentOptionQuerySet(CatalogEntryQuerySet):
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


def hazard_ratio(words: str):
    return models.CharField(
        words,
        max_length=40,
        blank=True,
        validators=[RegexValidator(HAZARD_RATIO, "Write 0.62 or 0.62 (0.52-0.75).")],
    )


class TreatmentOption(CatalogEntry):
    """One indication of one regimen."""

    slug = models.SlugField(max_length=80)
    setting = code_field(CatalogSetting, 12, default=CatalogSetting.ADVANCED.value)
    basis = code_field(Basis, 10, default=Basis.LABEL.value)
    regimen = models.CharField(max_length=200)
    named_agent = models.ForeignKey(
        Agent, models.PROTECT, related_name="options", help_text="Drug this indication belongs to."
    )
    her2 = code_field(HER2Wanted, 12, verbose_name="HER2", default=HER2Wanted.ANY.value)
    hormone_receptor = code_field(HormoneReceptorWanted, 12, blank=True)
    marker = code_field(MarkerWanted, 20, blank=True)
    patient = code_field(PatientWanted, 25, blank=True)
    stage = models.CharField(
        max_length=20, blank=True, help_text="At diagnosis, separated by | as in II|III."
    )
    first_line = code_field(FirstLineWanted, 30, blank=True)
    approved_on = models.DateField(help_text="First day on which the option is shown.")
    ended_on = models.DateField(
        null=True, blank=True, help_text="First day on which the option is no longer shown."
    )
    trial = models.CharField(max_length=100, blank=True)
    comparison = models.CharField(max_length=200, blank=True)
    pfs_months = months(verbose_name="median PFS, months")
    pfs_control = months(verbose_name="median PFS of the control arm, months")
    pfs_hr = hazard_ratio("hazard ratio of PFS")
    os_months = months(verbose_name="median OS, months")
    os_control = months(verbose_name="median OS of the control arm, months")
    os_hr = hazard_ratio("hazard ratio of OS")
    os_longer = models.BooleanField("OS significantly longer", null=True, blank=True)
    early_endpoint = models.TextField(blank=True, help_text="Of early disease, in words.")
    evidence = code_field(Evidence, 1, blank=True)
    step = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        help_text="1 to 6: place in the usual sequence of guidelines. An order to read in.",
    )
    partner_may_have_failed = models.BooleanField(
        default=False, help_text="The trial took patients in whom a partner of it had failed."
    )
    route = models.CharField(max_length=40, blank=True)
    label_also_asks = models.TextField(
        blank=True, help_text="What the label asks that a record does not hold."
    )
    watch = models.TextField(blank=True, help_text="What to watch, with figures where found.")
    verified_against = models.TextField(blank=True, help_text="What was read, and what was not.")

    objects = TreatmentOptionQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["position", "slug"]
        constraints = [
            *entry_constraints("option", "slug"),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("approved_on")),
                name="option_ends_after_approval",
                violation_error_message="The end date must be after the approval date.",
            ),
            one_of("setting", CatalogSetting, "option_setting_known", or_empty=False),
            one_of("evidence", Evidence, "option_evidence_known"),
            within("step", 1, 6, "option_step_1_to_6", "A step is 1 to 6."),
            models.CheckConstraint(
                condition=~Q(evidence="A") | Q(os_longer=True),
                name="option_letter_a_lives_longer",
                violation_error_message="Letter A asks that overall survival was longer.",
            ),
            # Rows from before there were drafts stand on the list of what needs checking.
            models.CheckConstraint(
                condition=Q(draft__isnull=True) | (~Q(source="") & ~Q(regimen="")),
                name="option_has_regimen_and_source",
                violation_error_message="A row names its regimen and its source.",
            ),
        ]

    def __str__(self):
        return self.slug

    def clean(self):
        super().clean()
        if set(filter(None, self.stage.split("|"))) - set(Stage):
            raise ValidationError({"stage": "Stages are 0, I, II, III and IV, with | between."})

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
            setting=self.setting,
            named_agent_classes=self.named_agent.class_names,
            parts=tuple(parts),
            part_classes=frozenset().union(*(part.classes for part in parts)),
            her2=self.her2,
            hormone_receptor=self.hormone_receptor,
            alterations=tuple(a.to_domain() for a in self.alterations.all()),
            marker=self.marker,
            patient=self.patient,
            stage=tuple(stage for stage in self.stage.split("|") if stage),
            prior_all=tuple(t.to_domain() for t in terms if not t.one_is_enough),
            prior_any=tuple(t.to_domain() for t in terms if t.one_is_enough),
            first_line=self.first_line,
            ended_on=self.ended_on,
            trial=self.trial,
            comparison=self.comparison,
            pfs_months=self.pfs_months,
            pfs_control=self.pfs_control,
            pfs_hr=self.pfs_hr,
            os_months=self.os_months,
            os_control=self.os_control,
            os_hr=self.os_hr,
            os_longer=self.os_longer,
            early_endpoint=self.early_endpoint,
            evidence=self.evidence,
            step=self.step,
            partner_may_have_failed=self.partner_may_have_failed,
            route=self.route,
            label_also_asks=self.label_also_asks,
            watch=self.watch,
            source=self.source,
            address=self.address,
            verified_on=self.verified_on,
            verified_against=self.verified_against,
        )
