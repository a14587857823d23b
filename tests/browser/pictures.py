"""Take the pictures of docs/pictures: `make pictures`. Not part of the suite."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from biomarkers.exchange import jobs
from biomarkers.models import PathologyReport
from biomarkers.reports.folders import import_reports
from patients.models import Patient
from tests.demo.write_demo import DEMO
from tests.exchange.folders import GOOD
from tests.exchange.test_archive import packed

PICTURES = Path(__file__).resolve().parent.parent.parent / "docs" / "pictures"
SHAPES = {"1280-light": (1280, "light"), "1280-dark": (1280, "dark"), "390-light": (390, "light")}
CHARTS = {
    "read-again": {"given_name": "Dana", "family_name": "Whitlock"},
    "blocked": {"given_name": "Marisol", "family_name": "Trent"},
    "two-facts": {"sex": ""},
    "twelve-lines": {"diagnosed_on": "1999"},
    "undetermined": {
        "assessments__reason": "negative_without_score",
        "assessments__metastatic": True,
        "assessments__deceased": False,
    },
}


def _review(name: str) -> str:
    report = PathologyReport.objects.get(source_name=name)
    return reverse("report_review", args=[report.patient_id, report.pk])


def _addresses() -> dict[str, str]:
    charts = {
        f"chart-{name}": Patient.objects.filter(**facts).first().get_absolute_url()
        for name, facts in CHARTS.items()
    }
    dana = charts["chart-read-again"]
    return {
        "worklist": reverse("worklist"),
        "list": reverse("patient_list"),
        **charts,
        "entry": f"{dana}add/her2reading/",
        "two-dates": f"{dana}compare/",
        "summary": f"{dana}summary/",
        "handout": f"{dana}handout/",
        "report-review": _review("zero.txt"),
        "report-queue": reverse("report_queue"),
        "components": reverse("gallery"),
    }


LABORATORY = """Patient ID;Sample ID;Sex;HER2 IHC;HER2 Status;ER Status;Collected;HER2 SNP6
A-1041;S24-118;F;1+;Negative;Positive;2024-05-02;GAIN
A-1042;S25-007;Female;0+;NEG;Pos;2025-06;NEUTRAL
A-1043;S25-031;F;weak;negative;Negative;2025-07-14;LOSS
A-1044;S25-090;F;2+;Equivocal;Positive;2025-09-30;
"""


@pytest.fixture
def imports(demo, manager, team, settings, tmp_path):
    """A table whose mapping is proposed, and a record folder that was checked."""
    settings.UPLOADS = tmp_path / "uploads"
    taken_up = {"team": team, "mapping": "", "mapping_name": "", "by": manager}
    table = SimpleUploadedFile("laboratory.csv", LABORATORY.encode())
    mapping = jobs.start_import(uploaded=table, **taken_up)
    folder = packed({name: text.encode() for name, text in GOOD.items()}).getvalue()
    checked = jobs.start_import(uploaded=SimpleUploadedFile("record.zip", folder), **taken_up)
    jobs.run(checked.pk)
    return {
        "import": reverse("import_start"),
        "import-checked": reverse("import_job", args=[checked.pk]),
        "mapping": reverse("mapping_new", args=[mapping.pk]),
    }


@pytest.mark.parametrize("shape", SHAPES)
def test_pictures_of_imports_are_taken(browser, log_in, manager, live_server, imports, shape):
    width, scheme = SHAPES[shape]
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900})
    page = log_in(context, manager).new_page()
    for name, address in imports.items():
        page.goto(live_server.url + address)
        page.screenshot(path=PICTURES / f"{name}-{shape}.png", full_page=True)
    context.close()


@pytest.mark.parametrize("shape", SHAPES)
def test_pictures_are_taken(clinician_page, live_server, demo, shape):
    width, scheme = SHAPES[shape]
    clinician_page.emulate_media(color_scheme=scheme)
    clinician_page.set_viewport_size({"width": width, "height": 900})
    PICTURES.mkdir(exist_ok=True)
    import_reports(DEMO / "breast-clinic" / "reports")

    for name, address in _addresses().items():
        clinician_page.goto(live_server.url + address)
        clinician_page.screenshot(path=PICTURES / f"{name}-{shape}.png", full_page=True)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_picture_of_the_readme_is_taken(clinician_page, live_server, demo, scheme):
    """Two dates of one patient, cut below the status: from “negative” to “low” in one look."""
    dana = Patient.objects.filter(**CHARTS["read-again"]).first().get_absolute_url()
    clinician_page.emulate_media(color_scheme=scheme)
    clinician_page.set_viewport_size({"width": 1000, "height": 900})
    clinician_page.goto(f"{live_server.url}{dana}compare/?then=2016-06-01&now=2026-11-24")
    cards = clinician_page.locator(".two-dates").bounding_box()
    cut = clinician_page.locator(".two-dates h3").first.bounding_box()["y"]

    clinician_page.screenshot(
        path=PICTURES / f"then-and-now-{scheme}.png",
        clip={
            "x": 0,
            "y": cards["y"] - 12,
            "width": 1000,
            "height": cut - cards["y"] + 6,
        },
    )
