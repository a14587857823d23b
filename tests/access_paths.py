"""Every address of the project, and how to reach it for one patient."""

import re
from types import SimpleNamespace

from django.apps import apps
from django.contrib.auth.models import Group, User
from django.contrib.contenttypes.models import ContentType
from django.urls import URLResolver, get_resolver
from django.utils import timezone

from biomarkers.actions import keep_handout, receive_report
from biomarkers.board.meetings import plan_meeting, put_on_list
from biomarkers.exchange.mapping_sheet import save_mapping
from biomarkers.models import (
    Alteration,
    BoardDecision,
    BoardMeeting,
    CatalogDraft,
    CatalogVersion,
    ExportJob,
    ImportJob,
    MarkerResult,
    OrganWord,
    TreatmentOption,
    WorkItem,
)
from biomarkers.publishing.drafts import change_row, open_draft
from biomarkers.reports.arriving import Arriving, receive_files
from patients import models
from patients.actions import save_facts
from patients.changes.merging import merge
from patients.changes.taking_back import enter_in_error
from tests.access_table import TABLE
from tests.factories import (
    AgentGivenFactory,
    BiopsyFactory,
    HER2ReadingFactory,
    PatientFactory,
    ReceptorReadingFactory,
)


def addresses(resolver=None, namespace: str = "", route: str = ""):
    """Name and route of everything that is served; what has no name goes by its route."""
    for pattern in (resolver or get_resolver()).url_patterns:
        whole = route + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from addresses(pattern, inner, whole)
        else:
            yield (f"{namespace}{pattern.name}" if pattern.name else whole), whole


def facts_of(team) -> SimpleNamespace:
    """A patient with one of everything, of the breast clinic."""
    patient = PatientFactory(care_team=team, metastatic_on="2016")
    biopsy = BiopsyFactory(patient=patient)
    line = models.LineOfTreatment(patient=patient, number=1)
    given = AgentGivenFactory.build(
        patient=patient, agent=models.Agent.objects.get(name="capecitabine")
    )
    rows = [
        HER2ReadingFactory.build(biopsy=biopsy),
        ReceptorReadingFactory.build(biopsy=biopsy),
        line,
        given,
        models.AdverseEvent(patient=patient, agent=given.agent, term="nausea", onset_on="2019"),
        models.Progression(patient=patient, on="2019"),
        models.DiseaseStatus(patient=patient, on="2020", status="stable"),
        models.LVEFMeasurement(patient=patient, measured_on="2020", percent=60),
        models.PerformanceStatus(patient=patient, on="2020", ecog=1),
        models.Condition(
            patient=patient, kind=models.ConditionKind.objects.get(code="diabetes"), noted_on="2020"
        ),
        models.Procedure(patient=patient, kind="surgery", started_on="2012"),
        Alteration(patient=patient, tested_on="2020", gene="ESR1", result="detected"),
        MarkerResult(patient=patient, tested_on="2020", marker="tmb", value="4"),
        BoardDecision(
            patient=patient, on="2020", question="Next line?", outcome="proceed", text="yes"
        ),
    ]
    save_facts(rows, by=None)
    twin = PatientFactory(care_team=team, mrn="M-twin")
    second = PatientFactory(care_team=team, mrn="M-second")
    merged = merge(kept=patient, merged=second, taken=(), why="one person", by=None)
    pair = models.LikelyDuplicate.objects.create(patient=patient, other=twin, words="same name")
    wrong = HER2ReadingFactory.build(biopsy=biopsy, read_on="2018")
    save_facts([wrong], by=None)
    printer = User.objects.create_user("printer")
    asked = models.RoleRequest.objects.create(
        user=printer,
        role=Group.objects.get(name="Administrators"),
        asked_by=printer,
        asked_at=timezone.now(),
    )
    handout = keep_handout(patient=patient, answers=[], by=printer)
    report = receive_report(
        text="HER2: IHC score 1+", team=team, patient=patient, original=b"%PDF-", by=printer
    )
    nobodys = receive_report(text="HER2: IHC score 1+", team=team, by=printer)
    draft = open_draft(title="A change", by=printer)
    version = CatalogVersion.bump(by=printer)
    CatalogDraft.objects.create(title="Published", published=version)
    meeting = BoardMeeting(team=team, on="2026-11-25")
    plan_meeting(meeting, by=printer)
    put_on_list(meeting=meeting, patient=patient, question="Next line?", by=printer)
    return SimpleNamespace(
        meeting=meeting,
        draft=draft,
        change=change_row(draft=draft, row=OrganWord.objects.first(), by=printer),
        version=version,
        asked=asked,
        job=_uploaded(team, printer),
        upload=receive_files(
            team=team, files=[Arriving("her2.txt", b"HER2: 1+", patient)], by=printer
        ),
        export=ExportJob.objects.create(
            team=team, kind="record", reason="research", state="ready", by=printer
        ),
        mapping=save_mapping(team=team, name="Laboratory", text="", by=printer),
        patient=patient,
        error=enter_in_error([wrong], why="wrong patient", by=printer),
        twin=twin,
        merge=merged,
        pair=pair,
        report=report,
        nobodys=nobodys,
        biopsy=biopsy,
        given=given,
        handout=handout,
        printer=printer,
        option=TreatmentOption.objects.filter(setting="advanced").first(),
        item=WorkItem.objects.filter(patient=patient).first(),
    )


def _uploaded(team, by):
    """An import that was checked; its file is not there any more."""
    return ImportJob.objects.create(team=team, file_name="record.zip", size=1, state="done", by=by)


def _values(name: str, facts) -> dict:
    """What stands in the address: always of the same patient."""
    key = {
        "agent_stop": facts.given.pk,
        "handout_printed": facts.handout.pk,
        "change_drop": facts.change.pk,
    }
    values = {
        "patient_id": facts.patient.pk,
        "team_id": facts.patient.care_team_id,
        "report_id": (facts.nobodys if name == "report_assign" else facts.report).pk,
        "error_id": facts.error.pk,
        "other_id": facts.twin.pk,
        "merge_id": facts.merge.pk,
        "pair_id": facts.pair.pk,
        "group": "later",
        "option": facts.option.slug,
        "request_id": facts.asked.pk,
        "which": "flow",
        "job_id": facts.job.pk,
        "upload_id": facts.upload.pk,
        "export_id": facts.export.pk,
        "mapping_id": facts.mapping.pk,
        "item_id": facts.item.pk,
        "meeting_id": facts.meeting.pk,
        "kind": "commented",
        "slug": "biopsy",
        "number": facts.version.number if "version" in name else 1,
        "draft_id": facts.draft.pk,
        "table": "organword",
        "key": key.get(name, facts.biopsy.pk),
        "content_type_id": ContentType.objects.get_for_model(models.Patient).pk,
        "object_id": facts.patient.pk,
        "id": facts.printer.pk,
        "user_id": facts.printer.pk,
        "token": "nobody-was-sent-this",
        "pk": 0,  # a passkey of nobody
    }
    table = re.fullmatch(r"admin:(\w+?)_(\w+?)_(changelist|add|change|delete|history)", name)
    if table and "password" not in name:
        values["object_id"] = _one_of(apps.get_model(table[1], table[2]), facts)
    return values


def _one_of(model, facts):
    if model is User:
        return facts.printer.pk
    return model.objects.order_by("pk").first().pk


def path_of(name: str, route: str, facts) -> str:
    values = _values(name, facts)
    route = route.replace("^(?P<app_label>auth|patients|biomarkers)/$", "patients/")
    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(values[found[1]]), route)


def paths_of(facts) -> list[tuple[str, str]]:
    """Name and path of every address of the table; found once, as they cost queries."""
    return [(name, path_of(name, route, facts)) for name, route in addresses() if name in TABLE]
