"""Two reports in one paste: where the second begins.

A report begins at its title, or at a ruled line, that is followed by another specimen number than
the one before; the head of a further page repeats the number and begins nothing.
"""

import re
from itertools import pairwise

from .header import accessions
from .layout import even
from .letters import plain
from .readable import readable

_TITLE = re.compile(
    r"^[\W_]{0,12}(?:(?:final|amended|addendum|revised|corrected|surgical|anatomic\w{0,2}|breast"
    r"|cyto\w{2,5}|histo\w{0,2}|molecular|department\s{1,3}of|outside)\s{1,3}){0,3}"
    r"(?:(?:histo|cyto)?pathology|biomarkers?|genomic|sequencing|molecular|cytology)\b[^\n]{0,60}"
    r"(?:report|consultation|department|profile|analysis)?[^\n]{0,40}$|^[=_*#-]{8,}\s*$",
    re.IGNORECASE | re.MULTILINE,
)
_NEAR = 600  # characters from the title to the number


def split_reports(text: str) -> list[str]:
    """The reports of a text, one if it is one."""
    letters = readable(even(plain(text)))
    numbers = [one for one in accessions(letters.text) if one.value]
    cuts = []
    for before, number in pairwise(numbers):
        if number.value == before.value:
            continue
        titles = _TITLE.finditer(letters.text, max(before.end, number.start - _NEAR), number.start)
        if first := next(titles, None):
            cuts.append(letters.origin[first.start()])
    edges = [0, *cuts, len(text)]
    parts = [text[a:b].strip("\n") for a, b in pairwise(edges)]
    return [part for part in parts if part.strip()]
