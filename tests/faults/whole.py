"""Whether what is stored is whole: nothing of a write without the rest of it."""

from collections import Counter

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count
from django.utils import timezone

from biomarkers.assessment.storing import store_assessments
from biomarkers.models import HER2Reading, PathologyReport
from patients.audit.chain import seal
from patients.audit.events import Action
from patients.audit.verifying import faults_of_trail
from patients.models import AuditEvent, Patient, PatientMerge, SearchWord
from patients.models.fact import kinds_of_fact

from .acts import ROWS


def half_written() -> list[str]:
    """What is there without the rest of it, in words."""
    return [
        *_rows_without_their_entry(),
        *_imports_in_part(),
        *_reviews_in_part(),
        *_merges_in_part(),
        *_answers_of_before(),
        *_faults_of_the_chain(),
    ]


def _rows_without_their_entry() -> list[str]:
    found = []
    for kind in kinds_of_fact():
        of_kind = ContentType.objects.get_for_model(kind)
        told = set(
            AuditEvent.objects.filter(content_type=of_kind, action=Action.CREATE).values_list(
                "object_pk", flat=True
            )
        )
        rows = {str(pk) for pk in kind.on_file.values_list("pk", flat=True)}
        found += [f"{kind.__name__} {key}: row or entry alone" for key in rows ^ told]
    return found


def _imports_in_part() -> list[str]:
    mrns = Patient.objects.filter(mrn__startswith="I").values_list("mrn", flat=True)
    by_import = Counter(mrn.partition("-")[0] for mrn in mrns)
    return [f"import {name}: {rows} rows" for name, rows in by_import.items() if rows != ROWS]


def _reviews_in_part() -> list[str]:
    reports = PathologyReport.objects.filter(state="confirmed").annotate(n=Count("her2_readings"))
    alone = [f"report {report.pk} without its reading" for report in reports.filter(n=0)]
    early = HER2Reading.objects.filter(report__state="waiting")
    return alone + [f"reading {reading.pk} of a report that waits" for reading in early]


def _merges_in_part() -> list[str]:
    away = set(Patient.on_file.filter(merged_into__isnull=False).values_list("pk", flat=True))
    done = set(PatientMerge.objects.values_list("merged_id", flat=True))
    found = [f"merge of {key} in part" for key in away ^ done]
    left = Patient.on_file.filter(pk__in=done, biopsies__in_error=None, biopsies__isnull=False)
    return found + [f"{patient} was merged and kept a specimen" for patient in left]


def _answers_of_before() -> list[str]:
    """Stored answers and words for searching follow the record in its own transaction."""
    keys = list(Patient.objects.values_list("pk", flat=True))
    wordless = len(keys) - SearchWord.objects.values("patient").distinct().count()
    changed = store_assessments(keys, today=timezone.localdate())
    found = [f"{changed} stored answers were of before"] if changed else []
    return found + ([f"{wordless} patients cannot be found"] if wordless > 0 else [])


def _faults_of_the_chain() -> list[str]:
    seal()
    return list(faults_of_trail())
