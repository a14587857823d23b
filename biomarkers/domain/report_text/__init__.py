"""From the text of a pathology report to proposals, by a small grammar: `read_report(text)`.

`text.py` sets aside what is no result, `labels.py` finds where a marker is named, `tokens.py` is
the common vocabulary and `her2_words.py` that of HER2, `her2.py` and `receptors.py` read one
statement, `statements.py` all of them; `parts.py` tells the tumors apart, `specimen.py` reads dates
and numbers, `weighing.py` weighs what was found, `report.py` puts it together. In words:
docs/report-reader.md.
"""

from .report import LONGEST, read_report

__all__ = ["LONGEST", "read_report"]
