"""Records with gaps and contradictions, and disease that is neither early nor metastatic."""

from datetime import date

from .story import Story, add_months

LOW = {"ihc_score": "1+", "reported_as": "low"}
POSITIVE = {"ihc_score": "3+", "reported_as": "positive"}


def unresectable(story: Story) -> None:
    """Locally advanced, not to be operated: early and advanced treatments come into question."""
    on = story.day(2026)
    story.is_a(diagnosed_on=on, stage_at_diagnosis="III", unresectable_on=on)
    story.specimen(on, "breast", [LOW], laterality="right", er=90)
    story.performance(on, 1)


def disease_left_after_surgery(story: Story) -> None:
    """Cancer was left in the breast after treatment before surgery."""
    on = date(2025, 11, 10)
    surgery = add_months(on, 6)
    story.is_a(diagnosed_on=on, stage_at_diagnosis="II", residual_disease="yes")
    story.specimen(on, "breast", [POSITIVE], laterality="left", er=0)
    story.specimen(surgery, "breast", [POSITIVE], laterality="left", er=0, procedure="resection")
    regimen = "docetaxel + carboplatin + trastuzumab + pertuzumab"
    end = add_months(on, 5)
    story.given(regimen, add_months(on, 1), end, "completed", setting="neoadjuvant")
    story.procedure(surgery, "surgery", "left breast")
    story.heart(on, 63)
    story.heart(surgery, 61)


def history_incomplete(story: Story) -> None:
    """The referral says that more was given elsewhere."""
    on = story.day(2019)
    story.is_a(diagnosed_on=2012, metastatic_on=on, treatment_history="incomplete")
    story.specimen(on, "liver", [LOW])
    story.given("capecitabine", "2024-03", line=3)


def lines_without_numbers(story: Story) -> None:
    """And a drug whose end nobody wrote down, in a patient not seen for more than a year."""
    on = story.day(2021)
    start = add_months(on, 1)
    last = add_months(start, 40)
    story.is_a(diagnosed_on=2016, metastatic_on=on, last_contact_on=last)
    story.specimen(on, "lung", [LOW])
    story.given("letrozole", start, add_months(start, 20), "progression")
    story.given("palbociclib", start)
    story.given("fulvestrant", add_months(start, 21))


def receptors_that_contradict(story: Story) -> None:
    """Called positive with no stained cell."""
    on = story.day(2025)
    story.is_a(diagnosed_on=str(on.year), metastatic_on=on)
    story.specimen(on, "liver", [LOW], er={"er_percent": 0, "er_status": "positive"})
    story.given("capecitabine", add_months(on, 1), line=1)


def event_that_was_denied(story: Story) -> None:
    """Looked for and not found; beside it words that no list of terms has."""
    on = story.day(2023)
    story.is_a(diagnosed_on=str(on.year), metastatic_on=on)
    story.specimen(on, "liver", [LOW])
    start = story.lines(add_months(on, 1), ("letrozole + palbociclib", 10), ("capecitabine", 7),
                        is_ongoing=False)  # fmt: skip
    story.given("trastuzumab deruxtecan", start, line=3)
    story.harmed(add_months(start, 2), "trastuzumab deruxtecan", "pneumonitis ruled out", grade=2)
    story.harmed(add_months(start, 3), "trastuzumab deruxtecan", "felt odd", grade=1)


def pregnancy_of_long_ago(story: Story) -> None:
    """Noted two years ago and never ended on record."""
    on = story.day(2024, 3)
    facts = {"birth_date": "1988", "menopausal_status": "pre"}
    story.is_a(diagnosed_on=on, stage_at_diagnosis="II", **facts)
    story.specimen(on, "breast", [LOW], laterality="left", er=85)
    story.has("pregnancy", on, "current")
    story.procedure(add_months(on, 1), "surgery", "left breast")
    story.given("tamoxifen", add_months(on, 12), setting="adjuvant")
