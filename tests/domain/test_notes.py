"""Notes of the record: gaps, and words that say nothing."""

from datetime import date

import pytest

from biomarkers.domain.assessment import assess
from biomarkers.domain.catalog import Catalog

from .builders import a_record, condition, event, given, her2, receptors, specimen
from .content import TERMS

TODAY = date(2026, 11, 1)
CAPE = given("capecitabine", "2026-01", line=1)
SECOND = given("eribulin", "2026-01", line=2)


def notes(*samples, **facts) -> list[str]:
    facts.setdefault("treatment_history", "complete")
    return list(assess(a_record(*samples, **facts), Catalog(terms=TERMS), TODAY).notes)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, []),
        ({"last_contact_on": "2025-11-01"}, []),
        ({"last_contact_on": "2025-10-31"}, ["last_contact_over_a_year_ago"]),
        ({"treatment_history": None}, ["treatment_history_not_known"]),
        ({"treatment_history": "incomplete"}, ["treatment_history_incomplete"]),
        ({"treatments": (given("letrozole", "2024", line=1), SECOND)}, ["agent_without_end"]),
        ({"adverse_events": (event("capecitabine", "nausea"),)}, ["event_of_agent_not_on_record"]),
        ({"treatments": (CAPE,), "adverse_events": (event("capecitabine", "nausea"),)}, []),
        ({"treatments": (CAPE,), "adverse_events": (event("capecitabine", "photopsia"),)},
         ["event_term_not_recognised"]),
        ({"treatments": (CAPE,), "adverse_events": (event("capecitabine", "no nausea"),)},
         ["event_term_not_recognised"]),
        ({"conditions": (condition("pregnancy", noted_on="2025-12-31"),)},
         ["condition_out_of_date"]),
        ({"conditions": (condition("pregnancy", noted_on="2026-01-01"),)}, []),
        ({"conditions": (condition("pregnancy", noted_on="2025-01", resolved_on="2025-09"),)}, []),
        ({"conditions": (condition("breastfeeding", noted_on="2024-10-31"),)},
         ["condition_out_of_date"]),
    ],
)  # fmt: skip
def test_a_gap_in_the_record_is_noted(facts, expected):
    assert notes(**facts) == expected


def test_a_receptor_that_contradicts_itself_is_noted():
    contradiction = receptors(er_percent=0, er_status="positive")
    sample = specimen(her2(ihc_score="1+"), receptor_readings=(contradiction,))

    assert notes(sample) == ["receptor_conflict"]
