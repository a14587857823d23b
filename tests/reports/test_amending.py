"""An amended report that changes a confirmed value is a task for who confirmed it."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from biomarkers.models import HER2Reading, ReceptorReading, WorkItem, WorkStep

from .test_review import biopsy, confirming, patient, received, review_of  # noqa: F401
from .texts import ONE_TUMOR

LATER = ONE_TUMOR.replace("2024-05-20", "2024-06-01")
AMENDED = "AMENDED REPORT\n" + LATER.replace("negative, IHC score 1+", "IHC score 2+")


def confirmed(user, patient, text):  # noqa: F811
    client = Client()
    client.force_login(user)
    report = received(patient, text)
    page = client.get(review_of(report)).content.decode()
    client.post(review_of(report), confirming(page))
    report.refresh_from_db()
    assert report.state == "confirmed"
    return report


@pytest.fixture
def colleague(clinician):
    colleague = User.objects.create_user("colleague", first_name="Ada", last_name="Colleague")
    colleague.groups.set(clinician.groups.all())
    colleague.care_teams.set(clinician.care_teams.all())
    return colleague


def test_who_confirmed_the_value_gets_the_task(clinician, colleague, biopsy):  # noqa: F811
    confirmed(clinician, biopsy.patient, ONE_TUMOR)
    confirmed(colleague, biopsy.patient, AMENDED)

    task = WorkItem.objects.get(patient=biopsy.patient, why="amended")

    assert (task.owner, task.accession) == (clinician, "S16-101")
    assert task.basis == "IHC score 1+ to 2+"
    assert task.standing in ("listed", "behind")


def test_a_report_that_is_not_amended_is_another_reading(clinician, colleague, biopsy):  # noqa: F811
    confirmed(clinician, biopsy.patient, ONE_TUMOR)
    confirmed(colleague, biopsy.patient, AMENDED.removeprefix("AMENDED REPORT\n"))

    assert not WorkItem.objects.filter(why="amended").exists()
    assert not WorkStep.objects.exists()


def test_an_amended_report_that_changes_no_value_is_no_task(clinician, colleague, biopsy):  # noqa: F811
    confirmed(clinician, biopsy.patient, ONE_TUMOR)
    confirmed(colleague, biopsy.patient, "AMENDED REPORT\n" + LATER)

    assert not WorkItem.objects.filter(why="amended").exists()


def test_results_and_receptors_that_changed_are_one_task(clinician, colleague, biopsy):  # noqa: F811
    confirmed(clinician, biopsy.patient, ONE_TUMOR)
    confirmed(colleague, biopsy.patient, AMENDED.replace("90 %", "20 %"))

    task = WorkItem.objects.get(patient=biopsy.patient, why="amended")

    assert task.basis == "IHC score 1+ to 2+; ER (%) 90 to 20"


def test_nobody_owns_the_task_of_one_who_left_the_team(clinician, colleague, biopsy):  # noqa: F811
    confirmed(clinician, biopsy.patient, ONE_TUMOR)
    clinician.care_teams.clear()
    confirmed(colleague, biopsy.patient, AMENDED)

    assert WorkItem.objects.get(patient=biopsy.patient, why="amended").owner is None


DAY = "2024-05-20"
SAME_DAY = AMENDED.replace("2024-06-01", DAY)


def test_an_amended_report_of_the_same_day_replaces_the_reading(clinician, colleague, biopsy):  # noqa: F811
    confirmed(clinician, biopsy.patient, ONE_TUMOR)
    confirmed(colleague, biopsy.patient, SAME_DAY)

    kept, gone = (
        HER2Reading.objects.get(biopsy=biopsy, read_on=DAY),
        HER2Reading.on_file.exclude(in_error=None).get(biopsy=biopsy),
    )
    assert (kept.ihc_score, gone.ihc_score) == ("2+", "1+")
    assert gone.in_error.why == "Replaced by an amended report."
    task = WorkItem.objects.get(patient=biopsy.patient, why="amended")
    assert (task.owner, task.basis) == (clinician, "IHC score 1+ to 2+")


def test_a_receptor_that_is_not_named_again_keeps_its_value(clinician, colleague, biopsy):  # noqa: F811
    confirmed(clinician, biopsy.patient, ONE_TUMOR)
    confirmed(colleague, biopsy.patient, SAME_DAY.replace("PR positive, 40 % of tumor cells", ""))

    assert ReceptorReading.objects.get(biopsy=biopsy, read_on=DAY).pr_percent.text == "40"


def test_another_report_of_the_same_day_is_refused_unless_it_amends(clinician, biopsy):  # noqa: F811
    confirmed(clinician, biopsy.patient, ONE_TUMOR)
    client = Client()
    client.force_login(clinician)
    report = received(biopsy.patient, SAME_DAY.removeprefix("AMENDED REPORT\n"))
    page = client.get(review_of(report)).content.decode()

    answer = client.post(review_of(report), confirming(page))

    assert "already has a HER2 reading on this date" in answer.content.decode()
    assert HER2Reading.objects.get(biopsy=biopsy, read_on=DAY).ihc_score == "1+"
