"""What makes an option one to give with care, or blocks it: the safety table, row by row."""

from .story import Story, add_months

LOW = {"ihc_score": "1+", "reported_as": "low"}
BLANK = {"ihc_score": "0", "zero_staining": "absent"}
POSITIVE = {"ihc_score": "3+", "reported_as": "positive"}


def _metastatic(story: Story, year: int, her2: dict, er=90, **facts):
    on = story.day(year)
    story.is_a(diagnosed_on=str(on.year), metastatic_on=on, **facts)
    story.specimen(on, "liver", [her2], er=er)
    story.performance(on, 1)
    return on


def _on_pembrolizumab(story: Story, *events: tuple[str, int]):
    """Triple-negative disease with PD-L1; the inhibitor was stopped for what it did."""
    on = _metastatic(story, 2025, BLANK, er=0)
    story.marker(on, "pdl1_cps", 20)
    regimen, start = "pembrolizumab + nab-paclitaxel", add_months(on, 1)
    story.given(regimen, start, add_months(start, 6), "toxicity", line=1)
    for term, grade in events:
        story.harmed(add_months(start, 5), "pembrolizumab", term, grade=grade)
    return start


def immune_heart_and_nerves(story: Story) -> None:
    _on_pembrolizumab(story, ("immune-mediated myocarditis", 3), ("myasthenia gravis", 3))


def immune_lung_bowel_and_kidney(story: Story) -> None:
    _on_pembrolizumab(story, ("pneumonitis", 3), ("colitis", 4), ("nephritis", 4))


def immune_bowel_and_liver(story: Story) -> None:
    """Of a grade that asks for care and stops nothing for good."""
    start = _on_pembrolizumab(story, ("colitis", 3), ("immune-mediated hepatitis", 3))
    story.has("autoimmune_disease", start, "mild", detail="psoriasis")
    story.has("organ_transplant", "2014", detail="kidney")


def chemotherapy_that_harmed(story: Story) -> None:
    on = _metastatic(story, 2024, LOW, er=0)
    story.alteration(on, "BRCA1", alteration="c.68_69del", origin="germline", material="blood")
    start = add_months(on, 1)
    story.given("paclitaxel", start, start, "toxicity", line=1)
    story.harmed(start, "paclitaxel", "anaphylaxis", grade=4, hospitalised="yes")
    story.given("gemcitabine + carboplatin", add_months(start, 1), add_months(start, 9), "toxicity",
                line=1)  # fmt: skip
    story.harmed(add_months(start, 8), "gemcitabine", "hemolytic uremic syndrome", grade=3)
    story.harmed(add_months(start, 8), "gemcitabine", "interstitial lung disease", grade=3)
    story.has("mds_aml", add_months(start, 14), detail="therapy-related")


def many_other_diseases(story: Story) -> None:
    """Kidneys, vessels, bones: what a woman of eighty brings along."""
    on = _metastatic(story, 2024, LOW, birth_date="1944")
    story.given("letrozole", add_months(on, 1), line=1)
    story.has("dialysis", on)
    for condition in ("stroke", "thromboembolism", "endometrial_cancer"):
        story.has(condition, "2019")
    for condition in ("osteoporosis", "dyslipidemia", "coronary_disease"):
        story.has(condition, "2015", "moderate")
    story.has("warfarin", "2019", "current")
    story.has("hepatitis_b", "2003", "past")


def liver_that_fails(story: Story) -> None:
    on = _metastatic(story, 2023, LOW)
    story.lines(add_months(on, 1), ("letrozole + palbociclib", 18), ("fulvestrant", 6))
    story.has("hepatic_impairment", "2026-06", "severe")


def heart_that_fails(story: Story) -> None:
    on = _metastatic(story, 2024, POSITIVE)
    start = add_months(on, 1)
    end = add_months(start, 14)
    story.given("pertuzumab + trastuzumab + docetaxel", start, end, "progression", line=1)
    story.harmed(add_months(start, 12), "trastuzumab", "LVEF decreased", grade=3)
    story.heart(on, 62)
    story.heart(add_months(start, 13), 38)
    story.has("myocardial_infarction", "2026-08-14")
    story.has("heart_failure", "2026-08-20", detail="severity not in the letter")


def liver_and_vessels_on_emtansine(story: Story) -> None:
    on = _metastatic(story, 2023, POSITIVE)
    start = story.lines(add_months(on, 1), ("pertuzumab + trastuzumab + docetaxel", 15),
                        is_ongoing=False)  # fmt: skip
    story.given("trastuzumab emtansine", start, add_months(start, 8), "toxicity", line=2)
    story.harmed(add_months(start, 7), "trastuzumab emtansine", "ALT increased", grade=4)
    story.harmed(
        add_months(start, 8), "trastuzumab emtansine", "nodular regenerative hyperplasia", grade=2
    )
    story.has("portal_hypertension", add_months(start, 8))
    story.has("anticoagulation", add_months(start, 9), "current")


def lungs_that_have_not_healed(story: Story) -> None:
    """Grade 1 on trastuzumab deruxtecan, not yet resolved; lungs that were ill before."""
    on = _metastatic(story, 2023, LOW)
    start = story.lines(add_months(on, 1), ("letrozole + palbociclib", 12), ("capecitabine", 8),
                        is_ongoing=False)  # fmt: skip
    story.given("trastuzumab deruxtecan", start, add_months(start, 5), "toxicity", line=3)
    story.harmed(add_months(start, 4), "trastuzumab deruxtecan", "pneumonitis", grade=1)
    story.harmed(add_months(on, 2), "palbociclib", "respiratory failure", grade=3)
    story.has("interstitial_lung_disease", "2018", "mild")
    story.has("radiation_pneumonitis", "2019", "mild")
    story.has("lung_disease", "2012", "severe", detail="COPD")


def lungs_that_healed_late(story: Story) -> None:
    """Grade 1, resolved after more than 28 days: the label asks for a lower dose."""
    on = _metastatic(story, 2023, LOW)
    start = story.lines(add_months(on, 1), ("letrozole + palbociclib", 12), ("capecitabine", 8),
                        is_ongoing=False)  # fmt: skip
    story.given("trastuzumab deruxtecan", start, add_months(start, 5), "toxicity", line=3)
    story.harmed(add_months(start, 4), "trastuzumab deruxtecan", "pneumonitis", grade=1,
                 resolved_on=add_months(start, 6))  # fmt: skip
    story.has("corneal_disease", "2020", "mild", detail="severe dry eye")


def pathway_inhibitors_that_harmed(story: Story) -> None:
    on = _metastatic(story, 2022, LOW)
    story.alteration(on, "PIK3CA", alteration="H1047R")
    start = add_months(on, 1)
    courses = (
        ("letrozole + abemaciclib", "abemaciclib", "interstitial lung disease"),
        ("alpelisib + fulvestrant", "alpelisib", "Stevens-Johnson syndrome"),
        ("capivasertib + fulvestrant", "capivasertib", "diabetic ketoacidosis"),
        ("everolimus + exemestane", "everolimus", "pneumonitis"),
    )
    for number, (regimen, agent, term) in enumerate(courses, start=1):
        end = add_months(start, 7)
        story.given(regimen, start, end, "toxicity", line=number)
        story.harmed(end, agent, term, grade=3, hospitalised="yes")
        start = add_months(end, 1)
    story.harmed(add_months(on, 12), "alpelisib", "hyperglycemia", grade=3)
    story.has("diabetes_type_1", "1998")
    story.has("qt_prolongation", "2025-04")


def no_dpd(story: Story) -> None:
    on = _metastatic(story, 2026, LOW)
    germline = {"origin": "germline", "material": "blood"}
    story.alteration(on, "DPYD", alteration="*2A/*2A", **germline)
    story.alteration(on, "UGT1A1", alteration="*28/*28", **germline)
    story.given("letrozole + ribociclib", add_months(on, 1), line=1)


def half_a_dpd(story: Story) -> None:
    on = _metastatic(story, 2025, LOW)
    story.alteration(on, "DPYD", alteration="c.1905+1G>A", origin="germline", material="blood")
    story.given("letrozole + ribociclib", add_months(on, 1), line=1)


def pregnant(story: Story) -> None:
    """Found while she still breastfeeds an elder child."""
    on = story.day(2026)
    young = {"birth_date": "1990", "menopausal_status": "pre"}
    story.is_a(diagnosed_on=on, stage_at_diagnosis="II", **young)
    story.specimen(on, "breast", [POSITIVE], laterality="left", er=80)
    story.has("pregnancy", on, "current", detail="14 weeks")
    story.has("breastfeeding", on, "current")
    story.heart(on, 53)


def bedbound(story: Story) -> None:
    on = _metastatic(story, 2024, LOW)
    story.lines(add_months(on, 1), ("letrozole + palbociclib", 14), ("capecitabine", 6))
    story.performance("2026-09-20", 3)
