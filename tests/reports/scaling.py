"""Time per report against its length: 1, 2, 4 and 8 times the text.

    python -m tests.reports.scaling

Processor time, the least of three. The exit status is 1 if eight times the text takes more than
twelve times as long.
"""

import sys
import time
from pathlib import Path

from biomarkers.reports.reader import read_report

TIMES = (1, 2, 4, 8)
LENGTH = 10_000  # characters at 1
MOST = 12  # times as long, for eight times the text
OWN = Path(__file__).parent / "own"
TEXTS = {
    "reports, one after the other": "\n\n".join(
        file.read_text(encoding="utf-8") for file in sorted(OWN.glob("*/*.txt"))
    ),
    "one part again and again": "A. Left breast, core: carcinoma.\nER 90%, HER2 1+.\n",
    "many parts": "".join(f"{letter}. Breast, core: carcinoma. ER 9%\n" for letter in "ABCDEFGH"),
    "a table": "Marker  |  Result  |  %\nER  |  Positive  |  95\nHER2  |  1+  |  n/a\n",
    "one line": "ER 90% and PR 10%, HER2 1+ and ",
    "earlier specimens": "Prior S24-1234: ER positive 90%; in 2018 it was HER2 2+. ",
    "corrections": "HER2 corrected from 1+ to 2+ (previously reported as 0) ",
    "genes": "Sequencing: BRCA1, BRCA2, PIK3CA H1047R not detected; CPS 12; TMB 4. ",
    "gaps": "ER      90%      strong\n",
    "semicolons": "a;ER;90;c\n",
    "boxes": "[ ] Positive [X] ",
    "blanks": " ",
    "line ends": "\n",
    "digits": "1 ",
    "letters": "a",
    "brackets": "((",
    "signs": "+-",
}


def text_of(name: str, length: int) -> str:
    return (TEXTS[name] * (length // len(TEXTS[name]) + 1))[:length]


def seconds(text: str) -> float:
    taken = []
    for _ in range(3):
        started = time.process_time()
        read_report(text)
        taken.append(time.process_time() - started)
    return min(taken)


def main() -> None:
    print(f"| seconds at {LENGTH} characters × | {' | '.join(map(str, TIMES))} |")
    print("|---|" + "---|" * len(TIMES))
    slow = []
    for name in TEXTS:
        text = text_of(name, LENGTH)
        taken = [seconds(text * times) for times in TIMES]
        print(f"| {name} | {' | '.join(f'{one:.2f}' for one in taken)} |", flush=True)
        slow += [name] if taken[-1] > MOST * max(taken[0], 0.01) else []
    if slow:
        sys.exit(f"Slower than linear: {', '.join(slow)}")


if __name__ == "__main__":
    main()
