"""Which ten of the thirty TCGA reports stay closed until the reader of reports is finished.

    python -m tests.reports.drawing

They were drawn before any report was read. The history shows the order: this draw, the answers to
the open reports, the reader, then the answers to the closed ones.
"""

import random

SEED = 20261124
ALL = [f"tcga1_{number}" for number in range(1, 31)]
CLOSED = sorted(random.Random(SEED).sample(ALL, 10), key=ALL.index)
SYNOPTIC = [
    "patientX_doc1_RAD",
    "patientX_doc2_SP",
    "patientX_doc3_NOTE",
    "synoptic_breast_complete_en",
    "synoptic_breast_complete_tr",
    "synoptic_breast_incomplete_en",
]
OPEN = [name for name in ALL if name not in CLOSED] + SYNOPTIC

if __name__ == "__main__":
    print("closed:", *CLOSED)
    print("open:", *OPEN)
