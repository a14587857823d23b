"""Harms on record: which stop an agent for good, and which must be measured first."""

import pytest

from .builders import event, option, row

TDXD, TDM1 = "trastuzumab deruxtecan", "trastuzumab emtansine"
DATO = "datopotamab deruxtecan"


def state_after(agent: str, *events) -> str:
    return option(row(agent), adverse_events=events).state


@pytest.mark.parametrize("agent", [TDXD, DATO])
@pytest.mark.parametrize(
    ("facts", "state"),
    [
        ({"grade": 5}, "blocked"),
        ({"grade": 2}, "blocked"),
        ({"grade": 2, "resolved_on": "2024-06"}, "blocked"),
        ({"grade": 1}, "blocked"),
        ({"grade": 1, "resolved_on": "2024-06"}, "open"),
        ({"grade": 1, "resolved_on": "2024-06", "hospitalised": True}, "blocked"),
        ({"hospitalised": True, "resolved_on": "2024-06"}, "blocked"),
        ({}, "needs_information"),
        ({"hospitalised": False, "resolved_on": "2024-06"}, "needs_information"),
    ],
    ids=str,
)
def test_pneumonitis_stops_a_deruxtecan_by_grade_and_stay(agent, facts, state):
    found = option(row(agent), adverse_events=[event(agent, "pneumonitis", **facts)])

    assert found.state == state
    assert found.missing == (("ild_grade",) if state == "needs_information" else ())


@pytest.mark.parametrize(
    ("agent", "term", "facts", "state"),
    [
        (TDM1, "pneumonitis", {}, "blocked"),
        (TDM1, "ILD", {"grade": 1, "resolved_on": "2024"}, "blocked"),
        (TDM1, "nodular regenerative hyperplasia", {}, "blocked"),
        (TDM1, "NRH of the liver", {"grade": 1}, "blocked"),
        (TDM1, "heart failure", {"grade": 2}, "blocked"),
        (TDM1, "heart failure", {"grade": 1}, "open"),
        (TDXD, "heart failure", {"grade": 2}, "blocked"),
        (TDXD, "heart failure", {"grade": 1}, "open"),
        (TDXD, "heart failure", {}, "open"),
        (TDXD, "nodular regenerative hyperplasia", {"grade": 3}, "open"),
        (DATO, "heart failure", {"grade": 3}, "open"),
        ("trastuzumab", "heart failure", {"grade": 3}, "open"),
        ("everolimus", "pneumonitis", {"grade": 3}, "open"),
    ],
)
def test_each_agent_is_stopped_by_the_harms_of_its_own_label(agent, term, facts, state):
    assert state_after(agent, event(agent, term, **facts)) == state


@pytest.mark.parametrize(
    ("term", "state"),
    [
        ("ILD", "blocked"),
        ("possible ild, left lung", "blocked"),
        ("Interstitial Lung Disease", "blocked"),
        ("Radiation PNEUMONITIS", "blocked"),
        ("organizing pneumonia", "blocked"),
        ("cryptogenic organising pneumonia", "blocked"),
        ("pneumonia", "open"),
        ("mild cough", "open"),
        ("childhood asthma", "open"),
        ("congestive heart failure", "blocked"),
        ("Cardiac failure", "blocked"),
        ("left ventricular dysfunction", "blocked"),
        ("Left ventricular systolic dysfunction", "blocked"),
        ("ejection fraction decreased", "open"),
    ],
)
def test_a_harm_is_known_by_its_words(term, state):
    assert state_after(TDXD, event(TDXD, term, grade=3)) == state


def test_a_harm_of_another_agent_blocks_nothing():
    assert state_after(TDXD, event(TDM1, "pneumonitis", grade=3)) == "open"
    assert state_after(TDXD, event(DATO, "ILD")) == "open"


def test_a_regimen_is_blocked_by_the_harm_of_any_of_its_agents():
    asks = row("pertuzumab", parts=f"pertuzumab + {TDXD}")
    pneumonitis = event(TDXD, "pneumonitis", "2023-05-18", grade=3)
    later = event(TDXD, "heart failure", "2024-05-18", grade=3)

    found = option(asks, adverse_events=[later, pneumonitis])

    assert (found.state, found.block.event) == ("blocked", pneumonitis)
    assert found.block.rule.agent == TDXD


def test_one_measured_harm_does_not_measure_another():
    resolved = event(TDXD, "pneumonitis", grade=1, resolved_on="2024-06")

    assert state_after(TDXD, resolved, event(TDXD, "ILD", "2025")) == "needs_information"
