import uuid

from django.core.exceptions import ValidationError
from django.db import models

from patients.codes import BiopsyProcedure, Decalcification, Laterality, SpecimenKind, Tumor
from patients.fields import ListedField, PartialDateField, code_field
from patients.language import say
from patients.sites import misspells_the_breast

from .constraints import once, one_of, partial_date_constraint
from .fact import ClinicalFact
from .patient import Patient


class Biopsy(ClinicalFact):
    """Tissue taken on a day from a site. It gives one specimen, which can be read many times."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    patient = models.ForeignKey(Patient, models.PROTECT, related_name="biopsies")
    accession = models.CharField(
        max_length=64, help_text="Laboratory accession number.", verbose_name="accession number"
    )
    collected_on = PartialDateField(
        help_text="Date the tissue was taken.", verbose_name="collection date"
    )
    site = ListedField(max_length=200, offers="sites")
    laterality = code_field(Laterality, 5, blank=True)
    tumor = code_field(
        Tumor,
        5,
        blank=True,
        help_text="Which tumor it is of. Empty: that of its side, for a primary or local "
        "recurrence.",
    )
    kind = code_field(
        SpecimenKind,
        20,
        blank=True,
        help_text="If empty, breast is treated as primary and any other site as metastasis.",
        verbose_name="primary or metastasis",
    )
    procedure = code_field(BiopsyProcedure, 20, blank=True)
    decalcification = code_field(
        Decalcification,
        10,
        blank=True,
        help_text="For bone only. Acid decalcification makes HER2 unreliable.",
    )

    class Meta:
        ordering = ["collected_on", "accession"]
        verbose_name_plural = "biopsies"
        indexes = [models.Index(fields=["collected_on", "id"], name="biopsy_collected_on")]
        constraints = [
            once(
                ["patient", "accession"],
                "biopsy_accession_unique_for_patient",
                "This patient already has a biopsy with this accession number.",
            ),
            partial_date_constraint("collected_on", "biopsy_collected_on_is_date"),
            one_of("laterality", Laterality, "biopsy_laterality_known"),
            one_of("tumor", Tumor, "biopsy_tumor_known"),
            one_of("kind", SpecimenKind, "biopsy_kind_known"),
            one_of("procedure", BiopsyProcedure, "biopsy_procedure_known"),
            one_of("decalcification", Decalcification, "biopsy_decalcification_known"),
        ]

    def clean(self):
        """Without a kind, whatever is not the breast counts as a metastasis."""
        if not self.kind and misspells_the_breast(self.site):
            raise ValidationError(
                {"site": say("Did you mean breast? If not, choose primary or metastasis.")}
            )

    def __str__(self):
        return f"{self.accession}, {self.site}, {self.collected_on.in_words}"
