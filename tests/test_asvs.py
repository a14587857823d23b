"""docs/asvs.md names every requirement of levels 1 and 2 once, and tests that are there."""

import re
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "asvs.md"

# Of ASVS 5.0.0: the last number of each section at level 1 or 2; those of level 3 come after.
SECTIONS = {
    1: (2, 9, 11, 3, 2), 2: (3, 3, 4, 1), 3: (0, 2, 4, 6, 5, 0, 2), 4: (3, 1, 2, 4),
    5: (1, 3, 2, 3), 6: (3, 12, 4, 4, 5, 3, 0, 4), 7: (3, 4, 2, 5, 2, 2), 8: (2, 3, 1, 1),
    9: (3, 4), 10: (2, 2, 4, 11, 5, 2, 3), 11: (2, 3, 3, 4, 1, 1), 12: (3, 2, 4),
    13: (1, 5, 2, 5), 14: (2, 4, 3), 15: (3, 3, 7), 16: (1, 5, 4, 3, 3), 17: (1, 4, 2),
}  # fmt: skip
REQUIRED = [
    f"{chapter}.{section}.{number}"
    for chapter, sections in SECTIONS.items()
    for section, last in enumerate(sections, start=1)
    for number in range(1, last + 1)
]
STATES = {"met", "not applicable", "open"}


def _numbers(cell: str) -> list[str]:
    """`1.2.6–1.2.8, 1.3.1` one by one."""
    found = []
    for part in cell.split(", "):
        first, _, last = part.partition("–")
        head, _, start = first.rpartition(".")
        end = (last or first).rpartition(".")[2]
        found += [f"{head}.{number}" for number in range(int(start), int(end) + 1)]
    return found


def _rows() -> list[tuple[list[str], str, str]]:
    """Numbers, state, and test or reason."""
    lines = re.findall(r"^\| (\d.*) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    cells = [line.split(" | ") for line in lines]
    return [(_numbers(numbers), state, why) for numbers, _, state, why in cells]


def test_every_requirement_is_named_once():
    named = Counter(number for numbers, _, _ in _rows() for number in numbers)

    assert len(REQUIRED) == 253
    assert named == Counter(REQUIRED)


def test_the_figures_at_the_top_are_those_of_the_list():
    counted = Counter(state for numbers, state, _ in _rows() for _ in numbers)

    assert set(counted) == STATES
    assert all(why for _, _, why in _rows())
    top = (
        f"{counted['met']} are met, {counted['not applicable']} do not apply, {counted['open']} are"
    )
    assert top in " ".join(PAGE.read_text(encoding="utf-8").split())


def test_every_test_that_it_names_is_there():
    named = set(re.findall(r"`(test_\w+)`", PAGE.read_text(encoding="utf-8")))
    code = "\n".join(path.read_text(encoding="utf-8") for path in ROOT.glob("tests/**/test_*.py"))

    assert named - set(re.findall(r"def (test_\w+)", code)) == set()
