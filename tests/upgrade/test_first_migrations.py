"""The first migration of an app makes what the steps made that it replaces."""

import pytest

from tests.upgrade.databases import migrate, migrate_by_steps, new_database
from tests.upgrade.schema import schema, tables_with_rows

FIRST = [
    ("patients", "0001_squashed_0017_plain_words"),
    ("biomarkers", "0001_squashed_0021_plain_words"),
]
LAST_STEPS = [("patients", "0017_plain_words"), ("biomarkers", "0021_plain_words")]

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def by_steps(django_db_blocker, tmp_path_factory):
    with django_db_blocker.unblock(), new_database(tmp_path_factory.mktemp("steps")):
        migrate_by_steps(LAST_STEPS)
        return schema(), tables_with_rows()


@pytest.fixture(scope="module")
def at_once(django_db_blocker, tmp_path_factory):
    with django_db_blocker.unblock(), new_database(tmp_path_factory.mktemp("once")):
        migrate(FIRST)
        return schema(), tables_with_rows()


def test_a_new_database_has_the_tables_limits_and_indexes_of_one_made_by_steps(at_once, by_steps):
    new, old = at_once[0], by_steps[0]
    assert set(new) == set(old)
    for part in old:
        assert new[part] == old[part], part


def test_what_is_compared_is_there(at_once):
    everything = str(at_once[0])
    for table in ("patients_patient", "biomarkers_workitem", "patients_auditevent", "cache"):
        assert table in everything


def test_neither_way_leaves_rows(at_once, by_steps):
    assert at_once[1] == by_steps[1] == set()
