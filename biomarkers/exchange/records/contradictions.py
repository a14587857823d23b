"""Cells that cannot both be right: two scores, a treatment after death, a severity of no kind."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from patients.dates import PartialDate
from patients.models import ConditionKind

from .columns import CONDITIONS, HER2_READINGS, PATIENTS, TREATMENTS
from .faults import Fault, quoted
from .folder import Folder
from .rows import surely_before


def score_and_range(folder: Folder) -> Iterator[Fault]:
    for row in folder.rows[HER2_READINGS]:
        if row["ihc_score"] and row["ihc_score_range"]:
            wrong = "there is an ihc_score too: give a score or a range, not both"
            yield row.fault("ihc_score_range", wrong)


def treated_after_death(
    folder: Folder, deceased_on: Mapping[str, PartialDate | None]
) -> Iterator[Fault]:
    """`deceased_on` is what is on record, by mrn; what the folder says counts before it."""
    said = {
        row.mrn: row["deceased_on"] for row in folder.rows[PATIENTS] if "deceased_on" in row.values
    }
    died_on = {**deceased_on, **{mrn: day for mrn, day in said.items() if day}}
    for row in folder.rows[TREATMENTS]:
        died = died_on.get(row.mrn)
        if surely_before(died, row["started_on"]):
            wrong = f"{row['started_on']} is after the patient died, {died}"
            yield row.fault("started_on", wrong)


def conditions(folder: Folder, kinds: Mapping[str, ConditionKind]) -> Iterator[Fault]:
    """Of a kind that the list has, with a severity that it can have.

    Also writes the code of the list into every cell that names one.
    """
    codes = {_plain(code): code for code in kinds}
    for row in folder.rows[CONDITIONS]:
        code = codes.get(_plain(row["condition"]))
        if "condition" in row.bad or code is None:
            if "condition" not in row.bad:
                yield row.fault("condition", _unknown(row["condition"], kinds))
            continue
        row.values["condition"] = code
        row.values["severity"] = row["severity"].casefold()
        if wrong := kinds[code].refuses(row["severity"]):
            yield row.fault("severity", f"{quoted(row['severity'])}: {wrong}")


def _unknown(cell: str, kinds: Mapping[str, ConditionKind]) -> str:
    alike = get_close_matches(cell.casefold(), kinds, n=1, cutoff=0.7)
    hint = f"; is {alike[0]} meant?" if alike else ""
    return f"{quoted(cell)} is not in the list of conditions{hint}"


def _plain(code: str) -> str:
    return "".join(code.casefold().replace("_", " ").replace("-", " ").split())
