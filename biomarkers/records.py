"""From rows to the record that the domain reads: one prefetch, no query per fact."""

from collections.abc import Iterator

from django.db.models import Model, Prefetch, QuerySet

from biomarkers.domain import record
from patients.dates import PartialDate
from patients.models import AdverseEvent, AgentGiven, Biopsy, Patient, Procedure

from .models import Alteration, HER2Reading, MarkerResult, ReceptorReading, WorkStep
from .soundness import require_sound


def patients_with_record(patients: QuerySet[Patient]) -> QuerySet[Patient]:
    """A fixed number of queries, however many facts."""
    return patients.prefetch_related(
        Prefetch("biopsies", Biopsy.objects.order_by("accession")),
        Prefetch("biopsies__her2_readings", HER2Reading.objects.order_by("read_on")),
        Prefetch("biopsies__receptor_readings", ReceptorReading.objects.order_by("read_on")),
        Prefetch("alterations", Alteration.objects.select_related("biopsy")),
        Prefetch("markers", MarkerResult.objects.select_related("biopsy")),
        Prefetch("agents_given", AgentGiven.objects.select_related("agent", "line")),
        "agents_given__agent__classes",
        Prefetch("adverse_events", AdverseEvent.objects.select_related("agent")),
        "progressions",
        "disease_statuses",
        "procedures",
        "lvef_measurements",
        Prefetch("work_steps", WorkStep.objects.select_related("by", "assigned_to")),
    )


def record_of(patient: Patient) -> record.Record:
    """Raises DamagedRecord where a row was changed past the application."""
    require_sound(_rows_of(patient))
    return record.Record(
        mrn=patient.mrn,
        sex=patient.sex or None,
        menopausal_status=patient.menopausal_status or None,
        birth_date=patient.birth_date,
        diagnosed_on=patient.diagnosed_on,
        stage_at_diagnosis=patient.stage_at_diagnosis or None,
        metastatic_on=patient.metastatic_on,
        ecog=patient.ecog,
        deceased_on=patient.deceased_on,
        last_contact_on=patient.last_contact_on,
        date_basis=patient.date_basis,
        specimens=tuple(_specimen(biopsy) for biopsy in patient.biopsies.all()),
        alterations=tuple(_alteration(row) for row in patient.alterations.all()),
        markers=tuple(_marker(row) for row in patient.markers.all()),
        treatments=tuple(_treatment(row) for row in patient.agents_given.all()),
        adverse_events=tuple(_adverse_event(row) for row in patient.adverse_events.all()),
        progressions=tuple(
            record.Progression(row.on, row.site, row.modality, ref=ref_of(row))
            for row in patient.progressions.all()
        ),
        disease_statuses=tuple(
            record.DiseaseStatus(row.on, row.status, row.note, ref=ref_of(row))
            for row in patient.disease_statuses.all()
        ),
        procedures=tuple(_procedure(row) for row in patient.procedures.all()),
        lvef=tuple(
            record.LVEF(row.measured_on, row.percent, ref=ref_of(row))
            for row in patient.lvef_measurements.all()
        ),
        work_done=tuple(_work_done(row) for row in patient.work_steps.all()),
    )


def _rows_of(patient: Patient) -> Iterator[Model]:
    yield patient
    for biopsy in patient.biopsies.all():
        yield biopsy
        yield from biopsy.her2_readings.all()
        yield from biopsy.receptor_readings.all()
    for rows in (
        patient.alterations,
        patient.markers,
        patient.agents_given,
        patient.adverse_events,
        patient.progressions,
        patient.disease_statuses,
        patient.procedures,
        patient.lvef_measurements,
        patient.work_steps,
    ):
        yield from rows.all()


def _specimen(biopsy: Biopsy) -> record.Specimen:
    return record.Specimen(
        ref=ref_of(biopsy),
        accession=biopsy.accession,
        collected_on=biopsy.collected_on,
        site=biopsy.site,
        kind=biopsy.kind or None,
        laterality=biopsy.laterality or None,
        procedure=biopsy.procedure or None,
        decalcification=biopsy.decalcification or None,
        her2_readings=tuple(her2_reading_of(row) for row in biopsy.her2_readings.all()),
        receptor_readings=tuple(_receptor_reading(row) for row in biopsy.receptor_readings.all()),
    )


def her2_reading_of(row: HER2Reading) -> record.HER2Reading:
    return record.HER2Reading(
        ref=ref_of(row),
        read_on=row.read_on,
        reported_as=row.reported_as or None,
        ihc_score=row.ihc_score or None,
        zero_staining=row.zero_staining or None,
        percent_stained=row.percent_stained,
        ish_status=row.ish_status or None,
        ish_probe=row.ish_probe or None,
        ish_ratio=row.ish_ratio,
        her2_copies=row.her2_copies,
        cep17_copies=row.cep17_copies,
        ish_result=row.ish_result or None,
        ish_recount=row.ish_recount or None,
        adequate=row.adequate,
        as_written=row.as_written,
        assay=row.assay,
        guideline=row.guideline,
        pathologist=row.pathologist,
    )


def _receptor_reading(row: ReceptorReading) -> record.ReceptorReading:
    return record.ReceptorReading(
        ref=ref_of(row),
        read_on=row.read_on,
        er_percent=row.er_percent,
        er_status=row.er_status or None,
        pr_percent=row.pr_percent,
        pr_status=row.pr_status or None,
        ki67_percent=row.ki67_percent,
    )


def _alteration(row: Alteration) -> record.Alteration:
    return record.Alteration(
        ref=ref_of(row),
        tested_on=row.tested_on,
        gene=row.gene,
        result=row.result,
        alteration=row.alteration,
        origin=row.origin or None,
        material=row.material,
        accession=row.biopsy.accession if row.biopsy else None,
    )


def _marker(row: MarkerResult) -> record.Marker:
    return record.Marker(
        ref=ref_of(row),
        tested_on=row.tested_on,
        marker=row.marker,
        value=row.value,
        accession=row.biopsy.accession if row.biopsy else None,
    )


def _treatment(row: AgentGiven) -> record.Treatment:
    return record.Treatment(
        ref=ref_of(row),
        agent=record.Agent(row.agent.name, frozenset(c.name for c in row.agent.classes.all())),
        setting=row.setting,
        started_on=row.started_on,
        ended_on=row.ended_on,
        end_reason=row.end_reason or None,
        line=row.line.number if row.line else None,
        stated_line=row.stated_line,
    )


def _adverse_event(row: AdverseEvent) -> record.AdverseEvent:
    return record.AdverseEvent(
        ref=ref_of(row),
        agent=row.agent.name,
        term=row.term,
        onset_on=row.onset_on,
        grade=row.grade,
        hospitalised=row.hospitalised,
        resolved_on=row.resolved_on,
    )


def _procedure(row: Procedure) -> record.Procedure:
    return record.Procedure(
        row.kind, row.started_on, row.ended_on, row.site, row.detail, ref=ref_of(row)
    )


def _work_done(step: WorkStep) -> record.WorkDone:
    return record.WorkDone(
        PartialDate.of(step.on),
        step.get_kind_display(),
        step.detail,
        str(step.by or ""),
        ref=ref_of(step),
    )


def ref_of(row: Model) -> str:
    """`biopsy/<uuid>`: the kind of fact and its key."""
    return f"{row._meta.model_name}/{row.pk}"
