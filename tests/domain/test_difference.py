"""What a change opens and closes: criteria met, whether or not a line still works."""

from biomarkers.domain.difference import difference

from .builders import assessed, given, her2, row, specimen

ASKS_LOW = row(her2="low", slug="asks-low")
FACTS = {"catalog": (ASKS_LOW,), "metastatic_on": "2024", "treatment_history": "complete"}
LOW = specimen(her2(ihc_score="1+"))
LETROZOLE = given("letrozole", "2024-02-01", line=1)


def opened_and_closed(before, after) -> tuple[list[str], list[str]]:
    found = difference(before, after)
    return [o.row.slug for o in found.opened], [o.row.slug for o in found.closed]


def test_a_result_opens_what_it_meets_also_for_later():
    negative = specimen(her2(ihc_score="0", zero_staining="absent"))
    before = assessed(negative, treatments=(LETROZOLE,), **FACTS)
    after = assessed(LOW, treatments=(LETROZOLE,), **FACTS)

    assert opened_and_closed(before, after) == (["asks-low"], [])
    assert opened_and_closed(after, before) == ([], ["asks-low"])


def test_a_line_that_begins_closes_nothing_and_its_end_opens_nothing():
    before = assessed(LOW, **FACTS)
    after = assessed(LOW, treatments=(LETROZOLE,), **FACTS)

    assert [o.state for found in (before, after) for o in found.options] == ["open", "next"]
    assert opened_and_closed(before, after) == opened_and_closed(after, before) == ([], [])
