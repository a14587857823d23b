"""Rows that count others: below a table, where a record number would stand."""

import re

_TOTAL = re.compile(
    r"(grand |sub|zwischen|gesamt)?-?(total|totals|sum|summe|gesamt|anzahl|count|average|mean|"
    r"median|mittelwert|durchschnitt|somme|suma|totale)\b[\s:=]*\d*\s*\w{0,9}",
    re.IGNORECASE,
)


def is_total(record_number: str) -> bool:
    return bool(_TOTAL.fullmatch(record_number.strip()))
