from typing import ClassVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models

from biomarkers.domain.codes import ERStatus, PRStatus
from patients.fields import PartialDateField
from patients.language import to_say
from patients.models import Biopsy
from patients.models.constraints import once, one_of, partial_date_constraint
from patients.models.fact import ClinicalFact

from .her2 import choice, read_after_collection, source_report
from .percent_field import PercentField, is_percent

SAID = ("er_percent", "er_status", "pr_percent", "pr_status", "ki67_percent")
OF_CELLS = "Of tumor cells: 90, <1, >95 or 80-90."


class ReceptorReading(ClinicalFact):
    """Estrogen and progesterone receptor and Ki-67 of one specimen, as reported."""

    biopsy = models.ForeignKey(Biopsy, models.PROTECT, related_name="receptor_readings")
    report = source_report("receptor_readings")
    read_on = PartialDateField(verbose_name="reading date")
    er_percent = PercentField(verbose_name="ER (%)", help_text=OF_CELLS)
    er_status = choice(ERStatus, verbose_name="ER status")
    pr_percent = PercentField(verbose_name="PR (%)", help_text=OF_CELLS)
    pr_status = choice(PRStatus, verbose_name="PR status")
    ki67_percent = PercentField(verbose_name="Ki-67 (%)")

    owner_path: ClassVar[str] = "biopsy__patient"

    class Meta:
        ordering = ["read_on"]
        constraints = [
            once(
                ["biopsy", "read_on"],
                "receptor_reading_once_a_day",
                "This specimen already has an ER/PR reading on this date.",
            ),
            partial_date_constraint("read_on", "receptor_reading_read_on_is_date"),
            is_percent("er_percent", "receptor_er_is_percent"),
            is_percent("pr_percent", "receptor_pr_is_percent"),
            is_percent("ki67_percent", "receptor_ki67_is_percent"),
            one_of("er_status", ERStatus, "receptor_er_status_known"),
            one_of("pr_status", PRStatus, "receptor_pr_status_known"),
        ]

    def __str__(self):
        return f"ER and PR, read {self.read_on.in_words}"

    def clean(self):
        if not any(getattr(self, name) not in ("", None) for name in SAID):
            raise ValidationError(to_say("This reading says nothing: enter ER, PR or Ki-67."))
        read_after_collection(self)

    @property
    def patient_id(self) -> UUID:  # type: ignore[override]
        return self.biopsy.patient_id
