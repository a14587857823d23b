"""How well reports whose truth is known are read: value by value, on the right specimen.

    python -m tests.reports.modern [--gate] FOLDER ...

A folder holds NAME.txt and NAME.json (own/README.md). A value is right only on the specimen, tumor
and side that it is of. A proposal whose place is left to a person counts as right if its value is
right in every specimen that it can be of. A value that is not read is missed, silently if no field
says why. With `--gate` the exit status is 1 below the least that is asked.
"""

import argparse
import json
import re
import sys
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from biomarkers.reports.reader import EARLIER, UNCLEAR, Proposal, ProposedField, read_report

HER2 = (
    "ihc_score zero_staining percent_stained ish_status ish_result ish_ratio her2_copies"
    " cep17_copies reported_as"
).split()
MEASURED = [*HER2, *"er_percent er_status pr_percent pr_status ki67_percent".split()]
ROWS = {"alterations": "gene", "markers": "marker"}  # what each row is of
LEAST = {"precision": 0.99, "recall": 0.95}
FOREIGN = "wrong in another language"
NONE_OF = ("missed silently", "wrong specimen", FOREIGN)


@dataclass(frozen=True)
class Outcome:
    report: str
    field: str
    kind: str
    value: str


def alike(value: Any) -> str:
    """Numbers compare as numbers, a bound or a range as it is written, “p.H1047R” as H1047R."""
    written = str(value).replace(" ", "").rstrip("%").removeprefix("p.")
    try:
        return str(float(written))
    except ValueError:
        return written


def holds(truth: dict, group: str, name: str, value: str) -> bool:
    said = truth.get(group, {}).get(name, [])
    return alike(value) in [alike(one) for one in (said if isinstance(said, list) else [said])]


def describes(proposal: Proposal) -> str:
    about = (proposal.value(name) for name in ("laterality", "site", "accession", "collected_on"))
    return " | ".join([proposal.component, *about])


def can_be(proposal: Proposal, truth: dict, truths: list[dict]) -> bool:
    """Whether the proposal stands on the specimen of this truth; one that is not placed on any."""
    when = EARLIER if proposal.specimen == EARLIER else "this"
    if truth["specimen"] not in (when, "either"):
        return False
    rivals = [one for one in truths if one["specimen"] in (when, "either")]
    if len(rivals) > 1 and truth["label"] and proposal.specimen != UNCLEAR:
        return bool(re.search(truth["label"], describes(proposal), re.IGNORECASE))
    side = proposal.value("laterality")
    return not (side and "laterality" in truth["fields"]) or holds(
        truth, "fields", "laterality", side
    )


def of_proposal(name: str, proposal: Proposal, truths: list[dict], found: set) -> list[Outcome]:
    outcomes = []
    possible = [truth for truth in truths if can_be(proposal, truth, truths)]
    for field in proposal.fields:
        if not field.value or field.name not in MEASURED:
            continue
        stated = [truth for truth in possible if field.name in truth["fields"]]
        right = [truth for truth in stated if holds(truth, "fields", field.name, field.value)]
        if right and (proposal.specimen != UNCLEAR or right == stated):
            kind = "right"
            found |= {(truths.index(truth), field.name) for truth in right}
        elif any(
            holds(truth, group, field.name, field.value)
            for truth in possible
            for group in ("accept", "inexact")
        ):
            kind = "right"
        elif any(holds(truth, "fields", field.name, field.value) for truth in truths):
            kind = "wrong specimen"
        else:
            kind = "wrong"
        outcomes.append(Outcome(name, field.name, kind, field.value))
    return outcomes


def is_explained(field: str, proposals: tuple[Proposal, ...]) -> bool:
    """A field of the same column, or of HER2 for HER2, says why there is no value."""
    same = HER2 if field in HER2 else [field]
    return any(one.unclear and one.name in same for p in proposals for one in p.fields)


def of_report(name: str, text: str, truths: list[dict]) -> list[Outcome]:
    proposals = read_report(text)
    found: set[tuple[int, str]] = set()
    outcomes = [one for p in proposals for one in of_proposal(name, p, truths, found)]
    for place, truth in enumerate(truths):
        for field, value in truth["fields"].items():
            if field not in MEASURED:
                continue
            outcomes.append(Outcome(name, field, "stated", str(value)))
            if (place, field) in found:
                outcomes.append(Outcome(name, field, "found", str(value)))
            else:
                said = is_explained(field, proposals)
                kind = "missed, says why" if said else "missed silently"
                outcomes.append(Outcome(name, field, kind, str(value)))
    return outcomes


def says(row: dict[str, str], truth: dict[str, str]) -> bool:
    """Whether a row says all that the truth states of this gene or marker."""
    return all(alike(row.get(name, "")) == alike(value) for name, value in truth.items())


def is_doubted(row: tuple[ProposedField, ...]) -> bool:
    """The day of the test is that of the report, and another matter."""
    return any(field.unclear and field.name != "tested_on" for field in row)


def of_rows(name: str, text: str, truths: list[dict]) -> list[Outcome]:
    """Alterations and markers: a row is right if gene or marker, result and variant are."""
    outcomes = []
    for kind, called in ROWS.items():
        stated = [row for truth in truths for row in truth.get(kind, [])]
        rows = [row for proposal in read_report(text) for row in getattr(proposal, kind)]
        doubted = {row[0].value for row in rows if is_doubted(row)}
        read = [{one.name: one.value for one in row} for row in rows if not is_doubted(row)]
        for row in read:
            right = any(says(row, truth) for truth in stated)
            outcomes.append(Outcome(name, kind, "right" if right else "wrong", row[called]))
        for truth in stated:
            found = any(says(row, truth) for row in read)
            why = "missed, says why" if truth[called] in doubted else "missed silently"
            outcomes.append(Outcome(name, kind, "stated", truth[called]))
            outcomes.append(Outcome(name, kind, "found" if found else why, truth[called]))
    return outcomes


def of_folder(folder: Path) -> list[Outcome]:
    """Alterations and markers are judged where any truth of the folder states them."""
    outcomes = []
    truths = {
        file: json.loads(file.with_suffix(".json").read_text(encoding="utf-8"))
        for file in sorted(folder.glob("*.txt"))
    }
    states_rows = any(
        kind in specimen for truth in truths.values() for specimen in truth["specimens"]
        for kind in ROWS
    )  # fmt: skip
    for file, truth in truths.items():
        text = file.read_text(encoding="utf-8")
        found = of_report(file.stem, text, truth["specimens"])
        if states_rows:
            found += of_rows(file.stem, text, truth["specimens"])
        if truth["language"] != "en":  # to read nothing is right; nothing may be read wrongly
            found = [replace(one, kind=FOREIGN) for one in found if one.kind.startswith("wrong")]
        outcomes += found
    return outcomes


def figures(outcomes: list[Outcome]) -> dict[str, float]:
    count = Counter(one.kind for one in outcomes)
    proposed = count["right"] + count["wrong"] + count["wrong specimen"]
    return {
        "precision": count["right"] / max(proposed, 1),
        "recall": count["found"] / max(count["stated"], 1),
        "stated": count["stated"],
        **{kind: count[kind] for kind in ("wrong", *NONE_OF)},
    }


def table(outcomes: list[Outcome]) -> str:
    kinds = [*"stated found right wrong".split(), "missed, says why", *NONE_OF]
    lines = [f"| field | {' | '.join(kinds)} |", "|---|" + "---|" * len(kinds)]
    for field in [*MEASURED, *ROWS, "all"]:
        count = Counter(one.kind for one in outcomes if field in (one.field, "all"))
        lines.append(f"| {field} | {' | '.join(str(count[kind]) for kind in kinds)} |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description="How well reports of known truth are read.")
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--gate", action="store_true", help="fail below the least that is asked")
    options = parser.parse_args()
    below = False
    for folder in options.folders:
        outcomes = of_folder(folder)
        said = figures(outcomes)
        print(f"== {folder}", table(outcomes), sep="\n")
        bad = [one for one in outcomes if one.kind not in ("stated", "found", "right")]
        print(*(f"{one.report} {one.field}: {one.kind}, {one.value}" for one in bad), sep="\n")
        print(", ".join(f"{name} {value:.3g}" for name, value in said.items()))
        below |= any(said[name] < least for name, least in LEAST.items())
        below |= any(said[kind] for kind in NONE_OF)
    if options.gate and below:
        sys.exit("Below the least that is asked of the reading of reports.")


if __name__ == "__main__":
    main()
