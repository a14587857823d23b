"""The clinic page: each number is the number of patients on the list that it opens."""

import re
from collections import Counter
from datetime import date, timedelta
from html import unescape
from xml.etree import ElementTree

import pytest
from django.core.management import call_command
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from time_machine import travel

from biomarkers.actions import take_step
from biomarkers.clinic import counting
from biomarkers.clinic.curves import compute
from biomarkers.clinic.drawing import bars_of, flow_of
from biomarkers.clinic.patient_list import ListFilter, patients_for
from biomarkers.clinic.periods import Period, quarter_end, quarter_of, quarter_words
from biomarkers.clinic.spans import Counted
from biomarkers.clinic.survival import at_risk, kaplan_meier
from biomarkers.domain.subtype import Subtype
from biomarkers.exchange.records.importing import import_folder
from biomarkers.models import ClinicCurves, LineSpan, ListedPatient, WorkItem
from patients.actions import save_facts
from patients.models import CareTeam, Patient
from patients.models.access import teams_of
from tests.csv_files import rows_of_file
from tests.data import STORIES
from tests.demo.write_demo import DEMO
from tests.factories import PatientFactory

CLINIC = "/clinic/"
SVG = "{http://www.w3.org/2000/svg}"
QUERIES_AT_MOST = 14


@pytest.fixture
def whole_clinic(team, clinician):
    """The demo with requests of every age: one of today, one of 20 and one of 40 days ago."""
    import_folder(DEMO / "breast-clinic", team=team.name)
    today = timezone.localdate()
    asked = WorkItem.objects.filter(standing="listed", patient__listed__subtype="hr_positive")
    asked = asked.exclude(why="option_opened").order_by("patient__mrn", "why")
    for item, days in zip(list(asked[:3]), (0, 20, 40), strict=True):
        take_step(item=item, kind="requested", by=clinician, text="Please", until=today)
        items = WorkItem.objects.filter(patient=item.patient, requested_on__isnull=False)
        items.update(requested_on=today - timedelta(days=days))
    opened = WorkItem.objects.filter(why="option_opened").order_by("pk")
    for item, days in zip(list(opened[:2]), (100, 400), strict=True):
        WorkItem.objects.filter(pk=item.pk).update(since=today - timedelta(days=days))
    return team


def links_in(page: str) -> set[tuple[str, int]]:
    """Addresses of lists, with the number that stands in each link."""
    found = re.findall(r'<a href="(/patients/\?[^"]*)">(?:<b>)?(\d+)<', page)
    return {(unescape(address), int(number)) for address, number in found}


def numbers_without_a_list(page: str) -> list[str]:
    """Numbers of table cells that open nothing. None opens nothing."""
    cells = re.findall(r"<td[^>]*>(.*?)</td>", page, re.S)
    words = [re.sub(r"<a .*?</a>|<svg.*?</svg>", "", cell, flags=re.S) for cell in cells]
    bare = (re.sub(r"<[^>]+>", "", word) for word in words)
    return [word for word in bare if re.search(r"[1-9]", word)]


def living_on(page: str) -> int:
    return int(re.search(r">(\d+)</a>\s+living patients", page)[1])


def number_on_page(client, address: str) -> int:
    page = client.get(address).content.decode()
    return int(re.search(r'role="status">(\d+) patient', page)[1])


def number_of(user, address: str) -> int:
    """Without the rows of the page."""
    form = ListFilter(QueryDict(address.partition("?")[2]), teams=teams_of(user))
    return patients_for(user, form.chosen).count()


NARROWED = "reported missing asked_age opened changed_from has lacks counted".split()


def test_each_number_opens_the_list_of_as_many_patients(clinician, clinician_client, whole_clinic):
    compute(whole_clinic, timezone.localdate())
    for filters in ({}, {"period": "0"}, {"subtype": "hr_positive", "period": "0"}):
        page = clinician_client.get(CLINIC, filters).content.decode()
        links = sorted(links_in(page))

        assert not [
            (address, number, found)
            for address, number in links
            if (found := number_of(clinician, address)) != number
        ]
        assert numbers_without_a_list(page) == []
        assert {name for name in NARROWED if any(f"{name}=" in link for link, _ in links)} == (
            set(NARROWED)
        )

    of_each = [next(link for link in links if f"{name}=" in link[0]) for name in NARROWED]
    shown = [number_on_page(clinician_client, address) for address, _ in of_each]
    assert shown == [number for _, number in of_each]


def test_every_living_patient_is_in_the_flow_once(clinician_client, whole_clinic):
    page = clinician_client.get(CLINIC).content.decode()

    table = re.search(r"Reported as.*?</table>", page, re.S)[0]
    body, foot = table.split("</tbody>")
    cells = [
        int(number)
        for address, number in re.findall(r'<a href="([^"]*)">(\d+)<', body)
        if "category=" in address and "reported=" in address
    ]
    living = ListedPatient.objects.filter(deceased=False).count()
    assert sum(cells) == living
    assert f">{living}<" in foot


def test_the_page_costs_the_same_for_any_number_of_patients(
    clinician_client, whole_clinic, django_assert_max_num_queries
):
    compute(whole_clinic, timezone.localdate())

    with django_assert_max_num_queries(QUERIES_AT_MOST):
        assert clinician_client.get(CLINIC).status_code == 200


def test_the_patients_of_another_team_are_not_counted(stranger_client, whole_clinic):
    page = stranger_client.get(CLINIC, {"team": whole_clinic.pk}).content.decode()

    links = links_in(page)
    assert {number for _, number in links} == {0}
    assert not any(f"team={whole_clinic.pk}&" in address for address, _ in links)
    assert "<h1>Second clinic</h1>" in page


def test_one_team_is_shown_at_a_time(clinician_client, clinician, whole_clinic):
    second = CareTeam.objects.create(name="Other clinic")
    clinician.care_teams.add(second)
    save_facts([PatientFactory(care_team=second)], by=None)

    page = clinician_client.get(CLINIC, {"team": second.pk}).content.decode()

    assert max(number for _, number in links_in(page)) == 1


def test_the_table_holds_the_numbers_of_the_page(clinician_client, whole_clinic):
    compute(whole_clinic, timezone.localdate())

    answer = clinician_client.post(
        reverse("clinic_csv", query={"period": "0"}), {"reason": "audit of 2026"}
    )

    rows = rows_of_file(b"".join(answer.streaming_content))
    flow = [int(n) for section, _, _, n in rows if section == "Reported to today"]
    assert rows[0] == ["Section", "Group", "Value", "Number"]
    assert sum(flow) == ListedPatient.objects.filter(deceased=False).count()
    assert {row[0] for row in rows} >= {"Time on treatment", "Not settled", "Status changed"}
    names = Patient.objects.values_list("family_name", flat=True)
    assert not any(name in cell for name in names for row in rows for cell in row)


@pytest.fixture
def patient(team):
    return save_facts([PatientFactory(care_team=team)], by=None)


def test_a_large_team_is_counted_once_a_minute_and_the_page_says_when(
    clinician_client, team, patient, monkeypatch
):
    monkeypatch.setattr(counting, "LARGE", 1)
    first = clinician_client.get(CLINIC).content.decode()
    save_facts([PatientFactory(care_team=team)], by=None)

    kept = clinician_client.get(CLINIC).content.decode()
    again = clinician_client.get(CLINIC, {"again": "1"}).content.decode()
    after = clinician_client.get(CLINIC).content.decode()

    assert [living_on(page) for page in (first, kept, again, after)] == [1, 1, 2, 2]
    assert "Counted at" in kept


def test_what_was_kept_of_a_large_team_ends_after_a_minute(team, patient, monkeypatch):
    monkeypatch.setattr(counting, "LARGE", 1)
    with travel(timezone.now(), tick=False) as clock:
        today = timezone.localdate()
        kept = counting.counts_of(team, "", today)
        save_facts([PatientFactory(care_team=team)], by=None)
        clock.shift(counting.SECONDS_KEPT - 1)
        assert counting.counts_of(team, "", today) == kept
        clock.shift(2)
        assert counting.counts_of(team, "", today).living == 2


def test_a_small_team_is_counted_each_time(clinician_client, team, patient):
    assert living_on(clinician_client.get(CLINIC).content.decode()) == 1
    save_facts([PatientFactory(care_team=team)], by=None)
    page = clinician_client.get(CLINIC).content.decode()

    assert living_on(page) == 2
    assert "Counted at" not in page


# Curves.

# Freireich 1963: weeks of remission under 6-mercaptopurine; + is censored.
FREIREICH = "6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+".split()


def test_drawings_are_pictures_to_take_out_without_a_patient(clinician_client, whole_clinic):
    compute(whole_clinic, timezone.localdate())
    for which in ("flow", "treated"):
        answer = clinician_client.get(reverse("clinic_picture", args=[which]))
        picture = ElementTree.fromstring(answer.content)  # a file of its own, well formed

        assert picture.find(f".//{SVG}path") is not None
        assert whole_clinic.name in "".join(picture.itertext())
        assert not [mrn for mrn in Patient.objects.values_list("mrn", flat=True)
                    if mrn in answer.content.decode()]  # fmt: skip
        assert answer["Content-Disposition"] == f'attachment; filename="{which}.svg"'
    assert clinician_client.get(reverse("clinic_picture", args=["junk"])).status_code == 404


def test_the_estimate_is_the_one_in_textbooks():
    days = [int(week.removesuffix("+")) for week in FREIREICH]
    found = kaplan_meier(days, [not week.endswith("+") for week in FREIREICH])

    published = {6: 0.857, 7: 0.807, 10: 0.753, 13: 0.690, 16: 0.627, 22: 0.538, 23: 0.448}
    assert {day: round(part, 3) for day, part in found.steps if day} == published
    assert (found.median, found.median_low, found.median_high) == (23, 13, None)
    assert at_risk(days, [0, 6, 7, 10, 23, 36]) == [21, 21, 17, 15, 6, 0]


@pytest.mark.parametrize(
    ("days", "ended", "steps", "median"),
    [([], [], ((0, 1.0),), None), ([5, 9], [False, False], ((0, 1.0),), None),
     ([5], [True], ((0, 1.0), (5, 0.0)), 5)],
)  # fmt: skip
def test_an_estimate_of_almost_nothing(days, ended, steps, median):
    found = kaplan_meier(days, ended)

    assert (found.steps, found.median) == (steps, median)


def test_curves_are_stored_for_each_subtype_and_period_with_their_time(team):
    import_folder(DEMO / "breast-clinic", team=team.name)

    compute(team, timezone.localdate())

    stored = ClinicCurves.objects.filter(team=team)
    assert stored.count() == 3 * (1 + len(Subtype))
    everything = stored.get(subtype="", quarters=0).curves
    spans = LineSpan.objects.filter(patient__listed__team=team)
    first = next(c for c in everything if (c["kind"], c["line"]) == ("treated", 1))
    assert first["number"] == spans.filter(number=1, treated_days__isnull=False).count()
    assert first["ended"] == spans.filter(number=1, stopped=True).count()
    lines = [c["number"] + c["left_out"] for c in everything if c["kind"] == "treated"]
    later = spans.filter(number__gte=5)
    once = later.values("patient").distinct().count()
    assert sum(lines) == spans.filter(number__lt=5).count() + once
    assert once < later.count()
    assert stored.get(subtype="", quarters=4).curves != everything


@pytest.mark.parametrize(
    "code", ["treated.2.risk.6.", "until_next.5.ended.0.2024-01-01", "treated.1.undated.0."]
)
def test_a_number_of_a_curve_is_a_code_that_can_be_read_again(code):
    assert Counted.of(code).code == code


@pytest.mark.parametrize(
    "code",
    ["", "treated.2.risk", "junk.2.risk.6.", "treated.9.risk.6.", "treated.2.risk.6.2024-13-01"],
)
def test_what_is_no_number_of_a_curve_is_not_read(code):
    with pytest.raises(ValueError, match=r"curve|month"):
        Counted.of(code)


def test_a_curve_of_fewer_than_ten_says_so(clinician_client, team):
    import_folder(STORIES)
    waits = clinician_client.get(CLINIC, {"period": "0"}).content.decode()
    compute(team, timezone.localdate())
    page = clinician_client.get(CLINIC, {"period": "0"}).content.decode()

    assert "Not computed yet" in waits
    assert "fewer than 10" in page
    assert "Computed" in page


def test_a_night_asks_the_worker_for_the_curves_of_each_team(team, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    import_folder(STORIES)

    call_command("reassess", "--due")

    assert ClinicCurves.objects.filter(team=team).exists()


# Drawings.


def test_ribbons_fill_both_ends_and_nothing_is_drawn_twice():
    flow = Counter({("negative", "low"): 6, ("negative", "null"): 3, ("positive", "low"): 1})

    drawn = flow_of(flow, ["negative", "positive"], ["null", "low"])

    assert [(n.code, n.number) for n in drawn.left] == [("negative", 9), ("positive", 1)]
    assert [(n.code, n.number) for n in drawn.right] == [("null", 3), ("low", 7)]
    assert sum(r.number for r in drawn.ribbons) == 10
    assert max(n.y + n.height for n in drawn.left) <= drawn.height


def test_a_category_that_no_list_knows_is_drawn_and_not_lost():
    drawn = flow_of(Counter({("nonsense", "low"): 1}), ["negative"], ["low"])

    assert [node.code for node in drawn.left] == ["nonsense"]


def test_columns_fit_their_width_however_many():
    for count in (1, 12, 60):
        drawn = bars_of([("Q1 2024", [("low", place)]) for place in range(count)])
        assert max(bar.x + drawn.thick for bar in drawn.bars) <= drawn.width
        assert sum(bool(bar.words) for bar in drawn.bars) <= 13


@pytest.mark.parametrize(
    ("code", "first"),
    [("4", date(2026, 1, 1)), ("12", date(2024, 1, 1)), ("0", None), ("", date(2024, 1, 1))],
)
def test_a_period_ends_with_the_quarter_that_is_running(code, first):
    assert Period.of(code, date(2026, 11, 26)).first == first


def test_quarters():
    assert quarter_of(date(2026, 3, 31)) == date(2026, 1, 1)
    assert quarter_of(date(2026, 1, 1), back=1) == date(2025, 10, 1)
    assert quarter_end(date(2026, 10, 1)) == date(2026, 12, 31)
    assert quarter_words(date(2026, 10, 1)) == "Q4 2026"
