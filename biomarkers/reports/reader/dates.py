"""Days as reports write them, ISO in the end and perhaps partial."""

import re
from datetime import date

MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
DAY = (
    r"(?P<iso>(?:19|20)\d\d-\d\d(?:-\d\d)?)(?![\d-])"
    r"|(?P<compact>(?:19|20)\d{6})(?!\d)"
    r"|(?P<a>\d{1,2})(?P<sign>[/.-])(?P<b>\d{1,2})(?P=sign)(?P<year>(?:19|20)\d\d)(?!\d)"
    r"|(?:(?P<day>\d{1,2})[\s-]{1,2})?(?P<month>(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    r"[a-z]{0,6})\.?,?[\s-]{1,2}(?:(?P<day_after>\d{1,2}),?\s{1,2})?(?P<of_year>(?:19|20)\d\d)(?!\d)"
)


_NUMBERS = re.compile(
    r"(?P<label>\b(?:collected|received|accessioned|reported|taken|signed|printed|issued|authori[sz]ed"
    r"|amended|dob|birth|date|procedure)\b[\s\w]{0,16}[\s:.|(]{1,40})?"
    r"(?<![\d/.-])(?P<first>\d{1,2})(?P<sign>[/.-])(?P<second>\d{1,2})(?P=sign)(?:19|20)\d\d(?!\d)",
    re.IGNORECASE,
)


def writes_month_first(text: str) -> bool | None:
    """How a report writes its days, told by those of its own head that can be read in one way only
    (“Received: 02/27/2024”). None where it has none of these, or any day of the other kind."""
    days = [
        (int(found["first"]), int(found["second"]), bool(found["label"]))
        for found in _NUMBERS.finditer(text)
    ]
    plain = [(b > 12, labelled) for a, b, labelled in days if (a > 12) != (b > 12)]
    orders = {order for order, _ in plain}
    return orders.pop() if len(orders) == 1 and any(labelled for _, labelled in plain) else None


def day_of(match: re.Match[str], month_first: bool | None = None) -> str:
    """Nothing where day and month cannot be told apart or it is no date."""
    if match["iso"]:
        return _real(*match["iso"].split("-"))
    if compact := match["compact"]:
        return _real(compact[:4], compact[4:6], compact[6:])
    if match["month"]:
        month = str(MONTHS.index(match["month"][:3].lower()) + 1)
        day = match["day"] or match["day_after"]
        return _real(match["of_year"], month, *([day] if day else []))
    a, b = int(match["a"]), int(match["b"])
    if a > 12 or a == b or (b <= 12 and month_first is False):
        return _real(match["year"], str(b), str(a))
    return _real(match["year"], str(a), str(b)) if b > 12 or month_first else ""


def _real(year: str, month: str, day: str = "") -> str:
    try:
        whole = date(int(year), int(month), int(day or 1))
    except ValueError:
        return ""
    return whole.isoformat() if day else whole.isoformat()[:7]
