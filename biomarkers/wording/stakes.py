"""What is at stake with each task, in words."""

from biomarkers.domain.work import Why
from patients.language import Words, say

AT_STAKE_WORDS = Words(
    {
        Why.NEEDS_FIXING: "blocks the assessment",
        Why.TAKEN_BACK: "may have misled",
        Why.AMENDED: "may have misled",
        Why.OPTION_OPENED: "new treatment option",
        Why.RECOUNT: "HER2 may be positive",
        Why.RESULTS_DISAGREE: "status may be wrong",
        Why.HER2_LOST: "anti-HER2 options may no longer apply",
        Why.ISH_OR_IHC: "needed for options",
        Why.NO_RESULT: "no HER2 option can be assessed before",
        Why.FIND_SCORE: "may make a new option",
        Why.FAINT_STAINING: "may make a new option",
        Why.REPEAT_TEST: "no HER2 result",
        Why.LOW_CONFIDENCE: "negative may be false",
        Why.PROGRESSED: "HER2 can change",
        Why.MOLECULAR_TEST: "a gene result may open an option",
        Why.COMPLETE_HISTORY: "options count on earlier treatment",
        Why.CONFIRM_LINE: "options depend on it",
        Why.TELL_TOXICITY: "cautions depend on event and grade",
        Why.DATE_ECOG: "without a date it counts for nothing",
    }
)


def rank_words(why: Why, *, metastatic: bool, line: int | None) -> str:
    """Why a row has its place in the list (biomarkers/assessment/ranking.py)."""
    stage = say("metastatic") if metastatic else say("early disease")
    if metastatic and line:
        stage = say("line {line}").format(line=line)
    return f"{AT_STAKE_WORDS[why]} · {stage}"
