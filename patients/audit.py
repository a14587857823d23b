"""Every change of the record goes into the audit log, with who made it."""

from auditlog.registry import auditlog

from . import models

for model in (
    models.Patient,
    models.Biopsy,
    models.Agent,
    models.AgentBrand,
    models.AgentClass,
    models.LineOfTreatment,
    models.AgentGiven,
    models.AdverseEvent,
    models.Progression,
    models.DiseaseStatus,
    models.Procedure,
):
    auditlog.register(model)

auditlog.register(models.CareTeam, m2m_fields={"members"})
