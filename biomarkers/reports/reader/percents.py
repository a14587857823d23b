"""Percents as they are written: a number, a bound (`<1`, `>=90`) or a range (`80-90`)."""

import re

_SIGNS = {
    "<": "<", ">": ">", "≤": "<=", "≥": ">=", "<=": "<=", ">=": ">=", "=<": "<=", "=>": ">=",
    "less than": "<", "under": "<", "below": "<", "more than": ">", "greater than": ">", "over": ">",
    "above": ">", "up to": "<=", "at most": "<=", "at least": ">=",
    "less than or equal to": "<=", "greater than or equal to": ">=",
}  # fmt: skip
_LARGEST = 100


def number(written: str) -> str:
    return re.sub(r"\s", "", written).replace(",", ".")


def written_percent(match: re.Match[str]) -> tuple[str, str]:
    """The value as the record keeps it, and why there is none. One of them is empty."""
    if match["nearly"]:
        return "", f"“{match[0].strip()}” is no exact percentage."
    high = number(match["percent"] or match["percent_first"] or match["listed"])
    low = number(match["low"]) if match["low"] else ""
    if float(high) > _LARGEST or (low and float(low) >= float(high)):
        return "", f"“{match[0].strip()}” is no percentage."
    if low:
        return (
            (f"{low}-{high}", "")
            if not match["more"]
            else ("", f"“{match[0].strip()}” is not clear.")
        )
    sign = ""
    if match["more"]:
        sign = _SIGNS.get(
            re.sub(r"\s+", " ", match["more"])
            .strip()
            .lower()
            .replace("> =", ">=")
            .replace("< =", "<="),
            "",
        )
    elif match["or_more"]:
        sign = "<=" if re.search(r"less|fewer", match["or_more"]) else ">="
    return f"{sign}{high}", ""


def number_of(value: str) -> float:
    """Of a bound or a range its first number."""
    return float(re.search(r"[\d.]+", value)[0])  # type: ignore[index]
