"""A server with patients on it, and a browser that is logged in."""

import threading

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from patients.models import CareTeam
from tests.browser.demo_copies import fill_with_demo

WIDTHS = (390, 1280, 1920)

LOOKS = [(width, scheme) for width in WIDTHS for scheme in ("light", "dark")]

# What is expected of a page is waited for: an answer may have come that is not on the page yet.
expect.set_options(timeout=30_000)


def look(page, width: int, scheme: str) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)


def faults_of_look(page, width: int) -> list:
    """What axe finds, and whether the page is wider than its window."""
    found = Axe().run(page).response["violations"]
    wide = page.evaluate("document.documentElement.scrollWidth") > width
    return ["wider than the window"] * wide + [
        (one["id"], [node["html"][:160] for node in one["nodes"][:3]]) for one in found
    ]


@pytest.fixture
def team(request, transactional_db):
    """Before anybody else is there: the demo is a copy of a whole database."""
    if "demo" in request.fixturenames:
        return fill_with_demo()
    return CareTeam.objects.create(name="Breast clinic")


@pytest.fixture
def demo(team):
    """The patients of the demo, in the team."""


@pytest.fixture
def log_in(live_server, clinician):
    """Gives a browser context the session of the clinician, or of somebody else.

    An error in a script of any of its pages fails the test.
    """
    contexts, errors = [], []

    def logged_in(context, user=clinician):
        contexts.append(context)
        context.on("weberror", lambda found: errors.append(str(found.error)))
        client = Client()
        client.force_login(user)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
        )
        return context

    yield logged_in
    for context in contexts:
        context.close()
    _wait_for_last_answers()
    assert errors == []


def _wait_for_last_answers() -> None:
    """A preview that nobody waits for is still worked on, and may not outlive the test’s rows."""
    for thread in threading.enumerate():
        if "process_request_thread" in thread.name:
            thread.join(timeout=30)


@pytest.fixture
def clinician_page(context, log_in):
    return log_in(context).new_page()
