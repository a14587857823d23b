"""Versions of the catalog, the drafts that become one, and what their rows have in common.

A row in force is never changed. A change is a new row in a draft; publishing the draft puts it in
the place of the old one, which then says which version no longer holds it.
"""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Max, Q

from biomarkers.domain.codes import CatalogChange
from patients.fields import code_field
from patients.language import say
from patients.models.constraints import one_of


class CatalogVersion(models.Model):
    """One state of the whole catalog. The newest is in force; none is ever changed."""

    number = models.PositiveIntegerField(unique=True)
    kind = code_field(CatalogChange, 20, default=CatalogChange.STARTING_CONTENT.value)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    edition = models.PositiveSmallIntegerField(
        null=True, blank=True, editable=False, help_text="Of the starting content that it brings."
    )
    alone = models.BooleanField(
        "published by one person alone",
        default=False,
        help_text="Who published it had also made changes of it.",
    )

    class Meta:
        ordering = ["-number"]
        constraints = [
            one_of("kind", CatalogChange, "catalog_version_kind_known", or_empty=False),
        ]

    def __str__(self):
        return f"Catalog version {self.number}"

    @property
    def words(self) -> str:
        """As a page shows it; the trail keeps `str`."""
        return say("Catalog version {number}").format(number=self.number)

    @classmethod
    def current_number(cls) -> int:
        return cls.objects.aggregate(newest=Max("number"))["newest"] or 0

    @classmethod
    def bump(cls, kind: str = CatalogChange.AGENTS, *, by=None, **facts) -> "CatalogVersion":
        """The next version, in the transaction that changes the catalog."""
        newest = cls.objects.select_for_update().order_by("-number").first()
        number = newest.number + 1 if newest else 1
        return cls.objects.create(number=number, kind=kind, made_by=by, **facts)


class CatalogDraft(models.Model):
    """Changes that do not count yet. It is published as a whole, by a second person."""

    title = models.CharField(max_length=100)
    reason = models.TextField(blank=True, help_text="Why, and by which source.")
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        help_text="Empty: starting content that came with the program.",
    )
    changed_at = models.DateTimeField(auto_now=True)
    published = models.OneToOneField(
        CatalogVersion, models.PROTECT, related_name="draft", null=True, blank=True
    )
    dropped_at = models.DateTimeField(null=True, blank=True)
    edition = models.PositiveSmallIntegerField(
        null=True, blank=True, editable=False, help_text="Of the starting content that it brings."
    )

    class Meta:
        ordering = ["-created_at"]
        permissions = [("publish_catalogdraft", "Can publish a draft of the catalog")]
        constraints = [
            models.CheckConstraint(
                condition=Q(published__isnull=True) | Q(dropped_at__isnull=True),
                name="catalog_draft_published_or_dropped",
                violation_error_message="A draft that was dropped is not published.",
            )
        ]

    def __str__(self):
        return self.title

    @property
    def is_open(self) -> bool:
        return self.published_id is None and self.dropped_at is None


class CatalogEntryQuerySet(models.QuerySet):
    def in_force(self):
        return self.filter(since__isnull=False, until__isnull=True)

    def at(self, number: int):
        """As that version had them."""
        return self.filter(since__lte=number).filter(Q(until__isnull=True) | Q(until__gt=number))

    def with_draft(self, draft: CatalogDraft):
        """As they would be in force if the draft were published."""
        changes = list(self.filter(draft=draft, since__isnull=True))
        changed = {row.key for row in changes}
        kept = [row.pk for row in self.in_force() if row.key not in changed]
        return self.filter(pk__in=[*kept, *(row.pk for row in changes if not row.removes)])


class CatalogEntry(models.Model):
    """One row of a table of the catalog. `KEY` names the fields by which a row is known.

    In force since version `since`, and no longer from version `until` on; without `since` it is a
    change in `draft` that does not count yet.
    """

    KEY: tuple[str, ...] = ("slug",)

    position = models.PositiveSmallIntegerField(default=1000, help_text="Order in lists.")
    source = models.TextField(blank=True)
    address = models.URLField(max_length=400, blank=True, help_text="Where it is read.")
    verified_on = models.DateField(null=True, blank=True, help_text="Empty: shown as not verified.")
    draft = models.ForeignKey(
        CatalogDraft,
        models.CASCADE,
        related_name="%(class)s_changes",
        null=True,
        blank=True,
        editable=False,
    )
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )
    removes = models.BooleanField(
        default=False, editable=False, help_text="The draft takes the row out."
    )
    since = models.PositiveIntegerField(null=True, blank=True, editable=False)
    until = models.PositiveIntegerField(null=True, blank=True, editable=False)

    objects = CatalogEntryQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def key(self) -> tuple[str, ...]:
        return tuple(getattr(self, name) for name in self.KEY)

    @property
    def is_draft(self) -> bool:
        return self.since is None

    def validate_constraints(self, exclude=None):
        """Whether a key is free depends on fields that no form shows."""
        super().validate_constraints(set(exclude or ()) - {"draft", "since", "until"})

    def clean(self):
        if self.is_draft and self.draft_id is None:
            raise ValidationError("A change of the catalog is made in a draft.")


def entry_constraints(name: str, *key: str) -> list[models.BaseConstraint]:
    """What holds for every table: one row a key in force, and one in each draft."""
    return [
        models.UniqueConstraint(
            fields=key,
            condition=Q(since__isnull=False, until__isnull=True),
            name=f"{name}_once_in_force",
            violation_error_message="The catalog in force has this row already.",
        ),
        models.UniqueConstraint(
            fields=["draft", *key],
            condition=Q(since__isnull=True),
            name=f"{name}_once_in_draft",
            violation_error_message="The draft changes this row already.",
        ),
        models.CheckConstraint(
            condition=Q(since__isnull=False) | Q(draft__isnull=False),
            name=f"{name}_in_version_or_draft",
            violation_error_message="A row belongs to a version or to a draft.",
        ),
        models.CheckConstraint(
            condition=Q(until__isnull=True) | Q(until__gte=F("since")),
            name=f"{name}_until_after_since",
            violation_error_message="A row cannot end before it began.",
        ),
    ]
