"""Percents as they are written: a number, a bound (`<1`, `>=90`) or a range (`80-90`)."""

import re

_SIGNS = {
    "<": ("<", "less than", "under", "below"),
    ">": (">", "more than", "greater than", "over", "above", "exceed", "exceeds", "exceeding"),
    "<=": ("≤", "≤=", "<=", "< =", "≤ =", "=<", "up to", "at most", "less than or equal to"),
    ">=": ("≥", "≥=", ">=", "> =", "≥ =", "=>", "at least", "greater than or equal to"),
}
_SIGN_OF = {words: sign for sign, written in _SIGNS.items() for words in written}
_LARGEST = 100


def number(written: str) -> str:
    """Without blanks and leading zeros, with a decimal point: “092” is 92."""
    return re.sub(r"\s|(?<![\d.,])0+(?=\d)", "", written).replace(",", ".")


def written_percent(match: re.Match[str]) -> tuple[str, str]:
    """The value as the record keeps it, and why there is none. One of them is empty."""
    written = match[0].strip()
    if match["nearly"]:
        return "", f"“{written}” is no exact percentage."
    high = number(match["percent"] or match["percent_first"] or match["listed"])
    low = number(match["low"]) if match["low"] else ""
    if float(high) > _LARGEST or (low and float(low) >= float(high)):
        return "", f"“{written}” is no percentage."
    if low:
        return ("", f"“{written}” is not clear.") if match["more"] else (f"{low}-{high}", "")
    return _sign_of(match) + high, ""


def _sign_of(match: re.Match[str]) -> str:
    if match["or_more"]:
        return "<=" if re.search(r"less|fewer", match["or_more"]) else ">="
    return _SIGN_OF[" ".join(match["more"].lower().split())] if match["more"] else ""


def number_of(value: str) -> float:
    """Of a bound or a range its first number."""
    return float(re.search(r"[\d.]+", value)[0])  # type: ignore[index]
