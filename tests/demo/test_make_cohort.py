"""The invented clinic: the same for the same seed, and mixed as the cohorts in print are."""

from collections import Counter
from random import Random

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from biomarkers.demo.filling import PATIENTS_AT_A_TIME, make_cohort
from biomarkers.demo.stories import stories, story
from biomarkers.domain.actions import MOLECULAR_TESTS
from biomarkers.domain.work import WHY_OF_ACTION, Why
from biomarkers.models import HER2Assessment, WorkItem

ACTIONS = {*WHY_OF_ACTION, *MOLECULAR_TESTS}


def test_the_same_seed_tells_the_same_stories():
    assert list(stories(50, seed=3)) == list(stories(50, seed=3))
    assert list(stories(50, seed=3)) != list(stories(50, seed=4))
    assert story(Random("3:7"), 7, 3) == list(stories(8, seed=3))[7]


def test_a_thousand_hold_every_action_and_every_reason_mixed_as_in_print(db):
    """Of HER2-negative disease with IHC known 30 to 75 % are low: the sanity band of cohorts."""
    make_cohort(1_000, seed=7, teams=3)

    current = HER2Assessment.objects.current()
    said = "\n".join(current.values_list("actions", flat=True))
    categories = Counter(current.values_list("category", flat=True))
    reasons = set(WorkItem.objects.values_list("why", flat=True))
    zero = current.filter(reason="zero_staining_not_stated").count()
    negative = zero + sum(categories[name] for name in ("low", "ultralow", "null"))
    assert {line.split()[0] for line in said.splitlines() if line} == ACTIONS
    # No row of an invented clinic is damaged, and no report is amended.
    assert reasons == set(Why) - {Why.NEEDS_FIXING, Why.AMENDED}
    assert 0.30 < categories["low"] / negative < 0.75
    assert 0.10 < categories["positive"] / 1_000 < 0.25
    assert 0.3 < current.filter(metastatic=True).count() / 1_000 < 0.5


def test_it_is_made_in_bulk(db):
    with CaptureQueriesContext(connection) as queries:
        make_cohort(PATIENTS_AT_A_TIME, seed=2, teams=2)

    assert len(queries) < PATIENTS_AT_A_TIME / 3


def test_it_is_not_made_beside_real_patients(db, settings):
    with pytest.raises(CommandError, match="DEBUG"):
        call_command("make_cohort", "1")
    settings.DEBUG = True
    call_command("make_cohort", "1", "--teams", "1")
    with pytest.raises(CommandError, match="--add"):
        call_command("make_cohort", "1")
