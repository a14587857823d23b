"""The review queue, worked by keyboard alone, and without script."""

from decimal import Decimal

import pytest
from playwright.sync_api import expect

from biomarkers.actions import review_report
from biomarkers.models import HER2Reading, PathologyReport
from biomarkers.reports.folders import import_reports
from patients.models import Patient
from tests.demo.write_demo import DEMO
from tests.factories import BiopsyFactory, HER2ReadingFactory, PatientFactory
from tests.reports.test_review import received
from tests.reports.texts import ONE_TUMOR
from tests.worker import work_through

from .conftest import LOOKS, faults_of_look, look

pytestmark = pytest.mark.browser


@pytest.fixture
def queue(demo, team, live_server):
    """Four reports: read again, two tumors, nobody's, and a zero without a word on staining."""
    import_reports(DEMO / "breast-clinic" / "reports", team=team.name)
    return f"{live_server.url}/reports/"


def review(live_server, name: str) -> str:
    report = PathologyReport.objects.get(source_name=name)
    return f"{live_server.url}{report.get_absolute_url()}review/?from=queue"


def focused(page) -> str:
    return page.evaluate("document.activeElement.name || document.activeElement.id")


def confirm_all(page) -> int:
    """Press c on every field until the button to save has the focus; how often."""
    for pressed in range(60):
        if focused(page) == "do":
            return pressed
        assert focused(page).endswith("-choice"), focused(page)
        page.keyboard.press("c")
    raise AssertionError("The button to save never had the focus.")


def test_the_queue_is_worked_by_keyboard_alone(clinician_page, queue):
    page = clinician_page
    page.goto(queue)
    expect(page.get_by_role("link", name="Review the report of Nakagawa")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("link", name="Review the report of Drummond")).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")

    # one tumor, of a specimen on record: one key a field
    expect(page.locator("[name=t0-read_on-choice]").first).to_be_focused()
    expect(page.locator("mark.is-current")).to_contain_text("2026-10-19")
    page.locator("#preview", has_text="HER2-low").wait_for()
    assert confirm_all(page) >= 5
    page.keyboard.press("Enter")

    # two tumors, of specimens that are not on record yet
    page.locator(".callout", has_text="Report of Nakagawa, Nadia confirmed.").wait_for()
    expect(page.locator("[name=t0-specimen]")).to_be_focused()
    for part in ("t1", "t0"):
        page.locator(f"[name={part}-specimen]").focus()
        page.keyboard.type("new specimen")
    page.locator("[name=t1-specimen]").focus()
    for part in ("t1", "t0"):
        page.locator(f"[name={part}-specimen]").focus()
        page.keyboard.type("new specimen")
    page.locator("[name=t0-accession-choice]").first.focus()
    page.keyboard.press("e")
    page.keyboard.press("End")
    page.keyboard.type("-A")
    page.keyboard.press("Enter")
    confirm_all(page)
    page.keyboard.press("Control+Enter")

    # a report that nobody's folder named
    page.get_by_role("heading", name="Link report to patient").wait_for()
    expect(page.locator("[name=mrn]")).to_be_focused()
    page.keyboard.type("40581-5")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Review report").wait_for()
    page.locator("summary", has_text="Reject or set aside").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Reason", exact=True).focus()
    page.keyboard.type("not hers")
    page.keyboard.press("Enter")

    # a zero: what is unclear stays empty
    page.locator(".callout", has_text="rejected.").wait_for()
    page.get_by_text("does not mention faint staining").wait_for()
    expect(page.locator("[name=t0-read_on-choice]").first).to_be_focused()
    confirm_all(page)
    page.keyboard.press("Enter")
    page.get_by_text("No reports to review.").wait_for()

    taken = HER2Reading.objects.filter(report__isnull=False)
    assert set(taken.values_list("biopsy__accession", "ihc_score", "zero_staining")) == {
        ("S15-1793", "1+", ""),
        ("S26-4701-A", "1+", ""),
        ("S26-4701", "2+", ""),
        ("S14-1854", "0", ""),
    }


def test_what_nobody_decided_is_told_and_has_the_focus(clinician_page, queue, live_server):
    page = clinician_page
    page.goto(review(live_server, "read-again.txt"))
    expect(page.locator("[name=t0-read_on-choice]").first).to_be_focused()
    page.keyboard.press("c")
    page.keyboard.press("x")
    page.keyboard.press("Control+Enter")

    page.get_by_text("Confirm, edit or reject this value.").first.wait_for()
    expect(page.locator("[name=t0-read_on-choice]").first).to_be_checked()
    expect(page.locator(".has-error :focus")).to_have_count(1)
    assert not HER2Reading.objects.filter(report__isnull=False).exists()


def test_the_placement_is_seen_and_changed_by_one_key(clinician_page, queue, live_server):
    page = clinician_page
    page.goto(review(live_server, "read-again.txt"))
    expect(page.locator("[name=t0-read_on-choice]").first).to_be_focused()
    specimen = page.locator("[name=t0-specimen]")
    before = specimen.input_value()

    page.keyboard.press("p")

    expect(page.locator(".report-place").first).to_contain_text("the specimen of this report")
    expect(specimen).not_to_have_value(before)
    assert specimen.input_value()
    for _ in range(specimen.locator("option").count() - 2):
        page.keyboard.press("p")
    expect(specimen).to_have_value(before)


def test_a_report_is_received_and_reviewed_without_script(browser, log_in, live_server, queue):
    context = log_in(browser.new_context(java_script_enabled=False))
    page = context.new_page()
    patient = Patient.objects.get(mrn="40581-5")
    page.goto(live_server.url + patient.get_absolute_url())
    page.locator("summary", has_text="Add").click()
    page.get_by_role("link", name="pathology report").click()
    page.get_by_label("Report text").fill(
        "Accession: S15-1793\nDate reported: 2026-10-20\nHER2 immunohistochemistry: score 2+"
    )
    page.get_by_role("button", name="Continue to review").click()

    page.get_by_label("IHC score", exact=True).select_option("1+")
    page.get_by_role("button", name="Preview").click()
    expect(page.locator("#preview")).to_contain_text("HER2-low")
    page.get_by_role("button", name="Confirm the rest and save").click()

    expect(page.locator(".callout").first).to_contain_text("Report of Nakagawa, Nadia confirmed.")
    page.get_by_role("link", name="Report received").first.click()
    expect(page.locator("main")).to_contain_text("edited")
    context.close()


def test_the_review_fits_and_is_accessible(clinician_page, queue, live_server):
    page = clinician_page
    nobodys = PathologyReport.objects.get(patient=None)
    zero = PathologyReport.objects.get(source_name="zero.txt")
    for address in (
        queue,
        review(live_server, "two-tumors.txt"),
        review(live_server, "zero.txt"),
        f"{queue}{nobodys.pk}/whose/",
        live_server.url + zero.get_absolute_url(),
        f"{live_server.url}/patients/{zero.patient_id}/reports/new/",
    ):
        page.goto(address)
        page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
        if "review" in address:
            page.locator("#save").click()
            page.locator(".field-error").first.wait_for()

        for width, scheme in LOOKS:
            look(page, width, scheme)
            assert faults_of_look(page, width) == [], (address, width, scheme)


FILES = {
    "reports.csv": "file,mrn\nhers.txt,40581-5\n",
    "hers.txt": "Accession: S15-1793\nDate reported: 2026-10-20\nHER2 IHC: score 2+",
    "nobodys.txt": "Accession: S26-77\nHER2 IHC: score 1+",
}


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_many_files_are_read_by_the_worker_and_reviewed(
    browser, log_in, live_server, queue, script
):
    page = log_in(browser.new_context(java_script_enabled=script)).new_page()
    page.goto(queue)
    page.get_by_role("link", name="Add report files").click()
    page.locator("[name=file]").set_input_files(
        [{"name": name, "mimeType": "text/plain", "buffer": text.encode()}
         for name, text in FILES.items()]
    )  # fmt: skip
    page.get_by_role("button", name="Read files").click()
    expect(page.get_by_text("0 of 2 files read.")).to_be_visible()

    work_through()

    expect(page.get_by_text("All files are read.")).to_be_visible()
    expect(page.get_by_role("link", name="Link to patient nobodys.txt")).to_be_visible()
    page.get_by_role("link", name="Review hers.txt").click()
    expect(page.get_by_role("heading", name="Review report")).to_be_visible()
    specimen = page.locator("[name=t0-specimen]")
    expect(specimen).not_to_have_value("")
    expect(page.locator(".report-place").first).to_contain_text("the specimen of this report")
    expect(page.get_by_label("IHC score", exact=True)).to_have_value("2+")


def test_what_an_amended_report_replaces_is_ticked(clinician_page, live_server, clinician, team):
    patient = PatientFactory(care_team=team)
    biopsy = BiopsyFactory(patient=patient, accession="S16-101")
    before = received(patient, ONE_TUMOR)
    reading = HER2ReadingFactory.build(
        biopsy=biopsy, read_on="2024-05-20", ihc_score="2+", ish_ratio="2.6", her2_copies="6.4"
    )
    review_report(report=before, facts=[reading], decisions=[], by=clinician)
    corrected = ONE_TUMOR.replace("negative, IHC score 1+", "IHC score 2+")
    report = received(patient, "AMENDED REPORT\n" + corrected)
    page = clinician_page
    page.goto(f"{live_server.url}{report.get_absolute_url()}review/")

    page.get_by_role("button", name="Confirm the rest and save").click()
    tick = page.get_by_role("checkbox", name="Replace the HER2 reading of 20 May 2024")
    expect(tick).not_to_be_checked()
    for width in (390, 1280):
        look(page, width, "light")
        assert faults_of_look(page, width) == []
    tick.check()
    page.get_by_role("button", name="Confirm the rest and save").click()

    expect(page.get_by_text("confirmed.")).to_be_visible()
    kept = HER2Reading.objects.get(biopsy=biopsy)
    assert (kept.report, kept.ish_ratio) == (report, Decimal("2.6"))
