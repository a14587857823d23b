"""The invented patients of the demo, each a situation that a clinic meets.

Two of them are told in print under invented names (stories S01 and S02); the others are made up.
"""

from collections.abc import Callable
from datetime import date

from . import of_two_minds, with_care, with_gaps
from .story import Story, add_months

HORMONE_SENSITIVE = ("letrozole + palbociclib", 19), ("fulvestrant", 6)
LOW = {"ihc_score": "1+"}
TWO_PLUS_NEGATIVE = {
    "ihc_score": "2+",
    "ish_status": "done",
    "ish_probe": "dual",
    "ish_ratio": 1.3,
    "her2_copies": 2.9,
    "cep17_copies": 2.2,
    "ish_result": "negative",
}
ZERO = {"ihc_score": "0"}
FAINT = {"ihc_score": "0", "zero_staining": "present", "percent_stained": 5}
BLANK = {"ihc_score": "0", "zero_staining": "absent"}
POSITIVE = {"ihc_score": "3+", "reported_as": "positive"}


def _metastatic(story: Story, year: int, her2: dict, site: str = "", er=90, **facts) -> date:
    """Early disease in the breast, metastasis some years later, biopsied."""
    on = story.day(year)
    early = story.day(year - story.chance.randint(3, 8))
    stage, ecog = story.chance.choice(["II", "III"]), story.chance.choice([0, 1, 1, 2])
    story.is_a(diagnosed_on=early, stage_at_diagnosis=stage, metastatic_on=on, **facts)
    story.performance(on, ecog)
    story.procedure(add_months(early, 1), "surgery", "breast")
    site = site or story.chance.choice(["liver", "lung", "chest wall", "axillary node"])
    story.specimen(on, site, [{**her2, "pathologist": "Dr Moreau"}], er=er)
    return on


def low_since_2022(story: Story) -> None:
    """Reported negative, HER2-low since the definition; several lines given."""
    on = _metastatic(
        story, story.chance.randint(2018, 2021), [LOW, TWO_PLUS_NEGATIVE][story.number % 2]
    )
    courses = [*HORMONE_SENSITIVE, ("capecitabine", 9)][: 2 + story.number % 2]
    start = story.lines(add_months(on, 1), *courses, is_ongoing=False)
    story.given("capecitabine" if len(courses) == 2 else "eribulin", start, line=len(courses) + 1)


def low_and_progressed(story: Story) -> None:
    """Reported negative, HER2-low since the definition, and no line works: it opens today."""
    on = _metastatic(story, 2021, {**LOW, "reported_as": "negative"})
    story.lines(add_months(on, 1), *HORMONE_SENSITIVE, ("capecitabine", 11), is_ongoing=False)


def low_after_sacituzumab(story: Story) -> None:
    """The same, after another drug with that payload failed: it opens, with care."""
    on = _metastatic(story, 2022, {**LOW, "reported_as": "negative"}, er=0)
    story.lines(
        add_months(on, 1),
        ("nab-paclitaxel", 10),
        ("sacituzumab govitecan", 9),
        is_ongoing=False,
    )


def low_first_line(story: Story) -> None:
    """HER2-low, still on the first endocrine line: what it opens comes later."""
    on = _metastatic(story, 2024, {**LOW, "reported_as": "low"})
    story.given("anastrozole + ribociclib", add_months(on, 1), line=1)


def low_on_deruxtecan(story: Story) -> None:
    on = _metastatic(story, 2021, LOW)
    start = story.lines(
        add_months(on, 1), *HORMONE_SENSITIVE, ("capecitabine", 8), is_ongoing=False
    )
    story.given("trastuzumab deruxtecan", start, line=4)
    story.heart(start, 62)
    story.heart(add_months(start, 3), 58)
    story.harmed(add_months(start, 2), "trastuzumab deruxtecan", "nausea", grade=1)


def low_after_deruxtecan(story: Story) -> None:
    """A second drug with the same payload is a caution."""
    on = _metastatic(story, 2019, LOW)
    story.lines(
        add_months(on, 1),
        *HORMONE_SENSITIVE,
        ("capecitabine", 8),
        ("trastuzumab deruxtecan", 14),
        ("eribulin", 5),
    )


def pneumonitis_without_a_grade(story: Story) -> None:
    on = _metastatic(story, 2020, LOW)
    start = story.lines(add_months(on, 1), *HORMONE_SENSITIVE, is_ongoing=False)
    story.given("trastuzumab deruxtecan", start, add_months(start, 7), "toxicity", line=3)
    story.given("capecitabine", add_months(start, 8), line=4)
    story.harmed(add_months(start, 6), "trastuzumab deruxtecan", "pneumonitis")


def ultralow_since_2025(story: Story) -> None:
    on = _metastatic(story, story.chance.randint(2020, 2023), FAINT)
    start = story.lines(add_months(on, 1), *HORMONE_SENSITIVE, is_ongoing=False)
    story.given("capecitabine", start, line=3)


def negative_without_score(story: Story) -> None:
    on = _metastatic(story, story.chance.randint(2014, 2020), {"as_written": "HER2: negative."})
    start = story.lines(add_months(on, 1), *HORMONE_SENSITIVE, is_ongoing=False)
    story.given("capecitabine", start, line=3)


def zero_staining_not_stated(story: Story) -> None:
    on = _metastatic(story, story.chance.randint(2018, 2023), ZERO)
    story.lines(add_months(on, 1), *HORMONE_SENSITIVE, ("capecitabine", 7))


def newly_biopsied_zero(story: Story) -> None:
    """Low in the older specimen, 0 without a word on staining in the newer one."""
    on = _metastatic(story, 2019, LOW)
    story.specimen(add_months(on, 40), "liver", [ZERO])
    story.lines(add_months(on, 1), *HORMONE_SENSITIVE)


def null(story: Story) -> None:
    on = _metastatic(story, story.chance.randint(2020, 2024), BLANK)
    story.lines(add_months(on, 1), *HORMONE_SENSITIVE, ("capecitabine", 6))


def positive_first_line(story: Story) -> None:
    on = _metastatic(story, story.chance.randint(2022, 2025), POSITIVE)
    story.given("pertuzumab + trastuzumab + docetaxel", add_months(on, 1), line=1)
    story.heart(on, 64)
    story.heart(add_months(on, 4), 60)


def positive_after_emtansine(story: Story) -> None:
    on = _metastatic(story, 2021, POSITIVE, er=0)
    start = story.lines(
        add_months(on, 1), ("pertuzumab + trastuzumab + docetaxel", 16), is_ongoing=False
    )
    story.given("trastuzumab emtansine", start, add_months(start, 4), "toxicity", line=2)
    story.harmed(
        add_months(start, 3),
        "trastuzumab emtansine",
        "Interstitial lung disease",
        grade=1,
        resolved_on=add_months(start, 5),
    )
    story.given("tucatinib + trastuzumab + capecitabine", add_months(start, 6), line=3)


def positive_heart_failure(story: Story) -> None:
    on = _metastatic(story, 2020, POSITIVE)
    start = add_months(on, 1)
    story.given("trastuzumab + paclitaxel", start, add_months(start, 9), "toxicity", line=1)
    story.harmed(add_months(start, 8), "trastuzumab deruxtecan", "heart failure", grade=3)
    story.heart(on, 61)
    story.heart(add_months(start, 8), 38)
    story.heart(add_months(start, 14), 47)
    story.has("heart_failure", add_months(start, 8), "moderate", detail="on carvedilol")
    story.has("hypertension", on, "moderate")


def ish_pending(story: Story) -> None:
    on = _metastatic(
        story, 2026, {"ihc_score": "2+", "reported_as": "equivocal", "ish_status": "pending"}
    )
    story.given("letrozole", add_months(on, 1), line=1)


def ish_needed(story: Story) -> None:
    on = _metastatic(story, 2025, {"ihc_score": "2+", "reported_as": "equivocal"})
    story.given("letrozole + ribociclib", add_months(on, 1), line=1)


def recount_needed(story: Story) -> None:
    group = {"ish_ratio": 2.3, "her2_copies": 3.4, "cep17_copies": 1.5}
    on = _metastatic(
        story,
        2016,
        {
            "ihc_score": "2+",
            "reported_as": "positive",
            "ish_probe": "dual",
            "ish_status": "done",
            "ish_result": "positive",
            **group,
        },
    )
    story.lines(add_months(on, 1), ("trastuzumab + docetaxel", 20), ("letrozole", 14))


def ish_equivocal_2014(story: Story) -> None:
    on = _metastatic(
        story,
        2014,
        {
            "ihc_score": "2+",
            "reported_as": "equivocal",
            "ish_result": "equivocal",
            "ish_status": "done",
        },
    )
    story.lines(add_months(on, 1), ("letrozole", 30), ("fulvestrant", 12), ("capecitabine", 11))


def ihc_needed(story: Story) -> None:
    on = _metastatic(
        story,
        2019,
        {
            "reported_as": "",
            "ish_probe": "dual",
            "ish_status": "done",
            "ish_ratio": 1.5,
            "her2_copies": 4.8,
        },
    )
    story.lines(add_months(on, 1), *HORMONE_SENSITIVE)


def not_evaluable(story: Story) -> None:
    on = _metastatic(
        story, 2025, {"reported_as": "", "adequate": "no", "as_written": "No tumor left."}
    )
    story.given("letrozole", add_months(on, 1), line=1)


def zero_with_fifteen_percent(story: Story) -> None:
    on = _metastatic(story, 2023, {"ihc_score": "0", "percent_stained": 15})
    story.lines(add_months(on, 1), *HORMONE_SENSITIVE)


def never_tested(story: Story) -> None:
    on = story.day(2026)
    story.is_a(diagnosed_on=str(on.year), metastatic_on=on)
    story.specimen(on, "pleura", her2=(), er=None)


def her2_lost(story: Story) -> None:
    """Positive in the breast, low in the metastasis."""
    on = _metastatic(story, 2022, {**LOW, "reported_as": "low"})
    story.specimen(story.day(2016), "breast", [POSITIVE], er=80)
    story.lines(
        add_months(on, 1), ("pertuzumab + trastuzumab + docetaxel", 14), ("capecitabine", 6)
    )


def low_then_unreadable(story: Story) -> None:
    on = _metastatic(story, 2020, LOW)
    story.specimen(
        add_months(on, 50),
        "bone, iliac crest",
        [{"reported_as": "", "adequate": "no"}],
        er=None,
        decalcification="acid",
    )
    story.lines(add_months(on, 1), *HORMONE_SENSITIVE)


def acid_bone(story: Story) -> None:
    on = story.day(2021)
    story.is_a(diagnosed_on=2015, stage_at_diagnosis="II", metastatic_on=on)
    story.specimen(on, "bone, sternum", [LOW], decalcification="acid")
    story.lines(add_months(on, 1), *HORMONE_SENSITIVE)


def discordant(story: Story) -> None:
    on = _metastatic(
        story,
        2024,
        {
            **POSITIVE,
            "ish_status": "done",
            "ish_probe": "dual",
            "ish_ratio": 1.2,
            "her2_copies": 2.6,
            "cep17_copies": 1.6,
        },
    )
    story.given("pertuzumab + trastuzumab + docetaxel", add_months(on, 1), line=1)


def stated_against_counts(story: Story) -> None:
    on = _metastatic(
        story,
        2022,
        {
            "ihc_score": "2+",
            "ish_result": "positive",
            "ish_status": "done",
            "ish_probe": "dual",
            "ish_ratio": 1.4,
            "her2_copies": 3.1,
            "cep17_copies": 2.2,
            "reported_as": "positive",
        },
    )
    story.lines(add_months(on, 1), ("letrozole + abemaciclib", 15), ("capecitabine", 4))


def positive_without_counts_2015(story: Story) -> None:
    on = _metastatic(
        story,
        2015,
        {
            "ihc_score": "2+",
            "ish_result": "positive",
            "ish_status": "done",
            "reported_as": "positive",
            "guideline": "2013",
        },
    )
    story.lines(
        add_months(on, 1), ("trastuzumab + paclitaxel", 30), ("trastuzumab + letrozole", 40)
    )


def ratio_alone(story: Story) -> None:
    on = _metastatic(
        story,
        2017,
        {"ihc_score": "2+", "ish_status": "done", "ish_ratio": 2.6, "reported_as": "positive"},
    )
    story.lines(add_months(on, 1), ("trastuzumab + docetaxel", 25), ("trastuzumab emtansine", 12))


def word_alone(story: Story) -> None:
    on = _metastatic(story, 2024, {"reported_as": "low"})
    story.lines(add_months(on, 1), ("letrozole + ribociclib", 12), ("capecitabine", 5))


def other_specimen_low(story: Story) -> None:
    """Null in the newest metastasis, low in an older one."""
    on = _metastatic(story, 2019, LOW)
    story.specimen(add_months(on, 60), "liver", [BLANK])
    story.lines(add_months(on, 1), *HORMONE_SENSITIVE, ("capecitabine", 10))


def triple_negative_first_line(story: Story) -> None:
    on = _metastatic(story, 2026, BLANK, er=0)
    story.marker(on, "pdl1_cps", [12, 4][story.number % 2])
    story.alteration(on, "BRCA1", result="not_detected", origin="germline", material="blood")


def triple_negative_without_markers(story: Story) -> None:
    on = _metastatic(story, 2025, {**LOW, "reported_as": "low"}, er=0)
    story.given("carboplatin + gemcitabine", add_months(on, 1), line=1)


def triple_negative_without_score(story: Story) -> None:
    """An older specimen without a score, a newer 0 whose staining no option waits for."""
    on = _metastatic(story, 2019, {}, er=0)
    story.specimen(add_months(on, 20), "lung", [ZERO], er=0)
    story.lines(add_months(on, 1), ("paclitaxel", 6), ("capecitabine", 5))


def inherited_brca(story: Story) -> None:
    on = _metastatic(story, 2022, LOW, er=0)
    story.alteration(on, "BRCA1", alteration="c.68_69del", origin="germline", material="blood")
    story.lines(add_months(on, 1), ("paclitaxel", 5), ("olaparib", 9), ("sacituzumab govitecan", 6))


def pik3ca(story: Story) -> None:
    on = _metastatic(story, 2023, {**LOW, "reported_as": "low"})
    story.alteration(add_months(on, 10), "PIK3CA", alteration="H1047R")
    story.lines(
        add_months(on, 1), ("letrozole + palbociclib", 16), ("capivasertib + fulvestrant", 4)
    )


def pik3ca_not_found(story: Story) -> None:
    on = _metastatic(story, 2024, BLANK)
    story.alteration(add_months(on, 10), "PIK3CA", result="not_detected")
    story.lines(add_months(on, 1), ("letrozole + ribociclib", 14), ("fulvestrant", 5))


def esr1(story: Story) -> None:
    on = _metastatic(story, 2021, FAINT)
    end = story.lines(add_months(on, 1), *HORMONE_SENSITIVE, is_ongoing=False)
    story.alteration(end, "ESR1", alteration="Y537S", material="ctdna")
    story.given("elacestrant", add_months(end, 1), line=3)


def unstable_microsatellites(story: Story) -> None:
    on = _metastatic(story, 2023, ZERO)
    story.marker(on, "msi", "high")
    story.marker(on, "tmb", 34)
    story.lines(add_months(on, 1), *HORMONE_SENSITIVE)


def fusions(story: Story) -> None:
    on = _metastatic(story, 2024, BLANK, er=0)
    gene = ["NTRK3", "RET"][story.number % 2]
    story.alteration(on, gene, alteration=f"ETV6-{gene} fusion")
    story.given("paclitaxel", add_months(on, 1), line=1)


def braf(story: Story) -> None:
    on = _metastatic(story, 2024, LOW, er=5)
    story.alteration(on, "BRAF", alteration="V600E")
    story.lines(add_months(on, 1), ("capecitabine", 7), ("eribulin", 4))


def man(story: Story) -> None:
    on = _metastatic(story, 2024, LOW, sex="male", menopausal_status="", given_name="Tomás")
    story.given("tamoxifen", add_months(on, 1), line=1)


def premenopausal(story: Story) -> None:
    on = _metastatic(story, 2024, LOW, menopausal_status="pre", birth_date="1985")
    story.given("goserelin", add_months(on, 1))
    story.given("letrozole + ribociclib", add_months(on, 1), line=1)


def menopause_unknown(story: Story) -> None:
    on = _metastatic(story, 2025, LOW, menopausal_status="", birth_date="")
    story.given("tamoxifen", add_months(on, 1), line=1)


def early(story: Story) -> None:
    on = story.day(story.chance.randint(2019, 2025))
    story.is_a(diagnosed_on=on, stage_at_diagnosis=["I", "II", "III"][story.number % 3])
    story.specimen(
        on,
        "breast",
        [[LOW, FAINT, POSITIVE, ZERO][story.number % 4]],
        laterality=["left", "right"][story.number % 2],
    )
    story.procedure(add_months(on, 1), "surgery", "breast")
    story.given(["letrozole", "tamoxifen"][story.number % 2], add_months(on, 3), setting="adjuvant")


def early_treated_then_relapsed(story: Story) -> None:
    """When the disease became metastatic is not known, so relapse cannot be timed."""
    story.is_a(diagnosed_on=2020, stage_at_diagnosis="III")
    story.performance("2024-03", 1)
    story.given(
        "doxorubicin + cyclophosphamide", "2020-05", "2020-08", "completed", setting="neoadjuvant"
    )
    story.given("anastrozole", "2020-12", "2024-02", "progression", setting="adjuvant")
    story.specimen("2024-03", "lung", [{**LOW, "reported_as": "low"}])
    story.given("fulvestrant", "2024-04", line=1)


def died(story: Story) -> None:
    on = _metastatic(
        story, 2020, [LOW, {}, POSITIVE][story.number % 3], deceased_on=story.day(2024)
    )
    story.lines(add_months(on, 1), *HORMONE_SENSITIVE, is_ongoing=False)


def two_facts(story: Story) -> None:
    """A biopsy and one word: all that came with the referral."""
    story.is_a(menopausal_status="", birth_date="", sex="")
    story.specimen("2019", "breast", [{}], er=None, procedure="")


def forty_facts(story: Story) -> None:
    on = _metastatic(story, 2015, ZERO)
    for years, site, her2 in (
        (2, "liver", ZERO),
        (5, "lung", TWO_PLUS_NEGATIVE),
        (9, "liver", FAINT),
    ):
        story.specimen(add_months(on, 12 * years), site, [her2], er=90 - 5 * years)
    last = story.lines(
        add_months(on, 1),
        ("letrozole + palbociclib", 26),
        ("fulvestrant", 9),
        ("capecitabine", 14),
        ("everolimus + exemestane", 8),
        ("eribulin", 7),
        is_ongoing=False,
    )
    story.given("trastuzumab deruxtecan", last, line=6)
    for months, gene in ((30, "PIK3CA"), (30, "ESR1"), (62, "ESR1"), (62, "AKT1")):
        story.alteration(add_months(on, months), gene, result="not_detected", material="ctdna")
    story.alteration(add_months(on, 90), "ESR1", alteration="D538G", material="ctdna")
    story.marker(add_months(on, 60), "tmb", 4)
    story.marker(add_months(on, 60), "msi", "stable")
    for months, status in ((12, "response"), (20, "stable"), (44, "response"), (80, "stable")):
        story.stood(add_months(on, months), status)
    story.harmed(add_months(on, 8), "palbociclib", "neutropenia", grade=3)
    story.harmed(add_months(on, 45), "capecitabine", "hand-foot syndrome", grade=2)
    story.harmed(add_months(on, 56), "everolimus", "stomatitis", grade=2)
    story.procedure(add_months(on, 29), "radiotherapy", "spine", ended_on=add_months(on, 30))
    story.procedure(add_months(on, 70), "radiotherapy", "brain")
    for months, ecog in ((30, 1), (52, 2), (66, 1)):
        story.performance(add_months(on, months), ecog)
    story.heart(add_months(on, 64), 60)
    story.has("neuropathy", add_months(on, 62), "mild", resolved_on=add_months(on, 80))
    story.has("diabetes", "2016", "oral")
    story.has("brain_metastases", add_months(on, 69), "stable")


def twelve_lines(story: Story) -> None:
    """Twenty years of metastatic disease."""
    on = date(2006, 2, 9)
    story.is_a(diagnosed_on=1999, stage_at_diagnosis="II", metastatic_on=on, birth_date=1951)
    story.performance(add_months(on, 180), 1)
    story.specimen(on, "lymph node, supraclavicular", [{}], er=95)
    story.specimen("2013-06", "pleura", [TWO_PLUS_NEGATIVE], procedure="cytology")
    story.specimen("2021-04", "liver", [{**LOW, "pathologist": "Dr Moreau"}], er=70)
    story.lines(
        add_months(on, 1),
        ("letrozole", 34),
        ("exemestane", 15),
        ("fulvestrant", 22),
        ("tamoxifen", 10),
        ("capecitabine", 31),
        ("paclitaxel + bevacizumab", 12),
        ("fulvestrant + palbociclib", 28),
        ("everolimus + exemestane", 9),
        ("eribulin", 13),
        ("vinorelbine", 7),
        ("trastuzumab deruxtecan", 27),
        ("sacituzumab govitecan", 4),
    )
    story.harmed("2025", "trastuzumab deruxtecan", "fatigue", grade=2)
    story.procedure("2014-03", "radiotherapy", "chest wall", ended_on="2014-04")


Situation = Callable[[Story], None]

BREAST_CLINIC: tuple[tuple[Situation, int], ...] = (
    (low_since_2022, 6),
    (low_first_line, 1),
    (low_on_deruxtecan, 1),
    (low_after_deruxtecan, 1),
    (pneumonitis_without_a_grade, 1),
    (ultralow_since_2025, 3),
    (negative_without_score, 4),
    (zero_staining_not_stated, 2),
    (newly_biopsied_zero, 1),
    (null, 2),
    (positive_first_line, 2),
    (positive_after_emtansine, 1),
    (positive_heart_failure, 1),
    (ish_pending, 1),
    (ish_needed, 1),
    (recount_needed, 1),
    (ish_equivocal_2014, 1),
    (ihc_needed, 1),
    (not_evaluable, 1),
    (zero_with_fifteen_percent, 1),
    (never_tested, 1),
    (her2_lost, 1),
    (low_then_unreadable, 1),
    (acid_bone, 1),
    (discordant, 1),
    (stated_against_counts, 1),
    (positive_without_counts_2015, 1),
    (ratio_alone, 1),
    (word_alone, 1),
    (other_specimen_low, 1),
    (triple_negative_first_line, 2),
    (triple_negative_without_markers, 1),
    (triple_negative_without_score, 1),
    (inherited_brca, 1),
    (pik3ca, 1),
    (pik3ca_not_found, 1),
    (esr1, 1),
    (unstable_microsatellites, 1),
    (fusions, 2),
    (braf, 1),
    (man, 1),
    (premenopausal, 1),
    (menopause_unknown, 1),
    (early, 4),
    (early_treated_then_relapsed, 1),
    (died, 2),
    (two_facts, 1),
    (forty_facts, 1),
    (twelve_lines, 1),
    (of_two_minds.between_zero_and_one, 1),
    (of_two_minds.between_one_and_two, 1),
    (of_two_minds.between_two_and_three, 1),
    (of_two_minds.one_plus_in_five_percent, 1),
    (of_two_minds.both_breasts, 1),
    (of_two_minds.stomach_beside, 1),
    (of_two_minds.faint_receptors, 1),
    (with_care.immune_heart_and_nerves, 1),
    (with_care.immune_lung_bowel_and_kidney, 1),
    (with_care.immune_bowel_and_liver, 1),
    (with_care.chemotherapy_that_harmed, 1),
    (with_care.many_other_diseases, 1),
    (with_care.liver_that_fails, 1),
    (with_care.heart_that_fails, 1),
    (with_care.liver_and_vessels_on_emtansine, 1),
    (with_care.lungs_that_have_not_healed, 1),
    (with_care.lungs_that_healed_late, 1),
    (with_care.pathway_inhibitors_that_harmed, 1),
    (with_care.no_dpd, 1),
    (with_care.half_a_dpd, 1),
    (with_care.pregnant, 1),
    (with_care.bedbound, 1),
    (with_gaps.unresectable, 1),
    (with_gaps.disease_left_after_surgery, 1),
    (with_gaps.history_incomplete, 1),
    (with_gaps.lines_without_numbers, 1),
    (with_gaps.receptors_that_contradict, 1),
    (with_gaps.event_that_was_denied, 1),
    (with_gaps.pregnancy_of_long_ago, 1),
    (low_and_progressed, 1),
    (low_after_sacituzumab, 1),
)
SECOND_CLINIC: tuple[tuple[Situation, int], ...] = (
    (low_since_2022, 2),
    (negative_without_score, 1),
    (positive_first_line, 1),
    (early, 1),
)
