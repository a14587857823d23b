"""From the text of a pathology report to proposals: `read_report(text)`. Plain Python.

`letters` and `lookalikes` make the text readable, `columns` and `tables` rewrite tables by columns,
`asides` paints over what is no result, `sentences` and `zones` divide it. `items` and `values` are
the vocabulary, `tokens` finds it, `naming` says whose a value is, and `statement` reads a sentence
with `results`, `ihc_said` and `ish_said`; `doubt` says how far a hedge reaches. `placement` with
`parts`, `reach`, `consults` and `earlier` decides of which specimen a result is; `weighing` and
`checks` hold results against each other, `assembling` puts the proposals together; `noting` lists
what no rule has used, with `leftover` and `unread`; `genomics` reads alterations and markers of
sequencing; of what OCR read `scanned` lets nothing be sure. In words: docs/report-reader.md.
"""

from .proposal import EARLIER, THIS, UNCLEAR, Proposal, ProposedField, Words
from .report import LONGEST, read_report

__all__ = [
    "EARLIER",
    "LONGEST",
    "THIS",
    "UNCLEAR",
    "Proposal",
    "ProposedField",
    "Words",
    "read_report",
]
