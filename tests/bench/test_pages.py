"""The bench forgets no page: each is timed, or named with why it is not."""

import pytest
from django.test import Client

from tests.access_paths import facts_of
from tests.access_table import TABLE

from .pages import FURTHER, LEFT_OUT, one_of_everybody, pages_of


@pytest.mark.once
def test_every_page_that_is_timed_is_a_whole_page(team, uploads):
    pages = pages_of(facts_of(team))
    client = Client()
    client.force_login(one_of_everybody(team))

    answers = {name: client.get(path).status_code for name, path in pages.items()}

    assert {name: status for name, status in answers.items() if status != 200} == {}
    assert len(pages) > 150


def test_what_is_left_out_or_asked_in_other_ways_is_an_address():
    assert {*LEFT_OUT, *(page for _, page, _ in FURTHER)} <= TABLE.keys()
