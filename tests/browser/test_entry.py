"""A clinic day on the chart as a user goes through it, with script, by keyboard, without."""

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from biomarkers.models import HER2Reading
from patients.models import AdverseEvent, AgentGiven, Patient

pytestmark = pytest.mark.browser

DANA = "40021-7"
UNSCORED = "40581-5"


FACTS = {
    "biopsy": {"accession": "S26-7", "collected_on": "2026-10-02", "site": "lung"},
    "HER2 reading": {"read_on": "2026-10-05", "ihc_score": "2+", "ish_status": "pending"},
    "receptors": {"read_on": "2026-10-05", "er_percent": "60"},
    "treatment": {"agent": "Femara", "setting": "metastatic", "started_on": "2026-10-20"},
    "progression": {"on": "2026-10", "site": "lung"},
    "disease status": {"on": "2026-09", "status": "stable"},
    "adverse event": {
        "agent": "letrozole",
        "term": "fatigue",
        "grade": "2",
        "onset_on": "2026-10-25",
    },
    "LVEF": {"measured_on": "2026-10-19", "percent": "61"},
    "alteration": {"gene": "ESR1", "result": "detected", "tested_on": "2026-10-06"},
    "marker": {"marker": "tmb", "value": "12", "tested_on": "2026-10-06"},
    "surgery or radiotherapy": {"kind": "radiotherapy", "started_on": "2026-10-12"},
}


def fill(page, facts: dict[str, str]) -> None:
    """The fields named; of a specimen, the first that can be chosen."""
    form = page.locator(".entry-form")
    form.wait_for()
    specimen = form.locator("select[name=biopsy][required]")
    if specimen.count():
        specimen.select_option(index=1)
    folded = form.locator("details:not([open]) > summary")
    for _ in range(folded.count()):
        folded.first.click()
    for name, value in facts.items():
        field = form.locator(f"[name={name}]")
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)


def enter_everything(page, live_server) -> None:
    open_chart(page, live_server, DANA)
    for noun, facts in FACTS.items():
        page.locator(".add > summary").click()
        page.get_by_role("link", name=noun, exact=True).click()
        fill(page, facts)
        expect(page.locator(".add-list")).to_be_hidden()
        page.get_by_role("button", name="Save").click()
        page.get_by_text(f"{noun[:1].upper()}{noun[1:]} saved.").wait_for()


def everything_on_record(page) -> bool:
    words = page.locator("#timeline-table").text_content()
    told = ("S26-7", "ISH pending", "ER 60", "fatigue", "LVEF 61", "ESR1", "TMB 12", "lung")
    return all(part in words for part in told)


def test_every_fact_is_entered_in_place(clinician_page, live_server, demo):
    enter_everything(clinician_page, live_server)

    assert everything_on_record(clinician_page)


def test_every_fact_is_entered_without_script(browser, log_in, live_server, demo):
    context = log_in(browser.new_context(java_script_enabled=False))
    page = context.new_page()

    enter_everything(page, live_server)

    assert everything_on_record(page)
    context.close()


def open_chart(page, live_server, mrn: str) -> None:
    page.goto(live_server.url + Patient.objects.get(mrn=mrn).get_absolute_url())


def test_a_specimen_is_read_again_in_place_with_a_preview(clinician_page, live_server, demo):
    page = clinician_page
    open_chart(page, live_server, UNSCORED)

    page.locator(".specimens a[hx-get]").first.click()
    page.get_by_label("Reading date").fill("2026-10-02")
    page.get_by_label("IHC score", exact=True).select_option("1+")
    page.locator("#preview", has_text="With this result the patient is HER2-low").wait_for()
    page.get_by_role("button", name="Save").click()

    page.locator(".her2-badge", has_text="HER2-low").wait_for()
    expect(page.locator(".callout", has_text="HER2 reading saved")).to_be_visible()
    expect(page.locator(".entry")).to_have_count(0)
    assert HER2Reading.objects.filter(read_on="2026-10-02", ihc_score="1+").count() == 1


def test_what_was_typed_stays_where_something_is_wrong(clinician_page, live_server, demo):
    page = clinician_page
    open_chart(page, live_server, DANA)

    page.locator(".add > summary").click()
    page.get_by_role("link", name="biopsy", exact=True).click()
    page.locator("#id_accession").fill("S26-1")
    page.get_by_label("Collection date").fill("yesterday")
    page.get_by_label("Site").fill("liver")
    page.get_by_role("button", name="Save").click()

    page.get_by_role("alert").first.wait_for()
    expect(page.locator("#id_accession")).to_have_value("S26-1")
    expect(page.locator("#id_collected_on")).to_be_focused()


def test_a_drug_is_stopped_by_keyboard_alone(clinician_page, live_server, demo):
    page = clinician_page
    open_chart(page, live_server, DANA)

    page.get_by_role("link", name="Record stop of ribociclib").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Stop date")).to_be_focused()
    page.keyboard.type("Oct 2026")
    page.keyboard.press("Tab")  # the calendar
    page.keyboard.press("Tab")
    page.keyboard.press("p")  # progression
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    page.get_by_text("10 Jun 2024 to Oct 2026: progression").wait_for()
    stopped = AgentGiven.objects.get(
        agent__name="ribociclib", patient__mrn=DANA, ended_on="2026-10"
    )
    assert stopped.end_reason == "progression"


def test_a_date_is_picked_by_keyboard_and_the_focus_returns(clinician_page, live_server, demo):
    page = clinician_page
    patient = Patient.objects.get(mrn=DANA)
    page.goto(live_server.url + reverse("fact_new", args=[patient.pk, "progression"]))
    date = page.get_by_label("Date", exact=True)
    calendar = page.get_by_role("dialog", name="Choose a date")

    date.fill("31 Mar 2024")
    date.press("ArrowDown")
    expect(page.get_by_role("button", name="31 March 2024")).to_be_focused()
    page.keyboard.press("PageUp")
    expect(page.get_by_role("button", name="29 February 2024")).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(calendar).to_be_hidden()
    expect(date).to_be_focused()
    expect(date).to_have_value("2024-03-01")

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    calendar.get_by_role("button", name="Only Mar 2024").click()
    expect(date).to_have_value("2024-03")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Open calendar").first).to_be_focused()
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Progression saved.").wait_for()
    assert patient.progressions.filter(on="2024-03").count() == 1


@pytest.mark.parametrize("scripted", [True, False], ids=["script", "no script"])
def test_a_stop_for_toxicity_asks_which_in_the_same_form(
    browser, log_in, live_server, demo, scripted
):
    context = log_in(browser.new_context(java_script_enabled=scripted))
    page = context.new_page()
    open_chart(page, live_server, DANA)

    page.get_by_role("link", name="Record stop of ribociclib").click()
    expect(page.get_by_label("Which toxicity")).to_be_hidden()
    page.get_by_label("Reason for stopping").select_option("toxicity")
    page.get_by_label("Which toxicity").fill("QT prolongation")
    page.get_by_label("Grade", exact=True).select_option("3")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Enter when it began.").wait_for()
    page.get_by_label("Onset date").fill("2024-09")
    page.get_by_role("button", name="Save").click()

    page.get_by_text("Stop ribociclib: saved.").wait_for()
    event = AdverseEvent.objects.get(agent__name="ribociclib", onset_on="2024-09")
    assert (event.term, event.grade) == ("QT prolongation", 3)
    context.close()


def test_an_entry_is_made_and_corrected_without_script(browser, log_in, live_server, demo):
    context = log_in(browser.new_context(java_script_enabled=False))
    page = context.new_page()
    open_chart(page, live_server, DANA)

    page.locator(".add > summary").click()
    page.get_by_role("link", name="progression", exact=True).click()
    page.get_by_label("Date", exact=True).fill("2026-09")
    page.get_by_label("Site").fill("lung")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("main")).to_contain_text("Progression saved.")

    page.locator("#timeline-table summary").click()
    page.get_by_role("link", name="Edit Disease status of Sep 2026").click()
    page.get_by_label("Site").fill("pleura")
    page.get_by_label("Reason for the change").fill("typed wrong")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#timeline-table")).to_contain_text("progression, pleura")
    context.close()


def test_a_line_is_started_and_its_number_confirmed(clinician_page, live_server, demo):
    page = clinician_page
    open_chart(page, live_server, DANA)

    page.get_by_role("link", name="End line 4").click()
    page.get_by_label("Stop date").fill("2026-10-01")
    page.get_by_label("Reason for stopping").select_option("progression")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("10 Jun 2024 to 1 Oct 2026: progression").first.wait_for()
    page.locator(".add > summary").click()
    page.get_by_role("link", name="treatment", exact=True).click()
    page.get_by_label("Drug").fill("Enhertu")
    page.get_by_label("Setting").select_option("metastatic")
    page.get_by_label("Start date").fill("2026-10-20")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Confirm as line 5").click()

    page.get_by_text("Line 5 confirmed.").wait_for()
    page.get_by_role("heading", name="On trastuzumab deruxtecan").wait_for()
    assert AgentGiven.objects.get(started_on="2026-10-20").line.number == 5


def test_a_blocked_drug_is_started_only_with_a_reason(clinician_page, live_server, demo):
    page = clinician_page
    open_chart(page, live_server, "40058-2")

    page.locator(".add > summary").click()
    page.get_by_role("link", name="treatment", exact=True).click()
    page.get_by_label("Drug").fill("Enhertu")
    page.get_by_label("Setting").select_option("metastatic")
    page.get_by_label("Start date").fill("2026-10-20")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("trastuzumab deruxtecan is blocked").wait_for()
    page.get_by_label("Reason for overriding the label warning").fill("tumor board of 19 Oct 2026")
    page.get_by_role("button", name="Save").click()

    page.get_by_text("Treatment saved.").wait_for()
    assert AgentGiven.objects.get(started_on="2026-10-20").override_reason


def test_a_handout_is_edited_printed_and_found_again(clinician_page, live_server, demo):
    page = clinician_page
    open_chart(page, live_server, DANA)

    page.locator(".menu > summary", has_text="More").click()
    page.get_by_role("link", name="Patient handout").click()
    page.get_by_label("Telephone").fill("555 0100")
    page.get_by_label("What is my HER2 score?").fill("Your score is 1+.")
    page.get_by_role("button", name="Save and open print view").click()
    expect(page.locator("main")).to_contain_text("Your score is 1+.")
    page.get_by_role("link", name="Back").click()

    expect(page.get_by_role("heading", name="Earlier handouts")).to_be_visible()


def test_a_new_patient_is_entered(clinician_page, live_server, demo):
    page = clinician_page
    page.goto(f"{live_server.url}/patients/")

    page.get_by_role("link", name="New patient").click()
    page.get_by_label("MRN", exact=True).fill("50000-1")
    page.get_by_label("Family name").fill("Novak")
    page.get_by_role("button", name="Save").click()

    page.get_by_role("heading", name="Novak").wait_for()


@pytest.mark.parametrize("scripted", [True, False], ids=["script", "no script"])
def test_one_goes_back_from_a_chart_to_the_search(browser, log_in, live_server, demo, scripted):
    page = log_in(browser.new_context(java_script_enabled=scripted)).new_page()
    page.goto(live_server.url)

    page.locator("#search").fill("whit")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Whitlock, Dana").click()
    page.get_by_role("heading", name="Dana Whitlock").wait_for()
    page.go_back()

    page.get_by_role("heading", name="Search results for “whit”").wait_for()
    assert "whit" not in page.url
    page.get_by_role("searchbox").fill("Whitlock, Dana")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Dana Whitlock").wait_for()
    page.context.close()


@pytest.mark.parametrize("scripted", [True, False], ids=["script", "no script"])
def test_a_regimen_and_a_visit_are_each_entered_in_one_form(
    browser, log_in, live_server, demo, scripted
):
    page = log_in(browser.new_context(java_script_enabled=scripted)).new_page()
    open_chart(page, live_server, DANA)

    page.locator(".add > summary").click()
    page.get_by_role("link", name="regimen", exact=True).click()
    page.get_by_label("Drugs").fill("Enhertu + letrozole")
    page.get_by_label("Setting").select_option("metastatic")
    page.get_by_label("Start date").fill("2026-11-01")
    if not scripted:
        page.get_by_role("button", name="Preview").click()
    page.locator("#preview", has_text="Drugs: trastuzumab deruxtecan, letrozole").wait_for()
    page.get_by_label("Confirm the suggested line number").check()
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Regimen saved.").wait_for()

    page.locator(".add > summary").click()
    page.get_by_role("link", name="visit", exact=True).click()
    page.get_by_label("Date of the visit").fill("2026-11-02")
    page.get_by_label("ECOG", exact=True).select_option("1")
    page.get_by_label("LVEF (%)").fill("55")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Visit saved.").wait_for()

    patient = Patient.objects.get(mrn=DANA)
    new = patient.agents_given.filter(started_on="2026-11-01")
    assert {row.agent.name for row in new} == {"trastuzumab deruxtecan", "letrozole"}
    assert None not in {row.line for row in new}
    assert patient.performance_statuses.get(on="2026-11-02").ecog == 1
    assert patient.lvef_measurements.get(measured_on="2026-11-02").percent == 55
    page.context.close()


def test_a_date_is_picked_in_the_admin_too(browser, log_in, live_server, demo, manager):
    manager.is_staff = True
    manager.save()
    page, patient = log_in(browser.new_context(), manager).new_page(), Patient.objects.get(mrn=DANA)
    page.goto(live_server.url + reverse("admin:patients_patient_change", args=[patient.pk]))

    page.locator("#id_metastatic_on").press("ArrowDown")
    calendar = page.get_by_role("dialog", name="Choose a date")
    calendar.get_by_role("button", name="Today").click()

    expect(page.locator("#id_metastatic_on")).to_have_value(timezone.localdate().isoformat())


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_of_entry_and_admin_is_wider_than_the_window(
    browser, log_in, live_server, demo, manager, width
):
    manager.is_staff = True
    manager.save()
    context = log_in(browser.new_context(viewport={"width": width, "height": 900}), manager)
    page, patient = context.new_page(), Patient.objects.get(mrn=DANA)
    biopsy = patient.biopsies.first()

    for address in (
        reverse("regimen_new", args=[patient.pk]),
        reverse("visit_new", args=[patient.pk]),
        reverse("fact_new", args=[patient.pk, "her2reading"]),
        reverse("record_export"),
        reverse("admin:patients_patient_changelist"),
        reverse("admin:patients_patient_change", args=[patient.pk]),
        reverse("admin:patients_biopsy_change", args=[biopsy.pk]),
    ):
        page.goto(live_server.url + address)
        root = "document.documentElement"
        assert page.evaluate(f"{root}.scrollWidth - {root}.clientWidth") == 0, address
    context.close()
