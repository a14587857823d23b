"""Invented reports, for tests."""

ONE_TUMOR = """SURGICAL PATHOLOGY REPORT
Accession: S16-101
Reported: 2024-05-20
Specimen: core biopsy of the liver

HER2 by immunohistochemistry: negative, IHC score 1+
ER positive, 90 % of tumor cells
PR positive, 40 % of tumor cells
"""

TWO_TUMORS = """Accession: S26-77
Reported: 2026-10-02

Tumor A: left breast, 2 o'clock
HER2: negative, IHC score 1+
ER 90 %

Tumor B: left breast, 7 o'clock
HER2: positive, IHC score 3+
ER 10 %
"""

UNCLEAR_ZERO = """Accession: S16-101
Reported: 2024-05-20
HER2: negative, IHC score 0
ER 80 %
"""
