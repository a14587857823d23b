"""Kinds of faults of the first reader, each with what is right. Every text is invented."""

import pytest

from biomarkers.reports.reader import read_report

NEITHER = {"her2_copies": "", "cep17_copies": "", "ish_ratio": ""}
CASES = [
    # placement
    (
        "Bone biopsy: ER 0%, PR 0%. The primary tumor (2017) was ER positive and PR positive.",
        [
            ("this", {"er_percent": "0", "pr_percent": "0", "er_status": "", "site": "bone"}),
            ("earlier", {"er_status": "positive", "pr_status": "positive", "er_percent": ""}),
        ],
    ),
    (
        "A. Breast, left, mastectomy: carcinoma.\nB. Breast, right, mastectomy: DCIS.\n"
        "Biomarkers (block A4): ER positive 95%, PR negative 0%, HER2 3+.",
        [("this", {"laterality": "left", "er_percent": "95", "ihc_score": "3+"})],
    ),
    (
        "Part A: ER Positive 98%. HER2 IHC 0, no staining.\nPart B: ER Negative 0%. HER2 IHC 3+.",
        [
            ("this", {"er_percent": "98", "ihc_score": "0", "zero_staining": "absent"}),
            ("this", {"er_percent": "0", "ihc_score": "3+"}),
        ],
    ),
    (
        "Previous version stated PR positive (60%). PR: negative (0%).",
        [("this", {"pr_status": "negative", "pr_percent": "0"})],
    ),
    (
        "Receptors from core biopsy S24-100: ER 90%. HER2 1+; PR 10%.",
        [
            (
                "earlier",
                {"accession": "S24-100", "er_percent": "90", "ihc_score": "1+", "pr_percent": "10"},
            )
        ],
    ),
    (
        "Invasive component: HER2 1+. In situ component: HER2 3+.",
        [("this", {"ihc_score": "1+"}), ("this", {"ihc_score": ""})],
    ),
    (
        "Plasma sequencing report. ESR1 D538G 1%. According to the requisition the patient's "
        "primary was ER positive, HER2 negative (IHC 0).",
        [
            ("this", {"er_status": "", "reported_as": "", "ihc_score": ""}),  # its ESR1 alone
            ("earlier", {"er_status": "positive", "reported_as": "negative", "ihc_score": "0"}),
        ],
    ),
    (
        "C. Breast, right, mastectomy: two masses.\nER: positive (80%). HER2: 1+.\nSynoptic. Sizes "
        "of individual foci:\nTumor #1: 2.5 cm.\nTumor #2: 1.1 cm.\nER: Positive (80%). "
        "HER2: Negative (1+).",
        [("this", {"laterality": "right", "er_percent": "80", "ihc_score": "1+"})],
    ),
    # unknown words between
    ("ER (SP1): Positive, 95%, strong.", {"er_status": "positive", "er_percent": "95"}),
    (
        "Estrogen receptor (clone 6F11): positive, 95%.",
        {"er_status": "positive", "er_percent": "95"},
    ),
    ("ER | Positive | 95%", {"er_status": "positive", "er_percent": "95"}),
    ("Ki67 (MIB-1): 20%", {"ki67_percent": "20"}),
    ("Ki-67 (30-9) 14%", {"ki67_percent": "14"}),
    ("Ki-67 labeling index: 20%", {"ki67_percent": "20"}),
    ("MIB-1 index 25%", {"ki67_percent": "25"}),
    ("ER Quick score 8/8 (positive).", {"er_status": "positive", "er_percent": ""}),
    ("Estrogen receptor response: negative.", {"er_status": "negative"}),
    (
        "ER: Allred 8/8 (PS 5, IS 3), 95% positive.",
        {"er_status": "positive", "er_percent": "95"},
    ),
    ("HER2 neg (IHC 1+)", {"reported_as": "negative", "ihc_score": "1+"}),
    ("HER2: +++", {"ihc_score": "3+"}),
    # full stops and lines
    ("HER2: Negative. Score: 1+.", {"reported_as": "negative", "ihc_score": "1+"}),
    (
        "Estrogen receptor: positive. Nuclei stained: 95%.",
        {"er_status": "positive", "er_percent": "95"},
    ),
    (
        "HER2 dual ISH: not amplified. HER2/Chr17 ratio 1.2.",
        {"ish_result": "negative", "ish_ratio": "1.2"},
    ),
    # definitions, legends, controls
    (
        "ER/PR scoring: <1% negative; >=1% positive.\nER (SP1): positive in 95%.",
        {"er_status": "positive", "er_percent": "95", "pr_status": "", "pr_percent": ""},
    ),
    (
        "ER status: Positive (greater than 10% of cells demonstrate nuclear positivity)\n"
        "Percentage of cells with nuclear positivity: 95%",
        {"er_status": "positive", "er_percent": "95"},
    ),
    (
        "ER: positive (>=10% of cells). ER percentage: 95%",
        {"er_status": "positive", "er_percent": "95"},
    ),
    ("HER2: 1+. The HER2 3+ control is satisfactory.", {"ihc_score": "1+"}),
    (
        "HER2 (IHC): Negative (Score 1+)\nComment: Patients with IHC 3+ or IHC 2+/ISH amplified "
        "may be eligible for several therapies, those with IHC 1+ or 2+/not amplified for another.",
        {"reported_as": "negative", "ihc_score": "1+", "ish_result": ""},
    ),
    (
        "ER: <1%. PR: <1%.",
        {"er_status": "negative", "er_percent": "<1", "pr_status": "negative", "pr_percent": "<1"},
    ),
    # doubt that reaches too far
    (
        "Progesterone receptor: negative (no nuclear staining, 0%).",
        {"pr_status": "negative", "pr_percent": "0"},
    ),
    ("HER2 IHC: 2+ (borderline).", {"ihc_score": "2+", "reported_as": "equivocal"}),
    (
        "HER2 (IHC): Negative\nScore: 0\nMembrane staining: Absent",
        {"reported_as": "negative", "ihc_score": "0", "zero_staining": "absent"},
    ),
    (
        "ER 99% positive and PR 0% negative are unchanged.",
        {"er_percent": "99", "er_status": "positive", "pr_percent": "0", "pr_status": "negative"},
    ),
    # letters
    (
        "HER2 IHC: 2+. FISH: not ampliﬁed (ratio 1.3).",
        {"ihc_score": "2+", "ish_result": "negative", "ish_ratio": "1.3"},
    ),
    ("ER: P0SITIVE (9O%)", {"er_status": "positive", "er_percent": "90"}),
    # ISH numbers
    ("FISH: 40 nuclei, total HER2 signals: 412, total CEP17 signals: 88.", NEITHER),
    (
        "HER2 FISH\nAverage number of HER2 signals per cell: 3.2\n"
        "Average number of CEP17 signals per cell: 2.5",
        {"her2_copies": "3.2", "cep17_copies": "2.5"},
    ),
    ("HER2/CEP17 = 1.2", {"ish_ratio": "1.2"}),
    ("HER2/Chr17 ratio 1.2", {"ish_ratio": "1.2"}),
    ("Sequencing report: ERBB2 without mutation, copy number 2", NEITHER),
    (
        "HER2 IHC 2+. FISH: 4.6 HER2 copies per cell, ratio 1.48. Second observer: 4.4 copies, "
        "ratio 1.45.",
        {"her2_copies": "4.6", "ish_ratio": "1.48", "ish_recount": "confirmed"},
    ),
    # the page
    ("ER: positive, 0%.", {"er_status": "", "er_percent": ""}),
    ("ER: positive. ER percentage: 0%.", {"er_status": "", "er_percent": ""}),
]


@pytest.mark.parametrize(("text", "right"), CASES, ids=[text[:60] for text, _ in CASES])
def test_a_kind_of_fault_is_no_more(text, right):
    expected = right if isinstance(right, list) else [("this", right)]
    proposals = read_report(text)

    if not proposals:
        assert not any(value for _, values in expected for value in values.values())
        return
    said = [
        (proposal.specimen, {name: proposal.value(name) for name in values})
        for proposal, (_, values) in zip(proposals, expected, strict=True)
    ]
    assert said == expected


@pytest.mark.parametrize("name", ["er_status", "er_percent"])
def test_a_receptor_of_0_percent_that_is_called_positive_says_why_it_is_empty(name):
    [proposal] = read_report("ER: positive, 0%.")
    [field] = [field for field in proposal.fields if field.name == name]

    assert field.unclear == "The report says both positive and 0 %."
