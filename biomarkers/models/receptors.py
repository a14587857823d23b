from django.db import models

from biomarkers.domain.codes import ERStatus, PRStatus
from patients.fields import PartialDateField
from patients.models import Biopsy
from patients.models.constraints import is_partial_date, one_of, within

from .her2 import choice, count, read_after_collection, source_report


class ReceptorReading(models.Model):
    """Estrogen and progesterone receptor and Ki-67 of one specimen, as reported."""

    biopsy = models.ForeignKey(Biopsy, models.PROTECT, related_name="receptor_readings")
    report = source_report("receptor_readings")
    read_on = PartialDateField()
    er_percent = count(verbose_name="ER %", help_text="Per cent of tumor cells.")
    er_status = choice(ERStatus, verbose_name="ER status")
    pr_percent = count(verbose_name="PR %", help_text="Per cent of tumor cells.")
    pr_status = choice(PRStatus, verbose_name="PR status")
    ki67_percent = count(verbose_name="Ki-67 %")

    class Meta:
        ordering = ["read_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["biopsy", "read_on"],
                name="receptor_reading_once_a_day",
                violation_error_message="This specimen has a receptor reading of that day already.",
            ),
            is_partial_date("read_on", "receptor_reading_read_on_is_date"),
            within("er_percent", 0, 100, "receptor_er_0_to_100", "Per cent is 0 to 100."),
            within("pr_percent", 0, 100, "receptor_pr_0_to_100", "Per cent is 0 to 100."),
            within("ki67_percent", 0, 100, "receptor_ki67_0_to_100", "Per cent is 0 to 100."),
            one_of("er_status", ERStatus, "receptor_er_status_known"),
            one_of("pr_status", PRStatus, "receptor_pr_status_known"),
        ]

    def __str__(self):
        return f"ER and PR, read {self.read_on.in_words}"

    def clean(self):
        read_after_collection(self)

    @property
    def patient_id(self):
        return self.biopsy.patient_id
