"""What a person does in a while is enough; a machine is slowed down."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone

from biomarkers.exchange import export_jobs
from biomarkers.models import ExportJob
from patients.audit import limits
from patients.audit.events import Action
from tests.factories import PatientFactory


@pytest.fixture
def twice(monkeypatch, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    fewer = {action: (2, span) for action, (_, span) in limits.AT_MOST.items()}
    monkeypatch.setattr(limits, "AT_MOST", fewer)


def test_searching_is_bounded_and_goes_on_after_a_minute(clinician_client, twice, time_machine):
    def search():
        return clinician_client.post(reverse("patient_search"), {"text": "x"}).status_code

    assert [search(), search(), search()] == [302, 302, 429]
    time_machine.shift(61)
    assert search() == 302


def test_numbers_cannot_be_tried_at_the_glass(clinician_client, twice):
    PatientFactory(mrn="1234", care_team__name="Second clinic")
    reason = "She is in the emergency room."

    tried = [clinician_client.post(reverse("break_glass"), {"mrn": mrn, "reason": reason})
             for mrn in ("1232", "1233", "1234")]  # fmt: skip

    assert [answer.status_code for answer in tried] == [422, 422, 429]


def test_exports_are_bounded(clinician, clinician_client, twice, team, uploads):
    clinician.user_permissions.add(Permission.objects.get(codename="export_records"))

    def ask():
        address = reverse("record_export_download", args=[team.pk])
        return clinician_client.post(address, {"reason": "registry of 2026"}).status_code

    def fetch():
        answer = clinician_client.get(reverse("export_file", args=[job.pk]))
        b"".join(answer)
        return answer.status_code

    assert [ask(), ask()] == [302, 302]
    job = ExportJob.objects.get()  # the second press found the first
    export_jobs.run(job.pk)  # which is on the trail, as each fetching

    assert [fetch(), fetch(), ask()] == [200, 429, 429]


def test_each_limit_is_of_one_person(clinician_client, viewer_client, twice):
    for _ in range(3):
        clinician_client.post(reverse("patient_search"), {"text": "x"})

    assert viewer_client.post(reverse("patient_search"), {"text": "x"}).status_code == 302
    assert set(limits.AT_MOST) == {Action.SEARCH, Action.BREAK_GLASS, Action.EXPORT}
