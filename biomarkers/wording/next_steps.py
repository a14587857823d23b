"""What is to do next, by the code of a task's action."""

from patients.language import Words, say

NEXT_STEP_WORDS = Words(
    {
        "option_opened": "Discuss",
        "request_recount": "Request recount",
        "review_discordance": "Review results",
        "specimens_differ": "Compare specimens",
        "her2_lost": "Compare specimens",
        "await_ish": "Follow up ISH",
        "request_ish": "Request ISH",
        "request_ihc": "Request IHC",
        "find_ihc_score": "Find the score",
        "ask_faint_staining": "Ask about staining",
        "repeat_test": "Repeat the test",
        "retest_soft_tissue": "Test soft tissue",
        "consider_biopsy": "Consider a biopsy",
        "get_her2_result": "Get a HER2 result",
        "molecular_test": "Request the test",
        "complete_history": "Complete the history",
        "confirm_line": "Confirm the line",
        "tell_toxicity": "Enter event and grade",
        "date_ecog": "Enter the date",
        "needs_fixing": "Correct the data",
        "taken_back": "Check what rested on it",
        "amended": "Check what rested on it",
    }
)


def step_words(action: str, *, asked: bool) -> str:
    """`asked`: it was requested already, and is followed up."""
    words = NEXT_STEP_WORDS.get(action, "Correct the data")
    return (
        say("Follow up: {step}").format(step=f"{words[:1].lower()}{words[1:]}") if asked else words
    )
