"""Which organ a site names: whole words only, so that "lungworm" is no lung."""

import pytest

from biomarkers.domain.organs import Organs

ORGANS = Organs((("stomach", "stomach"), ("gastric", "stomach"), ("bile duct", "biliary tract")))


@pytest.mark.parametrize(
    ("site", "organ"),
    [
        ("stomach", "stomach"),
        ("Gastric antrum", "stomach"),
        ("common bile duct", "biliary tract"),
        ("left breast", None),
        ("epigastric skin", None),
        ("", None),
    ],
)
def test_a_site_names_an_organ_by_whole_words(site, organ):
    assert ORGANS.named_in(site) == organ


def test_no_table_names_no_organ():
    assert Organs().named_in("stomach") is None
