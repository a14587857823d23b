import uuid
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse

from patients.codes import DateBasis, MenopausalStatus, Sex, Stage, TreatmentHistory
from patients.fields import PartialDateField, code_field
from patients.language import say

from .access import PatientQuerySet
from .constraints import one_of, partial_date_constraint, within
from .fact import ClinicalFact, FactManager
from .loaded import note_loaded
from .team import CareTeam

NAME_ORDER = ["family_name", "given_name", "mrn"]


class Patient(ClinicalFact):
    """One person. The MRN is unique in the installation, also among patients entered in error.

    A patient who was merged into another keeps the MRN, which from then on leads to the other.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    care_team = models.ForeignKey(CareTeam, models.PROTECT, related_name="patients")
    mrn = models.CharField(
        "MRN", max_length=64, unique=True, help_text="Medical record number, as on the chart."
    )
    family_name = models.CharField(max_length=200, blank=True)
    given_name = models.CharField(max_length=200, blank=True)
    birth_date = PartialDateField(null=True, blank=True, verbose_name="date of birth")
    sex = code_field(Sex, 10, blank=True)
    menopausal_status = code_field(MenopausalStatus, 10, blank=True)
    diagnosed_on = PartialDateField(null=True, blank=True, verbose_name="date of diagnosis")
    stage_at_diagnosis = code_field(
        Stage,
        3,
        blank=True,
        help_text="Stage at first diagnosis. Do not change it when the cancer spreads.",
    )
    metastatic_on = PartialDateField(
        null=True,
        blank=True,
        help_text="Date of first metastasis. Leave empty if not known.",
        verbose_name="date of first metastasis",
    )
    unresectable_on = PartialDateField(
        null=True,
        blank=True,
        help_text="Locally advanced and cannot be operated, from this date. Empty: not known.",
        verbose_name="unresectable since",
    )
    residual_disease = models.BooleanField(
        null=True, blank=True, help_text="Invasive disease left after neoadjuvant treatment."
    )
    treatment_history = code_field(
        TreatmentHistory,
        10,
        blank=True,
        help_text="Is every treatment for the cancer on record? Not recorded: without any "
        "treatment on record nothing is concluded from that.",
    )
    undated_ecog = models.PositiveSmallIntegerField(
        "ECOG without a date",
        null=True,
        blank=True,
        editable=False,
        help_text="Of an earlier version, until the date is entered with a performance status.",
    )
    deceased_on = PartialDateField(null=True, blank=True, verbose_name="date of death")
    last_contact_on = PartialDateField(null=True, blank=True, verbose_name="last contact")
    date_basis = code_field(
        DateBasis,
        10,
        default=DateBasis.REAL.value,
        help_text="Are the dates actual calendar dates?",
        verbose_name="date type",
    )

    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="merged"
    )

    owner_path: ClassVar[str] = "pk"

    objects = FactManager.from_queryset(PatientQuerySet)()  # type: ignore[misc]

    class Meta:
        ordering = NAME_ORDER
        permissions = [
            ("view_all_patients", "Can see the patients of every care team"),
            ("export_records", "Can export all records of a care team"),
            ("export_deidentified", "Can export the records of a care team without names"),
        ]
        indexes = [
            models.Index(fields=NAME_ORDER, name="patient_name"),
            models.Index(fields=["birth_date"], name="patient_birth_date"),
            models.Index(fields=["care_team", *NAME_ORDER], name="patient_team_name"),
        ]
        constraints = [
            within(
                "undated_ecog",
                0,
                4,
                "patient_undated_ecog_0_to_4",
                "Enter an ECOG performance status from 0 to 4.",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | Q(in_error__isnull=False),
                name="patient_merged_counts_no_more",
                violation_error_message="A merged patient must be out of the record.",
            ),
            one_of("sex", Sex, "patient_sex_known"),
            one_of("menopausal_status", MenopausalStatus, "patient_menopausal_status_known"),
            one_of("stage_at_diagnosis", Stage, "patient_stage_known"),
            one_of("treatment_history", TreatmentHistory, "patient_treatment_history_known"),
            one_of("date_basis", DateBasis, "patient_date_basis_known", or_empty=False),
            *(
                partial_date_constraint(field, f"patient_{field}_is_date")
                for field in (
                    "birth_date",
                    "diagnosed_on",
                    "metastatic_on",
                    "unresectable_on",
                    "deceased_on",
                    "last_contact_on",
                )
            ),
        ]

    def __str__(self):
        return f"{self.list_name} ({self.mrn})"

    @classmethod
    def from_db(cls, db, field_names, values, **how):
        patient = super().from_db(db, field_names, values, **how)
        note_loaded(patient)
        return patient

    def get_absolute_url(self):
        return reverse("patient_chart", args=[self.pk])

    def clean(self):
        """A death before a treatment that is on record is an error of entry, here or there."""
        died = self.deceased_on
        if died and not self._state.adding:
            after = [
                given for given in self.agents_given.all() if died.last < given.started_on.first
            ]
            if after:
                began = say("Treatment began after it: {fact}.").format(fact=after[0])
                raise ValidationError({"deceased_on": began})

    @property
    def patient_id(self) -> uuid.UUID:  # type: ignore[override]
        """As of every fact: whose record it is part of."""
        return self.pk

    @property
    def full_name(self):
        """As spoken; the record number where no name is on record."""
        return " ".join(name for name in (self.given_name, self.family_name) if name) or self.mrn

    @property
    def list_name(self):
        """As sorted: family name first."""
        return ", ".join(name for name in (self.family_name, self.given_name) if name) or self.mrn
