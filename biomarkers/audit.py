"""Every change of results and catalog goes into the audit log; what is derived does not."""

from auditlog.registry import auditlog

from . import models

for model in (
    models.HER2Reading,
    models.ReceptorReading,
    models.Alteration,
    models.MarkerResult,
    models.BoardMeeting,
    models.BoardCase,
    models.BoardDecision,
    models.PrintedHandout,
    models.WorkStep,
    models.SavedFilter,
    models.TableMapping,
    models.CatalogVersion,
    models.CatalogDraft,
    models.SafetyRule,
    models.EventTerm,
    models.BeforeStartCheck,
    models.OrganWord,
    models.Gene,
    models.GeneName,
    models.TreatmentOption,
    models.RegimenPart,
    models.AlterationCriterion,
    models.PriorTherapyCriterion,
    models.ReportFieldDecision,
):
    auditlog.register(model)

# Without what quotes cells; the rows themselves are on the trail.
auditlog.register(
    models.ImportJob,
    exclude_fields=["faults", "counts", "left_out", "changes", "effects", "warnings",
                    "new_patients"],
)  # fmt: skip
auditlog.register(models.Import)
auditlog.register(models.ExportJob, exclude_fields=["contents", "faults"])
# The text of a report is never changed; the trail keeps its fingerprint instead.
auditlog.register(models.PathologyReport, exclude_fields=["text"])
auditlog.register(models.ReportOriginal, exclude_fields=["data"])
auditlog.register(models.ReportUpload)
auditlog.register(models.ReportFile, exclude_fields=["data"])
