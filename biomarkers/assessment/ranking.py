"""Most at stake first, as one number that the database can sort by, and why in words.

Metastatic disease before early; then the gravest reason; then the more lines already given (the
fewer are left); then who waits longest.
"""

from datetime import date

from biomarkers.domain.work import GRAVITY, Why

_MOST_LINES = 99
_DAYS = 10**7  # more than the ordinal of any day
_LINES = 10**2

AT_STAKE = {
    Why.NEEDS_FIXING: "nothing can be told before",
    Why.OPTION_OPENED: "an option is open now",
    Why.RECOUNT: "may be positive or not",
    Why.RESULTS_DISAGREE: "may rest on the wrong result",
    Why.HER2_LOST: "anti-HER2 options may no longer fit",
    Why.ISH_OR_IHC: "options wait for it",
    Why.FIND_SCORE: "a report on file may open an option",
    Why.FAINT_STAINING: "one question may open an option",
    Why.REPEAT_TEST: "there is no result to go by",
    Why.LOW_CONFIDENCE: "a negative here can be false",
    Why.PROGRESSED: "HER2 can change",
    Why.CONFIRM_LINE: "options count on it",
    Why.DATE_ECOG: "without a date it counts for nothing",
}


def rank_of(why: Why, *, metastatic: bool, line: int | None, since: date) -> int:
    lines_left = _MOST_LINES - min(line or 0, _MOST_LINES)
    place = (0 if metastatic else len(GRAVITY)) + GRAVITY[why]
    return (place * _LINES + lines_left) * _DAYS + since.toordinal()


def rank_words(why: Why, *, metastatic: bool, line: int | None) -> str:
    """Why a row stands where it does."""
    stage = "metastatic" if metastatic else "early disease"
    if metastatic and line:
        stage = f"line {line}"
    return f"{AT_STAKE[why]} · {stage}"
