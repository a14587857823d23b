"""Every change of results and catalog goes into the audit log; what is derived does not."""

from patients.audit.watching import watch

from . import models

watch(
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
)

# Without what quotes cells; the rows themselves are on the trail.
watch(
    models.ImportJob,
    leave_out=("faults", "counts", "left_out", "changes", "effects", "warnings",
                    "new_patients"),
)  # fmt: skip
watch(models.Import)
watch(models.ExportJob, leave_out=("contents", "faults"))
# The text of a report is never changed; the trail keeps its fingerprint instead.
watch(models.PathologyReport, leave_out=("text",))
watch(models.ReportOriginal, leave_out=("data",))
watch(models.ReportUpload)
watch(models.ReportFile, leave_out=("data",))
