"""How the vocabulary is written: a blank stands for one to three blanks or line ends, a tilde for a
hyphen, a blank or nothing."""

import re


def pattern(*alternatives: str) -> str:
    """One group of alternatives, as a regular expression."""
    joined = "|".join(
        one.replace(" ", r"\s{1,3}").replace("~", r"[\s-]{0,2}") for one in alternatives
    )
    return f"(?:{joined})"


def compiled(*alternatives: str) -> re.Pattern[str]:
    return re.compile(pattern(*alternatives), re.IGNORECASE)
