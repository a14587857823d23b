"""The surgery of the breast, as the settings of early disease count it.

Source: docs/contract/rules.md, part 7 ("Setting").
"""

import re
from dataclasses import dataclass
from datetime import date

from patients.dates import PartialDate
from patients.language import say

from .because import Because, because
from .record import Procedure, Record
from .spans import months_after

MONTHS_BEFORE_DIAGNOSIS = 6  # an excision can precede its report, an older one is another matter

_SIDE = re.compile(r"left|right|both|bilateral|both sides", re.IGNORECASE)
_NAMES_THE_BREAST = re.compile(
    r"breast|mastectomy|lumpectomy|tumou?rectomy|quadrantectomy", re.IGNORECASE
)
_TAKES_TISSUE = re.compile(
    r"(?:mast|lump|tumou?r|quadrant|segment)ectomy|excision|resection|breast[- ]conserv|ablatio",
    re.IGNORECASE,
)
# “reconstruction after skin-sparing mastectomy”; “post-NACT mastectomy” was done now.
_DONE_BEFORE = re.compile(
    r"\b(?:after|following|post|s/p)[\s-]+"
    r"(?:(?:her|a|the|earlier|previous|prior|left|right|bilateral|simple|total|radical|modified"
    r"|(?:skin|nipple|breast)[\s-](?:sparing|conserving))\s+){0,3}\w*ectomy",
    re.IGNORECASE,
)
_TAKES_NO_TUMOR = re.compile(
    r"\b(?:re)?construct|\bimplant|\bexpander|\bflap\b|\blipofilling|\bfat graft|\bport\b"
    r"|\bport-a-cath|oophorectomy|ovariectomy|hysterectomy",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Surgery:
    """`on` None: it is only proven by an adjuvant treatment, and lies before `before`."""

    on: PartialDate | None
    before: date
    because: Because

    def lies_within(self, months: int, as_of: date) -> bool | None:
        """Of the months before a day; None where its own day is not known and could."""
        if as_of > months_after(self.before, months):
            return False
        return True if self.on else None


def breast_surgery(record: Record) -> Surgery | None:
    """The newest with a date, or else the one that an adjuvant treatment proves."""
    operations = [
        procedure.started_on
        for procedure in record.procedures
        if is_of_the_breast(procedure) and not _is_too_old(procedure.started_on, record)
    ]
    if operations:
        newest = max(operations, key=lambda on: on.first)
        return Surgery(newest, newest.first, because(say("surgery of the breast, "), newest))
    adjuvant = [
        t
        for t in record.treatments
        if t.setting == "adjuvant" and not _is_too_old(t.started_on, record)
    ]
    if not adjuvant:
        return None
    first = min(adjuvant, key=lambda t: (t.started_on.first, t.sort_key))
    sentence = because(
        say("surgery before adjuvant {agent} from ").format(agent=first.agent.name),
        first.started_on,
        say(", date not known"),
    )
    return Surgery(None, first.started_on.first, sentence)


def is_of_the_breast(procedure: Procedure) -> bool:
    """A surgery that takes tissue of the breast: its site, or else what was done, says so, or
    neither says anything else. A reconstruction years later begins no new treatment."""
    if procedure.kind != "surgery":
        return False
    site, detail = procedure.site.strip(), _DONE_BEFORE.sub("", procedure.detail)
    if _TAKES_NO_TUMOR.search(f"{site} {detail}") and not _TAKES_TISSUE.search(detail):
        return False
    return (
        not site
        or "breast" in site.casefold()
        or bool(_SIDE.fullmatch(site) and _NAMES_THE_BREAST.search(detail))
    )


def _is_too_old(on: PartialDate, record: Record) -> bool:
    """Surely more than half a year before the diagnosis."""
    diagnosed_on = record.diagnosed_on
    return diagnosed_on is not None and (
        months_after(on.last, MONTHS_BEFORE_DIAGNOSIS) < diagnosed_on.first
    )
