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
        ("ILD excluded by CT", {"ild"}),
        ("no pneumonitis", {"ild"}),
        ("no sign of any pneumonitis", {"ild"}),
        ("pneumonitis was ruled out", {"ild"}),
        ("suspicion of ILD, later ruled out", {"ild"}),
        ("ILD suspected but not confirmed", {"ild"}),
        ("pneumonitis not seen on CT", {"ild"}),
        ("chest pain without heart failure", {"heart_failure"}),
        ("NOT ILD", {"ild"}),
    ],
)
def test_a_harm_that_is_denied_is_none_and_is_not_recognised(term, denied):
    reading = TERMS.read(term)

    assert reading.denied == denied
    assert not reading.is_recognised


@pytest.mark.parametrize(
    ("term", "lists"),
    [
        ("pneumonitis, not improving on prednisone", {"ild"}),
        ("ILD with no fever", {"ild"}),
        ("pneumonitis without hypoxia", {"ild"}),
        ("pneumonitis, infection ruled out", {"ild"}),
        ("no fever; ILD", {"ild"}),
        ("no fever but pneumonitis", {"ild"}),
        ("heart failure NYHA III, not hospitalised", {"heart_failure"}),
        ("pneumonitis, notes missing", {"ild"}),
        ("no pneumonitis in May, pneumonitis in June", {"ild"}),
    ],
)
def test_a_denial_of_something_else_takes_no_harm_away(term, lists):
    reading = TERMS.read(term)

    assert reading.is_recognised
    assert lists <= reading.lists


def test_what_is_denied_beside_a_harm_is_denied_alone():
    reading = TERMS.read("ILD, no heart failure")

    assert reading.lists - reading.denied == {"ild"}
    assert reading.denied == {"heart_failure"}
    assert not reading.is_recognised


def test_a_term_that_stands_in_two_lists_is_of_both():
    table = EventTerms((TermEntry("one", "edema"), TermEntry("other", "edema")))

    assert table.read("leg edema").lists == {"one", "other"}
