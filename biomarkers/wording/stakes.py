"""What is at stake with each task, in words."""

from biomarkers.domain.work import Why

AT_STAKE_WORDS = {
    Why.NEEDS_FIXING: "nothing can be told before",
    Why.TAKEN_BACK: "may have misled",
    Why.OPTION_OPENED: "an option is open now",
    Why.RECOUNT: "may be positive or not",
    Why.RESULTS_DISAGREE: "may rest on the wrong result",
    Why.HER2_LOST: "anti-HER2 options may no longer fit",
    Why.ISH_OR_IHC: "options wait for it",
    Why.NO_RESULT: "no HER2 option can be told before",
    Why.FIND_SCORE: "a report on file may open an option",
    Why.FAINT_STAINING: "one question may open an option",
    Why.REPEAT_TEST: "there is no result to go by",
    Why.LOW_CONFIDENCE: "a negative here can be false",
    Why.PROGRESSED: "HER2 can change",
    Why.MOLECULAR_TEST: "a gene result may open an option",
    Why.COMPLETE_HISTORY: "options count on earlier treatment",
    Why.CONFIRM_LINE: "options count on it",
    Why.DATE_ECOG: "without a date it counts for nothing",
}


def rank_words(why: Why, *, metastatic: bool, line: int | None) -> str:
    """Why a row has its place in the list (biomarkers/assessment/ranking.py)."""
    stage = "metastatic" if metastatic else "early disease"
    if metastatic and line:
        stage = f"line {line}"
    return f"{AT_STAKE_WORDS[why]} · {stage}"
