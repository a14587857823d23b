"""What an attacker would try at the pages; every test can be run again."""

import uuid

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.test import Client
from django.urls import reverse

from patients.models import Progression
from tests.access_paths import addresses, facts_of, path_of
from tests.access_table import TABLE
from tests.factories import AgentGivenFactory, BiopsyFactory, PatientFactory

EVERY = [(name, route) for name, route in addresses() if name in TABLE]
POSTED = [(name, route) for name, route in EVERY if TABLE[name].post != "-"]


@pytest.fixture
def facts(team):
    return facts_of(team)


@pytest.fixture
def superuser(team):
    user = User.objects.create_superuser("root", password="a long pass phrase")
    team.members.add(user)
    return user


def test_every_post_without_its_token_is_refused(facts, superuser):
    client = Client(enforce_csrf_checks=True)
    client.force_login(superuser)

    accepted = [
        name
        for name, route in POSTED
        if client.post(path_of(name, route, facts)).status_code != 403
    ]

    assert not accepted


def test_no_page_can_be_framed_or_run_what_is_not_ours(facts, superuser):
    for name, route in EVERY:
        client = Client()
        client.force_login(superuser)
        response = client.get(path_of(name, route, facts))

        policy = response["Content-Security-Policy"]
        assert response["X-Frame-Options"] == "DENY", name
        assert "frame-ancestors 'none'" in policy, name
        assert "unsafe" not in policy, name
        assert response["X-Content-Type-Options"] == "nosniff", name
        assert "no-store" in response["Cache-Control"], name


@pytest.fixture
def mine(team):
    return PatientFactory(care_team=team)


@pytest.fixture
def theirs(db):
    return PatientFactory(care_team__name="Second clinic", family_name="Theirs")


def test_no_identifier_can_be_guessed(clinician_client, mine, theirs):
    """Theirs looks exactly as one that is nobody's; rows of theirs are not reached through mine."""
    biopsy, given = BiopsyFactory(patient=theirs), AgentGivenFactory(patient=theirs)
    tried = [
        reverse("patient_chart", args=[theirs.pk]),
        reverse("patient_chart", args=[uuid.uuid4()]),
        reverse("fact_change", args=[mine.pk, "biopsy", biopsy.pk]),
        reverse("fact_change", args=[mine.pk, "patient", theirs.pk]),
        reverse("agent_stop", args=[mine.pk, given.pk]),
    ]

    answers = [clinician_client.get(address) for address in tried]

    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content.decode().split("<main")[1] for answer in answers}) == 1


def test_a_new_fact_goes_to_the_patient_of_the_address_whatever_is_posted(
    clinician_client, mine, theirs
):
    posted = {"on": "2021-02", "site": "liver", "patient": theirs.pk, "patient_id": theirs.pk}
    clinician_client.post(reverse("fact_new", args=[mine.pk, "progression"]), posted)

    assert Progression.objects.get().patient == mine


def test_a_reading_is_not_put_on_somebody_elses_specimen(clinician_client, mine, theirs):
    biopsy = BiopsyFactory(patient=theirs)
    address = reverse("fact_new", args=[mine.pk, "her2reading"])

    answer = clinician_client.post(
        address, {"biopsy": biopsy.pk, "read_on": "2020-01-01", "ihc_score": "1+"}
    )

    assert answer.status_code == 422
    assert not biopsy.her2_readings.exists()


def test_a_patient_is_not_given_to_a_team_of_others(clinician_client, mine, theirs):
    address = reverse("fact_change", args=[mine.pk, "patient", mine.pk])
    page = clinician_client.get(address)
    values = {name: field.value() or "" for name, field in
              ((f.name, f) for f in page.context["form"])}  # fmt: skip

    values |= {"care_team": theirs.care_team_id, "why": "typed wrong"}
    assert clinician_client.post(address, values).status_code == 422

    mine.refresh_from_db()
    assert mine.care_team_id != theirs.care_team_id


def test_a_guest_by_break_glass_does_not_take_the_patient_over(clinician, clinician_client, theirs):
    """Not even one whose role may write by emergency access."""
    clinician.user_permissions.add(Permission.objects.get(codename="write_by_break_glass"))
    theirs_team = theirs.care_team
    clinician_client.post(
        reverse("break_glass"), {"mrn": theirs.mrn, "reason": "She is in the emergency room."}
    )
    address = reverse("fact_change", args=[theirs.pk, "patient", theirs.pk])
    page = clinician_client.get(address)
    values = {field.name: field.value() or "" for field in page.context["form"]}
    values |= {"care_team": clinician.care_teams.get().pk, "sex": "male", "why": "she told me"}

    assert clinician_client.post(address, values).status_code == 302

    theirs.refresh_from_db()
    assert (theirs.sex, theirs.care_team) == ("male", theirs_team)


def test_break_glass_tells_nothing_before_the_reason(clinician_client, theirs):
    address = reverse("break_glass")

    known = clinician_client.post(address, {"mrn": theirs.mrn, "reason": ""})
    unknown = clinician_client.post(address, {"mrn": "Z" * len(theirs.mrn), "reason": ""})

    told = [answer.content.decode().split("<main")[1] for answer in (known, unknown)]
    assert (
        told[0].replace(theirs.mrn, "Z" * len(theirs.mrn)).split("csrf")[0]
        == told[1].split("csrf")[0]
    )
    assert known.status_code == unknown.status_code == 422
    assert "Theirs" not in told[0]


@pytest.fixture
def administrator_client(db):
    user = User.objects.create_user("boss", password="a long pass phrase", is_staff=True)
    user.groups.add(Group.objects.get(name="Administrators"))
    client = Client()
    client.force_login(user)
    client.user = user
    return client


def _posted(user: User, **more) -> dict:
    return {"username": user.username, "is_active": "on", "date_joined_0": "2020-01-01",
            "date_joined_1": "00:00:00", **more}  # fmt: skip


def test_who_keeps_accounts_makes_no_superuser_and_not_more_of_the_own_account(
    administrator_client, clinician
):
    boss = administrator_client.user
    clinicians = Group.objects.get(name="Clinicians")
    more = {"is_superuser": "on", "groups": [clinicians.pk], "user_permissions": ["1"]}
    for user in (clinician, boss):
        address = reverse("admin:auth_user_change", args=[user.pk])
        assert administrator_client.post(address, _posted(user, **more)).status_code == 302

    assert not User.objects.filter(is_superuser=True).exists()
    assert not User.objects.filter(user_permissions__isnull=False).exists()
    assert list(boss.groups.values_list("name", flat=True)) == ["Administrators"]


def test_who_keeps_accounts_does_not_touch_a_superuser(administrator_client, superuser):
    for page in ("auth_user_change", "auth_user_password_change"):
        address = reverse(f"admin:{page}", args=[superuser.pk])
        posted = {
            "password1": "taken over now",
            "password2": "taken over now",
            "usable_password": "true",
        }
        assert administrator_client.post(address, _posted(superuser, **posted)).status_code == 403

    superuser.refresh_from_db()
    assert superuser.check_password("a long pass phrase")
