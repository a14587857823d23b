"""The order in which open options are read, one rule after the other."""

from datetime import date
from itertools import pairwise

from biomarkers.domain.rank import ranks_of

from .builders import assessed, performance, row

# Each goes before the next by the first rule that tells them apart.
IN_ORDER = [
    row("letrozole", slug="first", step=1, evidence="D"),
    row("letrozole", slug="label", step=2, evidence="B"),
    row("letrozole", slug="letter", step=2, evidence="C", approved_on=date(2020, 1, 1)),
    row("letrozole", slug="newer", step=2, evidence="D", approved_on=date(2020, 1, 1)),
    row("letrozole", slug="older", step=2, evidence="D", approved_on=date(2010, 1, 1)),
    row("letrozole", slug="catalog", step=2, evidence="D", approved_on=date(2010, 1, 1)),
    row("letrozole", slug="off", step=2, evidence="A", basis="off_label"),
    row("letrozole", slug="stepless"),
    row("capecitabine", slug="with-care", step=1, evidence="A"),
]


def ranks(rows) -> dict[str, int]:
    return ranks_of(
        assessed(catalog=rows, metastatic_on="2019", performance=[performance(3)]).options
    )


def test_open_options_are_ranked_from_one():
    assert [slug for slug, _ in sorted(ranks(IN_ORDER).items(), key=lambda item: item[1])] == [
        asks.slug for asks in IN_ORDER
    ]
    assert sorted(ranks(IN_ORDER).values()) == list(range(1, len(IN_ORDER) + 1))


def test_among_equals_alone_the_order_of_the_catalog_counts():
    found = ranks(IN_ORDER[::-1])

    for one, other in pairwise(asks.slug for asks in IN_ORDER):
        assert (found[one] < found[other]) is ((one, other) != ("older", "catalog"))


def test_what_is_not_open_has_no_rank():
    assert ranks([row("letrozole", her2="positive", slug="closed")]) == {}
