"""Nothing named is silent, and nothing is laid on a specimen by a guess, in whatever layout."""

import pytest

from biomarkers.reports.reader import read_report

from .test_reader_kinds import said

_PARTS = "A. Right breast, 3:00, core biopsy\nB. Left axilla, core biopsy\n"


@pytest.mark.parametrize(
    "title",
    [
        "ADDENDUM 2  (3 May 2024; corrected 9 May 2024)    STAINS FOR RECEPTORS",
        "Addendum #1, 3 May 2024, hormone receptors",
        "ADDENDUM 1 - STAINS",
    ],
)
def test_an_addendum_ends_the_gross_description_whatever_its_title_says_besides(title: str):
    gross = "GROSS\nA: two cores in cassette A."
    text = f"{_PARTS}\n{gross}\n\n{title}\n\nPart A\n  ER   positive   80%\n"

    assert said(text)["er_percent"] == "80"


@pytest.mark.parametrize(
    "told",
    [
        "The progesterone receptor was typed as 4%. The correct value is 40%.",
        "PR was entered as 4%; it should read 40%.",
        "PR was listed as negative (4%) but should be 40%.",
    ],
)
def test_what_was_typed_wrongly_is_replaced_by_what_is_correct(told: str):
    text = f"Breast, left, core biopsy\n\nCORRECTED REPORT. {told}\n\nER 90% positive. PR 40%.\n"

    assert said(text)["pr_percent"] == "40"


def test_what_was_reported_and_is_not_corrected_stays():
    text = "Breast, left, core biopsy.\nPR was reported as 4%. The correct block was used."

    assert said(text)["pr_percent"] == "4"


_PANEL = "Tissue sequencing panel, breast core\n\nGENE      ALTERATION   VAF\n"


def genes_of(text: str) -> dict[str, tuple[str, bool]]:
    """Each gene with its result, and whether that is unclear."""
    rows = [row for proposal in read_report(text) for row in proposal.alterations]
    return {row[0].value: (row[1].value, bool(row[1].unclear)) for row in rows}


@pytest.mark.parametrize(
    "row", ["KMT2X     p.Q1523*     12%", "KMT2X R882C 3.1%", "KMT2X: c.2644C>T, 8%"]
)
def test_a_gene_that_the_list_does_not_hold_is_named_with_its_variant(row: str):
    found = genes_of(f"{_PANEL}PIK3CA    H1047R       31%\n{row}\n")

    assert found == {"PIK3CA": ("detected", False), "KMT2X": ("", True)}


@pytest.mark.parametrize("row", ["PIK3CA E542K H1047R", "BRAF V600E AND V600K: not detected"])
def test_a_variant_or_a_word_before_a_variant_is_no_gene(row: str):
    assert set(genes_of(f"{_PANEL}{row}\n")) <= {"PIK3CA", "BRAF"}


def test_what_only_suggests_a_variant_of_the_germline_is_of_the_plasma_still():
    text = """Liquid biopsy, plasma cfDNA
CHEK2 I157T 47%
The allele fraction of CHEK2 I157T suggests a germline variant; confirm with a germline test."""

    rows = [row for proposal in read_report(text) for row in proposal.alterations]
    materials = {field.value for row in rows for field in row if field.name == "material"}
    assert materials == {"ctdna"}


@pytest.mark.parametrize(
    "label", ["Part B (left axillary lymph node)", "B (left axilla)", "Specimen B, left axilla"]
)
def test_the_label_of_a_part_says_its_place_and_no_other_test(label: str):
    text = f"{_PARTS}\nHER2 FISH, sent to a reference laboratory:\n\n{label}: NOT AMPLIFIED.\n"

    assert said(text)["ish_result"] == "negative"


def test_a_test_that_failed_is_told_behind_the_label_of_its_part():
    text = f"{_PARTS}\nHER2 FISH:\n\nPart B (axillary lymph node): FISH failed twice.\n"

    assert said(text)["ish_status"] == "failed"


def test_the_side_and_site_behind_a_part_are_no_label_of_another_value():
    text = f"{_PARTS}\nKi-67 (MIB-1) on part A, right breast: 35%.\n"

    assert said(text)["ki67_percent"] == "35"


def test_a_label_that_names_more_than_a_place_takes_its_value():
    text = f"{_PARTS}\nHER2 FISH:\nPart A (right breast), margins: negative.\n"

    assert not said(text).get("ish_result")
