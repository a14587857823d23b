"""A server with patients on it, and a browser that is logged in."""

import pytest
from django.conf import settings
from django.test import Client

from biomarkers.exchange.records.importing import import_folder
from tests.demo.write_demo import DEMO

WIDTHS = (390, 1280, 1920)


@pytest.fixture
def demo(transactional_db, team):
    import_folder(DEMO / "breast-clinic", team=team.name)


@pytest.fixture
def log_in(live_server, clinician):
    """Gives a browser context the session of the clinician, or of somebody else."""

    def logged_in(context, user=clinician):
        client = Client()
        client.force_login(user)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
        )
        return context

    return logged_in


@pytest.fixture
def clinician_page(context, log_in):
    return log_in(context).new_page()
