"""Which harms a written term names: whole words, the longest entry first, denials apart."""

import pytest

from biomarkers.domain.terms import EventTerms, TermEntry

from .content import TERMS


@pytest.mark.parametrize(
    ("term", "lists"),
    [
        ("ILD", {"ild"}),
        ("suspected ILD, bilateral", {"ild"}),
        ("Interstitial  Lung\nDisease", {"ild"}),
        ("cryptogenic organising pneumonia", {"ild"}),
        ("pneumonia", {"ild_possible"}),
        ("Radiation pneumonitis, left upper lobe", {"radiation_pneumonitis"}),
        ("radiation\N{NON-BREAKING HYPHEN}induced pneumonitis", {"radiation_pneumonitis"}),
        ("pneumonitis after radiation pneumonitis", {"ild", "radiation_pneumonitis"}),
        ("Autoimmune neuropathy, both legs", {"immune_neurologic"}),
        ("neuropathy", {"neuropathy"}),
        ("congestive heart failure with neutropenia", {"heart_failure", "other"}),
        ("TEN", {"severe_skin"}),
        ("Neutropenia for ten days", {"other"}),
        ("HF", {"heart_failure"}),
        ("HF suspected", set()),
        ("childhood asthma", set()),
        ("mild nausea", {"other"}),
        ("photopsia", set()),
        ("", set()),
    ],
)
def test_a_term_names_the_harms_of_the_longest_entries_in_it(term, lists):
    assert TERMS.read(term).lists == lists


@pytest.mark.parametrize(
    ("term", "denied"),
    [
        ("ILD excluded by CT", True),
        ("no pneumonitis", True),
        ("pneumonitis was ruled out", True),
        ("chest pain without heart failure", True),
        ("NOT ILD", True),
        ("pneumonitis, notes missing", False),
        ("nodular regenerative hyperplasia", False),
        ("noncirrhotic portal hypertension", False),
    ],
)
def test_a_denied_term_is_none_and_is_not_recognised(term, denied):
    reading = TERMS.read(term)

    assert reading.denied is denied
    assert reading.is_recognised is not denied


def test_a_term_that_stands_in_two_lists_is_of_both():
    table = EventTerms((TermEntry("one", "edema"), TermEntry("other", "edema")))

    assert table.read("leg edema").lists == {"one", "other"}
