"""The row of each patient in the lists and counts of a clinic, stored where it changed."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from biomarkers.domain.assessment import Assessment
from biomarkers.domain.durations import LineSpans, line_spans
from biomarkers.domain.record import Record
from biomarkers.domain.subtype import subtype_of
from biomarkers.domain.treatment_history import TreatmentHistory
from biomarkers.models import HER2Assessment, LineSpan, ListedPatient, Standing, WorkItem
from patients.dates import PartialDate
from patients.models import Patient

ROWS_AT_A_TIME = 500
CONTENT = tuple(f.attname for f in ListedPatient._meta.fields if not f.primary_key)
SPAN_CONTENT = tuple(f.attname for f in LineSpan._meta.fields if f.name not in ("id", "patient"))
_STANDS = (Standing.LISTED, Standing.NOT_SEEN, Standing.WAITING)


def listed_row(
    patient: Patient,
    row: HER2Assessment,
    assessment: Assessment | None,
    items: Iterable[WorkItem],
) -> ListedPatient:
    """Without an assessment the record could not be read: what it holds is not known."""
    stands = next((item for item in items if item.standing in _STANDS), None)
    known = _of_record(assessment) if assessment else {}
    return ListedPatient(
        patient_id=patient.pk,
        team_id=patient.care_team_id,
        category=row.category,
        reason=row.reason,
        cause=row.cause,
        was=row.was,
        changed_on=row.reclassified_on if row.reclassified else None,
        metastatic=row.metastatic,
        deceased=row.deceased,
        line=row.line,
        next_action=stands.action if stands else "",
        next_rank=stands.rank if stands else None,
        next_asked=bool(stands and stands.requested_on),
        **known,
    )


def _of_record(assessment: Assessment) -> dict[str, Any]:
    record, deciding = assessment.record, assessment.her2.deciding
    performance, lvef = record.newest_performance, record.newest_lvef
    return {
        "subtype": subtype_of(assessment.her2, assessment.receptors),
        "hormone_receptor": assessment.receptors.hormone_receptor,
        "reported": assessment.reported or "",
        "site": deciding.specimen.site if deciding else "",
        "agents": ", ".join(_agents(assessment)),
        "has_score": bool(deciding and deciding.evidence.ihc),
        "has_receptors": assessment.receptors.hormone_receptor != "unknown",
        "ends_known": _ends_known(assessment),
        "ecog_on": _first(performance.on if performance else None),
        "lvef_on": _first(lvef.measured_on if lvef else None),
        "heard_on": _first(record.last_contact_on),
    }


def _first(day: PartialDate | None):
    return day.first if day else None


def _agents(assessment: Assessment) -> list[str]:
    """What is being given: of metastatic lines, of early treatment, and beside them."""
    early = _beside_lines(assessment.record)
    courses = (course for line in assessment.lines for course in line.courses)
    given = sorted((t for t in (*courses, *early) if t.is_ongoing), key=lambda t: t.sort_key)
    return list(dict.fromkeys(treatment.agent.name for treatment in given))


def _beside_lines(record: Record):
    return (t for t in record.treatments if not (t.is_metastatic and t.agent.is_systemic))


def _ends_known(assessment: Assessment) -> bool:
    """Of each drug of a metastatic line that is no longer given: why it ended, and when.

    Not where lines may be missing from the record.
    """
    return assessment.treatment_history is TreatmentHistory.KNOWN and all(
        course.is_ongoing or (course.ended_on and course.end_reason not in (None, "unknown"))
        for line in assessment.lines
        for course in line.courses
    )


# Storing.


def keep_listed(fresh: list[ListedPatient]) -> None:
    stored = ListedPatient.objects.in_bulk([row.patient_id for row in fresh])
    changed = [row for row in fresh if not _same(stored.get(row.patient_id), row, CONTENT)]
    ListedPatient.objects.bulk_create(
        changed,
        batch_size=ROWS_AT_A_TIME,
        update_conflicts=True,
        unique_fields=["patient"],
        update_fields=[f.name for f in ListedPatient._meta.fields if not f.primary_key],
    )


def keep_line_spans(assessments: dict[UUID, Assessment | None]) -> None:
    """A patient's rows are replaced together."""
    stored: dict[UUID, list[LineSpan]] = {}
    for span in LineSpan.objects.filter(patient__in=list(assessments)).order_by("number"):
        stored.setdefault(span.patient_id, []).append(span)
    fresh = {patient_id: spans_of(patient_id, a) for patient_id, a in assessments.items()}
    changed = {
        patient_id: spans
        for patient_id, spans in fresh.items()
        if not same_spans(stored.get(patient_id, []), spans)
    }
    if changed:
        LineSpan.objects.filter(patient__in=list(changed)).delete()
        rows = [span for spans in changed.values() for span in spans]
        LineSpan.objects.bulk_create(rows, batch_size=ROWS_AT_A_TIME)


def spans_of(patient_id: UUID, assessment: Assessment | None) -> list[LineSpan]:
    spans = line_spans(assessment) if assessment else ()
    return [_span(patient_id, line) for line in sorted(spans, key=lambda line: line.number)]


def _span(patient_id: UUID, line: LineSpans) -> LineSpan:
    treated, until_next = line.treated, line.until_next
    return LineSpan(
        patient_id=patient_id,
        number=line.number,
        started_on=line.started_on,
        treated_days=treated.days if treated else None,
        stopped=bool(treated and treated.ended),
        next_days=until_next.days if until_next else None,
        followed=bool(until_next and until_next.ended),
    )


def same_spans(stored: list[LineSpan], fresh: list[LineSpan]) -> bool:
    return len(stored) == len(fresh) and all(
        _same(one, other, SPAN_CONTENT) for one, other in zip(stored, fresh, strict=True)
    )


def _same(stored, fresh, names: Iterable[str]) -> bool:
    return stored is not None and all(getattr(stored, n) == getattr(fresh, n) for n in names)


def forget(patient_ids) -> None:
    """Of patients who left the record."""
    ListedPatient.objects.filter(patient__in=patient_ids).delete()
    LineSpan.objects.filter(patient__in=patient_ids).delete()
