"""How far the reading of a report leans on how it is written, and not on what it says.

    python -m tests.reports.rewriting [--half open|closed] [--show] [--only REWRITE] FOLDER ...

Every report whose truth is known (own/README.md) is rewritten by rule, so that its truth stays the
same, and read again. What was read right before and is not now points at a rule of the reader that
leans on layout or on a word. A seed draws which half of the reports is looked at (`open`); the
other is only counted.
"""

import argparse
import json
import os
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing import Pool
from pathlib import Path

from biomarkers.reports.reader import Proposal, read_report

from .modern import MEASURED, is_explained, of_proposal
from .rewrites_of_items import OF_ITEMS
from .rewrites_of_layout import OF_LAYOUT
from .rewrites_of_words import OF_WORDS

REWRITES = {**OF_LAYOUT, **OF_WORDS, **OF_ITEMS}
SEED = 20261201
LAST_DRAWN = 503  # reports of a higher number were written after the draw, and stay closed
TWICE = "two at once"
PAIRS = 6  # of each report, drawn by the seed
LOST, SILENT, WRONG, MISPLACED = "lost, says why", "lost silently", "wrong", "wrong specimen"
KINDS = ("right before", LOST, SILENT, WRONG, MISPLACED)


@dataclass(frozen=True)
class Reading:
    """What is read of a report against its truth: which of the values that it states are found, and
    which of the values that are proposed are not right."""

    proposals: tuple[Proposal, ...]
    found: set[tuple[int, str]]
    bad: Counter[tuple[str, str, str]]  # kind, field, value


@dataclass(frozen=True)
class Change:
    rewrite: str
    report: str
    kind: str
    field: str = ""
    value: str = ""
    count: int = 1


def reading_of(text: str, truths: list[dict]) -> Reading:
    proposals = read_report(text)
    found: set[tuple[int, str]] = set()
    said = [one for p in proposals for one in of_proposal("", p, truths, found)]
    bad = Counter((one.kind, one.field, one.value) for one in said if one.kind != "right")
    return Reading(proposals, {one for one in found if one[1] in MEASURED}, bad)


def changes(rewrite: str, report: str, before: Reading, after: Reading) -> Iterator[Change]:
    yield Change(rewrite, report, "right before", count=len(before.found))
    for _, field in sorted(before.found - after.found):
        kind = LOST if is_explained(field, after.proposals) else SILENT
        yield Change(rewrite, report, kind, field)
    for (kind, field, value), count in (after.bad - before.bad).items():
        yield Change(rewrite, report, kind, field, value, count)


def of_report(task: tuple[Path, tuple[str, ...]]) -> list[Change]:
    file, rewrites = task
    truth = json.loads(file.with_suffix(".json").read_text(encoding="utf-8"))
    if truth["language"] != "en":
        return []
    text, truths = file.read_text(encoding="utf-8"), truth["specimens"]
    before = reading_of(text, truths)
    found: list[Change] = []
    for rewrite in rewrites:
        if rewrite != TWICE and (rewritten := REWRITES[rewrite](text)) != text:
            found += changes(rewrite, file.stem, before, reading_of(rewritten, truths))
    for first, second in pairs(file.stem) if TWICE in rewrites else ():
        if (once := REWRITES[first](text)) != text and (both := REWRITES[second](once)) != once:
            name = f"{file.stem} ({first}, {second})"
            found += changes(TWICE, name, before, reading_of(both, truths))
    return found


def pairs(report: str) -> list[tuple[str, str]]:
    """Another form of the items or other words, and another layout around it."""
    chance = random.Random(f"{SEED} {report}")
    inner, outer = [*OF_ITEMS, *OF_WORDS], [*OF_LAYOUT]
    return [(chance.choice(inner), chance.choice(outer)) for _ in range(PAIRS)]


def drawn(folders: list[Path], half: str) -> list[Path]:
    """The half of the reports that the seed draws, or all others."""
    files = sorted(file for folder in folders for file in folder.glob("*.txt"))
    names = sorted(file.stem for file in files if _number(file.stem) <= LAST_DRAWN)
    opened = set(random.Random(SEED).sample(names, len(names) // 2))
    return [file for file in files if not half or (file.stem in opened) == (half == "open")]


def _number(report: str) -> int:
    """Of “own_412” 412; those of the shared set have none and come first."""
    number = report.removeprefix("own_")
    return int(number) if number.isdigit() else 0


def table(found: list[Change]) -> Iterator[str]:
    yield f"| rewrite | {' | '.join(KINDS)} |"
    yield "|---|" + "---|" * len(KINDS)
    for rewrite in [*REWRITES, TWICE, "all"]:
        count: Counter[str] = Counter()
        for one in found:
            if rewrite in (one.rewrite, "all"):
                count[one.kind] += one.count
        if count:
            yield f"| {rewrite} | {' | '.join(str(count[kind]) for kind in KINDS)} |"


def main() -> None:
    parser = argparse.ArgumentParser(description="How well rewritten reports are read.")
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--only", action="append", choices=[*REWRITES, TWICE], metavar="REWRITE")
    parser.add_argument("--half", choices=("open", "closed"), default="")
    parser.add_argument("--show", action="store_true", help="which values of which reports")
    options = parser.parse_args()
    rewrites = tuple(options.only or [*REWRITES, TWICE])
    tasks = [(file, rewrites) for file in drawn(options.folders, options.half)]
    with Pool(2, os.nice, (10,)) as pool:
        found = [one for each in pool.imap(of_report, tasks, chunksize=8) for one in each]
    print(*table(found), sep="\n")
    for one in found if options.show else []:
        if one.kind != "right before":
            print(f"{one.rewrite}: {one.report} {one.field}: {one.kind} {one.value}".rstrip())


if __name__ == "__main__":
    main()
