"""Cases that went wrong before, each as it was found: the patient, and what is right."""

from datetime import date

import pytest

from biomarkers.catalog.current import current_catalog
from biomarkers.domain.assessment import Assessment, assess

from .builders import (
    a_record,
    event,
    given,
    her2,
    lvef,
    progressed,
    receptors,
    specimen,
)

TODAY = date(2026, 11, 26)
ER_POSITIVE = receptors("2024-01-12", er_percent=90, pr_percent=20)

pytestmark = pytest.mark.django_db  # the catalog is there


def liver(*, er=ER_POSITIVE, **read):
    return specimen(her2("2024-01-12", **read), collected_on="2024-01-10", receptor_readings=(er,))


def assessed(*samples, **facts) -> Assessment:
    facts.setdefault("menopausal_status", "post")
    facts.setdefault("metastatic_on", "2024-01-10")
    return assess(a_record(*samples, **facts), current_catalog(), TODAY)


def states(found: Assessment) -> dict[str, str]:
    return {option.row.slug: option.state for option in found.options}


def cautions(found: Assessment) -> dict[str, tuple[str, ...]]:
    return {option.row.slug: option.cautions for option in found.options}


def test_on_the_day_in_clinic_a_progression_counts_for_the_drug_that_is_still_given():
    line = (given("letrozole", "2024-02-01", line=1), given("ribociclib", "2024-02-01", line=1))

    found = assessed(
        liver(ihc_score="1+"), treatments=line, progressions=(progressed("2026-11-10"),)
    )

    assert states(found)["tdxd-hr-positive-low-ultralow"] == "open"
    assert {"test_esr1", "test_pik3ca_akt1_pten"} <= {action.code for action in found.actions}


HEART = {
    "treatments": tuple(
        given(agent, "2024-02-01", "2025-06-01", "progression", line=1)
        for agent in ("trastuzumab", "pertuzumab", "docetaxel")
    ),
    "adverse_events": (
        event("trastuzumab", "heart failure", "2025-05-20", grade=3, hospitalised=True),
    ),
    "lvef": (lvef(38, "2025-05-20"), lvef(30, "2026-10-01")),
}


def test_with_a_failing_heart_nothing_that_harms_it_is_open_without_a_word():
    found = assessed(liver(ihc_score="3+", er=receptors(er_percent=0, pr_percent=20)), **HEART)

    for slug in ("tdxd-her2-positive", "tdm1", "tucatinib-trastuzumab-capecitabine",
                 "margetuximab-chemotherapy", "doxorubicin"):  # fmt: skip
        assert states(found)[slug] == "blocked"
    assert states(found)["vinorelbine"] == "open"


def test_staining_seen_on_bone_counts_whatever_the_bone_went_through():
    """Decalcification can lose staining, it cannot make it: van Es, AJSP 2019;43:1355."""
    primary = specimen(
        her2("2025-03-03", ihc_score="0", zero_staining="absent"),
        collected_on="2015-03-01", site="breast", laterality="left", accession="P1",
    )  # fmt: skip
    bone = specimen(
        her2("2024-01-15", ihc_score="1+", reported_as="negative"),
        collected_on="2024-01-10", site="bone", accession="B1", receptor_readings=(ER_POSITIVE,),
    )  # fmt: skip
    line = tuple(
        given(agent, "2024-02-01", "2025-06-01", "progression", line=1)
        for agent in ("letrozole", "palbociclib")
    )

    found = assessed(primary, bone, treatments=line)

    assert found.her2.category == "low"
    assert found.her2.deciding.specimen.accession == "B1"
    assert "low_confidence_specimen" in found.her2.flags
    assert states(found)["tdxd-hr-positive-low-ultralow"] == "open"


@pytest.mark.parametrize(
    ("score", "percent", "category", "reason"),
    [("1+", 5, "undetermined", "score_between"), ("3+", 8, "equivocal", "ish_needed")],
)
def test_a_score_against_its_percentage_is_told_and_reviewed(score, percent, category, reason):
    found = assessed(liver(ihc_score=score, percent_stained=percent))

    assert (found.her2.category, found.her2.reason) == (category, reason)
    assert "score_percent_conflict" in found.her2.flags
    assert "review_discordance" in {action.code for action in found.actions}


def test_before_the_menopause_an_aromatase_inhibitor_asks_for_ovarian_suppression():
    found = assessed(liver(ihc_score="1+"), menopausal_status="pre", treatment_history="complete")

    for drug in ("ribociclib", "palbociclib", "abemaciclib"):
        slug = f"{drug}-aromatase-inhibitor"
        assert states(found)[slug] == "open"
        assert "ovarian_suppression_needed" in cautions(found)[slug]
    assert states(found)["letrozole"] == "closed"
    assert states(found)["tamoxifen"] == "open"


def test_a_man_is_asked_nothing_of_the_menopause_and_labels_for_women_say_so():
    treatments = (
        given("tamoxifen", "2018-07", "2022-04", "progression", setting="adjuvant"),
        given("palbociclib", "2022-05-01", "2024-06-01", "progression", line=1),
        given("letrozole", "2022-05-01", "2024-06-01", "progression", line=1),
        given("goserelin", "2022-05-01", line=1),
    )
    score = {"ihc_score": "2+", "ish_ratio": 1.2, "her2_copies": 2.9, "ish_result": "negative"}

    found = assessed(
        liver(**score), sex="male", menopausal_status=None, metastatic_on="2022-04-10",
        treatments=treatments,
    )  # fmt: skip

    assert states(found)["tdxd-hr-positive-low-ultralow"] == "open"
    assert "label_says_women" in cautions(found)["fulvestrant"]
    assert not any("menopausal_status" in option.missing for option in found.options)


def test_a_drug_stopped_for_toxicity_is_used_with_that_caution_whatever_the_toxicity_was():
    treatments = (
        given("letrozole", "2024-02-01", "2024-12-01", "progression", line=1),
        given("capecitabine", "2025-01-01", "2025-06-01", "progression", line=2),
        given("trastuzumab deruxtecan", "2025-06-15", "2026-11-26", "toxicity", line=3),
    )

    found = assessed(liver(ihc_score="1+"), treatments=treatments)

    slug = "tdxd-hr-positive-low-ultralow"
    assert states(found)[slug] == "used"
    assert "stopped_for_toxicity" in cautions(found)[slug]


def metastatic(agent: str, start: str, end: str | None = None, reason: str | None = None):
    return given(agent, start, end, reason)


@pytest.mark.parametrize(
    ("treatments", "lines"),
    [
        # THP, then antibodies with letrozole: maintenance is the same line
        ([metastatic("docetaxel", "2022-02-01", "2022-06-10", "completed"),
          metastatic("trastuzumab", "2022-02-01", "2024-03-01", "progression"),
          metastatic("pertuzumab", "2022-02-01", "2024-03-01", "progression"),
          metastatic("letrozole", "2022-07-01", "2024-03-01", "progression"),
          metastatic("trastuzumab deruxtecan", "2024-03-15")], [1, 1, 1, 1, 2]),
        # capecitabine completed, letrozole a month later
        ([metastatic("capecitabine", "2022-02-01", "2022-08-10", "completed"),
          metastatic("letrozole", "2022-09-01", "2024-03-01", "progression"),
          metastatic("fulvestrant", "2024-03-10", "2024-09-01", "progression"),
          metastatic("alpelisib", "2024-04-20", "2024-06-01", "toxicity"),
          metastatic("capecitabine", "2024-09-15")], [1, 1, 2, 2, 3]),
    ],
)  # fmt: skip
def test_maintenance_begins_no_line(treatments, lines):
    found = assessed(liver(ihc_score="3+"), treatments=treatments)

    assert [line.number for line in found.lines for _ in line.treatments] == lines


def test_a_drug_without_end_two_lines_back_is_not_said_to_be_given():
    found = assessed(
        liver(ihc_score="1+"),
        metastatic_on="2023-02-10",
        treatments=(
            given("letrozole", "2023-03-15", "2024-04-20", "progression", line=1),
            given("palbociclib", "2023-03-15", line=1),
            given("fulvestrant", "2024-05-01", "2024-10-01", "progression", line=2),
            given("capecitabine", "2024-10-10", line=3),
        ),
    )

    assert "in_use" not in {
        states(found)[slug]
        for slug in ("palbociclib-aromatase-inhibitor", "palbociclib-fulvestrant")
    }
    assert "agent_without_end" in found.notes


@pytest.mark.parametrize(
    ("started_on", "ended_on", "counted"),
    [("2023-03-15", "2023-03", 1), ("2023-07", "2023", 1)],
)
def test_a_partial_end_may_lie_later_in_the_month_or_year_of_the_start(
    started_on, ended_on, counted
):
    course = given("letrozole", started_on, ended_on, "progression", line=1)

    assert assessed(treatments=(course,)).line_counts.endocrine_progressed == counted
