"""What labels want before the start: on record and young enough, could be, or not kept here."""

import pytest

from biomarkers.domain.checks import checks_of

from .builders import gene_test, lvef, option, row


def done(asks, **facts) -> dict[str, bool | None]:
    return {check.check: check.done for check in checks_of(asks, option(asks, **facts).patient)}


@pytest.mark.parametrize(
    ("measured_on", "is_done"),
    [("2026-08-01", True), ("2026-07-31", False), ("2026-08", True), ("2026", False)],
)
def test_an_lvef_counts_for_three_months(measured_on, is_done):
    assert done(row("trastuzumab"), lvef=[lvef(61, measured_on)])["lvef"] is is_done


def test_what_is_not_on_record_is_not_done_and_what_is_not_kept_is_not_known():
    found = done(row())

    assert (found["lvef"], found["baseline_ct"]) == (False, None)


@pytest.mark.parametrize("result", ["detected", "not_detected", "vus"])
def test_a_dpyd_test_counts_for_life_whatever_it_found(result):
    tested = [gene_test("DPYD", result, on="2012")]

    assert done(row("capecitabine"), alterations=tested)["dpyd_test"] is True
    assert done(row("capecitabine"))["dpyd_test"] is False


@pytest.mark.parametrize(
    ("facts", "asked"),
    [
        ({}, True),
        ({"sex": "female", "menopausal_status": "peri"}, True),
        ({"sex": "male"}, False),
        ({"menopausal_status": "post"}, False),
        ({"birth_date": "1966-11-01"}, False),
        ({"birth_date": "1966-11-02"}, True),
        ({"birth_date": "1966"}, False),
    ],
)
def test_pregnancy_is_asked_of_those_who_may_be(facts, asked):
    assert ("pregnancy_test" in done(row("capecitabine"), **facts)) is asked


def test_each_check_stands_once_and_says_because_of_what():
    asks = row("trastuzumab", parts="trastuzumab + doxorubicin")
    patient = option(asks, lvef=[lvef(61, "2025-01-10")]).patient
    found = [check for check in checks_of(asks, patient) if check.check == "lvef"]

    assert [str(check.because) for check in found] == ["LVEF 61%, 2025-01-10, older than 3 months"]


def test_an_agent_asks_for_the_checks_of_its_classes_alone():
    assert set(done(row("palbociclib"))) == {"pregnancy_test", "blood_count"}
