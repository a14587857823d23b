"""A passkey in a real browser: set up, logged in with, used as second factor, without a finger.

The browser's own virtual authenticator stands for the device. It wants http://localhost.
"""

import re

import pytest
from django.contrib.auth.models import Group, User
from playwright.sync_api import expect

from tests.accounts.conftest import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("transactional_db", "no_failures_yet")]


@pytest.fixture
def site(live_server):
    return live_server.url.replace("127.0.0.1", "localhost")


@pytest.fixture
def administrator(transactional_db):
    user = User.objects.create_user("boss", password=PASSWORD, is_staff=True)
    user.groups.add(Group.objects.get(name="Administrators"))
    return user


@pytest.fixture
def finger(page):
    """A device with a finger sensor, whose finger can be taken away."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
        "hasUserVerification": True, "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }  # fmt: skip
    made = devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})

    def put(is_right: bool) -> None:
        which = {"authenticatorId": made["authenticatorId"], "isUserVerified": is_right}
        devtools.send("WebAuthn.setUserVerified", which)

    return put


def _log_in(page, site):
    page.goto(f"{site}/accounts/login/")
    page.get_by_label("Username").fill("boss")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in", exact=True).click()


def _add_passkey(page, site):
    _log_in(page, site)
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("Use it instead of a password").check()
    page.get_by_role("button", name="Add").click()
    page.get_by_role("heading", name="Recovery codes").wait_for()


def test_a_passkey_is_set_up_and_stands_for_name_password_and_second_factor(
    page, site, administrator, finger
):
    broken = []
    page.on(
        "console", lambda message: broken.append(message.text) if message.type == "error" else 0
    )
    _add_passkey(page, site)
    expect(page.locator(".recovery-codes li")).to_have_count(10)
    page.get_by_role("button", name="Log out").click()

    page.get_by_role("button", name="Log in with a passkey").click()
    page.wait_for_url("**/admin/")

    expect(page).to_have_title(re.compile("^Second Look administration"))
    assert not broken  # the policy stopped nothing


def test_a_passkey_is_the_second_factor_after_a_password(page, site, administrator, finger):
    _add_passkey(page, site)
    page.get_by_role("button", name="Log out").click()
    _log_in(page, site)
    page.get_by_role("heading", name="Enter your code").wait_for()

    page.get_by_role("button", name="Use a passkey").click()

    page.wait_for_url("**/admin/")


def test_without_the_right_finger_it_lets_nobody_in_and_says_so(page, site, administrator, finger):
    _add_passkey(page, site)
    page.get_by_role("button", name="Log out").click()
    finger(False)

    page.get_by_role("button", name="Log in with a passkey").click()

    page.get_by_text("The passkey did not work.").wait_for()
    assert "/accounts/login/" in page.url
