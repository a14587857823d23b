"""From a cell of another's table to a cell of the contract.

Each reader gives “” where the cell says nothing of its column (“95%” says no receptor status) and
raises NotMapped where nothing says what the cell means: then a person is asked.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

from biomarkers.domain.percent import Percent
from biomarkers.exchange.her2_words import HER2Words, her2_words
from patients.dates import PartialDate

from .days import NoDay, day_of
from .rules import CellRule

NOT_KNOWN = ""
# Faint staining was a finding of its own only once a drug was approved for it (27 January 2025):
# before, “0+” was another way to write 0.
ZERO_PLUS_MEANS_STAINING_FROM = date(2025, 1, 1)
DAYS_IN_A_MONTH = Decimal("30.4375")
_MOST_DAYS = 60_000  # some 164 years
_NUMBER = re.compile(r"-?\d{1,9}(\.\d{1,12})?")
_COMMA = re.compile(r"(-?\d{1,9}),(\d{1,2}|\d{4,12})")  # three digits may be thousands
_THOUSANDS = re.compile(r"\d{1,3}\.\d{3}")
_PAIR = re.compile(
    r"(?P<ratio>[\d.,]+)\s*[(;/]?\s*(?:her2\s*)?(?:cn|copies|copy number|avg)\s*[:=]?\s*"
    r"(?P<copies>[\d.,]+)\s*\)?",
    re.IGNORECASE,
)
_SHARE = re.compile(r"(?P<bound>[<>≤≥]=?)?\s*(?P<low>\d{1,3}(?:[.,]\d+)?)\s*%?"
                    r"(?:\s*(?:-|–|to|bis)\s*(?P<high>\d{1,3}(?:[.,]\d+)?))?\s*%")  # fmt: skip
_BARE_SHARE = re.compile(_SHARE.pattern.removesuffix("%"))
_OTHER_SCORES = re.compile(r"\b(?:irs|allred|h-?\s?score|ps|is)\s*:?\s*\d+(?:\s?/\s?\d+)?", re.I)
_BOUNDS = {"≤": "<=", "≥": ">="}
_TITLES = re.compile(
    r"^(?:prof\.?\s+|priv\.-doz\.\s+|dr\.?\s+(?:med\.?\s+)?)+|"
    r",?\s+(?:m\.?d\.?|d\.?o\.?|ph\.?d\.?|fcap|frcpath)\b\.?",
    re.IGNORECASE,
)
_STATUSES = {
    "positive": "positive", "positiv": "positive", "pos": "positive", "positve": "positive",
    "negative": "negative", "negativ": "negative", "neg": "negative",
    "low positive": "low_positive", "low-positive": "low_positive", "er-low": "low_positive",
    "schwach positiv": "low_positive",
}  # fmt: skip


class NotMapped(ValueError):
    """The mapping does not say what this cell means."""


def number_of(cell: str, decimal: str = "point") -> str:
    """“1.4”, “1,4”. “1,234” may be a thousand, and so may “1.234” where commas part decimals."""
    if not cell.isascii() or (decimal == "comma" and _THOUSANDS.fullmatch(cell)):
        raise NotMapped
    if found := _COMMA.fullmatch(cell):
        return f"{found[1]}.{found[2]}"
    if not _NUMBER.fullmatch(cell):
        raise NotMapped
    return cell


def _number(cell: str, rule: CellRule) -> str:
    return number_of(cell, rule.decimal)


def _ratio(cell: str, rule: CellRule) -> str:
    """“2.0”, or the ratio of “2 (CN 4.8)”."""
    found = _PAIR.fullmatch(cell)
    return number_of(found["ratio"] if found else cell, rule.decimal)


def _copies_beside(cell: str, rule: CellRule) -> str:
    """The copies of “2 (CN 4.8)”; a ratio alone says nothing of them."""
    found = _PAIR.fullmatch(cell)
    return number_of(found["copies"], rule.decimal) if found else NOT_KNOWN


def percent_of(cell: str) -> str:
    """“90”, “90 %”, “<1”, “80-90%”; of “Positive (95%)” and “IRS 12 (80%)” the percentage."""
    if found := _BARE_SHARE.fullmatch(cell):
        return _percent(found)
    status, shares = _parted(cell)
    if status and not shares and status in _STATUSES:
        return NOT_KNOWN
    if len(shares) != 1 or (status and status not in _STATUSES):
        raise NotMapped
    return _percent(shares[0])


def _of_marker(*names: str) -> Callable[[str, CellRule], str]:
    """A percentage, before which the name of its own receptor may stand: “ER 90”."""
    name = re.compile(rf"^(?:{'|'.join(names)})\b\s*:?\s*", re.IGNORECASE)
    return lambda cell, rule: percent_of(name.sub("", cell))


def _percent(found: re.Match[str]) -> str:
    bound = found["bound"] or ""
    low, high = ((found[name] or "").replace(",", ".") for name in ("low", "high"))
    text = f"{_BOUNDS.get(bound, bound)}{low}" + (f"-{high}" if high else "")
    try:
        return Percent(text).text
    except ValueError:
        raise NotMapped from None


def _parted(cell: str) -> tuple[str, list[re.Match[str]]]:
    """The words of a receptor cell, and its percentages."""
    rest = _OTHER_SCORES.sub(" ", cell)
    shares = list(_SHARE.finditer(rest))
    words = re.sub(r"[(),;:.]", " ", _SHARE.sub(" ", rest))
    return " ".join(words.casefold().split()), shares


def status_of(cell: str) -> str:
    """Of “Low Positive (3%)” the status; of “95%” none."""
    status, _ = _parted(cell)
    if status in _STATUSES:
        return _STATUSES[status]
    percent_of(cell)
    return NOT_KNOWN


def days_after(base: date, cell: str, each: Decimal = Decimal(1)) -> str:
    """The day that is so many days, or other stretches of `each` days, after the base date."""
    days = Decimal(number_of(cell)) * each
    if abs(days) > _MOST_DAYS:
        raise NotMapped
    try:
        return (base + timedelta(days=round(days))).isoformat()
    except OverflowError:
        raise NotMapped from None


def _date(cell: str, rule: CellRule) -> str:
    try:
        return day_of(cell, rule.days)
    except NoDay:
        raise NotMapped from None


def _her2(cell: str) -> HER2Words:
    found = her2_words(cell)
    if found is None:
        raise NotMapped
    return found


def ihc_score_of(cell: str) -> str:
    """A score between two, such as “1-2+”, is none: it is an ihc_score_range."""
    found = _her2(cell)
    if not (found.ihc_score or found.ihc_score_range):
        raise NotMapped
    return found.ihc_score


def zero_staining_of(cell: str, read_on: str) -> str:
    """As the cell says; “0+” is faint staining present if it was read from 2025 on."""
    try:
        found = _her2(cell)
    except NotMapped:
        return NOT_KNOWN
    if found.zero_staining or not found.is_zero_plus or not read_on:
        return found.zero_staining
    from_then_on = PartialDate(read_on).first >= ZERO_PLUS_MEANS_STAINING_FROM
    return "present" if from_then_on else NOT_KNOWN


def _of_her2(name: str) -> Callable[[str, CellRule], str]:
    return lambda cell, rule: getattr(_her2(cell), name)


def _family_name(cell: str, rule: CellRule) -> str:
    """Of “LOPEZ, FAITH” what is before the comma."""
    return _names(cell)[0]


def _given_name(cell: str, rule: CellRule) -> str:
    """What is behind the comma, without the initial of a middle name."""
    return re.sub(r"(?<=\w)\s+\w\.?$", "", _names(cell)[1])


def _person(cell: str, rule: CellRule) -> str:
    """“CHEN, MD” and “Dr. med. Chen” without the title."""
    return _TITLES.sub("", cell).strip(" ,") or cell


def _names(cell: str) -> tuple[str, str]:
    family, comma, given = (part.strip() for part in cell.partition(","))
    if not comma or not family or "," in given:
        raise NotMapped
    return family, given


WAYS: dict[str, Callable[[str, CellRule], str]] = {
    "text": lambda cell, rule: cell,
    "number": _number,
    "ratio": _ratio,
    "copies_beside": _copies_beside,
    "percent": lambda cell, rule: percent_of(cell),
    "er_percent": _of_marker("er"),
    "pr_percent": _of_marker("pr", "pgr"),
    "ki67_percent": _of_marker("ki-?67"),
    "receptor_status": lambda cell, rule: status_of(cell),
    "date": _date,
    "ihc_score": lambda cell, rule: ihc_score_of(cell),
    "ihc_score_range": _of_her2("ihc_score_range"),
    "her2_word": _of_her2("reported_as"),
    "her2_low": _of_her2("low"),
    "ish_result": _of_her2("ish_result"),
    "family_name": _family_name,
    "given_name": _given_name,
    "person": _person,
}
