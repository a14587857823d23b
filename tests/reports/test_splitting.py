"""Two reports in one paste are two."""

import pytest
from django.urls import reverse

from biomarkers.models import PathologyReport
from biomarkers.reports.reader.splitting import split_reports
from tests.factories import PatientFactory

FIRST = "SURGICAL PATHOLOGY REPORT\nAccession: S24-100\nHER2 IHC: 1+.\n"
SECOND = "SURGICAL PATHOLOGY REPORT\nAccession: S25-200\nHER2 IHC: 3+.\n"


@pytest.mark.parametrize("between", ["\n", "\n\n\n", "=========================\n"])
def test_each_begins_at_its_title(between):
    first, second = split_reports(FIRST + between + SECOND)

    assert "S24-100" in first
    assert "S25-200" not in first
    assert second.startswith(("SURGICAL", "===="))


@pytest.mark.parametrize(
    "text",
    [
        FIRST,
        FIRST + "page 2\n" + FIRST,  # the head of a further page
        FIRST + "\nComment: see also the core biopsy, accession S23-1.\n",
        FIRST + "\nPrior specimen: S23-1 (left breast).\n",
    ],
)
def test_one_report_stays_one(text):
    assert split_reports(text) == [text.strip("\n")]


def test_a_paste_of_two_is_received_as_two(clinician_client, team):
    patient = PatientFactory(care_team=team)

    answer = clinician_client.post(
        reverse("report_new", args=[patient.pk]), {"text": FIRST + "\n" + SECOND}, follow=True
    )

    texts = PathologyReport.objects.values_list("text", flat=True)
    assert sorted("S24-100" in text for text in texts) == [False, True]
    assert "2 reports were received; this is the first." in answer.content.decode()
