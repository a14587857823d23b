from decimal import Decimal

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
from patients.models import Biopsy
from patients.models.constraints import is_partial_date, once, one_of, within
from patients.models.fact import ClinicalFact

MOST_COPIES = 40
TOO_MANY_COPIES = (
    "Copies above 40 are the total of a count, not copies per cell: enter the mean per cell."
)


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
    read_on = PartialDateField(help_text="The day of this reading: it orders what was known.")
    reported_as = choice(ReportedAs, help_text="The report’s own word.")
    as_written = models.TextField(blank=True, help_text="The report’s words, copied.")
    ihc_score = choice(IHCScore, verbose_name="IHC score")
    ihc_score_range = choice(
        IHCScoreRange, verbose_name="IHC between scores", help_text="Only without a single score."
    )
    zero_staining = choice(ZeroStaining, help_text="Of IHC 0: did any tumor cell stain faintly?")
    percent_stained = count(help_text="Per cent of tumor cells, 0 to 100.")
    ish_status = choice(ISHStatus, verbose_name="ISH status")
    ish_probe = choice(ISHProbe, verbose_name="ISH probe")
    ish_ratio = count(verbose_name="HER2/CEP17 ratio")
    her2_copies = count(verbose_name="HER2 copies", help_text="Mean per cell.")
    cep17_copies = count(verbose_name="CEP17 copies", help_text="Mean per cell.")
    ish_result = choice(ISHResult, verbose_name="ISH result", help_text="As stated.")
    ish_recount = choice(
        ISHRecount, verbose_name="ISH recount", help_text="Blinded, of group 2, 3 or 4."
    )
    assay = models.CharField(max_length=200, blank=True, help_text="Antibody or probe kit.")
    guideline = choice(Guideline)
    adequate = models.BooleanField(default=True, help_text="Could the specimen be evaluated?")
    pathologist = models.CharField(max_length=200, blank=True)

    owner_path = "biopsy__patient"

    class Meta:
        ordering = ["read_on"]
        verbose_name = "HER2 reading"
        constraints = [
            once(
                ["biopsy", "read_on"],
                "her2_reading_once_a_day",
                "This specimen has a HER2 reading of that day already.",
            ),
            is_partial_date("read_on", "her2_reading_read_on_is_date"),
            within("percent_stained", 0, 100, "her2_percent_0_to_100", "Per cent is 0 to 100."),
            within("ish_ratio", 0, 100, "her2_ratio_0_to_100", "A ratio is 0 to 100."),
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
        read_after_collection(self)

    @property
    def patient_id(self):
        return self.biopsy.patient_id


def read_after_collection(reading):
    """A reading surely before the collection is an error of entry."""
    known = reading.read_on and reading.biopsy_id
    if known and reading.read_on.last < reading.biopsy.collected_on.first:
        raise ValidationError({"read_on": "A specimen cannot be read before it was collected."})
