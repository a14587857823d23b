"""What passed its time of keeping goes; what is kept of the trail still proves itself."""

import os
from datetime import timedelta
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.utils import timezone

from biomarkers.exchange.uploads import Upload
from biomarkers.models import ImportJob
from patients.audit.chain import head, seal
from patients.audit.events import Action, log_user_event
from patients.audit.keeping import cut_before
from patients.audit.verifying import faults_of_trail
from patients.models import AuditCut, AuditEvent, AuditLink


@pytest.fixture
def heads(clinician, time_machine):
    """Three entries of eight years ago, three of today; the heads exported after each."""
    found, today = [], timezone.now()
    AuditEvent.objects.all()._raw_delete("default")  # of making the user
    for when in (today - timedelta(days=8 * 366), today):
        time_machine.move_to(when)
        for number in range(3):
            log_user_event(Action.SEARCH, clinician, text=f"word {number}")
        seal()
        found.append(head())
    return found


def cleared(**options) -> str:
    out = StringIO()
    call_command("clear_expired", stdout=out, **options)
    return out.getvalue()


def test_nothing_goes_unless_a_time_is_set(heads):
    assert "kept for ever" in cleared()
    assert AuditEvent.objects.count() == 6


def test_old_entries_go_and_the_rest_is_still_proven(heads, settings):
    settings.TRAIL_YEARS = 7

    assert "3 audit entries" in cleared(dry_run=True)
    assert AuditEvent.objects.count() == 6
    assert "3 audit entries" in cleared()
    assert "0 audit entries" in cleared()

    assert AuditLink.objects.order_by("number").first().number == 4
    told = AuditEvent.objects.get(action=Action.DELETE)
    assert told.additional_data["audit_entries"] == 3
    seal()
    assert list(faults_of_trail([*heads, head()])) == []


def test_a_chain_of_old_entries_alone_keeps_its_newest_link(heads, settings):
    assert cut_before(timezone.now() + timedelta(days=1)) == 5
    assert list(faults_of_trail(heads)) == []


def test_a_cut_that_the_program_did_not_make_is_found(heads):
    link = AuditLink.objects.get(number=3)
    events = list(AuditLink.objects.filter(number__lte=3).values_list("event_id", flat=True))
    AuditLink.objects.filter(number__lte=3).delete()
    AuditEvent.objects.filter(pk__in=events)._raw_delete("default")
    AuditCut.objects.create(number=3, link_mac=link.mac, mac="0" * 64)

    assert "not made by this program" in " ".join(faults_of_trail(heads))


def test_uploads_that_nobody_confirmed_go_with_folders_of_nobody(
    team, clinician, uploads, settings
):
    jobs = [
        ImportJob.objects.create(team=team, file_name="a", size=1, by=clinician, state="checked")
        for _ in range(2)
    ]
    folders = [Upload.of(job.pk).folder for job in jobs] + [uploads / uuid4().hex for _ in range(2)]
    for folder in folders:
        folder.mkdir(parents=True)
    old = timezone.now() - timedelta(days=8)
    ImportJob.objects.filter(pk=jobs[0].pk).update(created_at=old)
    os.utime(folders[2], (old.timestamp(), old.timestamp()))

    assert cleared(dry_run=True).startswith("2 uploads would be removed")
    assert all(folder.exists() for folder in folders)
    assert cleared().startswith("2 uploads removed")
    assert [folder.exists() for folder in folders] == [False, True, False, True]

    settings.UPLOAD_DAYS = 400
    assert cleared().startswith("0 uploads")
