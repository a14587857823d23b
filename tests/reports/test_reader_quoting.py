"""What stands in brackets behind a result, in a title, or below one that is no longer valid."""

import pytest

from biomarkers.reports.reader import EARLIER, UNCLEAR, Proposal, read_report


def values_of(proposal: Proposal) -> dict[str, str]:
    return {one.name: one.value for one in proposal.fields if one.value}


def this_of(text: str) -> dict[str, str]:
    (proposal,) = (one for one in read_report(text) if one.specimen != EARLIER)
    return values_of(proposal)


@pytest.mark.parametrize(
    ("line", "column", "value"),
    [
        ("Ki-67: 35% (average of the whole tumor; hot spot 50%)", "ki67_percent", "35"),
        ("PR 60% (strong in 20%, weak in 40%)", "pr_percent", "60"),
        ("Ki-67: 20-30% (mean 25%)", "ki67_percent", "25"),
        ("ER positive (90%, strong)", "er_percent", "90"),
    ],
)
def test_brackets_behind_a_percent_tell_its_details(line, column, value):
    assert this_of(line)[column] == value


def test_brackets_can_quote_an_earlier_specimen_alone():
    text = (
        "Accession: S22-999\nRight breast, excision: ER 90% (prior core S22-111: 10%), PR 80%,"
        " HER2 1+ (2+ on the prior core)"
    )

    (earlier,) = (one for one in read_report(text) if one.specimen == EARLIER)

    assert {"er_percent": "90", "pr_percent": "80", "ihc_score": "1+"}.items() <= (
        this_of(text).items()
    )
    assert (earlier.value("er_percent"), earlier.value("ihc_score")) == ("10", "2+")


def test_another_reading_of_the_same_slides_is_no_specimen():
    text = "HER2: negative, score 1+ (outside result as issued: 2+)\nER: 20% (original: 10%)"

    assert this_of(text)["ihc_score"] == "1+"
    assert this_of(text)["er_percent"] == "20"


@pytest.mark.parametrize(
    "title",
    [
        "FORMER MARKER TABLE (03/14/16)  *** SUPERSEDED ***",
        "Results of 3 March (replaced)",
        "Preliminary results, superseded by addendum 1:",
    ],
)
def test_what_such_a_title_heads_is_replaced(title):
    text = f"Corrected results\nER: positive, 90%\n\n{title}\nER: negative, 0%\n\nHER2: 1+"

    assert (this_of(text)["er_percent"], this_of(text)["ihc_score"]) == ("90", "1+")


def test_a_report_that_replaces_another_is_read():
    text = "*** THIS REPORT SUPERSEDES THE REPORT OF 3/14 ***\nER 90%\nHER2 2+"

    assert (this_of(text)["er_percent"], this_of(text)["ihc_score"]) == ("90", "2+")


def test_a_title_in_capitals_with_brackets_ends_with_its_line():
    text = (
        "Lab ref: 22-HP-31877\n\n"
        "PRE-TREATMENT CORE BIOPSY (22-HP-04410, left breast, collected 3 February)\n"
        "Invasive carcinoma, grade 3.\nER: 30%.   HER2: 3+.\n\n"
        "LEFT BREAST, MASTECTOMY: residual carcinoma\nER: 20%\nHER2: 1+\n\n"
        "COMMENT\nHER2 was 3+ in the core."
    )

    (earlier,) = (one for one in read_report(text) if one.specimen == EARLIER)

    assert (earlier.value("er_percent"), earlier.value("ihc_score")) == ("30", "3+")
    assert (this_of(text)["er_percent"], this_of(text)["ihc_score"]) == ("20", "1+")


def test_a_numbered_side_below_a_title_heads_its_part():
    text = (
        "SPECIMEN\n1. RIGHT breast core biopsy\n2. LEFT breast core biopsy\n\n"
        "RECEPTORS AND HER2\n1. RIGHT\n   ER: 0%\n   HER2: 3+\n2. LEFT\n   ER: 90%\n   HER2: 1+\n"
    )

    first, second = (values_of(one) for one in read_report(text))

    assert (first["laterality"], first["er_percent"], first["ihc_score"]) == ("right", "0", "3+")
    assert (second["laterality"], second["er_percent"], second["ihc_score"]) == ("left", "90", "1+")


def test_a_line_that_begins_with_its_tumor_is_of_it():
    text = "Right breast\nTumor 1 NST G2 ER 90% PR 80%\nTumor 2 lobular G1 ER 20% PR 0%"

    assert [one.value("er_percent") for one in read_report(text)] == ["90", "20"]


def test_what_the_client_told_is_placed_by_a_person():
    text = "Client IHC: HER2 2+ (equivocal), per requisition\n\nHER2 FISH: amplified, ratio 2.9"

    told = next(one for one in read_report(text) if one.value("ihc_score"))

    assert (told.specimen, told.value("ihc_score")) == (UNCLEAR, "2+")


def test_receptors_that_were_not_repeated_say_nothing_of_ish():
    text = (
        "HER2 FISH (from the core S08-377): not amplified\n"
        "The receptors have not been repeated on the excision."
    )

    assert all(one.value("ish_status") != "not_done" for one in read_report(text))


BEFORE_AND_AFTER = [
    "            Core biopsy       Mastectomy\nER          90%               60%\n"
    "HER2        3+                1+\n",
    "Marker      Core (S21-5222)      Mastectomy (S22-9123)\nER          90%               60%\n"
    "HER2        3+                1+\n",
    "ER: 60% (core: 90%)\nHER2: 1+ (core: 3+)\n",
    "ER: 60% (90% on the core)\nHER2: 1+ (3+ on the core)\n",
]


@pytest.mark.parametrize("results", BEFORE_AND_AFTER)
def test_a_core_beside_what_was_excised_was_taken_before(results):
    text = f"Accession: S22-9123\nLeft mastectomy: residual carcinoma\n\n{results}"

    (earlier,) = (one for one in read_report(text) if one.specimen == EARLIER)

    assert (this_of(text)["er_percent"], this_of(text)["ihc_score"]) == ("60", "1+")
    assert earlier.value("ihc_score") == "3+"


def test_a_core_in_brackets_is_of_a_report_on_a_core():
    text = "Accession: S22-9123\nLeft breast, core biopsy: carcinoma\nER: 60% (60% on the core)\n"

    assert this_of(text)["er_percent"] == "60"


@pytest.mark.parametrize("arrow", ["->", "-->", "→"])
def test_an_arrow_between_two_values_is_no_bound(arrow):
    said = this_of(f"Left mastectomy\nER: 90% {arrow} 60%\nHER2: 3+ {arrow} 1+\nPR: {arrow} 20%")

    assert ("er_percent" in said, "ihc_score" in said) == (False, False)
    assert said["pr_percent"] == "20"


def test_columns_headed_by_hours_are_of_the_parts_taken_there():
    text = (
        "A. Left breast, 2 o'clock, core: carcinoma\nB. Left breast, 5 o'clock, core: carcinoma\n\n"
        "          2 o'clock    5 o'clock\nER        95%          20%\nHER2      1+           2+\n"
    )

    first, second = (values_of(one) for one in read_report(text))

    assert (first["er_percent"], first["ihc_score"]) == ("95", "1+")
    assert (second["er_percent"], second["ihc_score"]) == ("20", "2+")
