"""Who stands in an answer is found by whole words, whatever stands beside them."""

from uuid import UUID

import pytest

from patients.audit.shown import shown_in

DANA = UUID(int=1)


@pytest.mark.parametrize(
    ("text", "is_shown"),
    [
        ("<a>Whitlock, Dana</a>", True),
        ("Whitlocks and a Whitlock.", True),
        ("Whitlocks", False),
        ("McWhitlock Whitlock_2 éWhitlock", False),
        ("Whitlock", True),
        ("whitlock", False),
        ("", False),
    ],
)
def test_a_name_is_shown_where_it_stands_as_a_word(text, is_shown):
    assert shown_in(text, {DANA: {"Whitlock"}}) == ([DANA] if is_shown else [])


def test_a_name_is_found_as_it_is_written_in_html():
    assert shown_in("O&#x27;Brien &amp; Sons", {DANA: {"O'Brien"}}) == [DANA]
