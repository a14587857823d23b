"""What to watch while trastuzumab deruxtecan is given: the label's table on the heart."""

import pytest

from biomarkers.domain.monitoring import lvef_action, monitoring_of
from biomarkers.domain.record import LVEF
from patients.dates import PartialDate

from .builders import a_record, given

TDXD = given("trastuzumab deruxtecan", "2024-01-10")


@pytest.mark.parametrize(
    ("baseline", "newest", "begins"),
    [
        (60, 46, "Continue."),
        (62, 46, "Continue."),
        (54, 45, "Continue and repeat LVEF"),
        (55, 45, "Interrupt and repeat LVEF within 3 weeks. Permanently discontinue unless"),
        (60, 40, "Interrupt and repeat LVEF within 3 weeks. Permanently discontinue unless"),
        (61, 40, "Interrupt and repeat LVEF within 3 weeks. If confirmed, permanently"),
        (45, 39, "Interrupt and repeat LVEF within 3 weeks. If confirmed, permanently"),
    ],
)
def test_the_fall_of_lvef_says_what_to_do(baseline, newest, begins):
    assert lvef_action(baseline, newest).startswith(begins)


def measured(*pairs: tuple[str, int]) -> tuple[LVEF, ...]:
    return tuple(LVEF(PartialDate(on), percent) for on, percent in pairs)


@pytest.mark.parametrize(
    ("lvef", "says"),
    [
        ((), "not recorded. The label requires LVEF before treatment"),
        (measured(("2024-01-02", 62)), "62 %, 2024-01-02. No measurement since treatment started."),
        (measured(("2024-05-02", 62)), "No baseline recorded, so the change cannot be calculated."),
        (measured(("2024-01-02", 62), ("2024-05-02", 41)), "41 %, 2024-05-02. Interrupt and"),
    ],
)
def test_what_is_missing_of_lvef_is_said(lvef, says):
    items = monitoring_of(a_record(treatments=(TDXD,), lvef=lvef)).items

    assert says in str(items[-1])


def test_nobody_is_watched_who_does_not_have_the_drug():
    ended = given("trastuzumab deruxtecan", "2024-01-10", "2024-06", "toxicity")

    assert monitoring_of(a_record(treatments=(ended,))) is None
    assert monitoring_of(a_record(treatments=(TDXD,), deceased_on="2024-09")) is None
