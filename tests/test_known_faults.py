"""Faults that were found once, asked again: no answer is 500, every refusal is a sentence."""

import pytest
from django.contrib.admin import site
from django.contrib.auth.models import Group, Permission, User
from django.test import Client
from django.urls import reverse

from biomarkers.entry.kinds import FACT_KINDS
from patients.actions import break_glass, save_facts
from patients.models import AuditEvent, LVEFMeasurement, Progression
from tests.access_paths import addresses
from tests.biomarkers.test_entry import FACTS, fields_of, typed
from tests.factories import BiopsyFactory, PatientFactory


@pytest.fixture
def patient(team):
    return PatientFactory(care_team=team, mrn="M-7")


@pytest.fixture
def everybodys_client(team):
    """A superuser with every role, in the team: nothing is refused before it is read."""
    user = User.objects.create_superuser("all", password="a long pass phrase")
    user.groups.set(Group.objects.all())
    team.members.add(user)
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


GARBAGE = [
    "abc",
    "%00",
    "9" * 40,
    "-1",
    "_00",
    "%FF%FE",
    "1%00",
    "None",
    "%F0%9F%98%80",
    "2_5F",
    "..%2F..",
]


@pytest.mark.parametrize("slug", ["biopsy", "patient", "nothing"])
@pytest.mark.parametrize("page", ["correct", "in-error", "move"])
@pytest.mark.parametrize("key", GARBAGE)
def test_an_address_that_is_malformed_is_not_found(everybodys_client, patient, page, slug, key):
    address = f"/patients/{patient.pk}/{page}/{slug}/{key}/"

    assert everybodys_client.get(address).status_code == 404
    assert everybodys_client.post(address, {"why": "x"}).status_code == 404


ADMIN_PAGES = [
    (name, route) for name, route in addresses() if name.startswith("admin:") and "<" in route
]


@pytest.mark.parametrize("garbage", GARBAGE)
def test_garbage_in_an_address_of_the_admin_is_no_error(everybodys_client, patient, garbage):
    wrong = []
    for name, route in ADMIN_PAGES:
        address = "/" + route.replace("<path:object_id>", garbage).replace("<id>", garbage)
        if "<" in address:
            continue
        answer = everybodys_client.get(address)
        if answer.status_code >= 500:
            wrong.append((name, address))

    assert not wrong


@pytest.mark.parametrize("garbage", ["%00", "a%00b", "9" * 40, "-1", "%FF", "9999-99-99"])
def test_garbage_in_what_an_admin_list_is_asked_for_is_no_error(everybodys_client, garbage):
    wrong = []
    for name, route in addresses():
        if not name.endswith("_changelist"):
            continue
        asked = [f"q={garbage}&p={garbage}&o={garbage}&_facets={garbage}",
                 f"id__exact={garbage}"]  # fmt: skip
        wrong += [
            f"/{route}?{query}"
            for query in asked
            if everybodys_client.get(f"/{route}?{query}").status_code >= 500
        ]

    assert not wrong


PICKING = {
    f"admin:{model._meta.app_label}_{model._meta.model_name}_add": page.autocomplete_fields
    for model, page in site._registry.items()
    if page.autocomplete_fields
}


@pytest.mark.parametrize("garbage", ["abc", "\x00", "9" * 40, "-1", "2016-05-09"])
def test_what_is_no_key_of_a_row_to_pick_is_refused(everybodys_client, garbage):
    assert len(PICKING) > 5
    for page, names in PICKING.items():
        answer = everybodys_client.post(reverse(page), dict.fromkeys(names, garbage))

        assert answer.status_code == 200, page


@pytest.mark.parametrize("garbage", ["abc", "\x00", "9" * 40, "-1", "2016-05-09"])
def test_a_chosen_row_that_is_none_is_left_out(everybodys_client, garbage):
    for model in site._registry:
        page = f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"
        for action in ("delete_selected", "mark_in_error", "take_out_in_draft"):
            asked = {"action": action, "index": "0", "_selected_action": garbage}
            answer = everybodys_client.post(reverse(page), asked)

            assert answer.status_code in (200, 302), (page, action)


@pytest.mark.parametrize("garbage", ["%00", "9" * 40, "-1", "%FF", "9999-12-31", "0001-01-01"])
def test_no_word_in_a_query_breaks_a_page(everybodys_client, patient, garbage):
    names = ["who", "what", "since", "until", "after", "why", "team", "section", "state", "on",
             "owner", "assigned", "than", "as_of", "text", "page", "date", "then", "now", "tab",
             "version", "drug", "q", "sort"]  # fmt: skip
    pages = [
        reverse("audit"),
        reverse("audit_csv"),
        reverse("audit_patient", args=[patient.pk]),
        reverse("audit_patient_csv", args=[patient.pk]),
        reverse("worklist"),
        reverse("worklist_load"),
        reverse("worklist_csv"),
        reverse("patient_list"),
        reverse("report_queue"),
        reverse("catalog"),
        reverse("gallery"),
        *(
            reverse(page, args=[patient.pk])
            for page in ("patient_chart", "patient_compare", "patient_summary", "patient_handout")
        ),
        reverse("fact_new", args=[patient.pk, "her2reading"]),
    ]
    asked = "&".join(f"{name}={garbage}" for name in names)
    wrong = [
        page
        for page in pages
        if everybodys_client.get(f"{page}?{asked}").status_code >= 500
        or everybodys_client.post(f"{page}?{asked}", {"reason": "x"}).status_code >= 500
    ]

    assert not wrong


def test_an_absurd_date_is_told_and_not_left_out(everybodys_client, patient):
    for page in ("audit", "audit_csv"):
        for day in ("9999-12-31", "0001-01-01", "1999-12-31"):
            address = reverse(page, query={"until": day})
            posted = {"reason": "audit of 2026"}

            if page == "audit_csv":
                answer = everybodys_client.post(address, posted)
            else:
                answer = everybodys_client.get(address)

            assert answer.status_code == 400
            assert "Enter a date from 2000 to 2999." in answer.content.decode()


@pytest.mark.parametrize("percent", ["0", "100", "-5", "150", "99999999999999999999", "60.5", "x"])
def test_an_lvef_out_of_range_is_told_on_the_form(clinician_client, patient, percent):
    address = reverse("fact_new", args=[patient.pk, "lvefmeasurement"])
    answer = clinician_client.post(address, {"measured_on": "2020", "percent": percent})

    assert answer.status_code == 422
    assert "error" in answer.content.decode()
    assert not LVEFMeasurement.objects.exists()


@pytest.mark.parametrize(
    ("forwarded", "recorded"),
    [
        ("198.51.100.4:51234", "198.51.100.4"),
        ("203.0.113.9, 198.51.100.4:51234", "198.51.100.4"),
        ("[2001:db8::7]:443", "2001:db8::7"),
        ("[2001:db8::7]", "2001:db8::7"),
        ("2001:db8::7", "2001:db8::7"),
        ("fe80::1%eth0", "fe80::1"),
        ("unknown", "127.0.0.1"),
        ("198.51.100.4\x00", "127.0.0.1"),
        (", ", "127.0.0.1"),
    ],
)
def test_an_address_with_a_port_or_none_is_recorded(
    clinician_client, patient, settings, forwarded, recorded
):
    settings.BEHIND_PROXY = True
    headers = {"X-Forwarded-For": forwarded}

    assert clinician_client.get(patient.get_absolute_url(), headers=headers).status_code == 200
    assert AuditEvent.objects.get(action=AuditEvent.Action.ACCESS).remote_addr == recorded


@pytest.fixture
def guest(stranger, patient):
    """A clinician of another team, in the room by emergency access."""
    assert break_glass(mrn=patient.mrn, reason="She is in the emergency room.", by=stranger)
    return stranger


def _writes(patient) -> list[tuple[str, dict]]:
    biopsy = patient.biopsies.get()
    return [
        (reverse("fact_new", args=[patient.pk, "progression"]), {"on": "2021", "site": "liver"}),
        (reverse("fact_change", args=[patient.pk, "patient", patient.pk]), {"sex": "male"}),
        (reverse("fact_in_error", args=[patient.pk, "biopsy", biopsy.pk]), {"why": "hers"}),
        (reverse("fact_move", args=[patient.pk, "biopsy", biopsy.pk]), {"why": "hers"}),
        (reverse("report_new", args=[patient.pk]), {"text": "HER2: IHC 1+"}),
        (reverse("line_confirm", args=[patient.pk, 1]), {}),
    ]


def test_a_guest_by_break_glass_reads_and_changes_nothing(guest, stranger_client, patient):
    BiopsyFactory(patient=patient)
    chart = stranger_client.get(patient.get_absolute_url()).content.decode()

    assert "Emergency access</b> until" in chart
    assert "/correct/" not in chart
    assert "/add/" not in chart
    for address, posted in _writes(patient):
        answer = stranger_client.post(address, posted)
        assert answer.status_code == 403, address
        assert "Emergency access is for reading." in answer.content.decode()
    assert not Progression.objects.exists()


def test_a_guest_whose_role_allows_it_writes_and_the_trail_says_so(guest, stranger_client, patient):
    guest.user_permissions.add(Permission.objects.get(codename="write_by_break_glass"))
    address = reverse("fact_new", args=[patient.pk, "progression"])

    assert stranger_client.post(address, {"on": "2021", "site": "liver"}).status_code == 302
    mine = PatientFactory(care_team=guest.care_teams.get())
    address = reverse("fact_new", args=[mine.pk, "progression"])
    assert stranger_client.post(address, {"on": "2021", "site": "liver"}).status_code == 302

    theirs, own = (
        AuditEvent.objects.get(content_type__model="progression", patient_id=whose.pk)
        for whose in (patient, mine)
    )
    assert theirs.additional_data == {"by": "emergency access"}
    assert own.additional_data is None


def test_a_guest_is_told_of_an_alike_accession_and_not_whose_it_is(
    guest, stranger_client, clinician_client, patient
):
    guest.user_permissions.add(Permission.objects.get(codename="write_by_break_glass"))
    hidden = PatientFactory(care_team=patient.care_team, family_name="Hidden", mrn="H-1")
    save_facts([BiopsyFactory.build(patient=hidden, accession="S16-101", site="brain")], by=None)
    address = reverse("fact_new", args=[patient.pk, "biopsy"])
    alike = {"accession": "s16 101", "collected_on": "2020", "site": "lung"}

    told_guest, told_team = (
        client.post(address, alike).content.decode()
        for client in (stranger_client, clinician_client)
    )

    assert "Like S16-101 of another patient of this care team." in told_guest
    assert not any(word in told_guest for word in ("Hidden", "H-1", "S16-101, brain"))
    assert "Like S16-101, brain" in told_team
    assert "Hidden" in told_team


@pytest.mark.parametrize("slug", FACTS)
def test_a_second_press_of_save_saves_nothing_twice(clinician_client, patient, slug):
    posted = typed(slug, BiopsyFactory(patient=patient))
    address = reverse("fact_new", args=[patient.pk, slug])
    clinician_client.post(address, posted)
    stored = FACT_KINDS[slug].stored(patient).count()

    answer = clinician_client.post(address, posted, follow=True)

    assert "This was saved already" in answer.content.decode()
    assert FACT_KINDS[slug].stored(patient).count() == stored


def test_of_forty_stale_corrections_one_is_saved_and_the_others_are_told(clinician_client, patient):
    biopsy = BiopsyFactory(patient=patient, site="liver")
    address = reverse("fact_change", args=[patient.pk, "biopsy", biopsy.pk])
    stale = fields_of(clinician_client.get(address).content.decode())

    answers = [
        clinician_client.post(address, {**stale, "site": f"site {number}", "why": "amended"})
        for number in range(40)
    ]

    assert [answer.status_code for answer in answers] == [302] + [422] * 39
    assert all("while you were editing" in a.content.decode() for a in answers[1:])
    biopsy.refresh_from_db()
    assert biopsy.site == "site 0"


def test_an_age_beyond_any_calendar_is_refused_with_a_sentence(everybodys_client):
    answer = everybodys_client.get(reverse("catalog_checking"), {"months": "1865654304858027"})

    assert answer.status_code == 200
    assert "less than or equal to 1200" in answer.content.decode()
