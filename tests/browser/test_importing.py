"""A table comes in, as only a browser and a real worker show it."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from biomarkers.models import HER2Reading
from patients.models import Patient
from tests.exchange.test_archive import packed
from tests.factories import PatientFactory
from tests.worker import work_through

from .conftest import LOOKS, faults_of_look, look
from .pictures import LABORATORY
from .pictures import imports as imports  # a fixture

pytestmark = pytest.mark.browser


@pytest.fixture
def manager_page(browser, log_in, manager):
    context = log_in(browser.new_context(), manager)
    yield context.new_page()
    context.close()


def choose_table(page, live_server, tmp_path) -> None:
    table = tmp_path / "laboratory.csv"
    table.write_text(LABORATORY)
    page.goto(f"{live_server.url}/import/")
    page.get_by_label("File", exact=True).set_input_files(table)
    page.get_by_label("File type").select_option("propose")
    page.get_by_role("button", name="Upload and check").click()


def save_mapping(page) -> None:
    page.get_by_label("weak").select_option("")
    page.get_by_label("Site for rows without one").fill("breast")
    page.get_by_label("Mapping name").fill("Laboratory")
    page.get_by_role("button", name="Save mapping and check table").click()


def test_a_table_is_mapped_checked_confirmed_and_imported(
    transactional_db, manager_page, live_server, uploads, tmp_path
):
    page = manager_page
    choose_table(page, live_server, tmp_path)
    save_mapping(page)

    page.get_by_text("Waiting for check.").wait_for()
    work_through()
    page.get_by_text("Nothing is saved yet. Check these changes, then confirm.").wait_for()
    assert not HER2Reading.objects.exists()
    page.get_by_role("button", name="Import into").click()
    page.get_by_text("Waiting for import.").wait_for()
    work_through()
    page.get_by_text("Imported.").wait_for()

    assert HER2Reading.objects.count() == 4
    page.get_by_role("link", name="Download report (CSV)").click()
    page.get_by_role("textbox", name="Reason").fill("what was imported")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download file").click()
    assert "her2_readings.csv,,," in Path(download.value.path()).read_text()


def test_a_table_comes_in_without_script(
    transactional_db, browser, log_in, manager, live_server, uploads, tmp_path
):
    context = log_in(browser.new_context(java_script_enabled=False), manager)
    page = context.new_page()
    choose_table(page, live_server, tmp_path)
    page.get_by_role("button", name="Preview first rows").click()
    expect(page.locator("main")).to_contain_text("S24-118")
    save_mapping(page)

    work_through()
    page.get_by_text("Nothing is saved yet. Check these changes, then confirm.").wait_for()
    page.get_by_role("button", name="Import into").click()
    work_through()
    page.get_by_text("Imported.").wait_for()
    context.close()


AFTER = "mrn,family_name,metastatic_on\nM1,,2020\nM2,Brand,2021\n"


def upload_patients(page, live_server, tmp_path, text: str) -> None:
    folder = tmp_path / "record.zip"
    folder.write_bytes(packed({"patients.csv": text.encode()}).getvalue())
    page.goto(f"{live_server.url}/import/")
    page.get_by_label("File", exact=True).set_input_files(folder)
    page.get_by_role("button", name="Upload and check").click()
    page.get_by_text("Waiting for check.").wait_for()
    work_through()
    page.get_by_text("Nothing is saved yet. Check these changes, then confirm.").wait_for()


@pytest.mark.parametrize("scripted", [True, False], ids=["script", "no script"])
def test_what_changes_is_seen_before_it_counts_and_the_import_is_taken_back(
    transactional_db, browser, log_in, manager, live_server, uploads, tmp_path, scripted
):
    page = log_in(browser.new_context(java_script_enabled=scripted), manager).new_page()
    falk = PatientFactory(mrn="M1", family_name="Falk", metastatic_on="2019",
                          care_team=manager.care_teams.get())  # fmt: skip

    upload_patients(page, live_server, tmp_path, AFTER)
    changes = page.locator(".import-changes tbody tr")
    expect(changes.filter(has_text="metastatic_on")).to_contain_text("2019")
    expect(changes.filter(has_text="metastatic_on")).to_contain_text("2020")
    expect(changes.filter(has_text="family_name")).to_contain_text("the old value stays")
    expect(page.locator(".import-new")).to_contain_text("1 new patient")
    assert Patient.objects.count() == 1

    page.get_by_role("button", name="Erase what empty cells name").click()
    page.get_by_text("Waiting for check.").wait_for()
    work_through()
    expect(changes.filter(has_text="family_name")).to_contain_text("erased")
    page.get_by_role("button", name="Import into").click()
    page.get_by_text("Waiting for import.").wait_for()
    work_through()
    page.get_by_text("Imported.").wait_for()
    falk.refresh_from_db()
    assert (falk.family_name, str(falk.metastatic_on)) == ("", "2020")

    page.get_by_role("link", name="Take this import back").click()
    page.get_by_label("Reason").fill("the wrong file")
    page.get_by_role("button", name="Take this import back").click()
    page.get_by_text("Is being taken back.").wait_for()
    work_through()
    page.get_by_text("New rows are marked as entered in error").wait_for()
    falk.refresh_from_db()
    assert (falk.family_name, str(falk.metastatic_on)) == ("Falk", "2019")
    assert Patient.objects.get() == falk
    page.context.close()


DOUBTS = "MRN,Specimen,Collected,HER2 IHC,Comment\n" + "\n".join(
    f"00{n % 9},S24-{n},05/2{n % 9}/2024,{n % 3}+,{'as the reference laboratory reported it ' * 6}"
    for n in range(20)
)


def test_rows_to_decide_and_their_preview_are_no_wider_than_the_window(
    transactional_db, manager_page, live_server, uploads, tmp_path
):
    page = manager_page
    (tmp_path / "doubts.csv").write_text(f"{DOUBTS}\n1,S24-0,05/20/2024,3+,other\n")
    page.goto(f"{live_server.url}/import/")
    page.get_by_label("File", exact=True).set_input_files(tmp_path / "doubts.csv")
    page.get_by_label("File type").select_option("propose")
    page.get_by_role("button", name="Upload and check").click()
    page.get_by_label("Site for rows without one").fill("breast")
    page.get_by_role("button", name="Preview first rows").click()
    expect(page.get_by_role("heading", name="Rows to decide")).to_be_visible()

    for width in (390, 768, 1280, 1920):
        look(page, width, "light")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, width


def test_the_pages_of_an_import_fit_and_are_accessible(manager_page, live_server, imports):
    page = manager_page
    for address in imports.values():
        page.goto(live_server.url + address)
        for width, scheme in LOOKS:
            look(page, width, scheme)
            assert faults_of_look(page, width) == [], (address, width, scheme)
