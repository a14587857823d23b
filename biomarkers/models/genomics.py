import re

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from biomarkers.domain.codes import AlterationResult, MarkerKind, Material, MSIResult, Origin
from patients.fields import ListedField, PartialDateField, code_field
from patients.language import to_say
from patients.models import Biopsy, Patient
from patients.models.constraints import once, one_of, partial_date_constraint
from patients.models.fact import ClinicalFact

from .her2 import choice


class Alteration(ClinicalFact):
    """One test of one gene. Detected means pathogenic or likely pathogenic."""

    patient = models.ForeignKey(Patient, models.PROTECT, related_name="alterations")
    biopsy = models.ForeignKey(
        Biopsy, models.PROTECT, related_name="alterations", null=True, blank=True
    )
    tested_on = PartialDateField(verbose_name="test date")
    gene = ListedField(max_length=64, offers="genes")
    gene_as_written = models.CharField(
        max_length=64, blank=True, editable=False, help_text="Where it was not the symbol."
    )
    result = code_field(
        AlterationResult,
        12,
        help_text="Detected means pathogenic or likely pathogenic.",
    )
    alteration = models.CharField(
        max_length=200,
        blank=True,
        help_text="For example, H1047R or ETV6 fusion.",
        verbose_name="variant",
    )
    origin = choice(Origin)
    material = code_field(Material, 6, default=Material.TISSUE.value, verbose_name="sample type")

    class Meta:
        ordering = ["tested_on", "gene", "alteration"]
        constraints = [
            once(
                ["patient", "tested_on", "gene", "alteration", "origin", "material"],
                "alteration_once",
                "This test is already recorded.",
            ),
            partial_date_constraint("tested_on", "alteration_tested_on_is_date"),
            one_of("origin", Origin, "alteration_origin_known"),
            one_of("material", Material, "alteration_material_known", or_empty=False),
            one_of(
                "result",
                AlterationResult,
                "alteration_result_known",
                or_empty=False,
                sentence="Choose detected, not detected or uncertain significance.",
            ),
        ]

    def __str__(self):
        words = " ".join(word for word in (self.gene, self.alteration) if word)
        return f"{words} {self.get_result_display()}, {self.tested_on.in_words}"

    def clean(self):
        of_the_same_patient(self)


_OF_MSI = [code.value for code in MSIResult]
_MEASURED = [code.value for code in MarkerKind if code is not MarkerKind.MSI]  # by a number
_NUMBER = r"^[0-9]+(\.[0-9]+)?$"


class MarkerResult(ClinicalFact):
    """PD-L1 combined positive score, microsatellite instability or mutational burden."""

    patient = models.ForeignKey(Patient, models.PROTECT, related_name="markers")
    biopsy = models.ForeignKey(
        Biopsy, models.PROTECT, related_name="markers", null=True, blank=True
    )
    tested_on = PartialDateField(verbose_name="test date")
    marker = code_field(MarkerKind, 10)
    value = models.CharField(max_length=64, help_text="Number, or for MSI: high, low or stable.")

    class Meta:
        ordering = ["tested_on", "marker"]
        constraints = [
            once(
                ["patient", "tested_on", "marker"],
                "marker_once_a_day",
                "This biomarker is already recorded for this date.",
            ),
            partial_date_constraint("tested_on", "marker_tested_on_is_date"),
            models.CheckConstraint(
                condition=Q(marker=MarkerKind.MSI.value, value__in=_OF_MSI)
                | Q(marker__in=_MEASURED, value__regex=_NUMBER),
                name="marker_value_fits",
                violation_error_message=(
                    "Enter high, low or stable for MSI, and a number for other biomarkers."
                ),
            ),
        ]

    def __str__(self):
        return f"{self.get_marker_display()} {self.value}, {self.tested_on.in_words}"

    @property
    def unreadable_field(self) -> str:
        """The constraint `marker_value_fits` asked of a row that was read; "" where it holds."""
        is_msi = self.marker == MarkerKind.MSI
        fits = self.value in _OF_MSI if is_msi else re.search(_NUMBER, self.value)
        return "" if fits else "value"

    def clean(self):
        of_the_same_patient(self)


def of_the_same_patient(result):
    if result.biopsy and result.biopsy.patient_id != result.patient_id:
        raise ValidationError({"biopsy": to_say("This biopsy belongs to another patient.")})
