"""An amended report replaces what a person ticks, keeps what it does not name, and what it changes
of a confirmed value is a task for who confirmed it."""

import re
from decimal import Decimal
from html import unescape

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.test import Client

from biomarkers.actions import review_report
from biomarkers.models import HER2Assessment, HER2Reading, ReceptorReading, WorkItem, WorkStep
from biomarkers.reports.amended_text import is_amended
from biomarkers.reports.replacing import keep_the_unnamed

from .test_review import biopsy, confirming, patient, received, review_of  # noqa: F401
from .texts import ONE_TUMOR

LATER = ONE_TUMOR.replace("2024-05-20", "2024-06-01")
STAINED = {"zero_staining": "present", "percent_stained": 5}
UNSTAINED = {"zero_staining": "", "percent_stained": None}
ASKED = r'name="t0-replaces" value="([^"]*)"'
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


def page_and_form(user, report):
    client = Client()
    client.force_login(user)
    page = client.get(review_of(report)).content.decode()
    return client, confirming(page)


def asked_of(answer) -> list[str]:
    """What the page asks a person to replace."""
    return [unescape(says) for says in re.findall(ASKED, answer.content.decode())]


def replaced(user, patient, text):  # noqa: F811
    """The report is confirmed, and what the page then asks is ticked."""
    report = received(patient, text)
    tick_all_of(report, *page_and_form(user, report))


def tick_all_of(report, client, form):
    asked = asked_of(client.post(review_of(report), form))
    client.post(review_of(report), {**form, "t0-replaces": asked})
    report.refresh_from_db()
    assert report.state == "confirmed"


def her2_of_the_day(biopsy):  # noqa: F811
    return HER2Reading.objects.get(biopsy=biopsy, read_on=DAY)


def status_of(patient):  # noqa: F811
    return HER2Assessment.objects.current().get(patient=patient).category


def test_an_amended_report_of_the_same_day_replaces_the_reading(clinician, colleague, biopsy):  # noqa: F811
    confirmed(clinician, biopsy.patient, ONE_TUMOR)
    replaced(colleague, biopsy.patient, SAME_DAY)

    gone = HER2Reading.on_file.exclude(in_error=None).get(biopsy=biopsy)
    assert (her2_of_the_day(biopsy).ihc_score, gone.ihc_score) == ("2+", "1+")
    assert gone.in_error.why == "Replaced by an amended report."
    task = WorkItem.objects.get(patient=biopsy.patient, why="amended")
    assert task.owner == clinician
    assert task.basis == "Reported category negative to not recorded; IHC score 1+ to 2+"


def test_a_receptor_that_is_not_named_again_keeps_its_value(clinician, colleague, biopsy):  # noqa: F811
    confirmed(clinician, biopsy.patient, ONE_TUMOR)
    replaced(colleague, biopsy.patient, SAME_DAY.replace("PR positive, 40 % of tumor cells", ""))

    assert ReceptorReading.objects.get(biopsy=biopsy, read_on=DAY).pr_percent.text == "40"


AMPLIFIED = ONE_TUMOR.replace(
    "negative, IHC score 1+", "IHC score 2+\nHER2 FISH: ratio 2.6, HER2 copies 6.4 per cell"
)
ER_CORRECTED = SAME_DAY.replace("90 %", "20 %")


def test_a_correction_of_the_er_leaves_her2_positive_by_ish_as_it_is(clinician, colleague, biopsy):  # noqa: F811
    confirmed(clinician, biopsy.patient, AMPLIFIED)
    before = status_of(biopsy.patient)
    replaced(colleague, biopsy.patient, ER_CORRECTED)

    kept = her2_of_the_day(biopsy)
    assert (kept.ihc_score, kept.ish_ratio, kept.her2_copies) == (
        "2+",
        Decimal("2.6"),
        Decimal("6.4"),
    )
    assert before == status_of(biopsy.patient) == "positive"
    assert WorkItem.objects.get(why="amended").basis == "ER (%) 90 to 20"


def test_the_preview_is_what_the_record_then_says(clinician, colleague, biopsy):  # noqa: F811
    confirmed(clinician, biopsy.patient, AMPLIFIED)
    not_amplified = AMPLIFIED.replace("ratio 2.6, HER2 copies 6.4", "ratio 1.2, HER2 copies 2.4")
    report = received(biopsy.patient, "AMENDED REPORT\n" + not_amplified)
    client, form = page_and_form(colleague, report)

    preview = client.post(review_of(report), {**form, "do": "preview"}).content.decode()

    assert "the patient is <b>HER2-low</b>" in preview
    assert her2_of_the_day(biopsy).ish_ratio == Decimal("2.6")
    tick_all_of(report, client, form)
    assert status_of(biopsy.patient) == "low"


def test_a_value_that_is_lost_with_the_reading_is_named_in_the_task(clinician, colleague, biopsy):  # noqa: F811
    confirmed(clinician, biopsy.patient, AMPLIFIED)
    replaced(colleague, biopsy.patient, SAME_DAY + "HER2 FISH: not amplified\n")

    basis = WorkItem.objects.get(why="amended").basis
    assert "HER2/CEP17 ratio 2.6 to not recorded; HER2 copies 6.4 to not recorded" in basis


@pytest.mark.parametrize(
    ("before", "said", "kept"),
    [
        ({"ihc_score": "2+", "ish_ratio": 2}, {"ish_ratio": 3}, {"ihc_score": "2+"}),
        ({"ihc_score_range": "0-1+"}, {"ish_ratio": 2}, {"ihc_score_range": "0-1+"}),
        ({"ihc_score": "0", **STAINED}, {"ish_ratio": 2}, STAINED),
        ({"ihc_score": "0", **STAINED}, {"ihc_score": "0"}, STAINED),
        ({"ihc_score": "0", **STAINED}, {"ihc_score": "1+"}, UNSTAINED),
        ({"ihc_score": "0"}, STAINED, {"ihc_score": "0", **STAINED}),
        ({"ish_ratio": 2, "her2_copies": 5}, {"ish_recount": "confirmed"}, {"ish_ratio": 2}),
        ({"ish_ratio": 2, "ish_recount": "confirmed"}, {"ish_ratio": 3}, {"ish_recount": ""}),
        ({"ish_ratio": 2}, {"ihc_score": "2+", "ish_status": "not_done"}, {"ish_ratio": 2}),
        ({"ish_ratio": 2}, {"ish_status": "pending"}, {"ish_ratio": None}),
        ({"reported_as": "negative"}, {"ish_result": "negative"}, {"reported_as": "negative"}),
        ({"reported_as": "low", "ihc_score": "1+"}, {"ihc_score": "2+"}, {"reported_as": ""}),
        ({"reported_as": "low", "ish_ratio": 2}, {"ish_recount": "changed"}, {"reported_as": ""}),
        ({"ihc_score": "2+", "ish_ratio": 2}, {"adequate": False}, {"ihc_score": ""}),
    ],
)  # fmt: skip
def test_what_is_not_named_again_is_kept_part_by_part(before, said, kept):
    reading = HER2Reading(**said)

    keep_the_unnamed(reading, HER2Reading(**before))

    assert {name: getattr(reading, name) for name in kept} == kept


def test_nothing_is_replaced_unless_a_person_ticks_it(clinician, colleague, biopsy):  # noqa: F811
    confirmed(clinician, biopsy.patient, ONE_TUMOR)
    report = received(biopsy.patient, SAME_DAY)
    client, form = page_and_form(colleague, report)

    answer = client.post(review_of(report), form)

    assert asked_of(answer) == [
        "HER2 reading of 20 May 2024, which says: Reported category negative, IHC score 1+",
        "ER/PR reading of 20 May 2024, which says: ER (%) 90, ER status positive, PR (%) 40, "
        "PR status positive",
    ]
    assert "already has a HER2 reading on this date" in answer.content.decode()
    assert her2_of_the_day(biopsy).ihc_score == "1+"
    report.refresh_from_db()
    assert report.state == "waiting"


def test_a_tick_holds_only_for_what_the_reading_said_then(clinician, colleague, biopsy):  # noqa: F811
    confirmed(clinician, biopsy.patient, ONE_TUMOR)
    report = received(biopsy.patient, SAME_DAY)
    client, form = page_and_form(colleague, report)
    asked = asked_of(client.post(review_of(report), form))
    HER2Reading.objects.filter(biopsy=biopsy, read_on=DAY).update(ihc_score="3+")

    answer = client.post(review_of(report), {**form, "t0-replaces": asked})

    assert "IHC score 3+" in asked_of(answer)[0]
    assert her2_of_the_day(biopsy).ihc_score == "3+"


def test_a_reading_that_changed_at_this_moment_is_not_replaced(clinician, colleague, biopsy):  # noqa: F811
    confirmed(clinician, biopsy.patient, ONE_TUMOR)
    seen = her2_of_the_day(biopsy)
    HER2Reading.objects.filter(pk=seen.pk).update(ihc_score="3+")
    report = received(biopsy.patient, SAME_DAY)

    with pytest.raises(ValidationError, match="Someone else has changed this reading"):
        review_report(report=report, facts=[], decisions=[], replaced=[seen], by=colleague)

    assert her2_of_the_day(biopsy).ihc_score == "3+"


@pytest.mark.parametrize(
    "line", ["", "Amended: No\n", "This is not an amended report.\n", "AMENDED REPORT\n"]
)
def test_another_report_of_the_same_day_is_refused_with_nothing_asked(clinician, biopsy, line):  # noqa: F811
    """Also an amended report, if it is of another accession number."""
    confirmed(clinician, biopsy.patient, ONE_TUMOR)
    other = SAME_DAY.removeprefix("AMENDED REPORT\n")
    text = line + (other.replace("S16-101", "X16-7") if "REPORT" in line else other)
    report = received(biopsy.patient, text)
    client, form = page_and_form(clinician, report)
    form |= {"t0-specimen": str(biopsy.pk), "t0-despite": "on"}

    answer = client.post(review_of(report), form)

    assert asked_of(answer) == []
    assert "already has a HER2 reading on this date" in answer.content.decode()
    assert her2_of_the_day(biopsy).ihc_score == "1+"


@pytest.mark.parametrize(
    "line",
    [
        "Amended: No",
        "Amended? No",
        "Amendment: none",
        "Amendments: none to date",
        "Amended report (Y/N): N",
        "Amended: n/a   Addendum: no",
        "[ ] Amended  [x] Original",
        "This is not an amended report.",
        "This report has not been amended.",
        "If stains are repeated, an amended report is issued.",
        "An amended report will follow.",
        "See amended report of 2019.",
        "Superseded by another report.",
        "Scored by the amended ASCO/CAP guideline.",
        "ASCO/CAP guideline (2018, amended 2023)",
        "CLINICAL HISTORY: amended report of another hospital",
    ],
)
def test_a_report_that_only_mentions_amending_amends_nothing(line):
    assert not is_amended(f"Accession: S16-101\n{line}\nHER2: IHC score 2+\n")


@pytest.mark.parametrize(
    "line",
    [
        "AMENDED REPORT",
        "*** AMENDED REPORT *** 2025-04-22",
        "Amended: yes",
        "AMENDED DIAGNOSIS: No residual carcinoma",
        "AMENDED REPORT: HER2 not amplified",
        "Amendment 1: HER2 scored again as 2+",
        "Amended report, scored by ASCO/CAP 2023",
        "This report supersedes that of 10 March.",
        "ER was incorrectly reported as negative.",
        "The ER was amended from negative to positive.",
    ],
)
def test_a_report_that_says_so_amends(line):
    assert is_amended(f"Accession: S16-101\n{line}\nHER2: IHC score 2+\n")
