"""People who keep the catalog. Versions of one number differ between tests: none is remembered."""

import pytest
from django.test import Client

from biomarkers.catalog.current import forget_compiled


@pytest.fixture(autouse=True)
def compiled_anew():
    forget_compiled()
    yield
    forget_compiled()


@pytest.fixture
def manager_client(manager):
    """With the admin open to them, as data managers have it."""
    manager.is_staff = True
    manager.save()
    client = Client()
    client.force_login(manager)
    return client
