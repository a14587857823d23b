"""The worklist: who stands on it, under which reason, and what a step does."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from time_machine import travel

from biomarkers.assessment.storing import store_assessments
from biomarkers.demo.logins import TEAMS
from biomarkers.domain.spans import months_after
from biomarkers.exchange.records.importing import import_folder
from biomarkers.models import Alteration, HER2Reading, WorkItem, WorkStep
from biomarkers.worklist.forms import WorklistFilter
from patients.actions import save_facts
from patients.dates import PartialDate
from patients.language import day_words
from patients.models import AuditEvent, CareTeam, DiseaseStatus
from tests.csv_files import records_of_file
from tests.damage import damage
from tests.data import STORIES
from tests.demo.write_demo import DEMO
from tests.factories import BiopsyFactory, HER2ReadingFactory, PatientFactory

WORKLIST = "/"
QUERIES_AT_MOST = 14


@pytest.fixture
def stories(team):
    import_folder(STORIES)


@pytest.fixture
def unscored(team):
    """Called negative without a score: somebody has to find it."""
    patient = PatientFactory(
        family_name="Unscored", care_team=team, metastatic_on="2016", treatment_history="complete"
    )
    biopsy = BiopsyFactory(patient=patient)
    reading = HER2ReadingFactory.build(biopsy=biopsy, negative_without_score=True)
    germline = Alteration(
        patient=patient, tested_on="2016", gene="BRCA1", result="not_detected", origin="germline"
    )
    save_facts([reading, germline], by=None)
    return patient


def names_in(response) -> list[str]:
    rows = re.findall(r'<th scope="row"><a [^>]*>([^<]*)</a>', response.content.decode())
    return [name.split(",")[0] for name in rows]


def rows_in(client, **filters) -> int:
    """All rows, page after page."""
    number, after = 0, {}
    while True:
        page = client.get(WORKLIST, {**filters, **after})
        number += len(names_in(page))
        more = re.search(r'<a href="[^"]*after=(\d+)[^>]*>Next page', page.content.decode())
        if not more:
            return number
        after = {"after": more[1]}


def tiles_in(response) -> dict[str, int]:
    tiles = re.findall(r'<a class="tile" href="([^"]*)".*?<b>([\d,+]+)</b>',
                       response.content.decode(), re.S)  # fmt: skip
    codes = [(re.search(r"why=(\w+)", href), number) for href, number in tiles]
    return {code[1] if code else "": int(number) for code, number in codes}


def act(client, patient, kind: str, **said):
    item = WorkItem.objects.get(patient=patient, standing__in=("listed", "waiting"))
    return client.post(reverse("work_step", args=[item.pk, kind]), said)


def in_days(days: int) -> str:
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def test_a_patient_stands_once_under_the_gravest_reason(clinician_client, stories):
    names = names_in(clinician_client.get(WORKLIST))

    assert len(names) == len(set(names)) > 5
    assert "+1 more" in clinician_client.get(WORKLIST).content.decode()


def test_who_was_not_seen_for_over_a_year_stands_apart(clinician_client, unscored):
    """The last day of the year is in the list, the next is not; nothing recorded is."""
    apart = 'class="tile apart"'
    today = timezone.localdate()
    for seen_on, place in (
        ("", "listed"),
        (months_after(today, -12).isoformat(), "listed"),
        ((months_after(today, -12) - timedelta(days=1)).isoformat(), "not_seen"),
    ):
        unscored.last_contact_on = PartialDate(seen_on) if seen_on else None
        unscored.save()
        store_assessments([unscored.pk], today=today)
        listed, others = clinician_client.get(WORKLIST), {"not_seen": "on"}

        assert names_in(listed) == (["Unscored"] if place == "listed" else [])
        assert tiles_in(listed)[""] == len(names_in(listed))
        assert (apart in listed.content.decode()) is (place == "not_seen")
        assert names_in(clinician_client.get(WORKLIST, others)) == (
            ["Unscored"] if place == "not_seen" else []
        )


def test_who_has_a_newer_fact_than_the_last_contact_was_seen(clinician_client, unscored):
    today = timezone.localdate()
    unscored.last_contact_on = PartialDate("2019-03-04")
    unscored.save()
    on = PartialDate(today.isoformat())
    DiseaseStatus.objects.create(patient=unscored, on=on, status="stable")
    store_assessments([unscored.pk], today=today)

    assert names_in(clinician_client.get(WORKLIST)) == ["Unscored"]


def every_filter(teams) -> list[dict]:
    """Each choice of each field alone, and some together."""
    fields = WorklistFilter(None, teams=teams, members=[]).fields
    alone = [
        {name: code}
        for name, field in fields.items()
        for code, _ in getattr(field, "choices", ())
        if name not in ("why", "team")
    ]
    by_team = [{"team": team.pk} for team in teams]
    together = [
        {"category": "low", "owner": "none", "sort": "age"},
        {"cause": "definition", "age": "30", "snoozed": "on"},
        {**by_team[0], "category": "ultralow"},
    ]
    apart = [{name: "on"} for name in ("snoozed", "not_seen", "asked", "waits")]
    return [{}, *apart, *alone, *by_team, *together]


def test_the_number_on_a_tile_is_the_number_of_rows_it_shows(clinician_client, clinician, team):
    for folder in ("breast-clinic", "second-clinic"):
        import_folder(DEMO / folder, team=TEAMS[folder])
    clinician.care_teams.set(CareTeam.objects.all())
    listed = WorkItem.objects.filter(standing="listed").order_by("pk")
    act(clinician_client, listed[0].patient, "snoozed", until=in_days(7))
    act(clinician_client, listed[0].patient, "assigned", assigned_to=clinician.pk)
    filters = every_filter(CareTeam.objects.all())

    wrong, rows = [], 0
    for turn, chosen in enumerate(filters):
        tiles = tiles_in(clinician_client.get(WORKLIST, chosen))
        rows += tiles[""]
        for code in {"", list(tiles)[turn % len(tiles)]}:  # with each filter one reason, in turn
            shown = rows_in(clinician_client, **chosen, **({"why": code} if code else {}))
            if shown != tiles[code]:
                wrong.append((chosen, code, tiles[code], shown))
        if tiles[""] != sum(number for code, number in tiles.items() if code):
            wrong.append((chosen, "all", tiles))

    assert not wrong
    assert len(filters) >= 20
    assert rows > 100


def test_the_worklist_costs_the_same_for_any_number_of_rows(
    clinician_client, stories, django_assert_max_num_queries
):
    slowly = timezone.now() + timedelta(minutes=2)  # as where the machine is busy

    with travel(slowly), django_assert_max_num_queries(QUERIES_AT_MOST):
        assert clinician_client.get(WORKLIST).status_code == 200


def test_an_awaited_ish_is_entered_from_its_row_by_whom_may(
    clinician_client, coordinator_client, team
):
    patient = PatientFactory(care_team=team, metastatic_on="2016", family_name="Waiting")
    biopsy = BiopsyFactory(patient=patient)
    reading = HER2ReadingFactory.build(biopsy=biopsy, ihc_score="2+", ish_status="pending")
    save_facts([reading], by=None)

    page = clinician_client.get(WORKLIST).content.decode()
    address = re.search(r'href="([^"]+)">Enter ISH', page)[1].replace("&amp;", "&")
    form = clinician_client.get(address).content.decode()

    assert re.search(rf'value="{biopsy.pk}" selected', form)
    assert re.search(r'value="done" selected', form)
    assert "Waiting" in (other := coordinator_client.get(WORKLIST).content.decode())
    assert "Enter ISH" not in other


@pytest.fixture
def coordinator_client(client, team, django_user_model):
    user = django_user_model.objects.create_user("coordinator")
    user.groups.add(Group.objects.get(name="Coordinators"))
    team.members.add(user)
    client.force_login(user)
    return client


def csv_of(client, **filters) -> list[dict[str, str]]:
    response = client.post(reverse("worklist_csv", query=filters), {"reason": "audit of 2026"})
    return records_of_file(b"".join(response.streaming_content))


@pytest.mark.parametrize(
    "filters",
    [{}, {"category": "low"}, {"owner": "none", "sort": "age"}, {"snoozed": "on"}],
    ids=str,
)
def test_the_table_holds_exactly_the_rows_that_the_filters_show(
    coordinator_client, team, filters, monkeypatch
):
    import_folder(DEMO / "breast-clinic", team=team.name)
    monkeypatch.setattr("biomarkers.worklist.table.ROWS_AT_A_TIME", 7)

    mrns = [row["MRN"] for row in csv_of(coordinator_client, **filters, after="1")]

    assert len(mrns) == len(set(mrns)) == rows_in(coordinator_client, **filters)
    entry = AuditEvent.objects.filter(action=AuditEvent.Action.EXPORT).get()
    why = {"why": "audit of 2026"}
    assert entry.additional_data == {"page": "worklist", "rows": len(mrns), **why}


def test_no_cell_of_the_table_is_run_as_a_formula(coordinator_client, unscored):
    PatientFactory._meta.model.objects.update(family_name="=1+1", given_name="@x")

    (row,) = csv_of(coordinator_client)

    assert (row["Family name"], row["Given name"]) == ("'=1+1", "'@x")


def test_who_may_not_take_out_the_worklist_is_not_offered_it(clinician_client, unscored):
    assert clinician_client.get(reverse("worklist_csv")).status_code == 403
    assert "/worklist/csv/" not in clinician_client.get(WORKLIST).content.decode()


def test_the_worklist_shows_only_patients_of_my_teams(stranger_client, unscored):
    item = WorkItem.objects.get()

    assert names_in(stranger_client.get(WORKLIST)) == []
    assert stranger_client.get(reverse("work_step", args=[item.pk, "snoozed"])).status_code == 404


def test_a_viewer_sees_the_rows_but_no_verbs(viewer_client, unscored):
    item = WorkItem.objects.get()

    page = viewer_client.get(WORKLIST)

    assert names_in(page) == ["Unscored"]
    assert b"/requested/" not in page.content
    assert viewer_client.get(reverse("work_step", args=[item.pk, "requested"])).status_code == 403


def test_a_request_begins_with_the_text_that_asks_pathology(clinician_client, unscored):
    item = WorkItem.objects.get()

    form = clinician_client.get(reverse("work_step", args=[item.pk, "requested"])).content.decode()

    assert "HER2 IHC score (0, 1+, 2+ or 3+)" in form.replace("\n", " ")


def test_what_is_requested_leaves_and_comes_back_to_be_chased(
    clinician_client, clinician, unscored, time_machine
):
    act(clinician_client, unscored, "requested", text="Please tell us.", until=in_days(14))

    assert names_in(clinician_client.get(WORKLIST)) == []
    assert names_in(clinician_client.get(WORKLIST, {"snoozed": "on"})) == ["Unscored"]

    time_machine.move_to(timezone.now() + timedelta(days=14))
    call_command("reassess", "--due")

    clinician_client.force_login(clinician)  # the session of two weeks ago is over
    page = clinician_client.get(WORKLIST)
    step = WorkStep.objects.get()
    assert names_in(page) == ["Unscored"]
    assert "Follow up: find the score" in page.content.decode()
    assert (step.by, step.text, step.why) == (clinician, "Please tell us.", "find_score")


def test_a_snooze_is_for_everything_that_is_due_for_the_patient(clinician_client, stories):
    behind = WorkItem.objects.filter(standing="behind").first().patient

    act(clinician_client, behind, "snoozed", until=in_days(7))

    assert not behind.work_items.filter(standing__in=("listed", "behind")).exists()


@pytest.mark.parametrize("until", ["", "yesterday", "2020-01-01"])
def test_a_snooze_needs_a_day_to_come(clinician_client, unscored, until):
    assert act(clinician_client, unscored, "snoozed", until=until).status_code == 422
    assert not WorkStep.objects.exists()


def test_a_new_fact_brings_an_answered_patient_back(clinician_client, unscored):
    act(clinician_client, unscored, "unchanged", text="Archive is lost.")
    assert names_in(clinician_client.get(WORKLIST)) == []

    again = HER2ReadingFactory.build(
        biopsy=unscored.biopsies.get(), read_on="2020-01-01", negative_without_score=True
    )
    save_facts([again], by=None)

    assert names_in(clinician_client.get(WORKLIST)) == ["Unscored"]


def test_a_score_that_arrives_takes_the_row_away_and_opens_the_option(clinician_client, unscored):
    from tests.factories import AgentGivenFactory

    chemotherapy = AgentGivenFactory.build(
        patient=unscored, agent=AgentGivenFactory._meta.model._meta.get_field(
            "agent").related_model.objects.get(name="capecitabine"),
        ended_on="2019-01-10", end_reason="progression",
    )  # fmt: skip
    reading = HER2Reading.objects.get()
    reading.ihc_score = "1+"
    save_facts([chemotherapy, reading], by=None)

    tiles = tiles_in(clinician_client.get(WORKLIST))

    assert "find_score" not in tiles
    assert tiles["option_opened"] == 1


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({"outcome": "wanted"}, 302),
        ({"outcome": "later", "until": in_days(30)}, 302),
        ({"outcome": "later", "until": ""}, 422),
        ({"outcome": "not_appropriate", "text": ""}, 422),
        ({"outcome": "not_appropriate", "text": "Heart failure."}, 302),
        ({}, 422),
    ],
)
def test_discussed_says_what_came_of_it(clinician_client, stories, said, status):
    opened = WorkItem.objects.filter(why="option_opened").first()

    assert act(clinician_client, opened.patient, "discussed", **said).status_code == status
    opened = WorkItem.objects.get(patient=opened.patient, why="option_opened")
    assert (opened.standing == "listed") is (status == 422)


def test_an_owner_is_the_patients_and_the_list_can_be_narrowed_to_it(
    clinician_client, clinician, unscored
):
    act(clinician_client, unscored, "assigned", assigned_to=clinician.pk)

    assert names_in(clinician_client.get(WORKLIST, {"owner": "me"})) == ["Unscored"]
    assert names_in(clinician_client.get(WORKLIST, {"owner": "none"})) == []


def test_the_message_says_who_the_owner_is_now(clinician_client, clinician, unscored):
    refused = act(clinician_client, unscored, "assigned", assigned_to="")
    act(clinician_client, unscored, "assigned", assigned_to=clinician.pk)
    assigned = clinician_client.get(WORKLIST).content.decode()
    act(clinician_client, unscored, "assigned", assigned_to="")
    freed = clinician_client.get(WORKLIST).content.decode()

    assert refused.status_code == 422
    assert "The patient has none now." in refused.content.decode()
    assert "Saved: Unscored, Dana, assigned to clinician." in assigned
    assert "Saved: Unscored, Dana, unassigned." in freed


def test_a_task_that_was_discussed_says_so_on_the_chart(clinician_client, stories):
    opened = WorkItem.objects.filter(why="option_opened").first()
    said = {"outcome": "not_appropriate", "text": "Prefers tablets."}
    act(clinician_client, opened.patient, "discussed", **said)

    chart = clinician_client.get(opened.patient.get_absolute_url()).content.decode()
    task = " ".join(re.sub("<[^>]*>", " ", chart[chart.index('class="task-answer"') :]).split())

    on = day_words(timezone.localdate())
    assert f"Discussed {on}, clinician: not appropriate . Prefers tablets." in task
    assert 'class="task is-answered"' in chart
    assert ", 1 answered" in chart


def test_nobody_of_another_team_can_become_the_owner(clinician_client, stranger, unscored):
    assert act(clinician_client, unscored, "assigned", assigned_to=stranger.pk).status_code == 422


def test_what_was_done_stands_on_the_chart_and_its_timeline(clinician_client, unscored):
    act(clinician_client, unscored, "commented", text="Block is in Linz.")

    chart = clinician_client.get(unscored.get_absolute_url()).content.decode()

    assert "Block is in Linz." in chart
    assert "commented" in chart
    assert 'Task history <span class="count">1</span>' in chart


def test_htmx_is_told_that_the_worklist_changed(clinician_client, unscored, htmx):
    item = WorkItem.objects.get()

    response = clinician_client.post(
        reverse("work_step", args=[item.pk, "unchanged"]), {"text": ""}, headers=htmx
    )

    assert response.status_code == 204
    assert "worklistChanged" in response["HX-Trigger"]


def test_the_load_counts_what_each_owner_has(clinician_client, clinician, unscored):
    act(clinician_client, unscored, "assigned", assigned_to=clinician.pk)

    page = clinician_client.get(reverse("worklist_load")).content.decode()

    assert re.search(r"clinician</a></th><td>1</td>", page)


def test_the_digest_tells_numbers_and_no_patient(clinician, clinician_client, unscored):
    clinician.email = "clinician@example.org"
    clinician.save()
    act(clinician_client, unscored, "assigned", assigned_to=clinician.pk)

    call_command("send_digest")

    (message,) = mail.outbox
    assert message.to == ["clinician@example.org"]
    assert "1  IHC score missing" in message.body
    for identity in (unscored.mrn, unscored.family_name, unscored.given_name, "S16-"):
        assert identity not in message.body + message.subject


# Rows that were damaged past the application.


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("biomarkers_her2reading", "ihc_score = '9'"),
        ("biomarkers_her2reading", "read_on = 'May'"),
        ("patients_biopsy", "collected_on = '2016-13-45'"),
        ("patients_patient", "birth_date = 'unknown'"),
    ],
)
def test_a_damaged_record_needs_fixing_and_breaks_no_list(
    clinician_client, unscored, table, change
):
    damage(table, change)
    call_command("reassess")

    assert "needs_fixing" in tiles_in(clinician_client.get(WORKLIST))
    assert names_in(clinician_client.get(reverse("patient_list"))) == ["Unscored"]
    chart = clinician_client.get(unscored.get_absolute_url())
    assert chart.status_code == 409
    assert b"This record has a data error" in chart.content


@pytest.mark.parametrize(
    "change",
    [
        "why = 'nonsense'",
        "action = 'nonsense'",
        """grounds = '[{"code": "nonsense"}]'""",
        """grounds = '{"specimen": 5}'""",
    ],
)
def test_a_damaged_row_of_the_worklist_breaks_nothing(clinician_client, unscored, change):
    damage("biomarkers_workitem", change)

    assert names_in(clinician_client.get(WORKLIST)) == ["Unscored"]

    call_command("reassess", "--from-start")
    assert "find_score" in tiles_in(clinician_client.get(WORKLIST))
