"""Results that lie between two answers, and tumors beside the one that is treated."""

from .story import Story, add_months

LOW = {"ihc_score": "1+", "reported_as": "low"}
POSITIVE = {"ihc_score": "3+", "reported_as": "positive"}
ISH_NEGATIVE = {
    "ish_status": "done", "ish_probe": "dual", "ish_ratio": 1.1, "her2_copies": 2.3,
    "ish_result": "negative",
}  # fmt: skip


def _metastatic(story: Story, year: int, her2: dict, **facts):
    on = story.day(year)
    story.is_a(diagnosed_on=str(on.year), metastatic_on=on, **facts)
    story.specimen(on, "liver", [her2])
    story.given("letrozole + palbociclib", add_months(on, 1), line=1)
    story.performance(on, 1)
    return on


def between_zero_and_one(story: Story) -> None:
    """The pathologist could not choose; nothing says whether any cell stained."""
    _metastatic(story, 2025, {"ihc_score_range": "0-1+"})


def between_one_and_two(story: Story) -> None:
    """Both scores mean low where ISH is negative."""
    _metastatic(story, 2024, {"ihc_score_range": "1-2+", **ISH_NEGATIVE})


def between_two_and_three(story: Story) -> None:
    """It may be a 3+ whose ISH is negative."""
    _metastatic(story, 2024, {"ihc_score_range": "2-3+", **ISH_NEGATIVE})


def one_plus_in_five_percent(story: Story) -> None:
    """1+ asks for more than 10 % of cells."""
    _metastatic(story, 2024, {**LOW, "percent_stained": 5})


def both_breasts(story: Story) -> None:
    """Two tumors found together, and nothing says which of them has spread."""
    on = story.day(2024)
    spread = add_months(on, 20)
    story.is_a(diagnosed_on=on, stage_at_diagnosis="II", metastatic_on=spread)
    story.specimen(on, "breast", [POSITIVE], er=0, laterality="left")
    story.specimen(on, "breast", [LOW], er=90, laterality="right")
    story.procedure(add_months(on, 1), "surgery", "breast")
    story.performance(spread, 1)


def stomach_beside(story: Story) -> None:
    """A second cancer whose HER2 is none of the breast cancer's."""
    on = _metastatic(story, 2023, LOW)
    story.specimen(add_months(on, 8), "stomach", [POSITIVE], er=None, kind="primary", tumor="other")


def faint_receptors(story: Story) -> None:
    """ER and PR as bounds, Ki-67 as a range; a variant of uncertain significance."""
    on = story.day(2024)
    story.is_a(diagnosed_on=str(on.year), metastatic_on=on)
    receptors = {"er_percent": "<1", "pr_percent": "<=1", "ki67_percent": "30-40"}
    story.specimen(on, "lung", [{**LOW}], er=receptors)
    story.alteration(on, "BRCA2", result="vus", origin="germline", material="blood")
    story.given("capecitabine", add_months(on, 1), line=1)
