from decimal import Decimal
from typing import ClassVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models

from biomarkers.domain.codes import (
    Guideline,
    IHCScore,
    IHCScoreRange,
    ISHProbe,
    ISHRecount,
    ISHResult,
    ISHStatus,
    ReportedAs,
    ZeroStaining,
)
from patients.codes import Code
from patients.fields import PartialDateField, code_field
from patients.language import to_say
from patients.models import Biopsy
from patients.models.constraints import once, one_of, partial_date_constraint, within
from patients.models.fact import ClinicalFact

MOST_COPIES = 40
TOO_MANY_COPIES = (
    "Copies above 40 are the total of a count, not copies per cell: enter the mean per cell."
)


# What a reading can say; one of it, or that it is not interpretable, makes it a reading.
SAID = ("reported_as", "as_written", "ihc_score", "ihc_score_range", "zero_staining",
        "percent_stained", "ish_status", "ish_ratio", "her2_copies", "ish_result",
        "ish_recount")  # fmt: skip


def choice(codes: type[Code], **kwargs):
    """As long as the longest code; empty: not known."""
    return code_field(codes, max(map(len, codes)), blank=True, **kwargs)


class CountField(models.DecimalField):
    """A number of at most three decimals, read back without the zeros that a column adds."""

    def from_db_value(self, value, expression, connection):
        return value if value is None else Decimal(f"{value.normalize():f}")


def count(**kwargs):
    return CountField(max_digits=7, decimal_places=3, null=True, blank=True, **kwargs)


def source_report(related_name):
    """The report that a person took the reading from; none where it was typed or imported."""
    return models.ForeignKey(
        "biomarkers.PathologyReport",
        models.PROTECT,
        related_name=related_name,
        null=True,
        blank=True,
        editable=False,
    )


class HER2Reading(ClinicalFact):
    """One pathologist's reading of one specimen, as reported, for ever.

    The category is never typed in; it is derived (biomarkers/domain/her2.py).
    """

    biopsy = models.ForeignKey(Biopsy, models.PROTECT, related_name="her2_readings")
    report = source_report("her2_readings")
    read_on = PartialDateField(
        help_text="Date of the report or re-read.", verbose_name="reading date"
    )
    reported_as = choice(
        ReportedAs, help_text="Category as stated in the report.", verbose_name="reported category"
    )
    as_written = models.TextField(
        blank=True, help_text="Copy the wording of the report.", verbose_name="report wording"
    )
    ihc_score = choice(IHCScore, verbose_name="IHC score")
    ihc_score_range = choice(
        IHCScoreRange, verbose_name="IHC between scores", help_text="Only without a single score."
    )
    zero_staining = choice(
        ZeroStaining,
        help_text="For IHC 0 only: faint membrane staining in any tumor cells?",
        verbose_name="faint staining (IHC 0)",
    )
    percent_stained = count(help_text="0 to 100% of tumor cells.", verbose_name="stained cells (%)")
    ish_status = choice(ISHStatus, verbose_name="ISH status")
    ish_probe = choice(ISHProbe, verbose_name="ISH probe")
    ish_ratio = count(verbose_name="HER2/CEP17 ratio")
    her2_copies = count(verbose_name="HER2 copies", help_text="Mean number per cell.")
    cep17_copies = count(verbose_name="CEP17 copies", help_text="Mean number per cell.")
    ish_result = choice(ISHResult, verbose_name="ISH result", help_text="As stated in the report.")
    ish_recount = choice(
        ISHRecount,
        help_text="Blinded recount for ISH group 2, 3 or 4.",
        verbose_name="blinded ISH recount",
    )
    assay = models.CharField(max_length=200, blank=True, help_text="Antibody or probe.")
    guideline = choice(Guideline)
    adequate = models.BooleanField(
        default=True,
        help_text="Clear if the result is indeterminate.",
        verbose_name="result interpretable",
    )
    pathologist = models.CharField(max_length=200, blank=True)

    owner_path: ClassVar[str] = "biopsy__patient"

    class Meta:
        ordering = ["read_on"]
        verbose_name = "HER2 reading"
        constraints = [
            once(
                ["biopsy", "read_on"],
                "her2_reading_once_a_day",
                "This specimen already has a HER2 reading on this date.",
            ),
            partial_date_constraint("read_on", "her2_reading_read_on_is_date"),
            within(
                "percent_stained",
                0,
                100,
                "her2_percent_0_to_100",
                "Enter a percentage from 0 to 100.",
            ),
            within("ish_ratio", 0, 100, "her2_ratio_0_to_100", "Enter a ratio from 0 to 100."),
            within("her2_copies", 0, MOST_COPIES, "her2_copies_0_to_40", TOO_MANY_COPIES),
            within("cep17_copies", 0, MOST_COPIES, "her2_cep17_0_to_40", TOO_MANY_COPIES),
            models.CheckConstraint(
                condition=models.Q(ihc_score="") | models.Q(ihc_score_range=""),
                name="her2_one_score_or_a_range",
                violation_error_message="Enter one IHC score or a range of two, not both.",
            ),
            *(
                one_of(field, codes, f"her2_{field}_known")
                for field, codes in {
                    "reported_as": ReportedAs,
                    "ihc_score": IHCScore,
                    "ihc_score_range": IHCScoreRange,
                    "zero_staining": ZeroStaining,
                    "ish_status": ISHStatus,
                    "ish_probe": ISHProbe,
                    "ish_result": ISHResult,
                    "ish_recount": ISHRecount,
                    "guideline": Guideline,
                }.items()
            ),
        ]

    def __str__(self):
        score = self.ihc_score or self.ihc_score_range
        said = f"IHC {score}" if score else self.reported_as or "no result"
        return f"{said}, read {self.read_on.in_words}"

    def clean(self):
        if self.adequate and not any(getattr(self, name) not in ("", None) for name in SAID):
            raise ValidationError(
                to_say(
                    "This reading says nothing: enter a score, an ISH result, a category or the "
                    "wording of the report, or mark the result as not interpretable."
                )
            )
        read_after_collection(self)

    @property
    def patient_id(self) -> UUID:  # type: ignore[override]
        return self.biopsy.patient_id


def read_after_collection(reading):
    """A reading surely before the collection is an error of entry."""
    known = reading.read_on and reading.biopsy_id
    if known and reading.read_on.last < reading.biopsy.collected_on.first:
        raise ValidationError(
            {"read_on": to_say("The reading date must be on or after the collection date.")}
        )
