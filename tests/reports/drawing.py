"""Which reports stay closed until the reader of reports is finished, drawn by a seed.

    python -m tests.reports.drawing

Of thirty TCGA reports ten stayed closed while the first reader was written; of sixty invented ones
(`own/`), whose truth was written before their texts, thirty while the second was. They were drawn
before any was read or written. The history shows the order.
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

OWN_SEED = 20261126
OWN = [f"own_{number:02}" for number in range(1, 61)]
OWN_CLOSED = sorted(random.Random(OWN_SEED).sample(OWN, 30))
OWN_OPEN = [name for name in OWN if name not in OWN_CLOSED]

if __name__ == "__main__":
    print("closed:", *CLOSED)
    print("open:", *OPEN)
    print("closed of our own:", *OWN_CLOSED)
    print("open of our own:", *OWN_OPEN)
