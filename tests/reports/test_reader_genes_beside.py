"""Genes that are named beside controls, relatives and stains, and what is denied of a gene."""

import pytest

from biomarkers.reports.reader import read_report


def genes_of(text: str) -> list[tuple[str, ...]]:
    rows = [row for proposal in read_report(text) for row in proposal.alterations]
    return [
        tuple(one.value for one in row if one.name in ("gene", "result", "alteration"))
        for row in rows
        if not row[1].unclear
    ]


def test_the_control_of_a_test_is_no_variant_of_the_sample():
    text = "Plasma NGS.\nPositive control: EGFR L858R at 0.5% detected.\nPIK3CA H1047R, VAF 3%."

    assert genes_of(text) == [("PIK3CA", "detected", "H1047R")]


@pytest.mark.parametrize(
    "line",
    [
        "Her younger sister carries a pathogenic PALB2 variant.",
        "Family history: mother with a pathogenic PALB2 variant; the patient is not yet tested.",
    ],
)
def test_the_variant_of_a_relative_is_none_of_the_patient(line):
    text = f"Germline panel: no pathogenic variant in BRCA1.\n{line}"

    assert genes_of(text) == [("BRCA1", "not_detected")]


def test_the_variant_of_a_relative_that_the_patient_has_is_read():
    text = "Germline test: the BRCA1 variant of her mother, c.68_69delAG, was found in the patient."

    assert genes_of(text) == [("BRCA1", "detected", "c.68_69delAG")]


def test_a_gene_beside_stains_is_its_protein():
    text = (
        "Metastatic carcinoma, GATA3 and TRPS1 positive, TTF-1 negative.\n"
        "Germline testing showed no pathogenic variant in BRCA1."
    )

    assert genes_of(text) == [("BRCA1", "not_detected")]


@pytest.mark.parametrize(
    ("line", "rows"),
    [
        (
            "No NTRK1 or RET fusion was found in RNA.",
            [("NTRK1", "not_detected", "fusion"), ("RET", "not_detected", "fusion")],
        ),
        ("ERBB2 amplification: not detected", [("ERBB2", "not_detected", "amplification")]),
        ("ERBB2: no mutation; no amplification detected", [("ERBB2", "not_detected")]),
        ("Absence of an ERBB2 amplification does not exclude a HER2-positive tumor.", []),
    ],
)
def test_what_alone_is_denied_of_a_gene_is_told(line, rows):
    assert genes_of(f"Solid tumor NGS panel\n{line}") == rows


def test_the_kind_of_a_variant_that_is_named_is_no_other_one():
    text = "Plasma NGS\nRB1 R320*, VAF 0.8%\nRB1 truncation: associated with resistance."

    assert genes_of(text) == [("RB1", "detected", "R320*")]
