"""What blocks or warns, what is wanted before the start, and how terms and sites are read."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from biomarkers.domain.check_table import CheckRow, read_validity
from biomarkers.domain.codes import SafetyEffect
from biomarkers.domain.safety_table import ANY_AGENT, SafetyRow, read_rule
from biomarkers.domain.terms import TermEntry
from biomarkers.domain.thresholds import TableFault
from patients.fields import code_field
from patients.models import Agent, AgentClass
from patients.models.constraints import one_of

from .catalog_version import CatalogEntry, entry_constraints


class SafetyRule(CatalogEntry):
    """One hazard that blocks some agents or asks for care with them.

    docs/contract/clinical-content.md has the words of its columns.
    """

    slug = models.SlugField("id", max_length=60)
    hazard = models.CharField(
        max_length=60, help_text="As adverse_event:ild, condition:heart_failure, lvef or ecog."
    )
    threshold = models.CharField(
        max_length=120, help_text="From which strength it counts, as grade>=2 or hospitalised."
    )
    scope = models.CharField(
        max_length=60,
        default="any_agent",
        help_text="Whose events count: same_agent, same_class, same_class:CLASS or any_agent.",
    )
    applies_to = models.TextField(help_text="Agents and classes, separated by semicolons; or any.")
    effect = code_field(SafetyEffect, 10)
    code = models.SlugField(max_length=60)
    weighty = models.BooleanField(default=False, help_text="The option is shown with care.")
    says = models.CharField(max_length=260, help_text="The sentence that a clinician reads.")

    class Meta:
        ordering = ["position", "slug"]
        constraints = [
            *entry_constraints("safety_rule", "slug"),
            one_of("effect", SafetyEffect, "safety_rule_effect_known", or_empty=False),
            models.CheckConstraint(
                condition=~Q(source=""),
                name="safety_rule_has_source",
                violation_error_message="A row names its source.",
            ),
        ]

    def __str__(self):
        return self.slug

    @property
    def subjects(self) -> list[str]:
        return [name.strip() for name in self.applies_to.split(";") if name.strip()]

    def to_domain(self) -> SafetyRow:
        return SafetyRow(
            slug=self.slug,
            hazard=self.hazard,
            threshold=self.threshold,
            scope=self.scope,
            applies_to=frozenset(self.subjects),
            effect=self.effect,
            code=self.code,
            weighty=self.weighty,
            says=self.says,
            source=self.source,
            address=self.address,
            verified_on=self.verified_on,
        )

    def clean(self):
        super().clean()
        try:
            read_rule(self.to_domain())
        except TableFault as fault:
            raise ValidationError(str(fault)) from None
        refuse_unknown_subjects("applies_to", self.subjects)


class EventTerm(CatalogEntry):
    """One way to write a harm, and the list that it belongs to."""

    KEY = ("list_name", "term")

    list_name = models.SlugField("list", max_length=40)
    term = models.CharField(max_length=100)
    whole = models.BooleanField(default=False, help_text="Only where it is the whole term.")

    class Meta:
        ordering = ["list_name", "term"]
        constraints = entry_constraints("event_term", "list_name", "term")

    def __str__(self):
        return self.term

    def to_domain(self) -> TermEntry:
        return TermEntry(self.list_name, self.term, self.whole)


class BeforeStartCheck(CatalogEntry):
    """What the label of an agent, or of any agent of a class, wants before the start."""

    KEY = ("agent_or_class", "check_name")

    agent_or_class = models.CharField(max_length=100)
    check_name = models.SlugField("check", max_length=40)
    says = models.CharField(max_length=260)
    valid_for = models.CharField(
        max_length=20, help_text="As 3 months, 6 weeks, 7 days, for life, always or once."
    )

    class Meta:
        ordering = ["position", "agent_or_class"]
        verbose_name = "check before the start"
        verbose_name_plural = "checks before the start"
        constraints = entry_constraints("before_start_check", "agent_or_class", "check_name")

    def __str__(self):
        return f"{self.agent_or_class}: {self.check_name}"

    def to_domain(self) -> CheckRow:
        return CheckRow(
            self.agent_or_class,
            self.check_name,
            self.says,
            self.valid_for,
            self.source,
            self.address,
            self.verified_on,
        )

    def clean(self):
        super().clean()
        try:
            read_validity(self.valid_for)
        except TableFault as fault:
            raise ValidationError({"valid_for": str(fault)}) from None
        refuse_unknown_subjects("agent_or_class", [self.agent_or_class])


class OrganWord(CatalogEntry):
    """A word of a site that names another organ than the breast."""

    KEY = ("word",)

    word = models.CharField(max_length=60)
    organ = models.CharField(max_length=60)

    class Meta:
        ordering = ["organ", "word"]
        constraints = entry_constraints("organ_word", "word")

    def __str__(self):
        return self.word


def refuse_unknown_subjects(field: str, names: list[str]) -> None:
    """A name that is no agent and no class would match nothing, without a word."""
    known = {ANY_AGENT, *AgentClass.objects.filter(name__in=names).values_list("name", flat=True)}
    known |= set(Agent.objects.filter(name__in=names).values_list("name", flat=True))
    unknown = [name for name in names if name not in known]
    if unknown:
        raise ValidationError({field: f"No agent and no class is named {', '.join(unknown)}."})
