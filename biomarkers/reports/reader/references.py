"""Letters and numbers of parts that a sentence names: “block A4”, “Part 1”, “on B2”."""

import re

_REFERENCE = re.compile(
    # “(a) ER 90%, (b) ER 0%”: in brackets, where a clause begins
    r"(?:^|[|;,.])\s{0,6}\((?P<g>[A-Ha-h]|\d{1,2}(?!\)[:\s]{1,4}(?:ER|PR|PgR|HER|Ki|Est|Oest|Prog)))\)(?=[:\s]{1,4}[A-Z])"
    r"|\b(?:part|specimen|block|blocks|sample|cassette|biopsy|site|tissue|core|marker|biomarker|receptor|result)s?\s{0,2}[#(]?\s{0,2}(?P<a>[A-H])\d{0,2}(?![\w])(?!\.\s?[a-z])"
    r"|\b(?:part|spec(?:imen)?|site|sample|biopsy)\s{0,2}#?\s{0,2}(?P<b>\d{1,2}|I{1,3}|IV|V)(?![\w/.-]\d|\w)"
    r"|\b[Oo]n\s{1,2}(?P<c>[A-H])\d{1,2}\b|\((?:block\s)?(?P<d>[A-H])\d{0,2}[);,&]|(?:^|[|;,])\W{0,4}(?P<e>[A-H])\d{0,2}(?:\s{0,2}[(:)]|\.?\s{1,4}\|?\s{0,4}(?=(?:ER|PR|PgR|HER-?2)\b))"
    # “the carcinoma in C”: behind a small word a capital is no article
    r"|\b(?-i:in|of|from|for|on|(?:In|From|For|On)(?=\s[A-H][,:]))\s{1,2}(?P<f>[A-H])(?![\w.-]\w|\w|\s(?:cells?|cadherin)|[-'])",
)
_CAPITALS = re.compile(
    _REFERENCE.pattern.replace("\\b(?:part", "\\b(?:PART|part").replace("[Oo]n", "[Oo][Nn]"),
    re.IGNORECASE,
)


# “SYNOPTIC A”, “Receptor results - B:”, a title of results that ends in the letter of its part
_TITLE_OF = re.compile(
    r"(?i:(?:[a-z0-9&/-]{2,20}\s{1,2}){0,4}(?:synop\w{3,6}|biomarkers?|markers?|receptors?|results?|report"
    r"|summary|studies|ihc|immuno\w{5,22}|profile|panel|her-?2|tests?))[\s:,(-]{1,4}"
    r"(?P<letter>[A-H])\)?\s?:?"
)
# “in both parts A and B”: of neither alone.
_AND_ANOTHER = re.compile(
    r"\d{0,2}\s{0,2}(?:and|&|,|/|\+)\s{0,2}(?:(?:part|block|specimen|core)s?\s)?"
    r"(?P<other>[A-H])\d{0,2}(?=\s{0,2}(?:[).:;,]|$))"
)


def references(sentence: str, letters: set[str]) -> list[tuple[int, int, str]]:
    """Start, end and letter of each part that a sentence names: “block A4”, “Part 1”, “on B2”. No
    letter where two are named together."""
    found = []
    for match in _CAPITALS.finditer(sentence):
        name = next(name for name, value in match.groupdict().items() if value)
        letter = match[name]
        is_key = letter.isupper() or letter.isdigit() or name == "g"
        if letter.upper() in letters and is_key:
            another = _AND_ANOTHER.match(sentence, match.end(name))
            is_joint = another and another["other"] in letters - {letter}
            found.append((match.start(), match.end(), "" if is_joint else letter.upper()))
    title = _TITLE_OF.fullmatch(sentence.strip())
    if not found and title and title["letter"] in letters:
        at = sentence.index(title[0]) + title.start("letter")
        found.append((at, at + 1, title["letter"]))
    return found
