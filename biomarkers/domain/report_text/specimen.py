"""What a report says of itself and of its specimen: numbers, dates, who read it, with which kit."""

import re
from datetime import date

from biomarkers.domain.proposal import Words

from .statement import Finding

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_DAY = (
    r"(?P<iso>(?:19|20)\d\d-\d\d(?:-\d\d)?)(?![\d-])"
    r"|(?P<compact>(?:19|20)\d{6})(?!\d)"
    r"|(?P<a>\d{1,2})(?P<sign>[/.-])(?P<b>\d{1,2})(?P=sign)(?P<year>(?:19|20)\d\d)(?!\d)"
    r"|(?:(?P<day>\d{1,2})\s{1,2})?(?P<month>(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    r"[a-z]{0,6})\.?,?\s{1,2}(?:(?P<day_after>\d{1,2}),?\s{1,2})?(?P<of_year>(?:19|20)\d\d)(?!\d)"
)
_LABELS = {
    "read_on": r"(?:date\s{1,3}(?:of\s{1,3}report|reported|signed)|report(?:ed)?\s{1,3}(?:date|on)"
    r"|reported|signed(?:\s{1,3}(?:out|on))?|sign-?\s?out\s{1,3}date|principal\s{1,3}date"
    r"|date\s{1,3}of\s{1,3}sign-?\s?out)",
    "collected_on": r"(?:date\s{1,3}(?:of\s{1,3}(?:collection|procedure|surgery|biopsy)|collected"
    r"|taken|obtained)|collect(?:ed|ion\s{1,3}date)|specimen\s{1,3}taken|taken|obtained)",
}
_DATES = {
    name: re.compile(rf"\b{label}[\s:.*]{{1,40}}(?:on\s{{1,2}})?(?:{_DAY})", re.IGNORECASE)
    for name, label in _LABELS.items()
}
_SIGNED = re.compile(
    rf"\belectronically\s{{1,3}}signed[^\d]{{0,80}}?[^\w\d](?:{_DAY})", re.IGNORECASE
)
_NUMBER = r"[A-Z]{1,4}-?\d{2,4}-\d{1,7}(?![\w-])"
_ACCESSION = re.compile(
    r"\b(?:accession|specimen|case|lab|pathology|protokol|surgical)\s{0,3}"
    rf"(?:number|no\.?|nr\.?|id|#)?[\s:.#]{{1,6}}(?P<value>{_NUMBER})",
    re.IGNORECASE,
)
_QUOTED_NUMBER = re.compile(_NUMBER, re.IGNORECASE)
_PATHOLOGIST = re.compile(
    r"\b(?:pathologist|signed\s{1,3}(?:out\s{1,3})?by)\s{0,2}:?\s{1,4}(?:dr\.?\s{1,2})?"
    r"(?P<value>[A-Z][\w'-]{1,30}(?:[ ][A-Z][\w.'-]{0,30}){0,3},\s?M\.?D\b\.?)",
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
_KIND = {
    "metastasis": r"\bmetasta(?:tic|sis)\s{1,3}(?:breast|mammary)\s{1,3}(?:carcinoma|cancer)"
    r"|\bmetastatic\s{1,3}(?:adeno)?carcinoma[^.;:]{0,40}\b(?:of|from)\b[^.;:]{0,20}\bbreast",
    "local_recurrence": r"\blocal\s{1,3}recurrence"
    r"|\b(?:locally\s{1,3})?recurrent\s{1,3}\w{0,12}\s?(?:carcinoma|cancer)",
    "primary": r"\bprimary\s{1,3}(?:invasive\s{1,3})?(?:breast\s{1,3})?(?:carcinoma|cancer)",
}


def of_the_report(text: str) -> list[Finding]:
    """What holds for every tumor of the report."""
    found = [*_dates(text), *_accession(text), *_kit(text), *_first(text, "kind", _KIND)]
    for name, pattern in (("pathologist", _PATHOLOGIST), ("guideline", _GUIDELINE)):
        if match := pattern.search(text):
            value = match["value"] if name == "pathologist" else match["after"] or match["before"]
            found.append(Finding(name, " ".join(value.split()), Words(match.start(), match.end())))
    return [*found, *_first(text, "decalcification", _DECALCIFICATION)]


def quoted_accession(words: str, start: int) -> list[Finding]:
    """The number of the earlier specimen that a statement names."""
    match = _QUOTED_NUMBER.search(words)
    if not match:
        return []
    return [Finding("accession", match[0], Words(start + match.start(), start + match.end()))]


def _first(text: str, name: str, kinds: dict[str, str]) -> list[Finding]:
    for value, pattern in kinds.items():
        if match := re.search(pattern, text, re.IGNORECASE):
            return [Finding(name, value, Words(match.start(), match.end()))]
    return []


def _accession(text: str) -> list[Finding]:
    found = [
        Finding("accession", match["value"], Words(match.start("value"), match.end("value")))
        for match in _ACCESSION.finditer(text)
    ]
    if len({one.value for one in found}) > 1:
        return [found[0].doubted("The report names several specimen numbers.")]
    return found[:1]


def _kit(text: str) -> list[Finding]:
    found = [
        (name, Words(match.start(), match.end()))
        for name, pattern in _KITS.items()
        if (match := re.search(pattern, text, re.IGNORECASE))
    ]
    if not found:
        return []
    return [Finding("assay", "; ".join(name for name, _ in found), found[0][1])]


def _dates(text: str) -> list[Finding]:
    found = []
    for name, pattern in _DATES.items():
        matches = list(pattern.finditer(text))
        if name == "read_on":
            matches += _SIGNED.finditer(text)
        dated = [(_day(match), Words(match.start(), match.end())) for match in matches]
        values = {day for day, _ in dated}
        if not dated:
            continue
        if len(values) > 1:
            finding = Finding(name, "", dated[0][1], "The report names several such dates.")
        elif "" in values:
            finding = Finding(name, "", dated[0][1], "Day and month cannot be told apart.")
        else:
            finding = Finding(name, dated[0][0], dated[0][1])
        found.append(finding)
    return found


def _day(match: re.Match[str]) -> str:
    """ISO, perhaps partial; nothing where day and month cannot be told apart or it is no date."""
    if match["iso"]:
        return _real(*match["iso"].split("-"))
    if compact := match["compact"]:
        return _real(compact[:4], compact[4:6], compact[6:])
    if match["month"]:
        month = str(_MONTHS.index(match["month"][:3].lower()) + 1)
        day = match["day"] or match["day_after"]
        return _real(match["of_year"], month, *([day] if day else []))
    a, b = int(match["a"]), int(match["b"])
    if a > 12 or a == b:
        return _real(match["year"], str(b), str(a))
    return _real(match["year"], str(a), str(b)) if b > 12 else ""


def _real(year: str, month: str, day: str = "") -> str:
    try:
        whole = date(int(year), int(month), int(day or 1))
    except ValueError:
        return ""
    return whole.isoformat() if day else whole.isoformat()[:7]
