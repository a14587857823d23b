"""What a report says of itself and of its specimen: numbers, dates, who read it, with which kit."""

import re

from .dates import DAY, day_of, writes_month_first
from .earlier import earlier_cue
from .finding import Finding

_LABELS = {
    "read_on": r"(?:date\s{1,3}(?:of\s{1,3}report|reported|signed)|report(?:ed)?\s{1,3}(?:date|on)"
    r"|reported|signed(?:\s{1,3}(?:out|on))?|sign-?\s?out\s{1,3}date|principal\s{1,3}date|issued"
    r"|date\s{1,3}of\s{1,3}sign-?\s?out)",
    "collected_on": r"(?:date\s{1,3}(?:of\s{1,3}(?:collection|procedure|surgery|biopsy)|collected"
    r"|taken|obtained)|(?:procedure|surgery|biopsy|operation|theatre)\s{1,3}date|collect(?:ed|ion(?:\s{1,3}date)?)|specimen\s{1,3}taken|taken|obtained|drawn)",
}
_DATES = {
    name: re.compile(rf"\b{label}[\s:.*|]{{1,40}}(?:on[\s:.|]{{1,12}})?(?:{DAY})", re.IGNORECASE)
    for name, label in _LABELS.items()
}
_SIGNED = re.compile(
    rf"\belectronically\s{{1,3}}signed[^\d]{{0,80}}?[^\w\d](?:{DAY})", re.IGNORECASE
)
_NUMBER = (
    r"(?=[A-Z/-]{0,4}\d|\d|[A-Z]{2,5}-[A-Z]{1,2}-\d)(?:[A-Z]{2,5}-(?=[A-Z]))?"
    r"[A-Z]{0,4}[-/]?\d{2,4}(?:-?[A-Z]{1,2})?(?:(?<=[A-Z]\d\d)\.\d{4,7}|[-/:]?\d{0,7})(?:-\d{1,7}|(?<=\d)-[A-Z]{1,3})?(?![\w-]|/\d)"
)
_ACCESSION = re.compile(
    r"\b(?:accession|specimen|case|lab|laboratory|pathology|protokol|surgical|report|request|histology|cytology|episode|our(?=\s{1,3}(?:ref|no|number|id|case|lab)))"
    r"(?:\s{1,3}(?:ref(?:erence)?|case|lab))?\.?"
    r"\s{0,3}(?P<named>number|no\.?|nr\.?|id|#)?[\s:.#|]{1,20}"
    rf"(?P<value>{_NUMBER})",
    re.IGNORECASE,
)
_OF_ANOTHER = re.compile(
    r"\b(?:prior|previous|earlier|outside|original|see|to|from|of|on)\s{1,3}(?:the\s{1,3})?$",
    re.IGNORECASE,
)
_TITLE_NUMBER = re.compile(
    r"^(?![a-z]|\s{0,6}[*•-]\s|\d{1,2}/[^\n(]{0,90}\()[^\n]{0,70}?(?<![\w-])(?P<value>[A-Z]{1,4}\d{2}-\d{2,7}|[A-Z]{1,4}-\d{2}-\d{2,7})(?![\w-])"
)
_QUOTES = re.compile(
    r"\b(?:from|on|of|prior|previous|earlier|original|initial|outside|see)\b", re.IGNORECASE
)
_LONGEST_TITLE = 3  # lines
_LONGEST_LINE = 200  # characters before a day
_PATHOLOGIST = re.compile(
    r"\b(?:pathologist|signed\s{1,3}(?:out\s{1,3})?by|electronic\s{1,3}signature)\s{0,2}:?\s{1,4}(?:dr\.?\s{1,2})?"
    r"(?P<value>[A-Z][\w'.-]{0,30}(?:[ ][A-Z][\w.'-]{0,30}){0,3},\s?M\.?D\b\.?)",
    re.IGNORECASE,
)
_GUIDELINE = re.compile(
    r"\basco[\s/-]{1,3}cap\b\D{0,30}(?P<after>2007|2013|2018|2023)"
    r"|\b(?P<before>2007|2013|2018|2023)\s{1,3}asco[\s/-]{1,3}cap\b",
    re.IGNORECASE,
)
_KITS = {
    "HercepTest": r"hercep\s?test",
    "Ventana 4B5": r"(?:pathway\W{1,3})?(?:ventana\W{1,3})?(?:her-?2\W{1,3}neu\W{1,3})?\(?4b5\b",
    "CB11": r"\bcb-?11\b",
    "PathVysion": r"path\s?vysion|path\s{1,2}vision\b",
    "INFORM HER2 Dual ISH": r"inform\s{1,2}her-?2\s{1,2}dual\s{1,2}ish",
    "HER2 IQFISH pharmDx": r"her2\s{1,2}(?:iq)?fish\s{1,2}pharmdx",
}
_DECALCIFICATION = {
    "none": r"\b(?:not|no|without)\s{1,3}(?:\w{1,12}\s{1,3})?decalcif\w{2,8}",
    "edta": r"decalcif\w{2,8}[^.]{0,30}\bedta\b|\bedta\b[^.]{0,20}decalcif\w{2,8}",
    "acid": r"decalcif\w{2,8}[^.]{0,30}\b(?:acid|formic|nitric|hydrochloric)\b"
    r"|\bacid\s{1,3}decalcif\w{2,8}",
    "unknown": r"decalcif(?:ied|ication)",
}
_ADVISED = re.compile(
    r"[^.]{0,200}\b(?:suggested|recommended|advised|preferred|preferable|preserves)\b[^.]{0,100}",
    re.IGNORECASE,
)
_KIND = {
    "metastasis": r"\bmetasta(?:tic|sis)\s{1,3}(?:breast|mammary)\s{1,3}(?:carcinoma|cancer)"
    r"|\bmetastatic\s{1,3}(?:adeno)?carcinoma[^.;:]{0,40}\b(?:of|from|with)\b[^.;:]{0,20}\bbreast",
    "local_recurrence": r"\blocal\s{1,3}recurrence"
    r"|\b(?:locally\s{1,3})?recurrent\s{1,3}\w{0,12}\s?(?:carcinoma|cancer)",
    "primary": r"\bprimary\s{1,3}(?:invasive\s{1,3})?(?:breast\s{1,3})?(?:carcinoma|cancer)",
}


def of_the_report(text: str) -> list[Finding]:
    """What holds for every tumor of the report."""
    found = [*_dates(text), *accessions(text)[:1], *_kit(text), *_first(text, "kind", _KIND)]
    for name, pattern in (("pathologist", _PATHOLOGIST), ("guideline", _GUIDELINE)):
        if match := pattern.search(text):
            value = match["value"] if name == "pathologist" else match["after"] or match["before"]
            found.append(Finding(name, " ".join(value.split()), match.start(), match.end()))
    return [*found, *_decalcification(text)]


def accessions(text: str) -> list[Finding]:
    """The report's own numbers. The first is doubted where there are several."""
    found = [
        Finding("accession", match["value"], match.start("value"), match.end("value"))
        for match in _ACCESSION.finditer(text)
        if _is_number(match)
        and not _OF_ANOTHER.search(text, max(0, match.start() - 20), match.start())
    ]
    if not found:
        place = 0
        for line in text.split("\n")[:_LONGEST_TITLE]:
            match = _TITLE_NUMBER.match(line)
            if match and not _QUOTES.search(line[: match.start("value")]):
                start = place + match.start("value")
                found.append(
                    Finding("accession", match["value"], start, place + match.end("value"))
                )
                break
            place += len(line) + 1
    if len({one.value for one in found}) > 1:
        return [found[0].doubted("The report contains more than one specimen number."), *found[1:]]
    return found


def _is_number(match: re.Match[str]) -> bool:
    """Not a year or a count, and a bare number only where a number is announced."""
    value = match["value"]
    if value.isdigit():
        return bool(match["named"]) and len(value) > 4
    return sum(sign.isdigit() for sign in value) >= 3 and not re.fullmatch(
        r"(?:19|20)\d\d-\d\d(?:-\d\d)?", value
    )


def _decalcification(text: str) -> list[Finding]:
    """How this tissue was decalcified, and not how it had better be done."""
    done = _ADVISED.sub(lambda advice: " " * len(advice[0]), text)
    return _first(done, "decalcification", _DECALCIFICATION)


def _first(text: str, name: str, kinds: dict[str, str]) -> list[Finding]:
    for value, pattern in kinds.items():
        if match := re.search(pattern, text, re.IGNORECASE):
            return [Finding(name, value, match.start(), match.end())]
    return []


def _kit(text: str) -> list[Finding]:
    found = [
        (name, match.start(), match.end())
        for name, pattern in _KITS.items()
        if (match := re.search(pattern, text, re.IGNORECASE))
    ]
    if not found:
        return []
    return [Finding("assay", "; ".join(name for name, _, _ in found), found[0][1], found[0][2])]


def _is_quoted(text: str, place: int, own: set[str]) -> bool:
    """“Core biopsy (H19/07741, taken 12/03/2019):”, in a line on a specimen taken before."""
    line = text[text.rfind("\n", max(0, place - _LONGEST_LINE), place) + 1 : place]
    return earlier_cue(line, own, False) is not None


def _dates(text: str) -> list[Finding]:
    found = []
    month_first = writes_month_first(text)
    for name, pattern in _DATES.items():
        matches = list(pattern.finditer(text))
        if name == "read_on":
            matches += _SIGNED.finditer(text)
        if name == "collected_on":
            own = {one.value for one in accessions(text)}
            matches = [one for one in matches if not _is_quoted(text, one.start(), own)] or matches
        if not matches:
            continue
        days = [day_of(match, month_first) for match in matches]
        first = Finding(name, days[0], matches[0].start(), matches[0].end())
        if len(set(days)) > 1:
            first = first.doubted("The report contains more than one date of this kind.")
        elif "" in days:
            first = first.doubted("The date is ambiguous: day and month could be swapped.")
        found.append(first)
    return found
