"""What a correction of a report replaces: it is no result any more."""

import re

_I = re.IGNORECASE
_GIVEN = (
    r"(?:reported|read|called|stated|issued|given|scored|interpreted|listed|recorded|entered|typed"
    r"|transcribed|documented|shown|printed|described|dictated|graded|classified)"
)
# “previously reported as 1+”: what a correction replaces.
_REPLACED = [
    re.compile(pattern, _I)
    for pattern in (
        # “PRIOR VERSION OF THIS REPORT - FOR AUDIT ONLY”, and the lines below it
        r"(?m:^\W{0,8}(?:(?:prior|previous|original|earlier|first)\s(?:version|(?:report\s)?text)|(?:superseded|void(?:ed)?"
        r"|obsolete|replaced)\s(?:version|report|text|results?))\b[^\n.%+:]{0,100}:?(?:[^\S\n]*\n){1,2}"
        r"(?:[^\n]*\S[^\n]*(?:\n|$)){1,12})",
        # “FORMER MARKER TABLE (03/14/16)  *** SUPERSEDED ***”, a title; below it what it heads, and
        # what stands under its parts where it was a table: “A:”
        r"(?m:^(?=[^\n]{0,100}(?:\b(?:superseded(?:\sby\s[\w ]{1,30})?|no\slonger\svalid)"
        r"|[(*–:-]\s?(?:void(?:ed)?|obsolete|withdrawn|replaced))\b"
        r"[^\n\w]{0,12}(?:\([^()\n]{1,40}\))?[^\n\w]{0,12}$)[^\n.%+|]{4,120}\n"
        r"(?:(?:\n(?=[^\n:|]{1,60}:\s*\n))?[^\n]*\S[^\n]*(?:\n|$)){1,24})",
        rf"\b(?:previously|originally|initially|formerly|first)\s{{1,3}}{_GIVEN}\s{{1,3}}(?:in\s{{1,3}}error\s{{1,3}})?"
        r"(?:as|to\s{1,3}be)\b(?:(?!\.\s)[^;)\n]){0,60}",
        # “PR, reported negative before, is weakly positive”
        rf"\b{_GIVEN}\s{{1,3}}(?:as\s{{1,3}})?(?:positive|negative|equivocal|[0-3]\s?\+?)"
        r"\s{1,3}(?:before|previously|earlier|originally|initially)\b",
        rf"\b(?:erroneously|incorrectly|mistakenly|inadvertently|wrongly)\s{{1,3}}{_GIVEN}\b"
        r"(?:(?!\.\s)[^;)\n]){0,60}",
        rf"\b(?:in|by)\s{{1,3}}(?:the|our|that|an?)\s{{1,3}}(?:\w{{3,12}}\s{{1,3}}){{0,2}}(?:report|version|text)\b[^.;]{{0,120}}?\b{_GIVEN}"
        r"\s{1,3}(?:in\s{1,3}error\s{1,3})?(?:as|to\s{1,3}be)\b(?:(?!\.\s)[^;)\n]){0,60}",
        # “was typed as 5%. The correct value is 50%”, “listed as negative and should be positive”
        rf"\b{_GIVEN}\s{{1,3}}as\b(?:(?!\.\s)[^;\n]){{0,40}}?(?=(?:[.;,(]|\s(?:and|but))\s{{0,3}}(?:(?:the|it|this)\s{{1,3}})?"
        r"(?:(?:correct|right|true|actual)\s{0,2}(?::|(?:value|result|figure|score|percent\w{0,3}|number)\b)"
        r"|should\s(?:be|read|have)\b))",
        r"[^.\n]{0,200}\.\s{1,3}(?=(?:this|that|it)\s{1,3}(?:was|is)\s{1,3}(?:due\s{1,3}to\s{1,3})?an?\s{1,3}(?:\w{3,16}[\s-]{1,3}){0,2}(?:error|mistake)\b)",
        r"\b(?:corrected|changed|revised|amended|updated)\b[^.;)\n]{0,70}?\bfrom\b[^.;)\n]{0,60}?(?=\bto\b|[.;)\n]|$)",
        r"\b(?:first|initial|original)\b[^.;]{0,60}\b(?:runs?|stains?|staining|tests?|results?)\b[^.;]{0,120}"
        r"\b(?:invalid|unreliable|void|disregarded|not\s{1,3}valid)\b",
        r"\b(?:original|previous|prior|earlier|first|initial|superseded)\W{1,3}(?:version|reported\s{1,3}result|signed\s{1,3}report)\b[^\n]{0,160}?(?=\.\s|\n|$)",
        # “PREVIOUSLY REPORTED (09/13/2024)”, and the lines below it
        r"(?m:^\W{0,8}(?:previously|originally|initially)\sreported\b[^\n:%+]{0,60}:?[^\S\n]*\n(?:[^\n]*\S[^\n]*(?:\n|$)){1,8})",
        # “reported as negative owing to a slide mix-up”
        rf"\b{_GIVEN}\s{{1,3}}as\b[^.;\n]{{0,30}}\b(?:owing\s{{1,3}}to|due\s{{1,3}}to|because\s{{1,3}}of)\b[^.;\n]{{0,30}}"
        r"\b(?:mix-?up|error|mistake|mislabell?ing|switch)\b",
        r"\b(?:now\s{1,3})?superseded\b[^\n]{0,120}?(?=\.\s|\n|$)",
        r"\bwas\s{1,3}reported\s{1,3}in\s{1,3}error\b[^.\n]{0,80}",
    )
]
# In a correction “the original result” is what it replaces; elsewhere it is of an earlier report.
_CORRECTS = re.compile(r"\b(?:amend|correct(?:ed|ion)|revis|supersed|error|mistake|addend)", _I)
_AMENDS = re.compile(
    r"\bamend(?:ed|ment)|\bcorrect(?:ed\s(?:report|result)|ion)\b|\brevised\sreport", _I
)
_REPORTED_BEFORE = re.compile(
    r"(?m:^\W{0,8}(?:(?:previously|originally|initially)\s(?:reported|issued|read)|(?:previous|original|initial|prior)"
    r"\s(?:reported\s)?(?:result|value|reading|interpretation))s?(?:\s?\([^()\n]{1,40}\))?\s{0,3}:"
    r"(?![^\n]*\b[A-Z]{1,3}\d{2}-\d)[^\n]{1,160})",
    _I,
)
_ORIGINAL = re.compile(
    r"\boriginal\W{1,5}(?:report\b[^.;:\n]{0,60}\b(?:stated|said|was|were|read|superseded)|results?)\b[^\n]{0,160}?(?=\.\s|\n|$)",
    _I,
)


def replaced_by_correction(text: str) -> list[tuple[int, int]]:
    """The places of what a correction replaces."""
    return [found.span() for pattern in replaced(text) for found in pattern.finditer(text)]


def replaced(text: str) -> list[re.Pattern[str]]:
    """The patterns of what this report replaces."""
    return [
        *_REPLACED,
        *([_ORIGINAL] if _CORRECTS.search(text) else []),
        *([_REPORTED_BEFORE] if _AMENDS.search(text) else []),
    ]
