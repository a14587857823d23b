"""How well reports are read: the reader against the answers that a person wrote down.

    python -m tests.reports.agreement FOLDER [open|closed]

A field counts as right if proposed and answer agree, as wrong if a value is proposed that is not
the answer (also where the answer is that it must stay empty), as missed if it is left empty.
The exit status is 1 if any score is wrong.
"""

import sys
import tomllib
from collections import Counter
from pathlib import Path

from biomarkers.reports.reader import EARLIER, Proposal, read_report

from .drawing import CLOSED, OPEN

ANSWERS = Path(__file__).parent / "answers"
SETS = {"open": OPEN, "closed": CLOSED}
NOT_MEASURED = {"as_written"}
NO_ANSWER = {"label", "specimen", "unclear"}


def answers(name: str) -> dict[str, dict]:
    return tomllib.loads((ANSWERS / f"{name}.toml").read_text(encoding="utf-8"))


def specimen(proposal: Proposal) -> str:
    return "earlier" if proposal.specimen == EARLIER else "this"


def said(proposal: Proposal) -> dict[str, str]:
    return {
        field.name: field.value
        for field in proposal.fields
        if field.value and field.name not in NOT_MEASURED
    } | {"specimen": specimen(proposal)}


def expected(answer: dict) -> dict[str, str]:
    values = {name: value for name, value in answer.items() if name not in NO_ANSWER}
    return values | {"specimen": answer["specimen"]}


def paired(proposals: list[Proposal], tumors: list[dict]) -> list[tuple[dict, dict]]:
    """Each answer with the proposal of its label and specimen, else of its label, else none."""
    left = list(proposals)
    pairs = []
    for answer in tumors:
        label = answer.get("label", "").lower()
        named = [one for one in left if label in one.tumor.lower()]
        same = [one for one in named if specimen(one) == answer["specimen"]] or named
        if same:
            left.remove(same[0])
        pairs.append((said(same[0]) if same else {}, expected(answer)))
    return [*pairs, *((said(one), {}) for one in left)]


def counts(folder: Path, name: str) -> tuple[Counter, list[str]]:
    """How often each field was proposed, right, wrong, missed; and each wrong or missed one."""
    count: Counter = Counter()
    differences = []
    for report, answer in answers(name).items():
        text = (folder / f"{report}.txt").read_text(encoding="utf-8")
        proposals = [one for one in read_report(text) if _says(one, answer)]
        for proposed, right in paired(proposals, answer.get("tumor", [])):
            for field in proposed.keys() | right.keys():
                have, want = proposed.get(field, ""), right.get(field, "")
                outcome = "right" if have == want else "wrong" if have else "missed"
                count[field, outcome] += 1
                count[field, "wanted"] += bool(want)
                if outcome != "right":
                    differences.append(
                        f"{report} {field}: {outcome}, {have or '-'} for {want or '-'}"
                    )
    return count, sorted(differences)


def _says(proposal: Proposal, answer: dict) -> bool:
    """A proposal without a value says something only where the answer is that all stays empty."""
    empty = [tumor for tumor in answer.get("tumor", []) if set(tumor) <= NO_ANSWER]
    return len(said(proposal)) > 1 or bool(empty)


def share(part: int, whole: int) -> str:
    return f"{part / whole:.2f}" if whole else "-"


def table(count: Counter) -> str:
    """A Markdown row a field. Recall is the share of answers that were found."""
    lines = [
        "| field | proposed | right | wrong | missed | precision | recall |",
        "|---|" + "---|" * 6,
    ]
    total: Counter = Counter()
    for field in sorted({field for field, _ in count}):
        row = {outcome: count[field, outcome] for outcome in ("right", "wrong", "missed", "wanted")}
        total.update(row)
        lines.append(_row(field, row))
    return "\n".join([*lines, _row("all", total)])


def _row(field: str, row: dict[str, int]) -> str:
    proposed = row["right"] + row["wrong"]
    return (
        f"| {field} | {proposed} | {row['right']} | {row['wrong']} | {row['missed']} "
        f"| {share(row['right'], proposed)} | {share(row['right'], row['wanted'])} |"
    )


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    wrong_scores = 0
    for name in sys.argv[2:] or SETS:
        count, differences = counts(folder, name)
        print(f"== {name}: {len(answers(name))} reports", table(count), *differences, sep="\n")
        wrong_scores += count["ihc_score", "wrong"]
    sys.exit(f"{wrong_scores} wrong scores: a wrong one is worse than none." if wrong_scores else 0)
