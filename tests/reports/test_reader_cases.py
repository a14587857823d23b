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

    assert field.unclear == "The report states both positive and 0 %."


MORE_CASES = [
    # tables and forms
    (
        "Specimens: A) Left breast, core | B) Left axillary node, core\n"
        "          A (breast)      B (node)\nER        70%             60%\n"
        "HER2 IHC  1+              2+",
        [
            ("this", {"er_percent": "70", "ihc_score": "1+", "site": "breast"}),
            ("this", {"er_percent": "60", "ihc_score": "2+", "site": "lymph node"}),
        ],
    ),
    (
        "| Marker | Result   | % cells | Intensity |\n|--------|----------|---------|-----------|\n"
        "| ER     | Positive | 95      | 3+        |\n| HER2   | Negative | n/a     | 1+        |",
        {"er_status": "positive", "er_percent": "95", "ihc_score": "1+"},
    ),
    (
        "HER2 in situ hybridization\n  Negative (not amplified)\n  Method\n    Dual probe\n"
        "  Average Number of HER2 Signals per Cell\n    3.1\n"
        "  Average Number of CEP17 Signals per Cell\n    2.2\n  HER2 / CEP17 Ratio\n    1.41",
        {
            "ish_result": "negative",
            "ish_ratio": "1.41",
            "her2_copies": "3.1",
            "cep17_copies": "2.2",
        },
    ),
    # boxes behind their options: read where each option has one, and the last ends the line
    ("HER2 IHC: Positive [ ]  Negative [x]  Equivocal [ ]", {"reported_as": "negative"}),
    ("HER2 (IHC): 0 [ ] 1+ [ ] 2+ [ ] 3+ [X]", {"ihc_score": "3+"}),
    ("ER: Positive [ ] Negative [X]", {"er_status": "negative"}),
    ("HER2 IHC: Positive [ ]  Negative [x]  Equivocal", {"reported_as": "", "ihc_score": ""}),
    ("ER: Positive [x]", {"er_status": "positive"}),
    (
        "ER: [X] Positive [ ] Negative   Percent: 99\nHER2 IHC: [ ] 0 [X] 1+ [ ] 2+ [ ] 3+",
        {"er_status": "positive", "er_percent": "99", "ihc_score": "1+"},
    ),
    (
        "A. Left breast, core: carcinoma.\nB. Left axillary node, core: carcinoma.\n\n"
        "Part | ER | HER2 IHC\nA | Positive 70% | 1+\nB | Positive 65% | 3+",
        [
            ("this", {"er_percent": "70", "ihc_score": "1+"}),
            ("this", {"er_percent": "65", "ihc_score": "3+"}),
        ],
    ),
    # numbers of other scales, and of another observer
    (
        "Oestrogen receptor: Positive    Quick score (Allred): 8    % nuclei stained: 100",
        {"er_status": "positive", "er_percent": "100"},
    ),
    ("HER-2/neu - equivocal, score 2 (+).", {"reported_as": "equivocal", "ihc_score": "2+"}),
    (
        "FISH: HER2 not amplified (HER2/CEP17 1.5, HER2 3.9, CEP17 2.6 signals per nucleus).",
        {"ish_ratio": "1.5", "her2_copies": "3.9", "cep17_copies": "2.6"},
    ),
    (
        "HER2 FISH: ratio 1.6, mean HER2 signals per cell 4.5. Second, blinded observer: ratio "
        "1.6, HER2 4.4. Unchanged.",
        {"her2_copies": "4.5", "ish_recount": "confirmed"},
    ),
    # what is told and not found
    (
        "Left breast mass | Indication: HER2 IHC equivocal elsewhere\nHER2 FISH: not amplified.",
        [
            ("this", {"reported_as": "", "ish_result": "negative"}),
            ("earlier", {"reported_as": ""}),
        ],
    ),
    (
        "HER2 IHC: negative, score 0. HER2-positive (3+) patients may receive other agents.",
        {"reported_as": "negative", "ihc_score": "0"},
    ),
    (
        "HER2-low/ultralow result form\nHER2 IHC score: 0\nMembrane staining: faint\n"
        "Percent of cells with membrane staining: 5%",
        {"reported_as": "", "ihc_score": "0", "zero_staining": "present", "percent_stained": "5"},
    ),
    ("HER2 is 0 (no staining).", {"ihc_score": "0", "zero_staining": "absent"}),
    (
        '<r name="ER percent">65</r>\n<r name="PR percent">&lt;1</r>\n<r name="HER2 IHC">1+</r>',
        {"er_percent": "65", "pr_percent": "<1", "ihc_score": "1+"},
    ),
    (
        "<p>ER: <b>positive</b>, 90%</p><table><tr><td>HER2 IHC</td><td>1+</td></tr></table>",
        {"er_status": "positive", "er_percent": "90", "ihc_score": "1+"},
    ),
    # a place that is named after its value, and the value of each listed part
    *(
        (
            f"A. Breast, left, core: carcinoma.\nB. Breast, right, core: carcinoma.\n{text}",
            [
                ("this", {"laterality": "left", name: left}),
                ("this", {"laterality": "right", name: right}),
            ],
        )
        for text, name, left, right in (
            ("HER2: 1+ (A4), 3+ (B2).", "ihc_score", "1+", "3+"),
            ("HER2 1+ in block A4 and 3+ in block B2.", "ihc_score", "1+", "3+"),
            ("HER2: 1+ (part A), 3+ (part B).", "ihc_score", "1+", "3+"),
            ("HER2: 0 (A1; no staining), 2+ (B1).", "ihc_score", "0", "2+"),
            ("HER2 IHC\nA: 1+\nB: 3+", "ihc_score", "1+", "3+"),
            ("HER2 FISH ratio: 1.2 (A4), 2.8 (B2).", "ish_ratio", "1.2", "2.8"),
            ("ER: 70% (A), 65% (B).", "er_percent", "70", "65"),
            ("ER | A: 70% | B: 65%", "er_percent", "70", "65"),
            ("ER (block A4): 70%; ER (block B2): 65%.", "er_percent", "70", "65"),
        )
    ),
    (
        "ER positive in tumor 1 (90%) and negative in tumor 2 (0%).",
        [
            ("this", {"er_status": "positive", "er_percent": "90"}),
            ("this", {"er_status": "negative", "er_percent": "0"}),
        ],
    ),
    (
        "HER2 is 1+ in tumor 1 and 3+ in tumor 2.",
        [("this", {"ihc_score": "1+"}), ("this", {"ihc_score": "3+"})],
    ),
    (
        "Tumor 1: ER 90%, HER2 1+; tumor 2: HER2 3+.",
        [
            ("this", {"er_percent": "90", "ihc_score": "1+"}),
            ("this", {"er_percent": "", "ihc_score": "3+"}),
        ],
    ),
    (
        "HER2: 3+ (DCIS), 1+ (invasive)",
        [("this", {"ihc_score": ""}), ("this", {"ihc_score": "1+"})],
    ),
    ("HER2 3+ (DCIS).", {"ihc_score": ""}),
    ("HER2 1+ (DCIS: 3+).", {"ihc_score": "1+"}),
    *(
        (
            "A. Breast, left, core: carcinoma.\nB. Breast, right, core: carcinoma.\n" + text,
            [("unclear", {"ihc_score": "1+"})],
        )
        for text in ("HER2 1+ (A, B).", "HER2 1+ in both parts A and B.")
    ),
    # corrections
    (
        "Initially issued as ER negative. Corrected: ER positive (40%).",
        {"er_status": "positive", "er_percent": "40"},
    ),
    ("The earlier version of this report gave HER2 as 2+. HER2: 1+.", {"ihc_score": "1+"}),
    # definitions, letters, other methods
    (
        "ER/PR: positive if >=1%. ER 40%. PR <1%.",
        {"er_status": "", "er_percent": "40", "pr_status": "negative", "pr_percent": "<1"},
    ),
    (
        "HER2: negative (1+). Note: HER2-low denotes IHC 1+ or IHC 2+ with negative ISH.",
        {"reported_as": "negative", "ihc_score": "1+", "ish_result": ""},
    ),
    ("HER2: negaƟve (1+)", {"reported_as": "negative", "ihc_score": "1+"}),
    ("FoundationOne: ERBB2 copy number 8, amplified", {**NEITHER, "ish_result": ""}),
    # lines and labels that are of no part
    ("HER2: 2+\nSurgical edges\nLeft: negative", {"ihc_score": "2+", "reported_as": ""}),
    ("HER2 FISH: ratio 1.2.\nTumor: 2.5 cm.\nLeft: 2.4 cm.", {"ish_ratio": "1.2"}),
    # clauses
    (
        "Current (liver): ER negative 0%, HER2 1+\nPrior (breast, 2018): ER positive 90%, HER2 0",
        [
            ("this", {"er_percent": "0", "ihc_score": "1+"}),
            ("earlier", {"er_percent": "90", "ihc_score": "0"}),
        ],
    ),
    (
        "ER on the present specimen is negative (0%); in 2018 it was positive (50%).",
        [
            ("this", {"er_status": "negative", "er_percent": "0"}),
            ("earlier", {"er_status": "positive", "er_percent": "50"}),
        ],
    ),
    (
        "ER is positive in 90% and PR in 60% of the tumor cells.",
        {"er_status": "positive", "er_percent": "90", "pr_status": "positive", "pr_percent": "60"},
    ),
    ("ER: positive; 90% of tumor nuclei stain, 10% do not.", {"er_percent": "90"}),
    (
        "3. HER2\n   3a. IHC score: 1+\n   3b. Interpretation: negative\n4. Ki-67\n"
        "   4a. Percentage: 19",
        {"ihc_score": "1+", "reported_as": "negative", "ki67_percent": "19"},
    ),
    (
        "Case;Specimen;Marker;Result;Percent\n7;Left breast;ER;Positive;70\n"
        "7;Left breast;HER2 IHC;Negative (1+);\n7;Left breast;Ki-67;;11",
        {"er_percent": "70", "ihc_score": "1+", "ki67_percent": "11"},
    ),
    (
        "HER2 FISH is pending.\nAddendum: FISH completed. Ratio 2.4. POSITIVE for amplification.",
        {"ish_status": "done", "ish_ratio": "2.4", "ish_result": "positive"},
    ),
    ("HER2 equivocal, 2+. Dual-probe FISH sent; report awaited.", {"ish_status": "pending"}),
]


@pytest.mark.parametrize(("text", "right"), MORE_CASES, ids=[text[:60] for text, _ in MORE_CASES])
def test_a_kind_of_fault_that_later_reports_showed_is_no_more(text, right):
    test_a_kind_of_fault_is_no_more(text, right)


@pytest.mark.parametrize(
    ("text", "name", "values"),
    [
        ("ER | A: 70% | B: 65%", "er_percent", "65, 70"),
        ("ER\nA: 70%\nB: 65%", "er_percent", "65, 70"),
        ("ER | Upper: 70% | Lower: 65%", "er_percent", "65, 70"),
        ("ER: 70%. Second nodule: 20%.", "er_percent", "20, 70"),
        ("Ki-67\nindex lesion: 10%\nsatellite: 40%", "ki67_percent", "10, 40"),
        ("PR | P1: positive | P2: negative", "pr_status", "negative, positive"),
        ("HER2: 1+ | satellite: 3+", "ihc_score", "1+, 3+"),
        ("HER2 IHC\nCore A: 1+\nCore B: 3+", "ihc_score", "1+, 3+"),
        ("HER2 FISH ratio | A: 1.2 | B: 2.8", "ish_ratio", "1.2, 2.8"),
        ("HER2/CEP17 ratio: 1.2 (A), 2.8 (B)", "ish_ratio", "1.2, 2.8"),
        ("HER2 FISH ratio\nA: 1.2\nB: 2.8", "ish_ratio", "1.2, 2.8"),
        ("HER2 FISH. Average HER2 copies | A: 3.2 | B: 8.8", "her2_copies", "3.2, 8.8"),
        ("HER2 FISH\nA: not amplified\nB: amplified", "ish_result", "negative, positive"),
        ("HER2 FISH: not amplified. Second focus: amplified.", "ish_result", "negative, positive"),
    ],
)
def test_two_values_of_parts_that_are_not_listed_are_both_told(text, name, values):
    [proposal] = read_report(text)
    [field] = [field for field in proposal.fields if field.name == name]

    assert (field.value, field.unclear) == (
        "",
        f"The report contains different values: {values}.",
    )


def test_a_score_of_the_in_situ_component_says_so():
    *_, in_situ = read_report("Invasive component: HER2 1+. In situ component: HER2 3+.")

    assert in_situ.component == "In situ component"
    assert [field.unclear for field in in_situ.fields if field.name == "ihc_score"] == [
        "“3+” is of the in situ component."
    ]


def rows(text):
    """What is said of genes and markers; a row without its result says why."""
    return [
        {field.name: field.value or field.unclear for field in row if field.name != "tested_on"}
        for proposal in read_report(text)
        for row in proposal.tests
    ]


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Plasma ctDNA\nERBB2 L755S  |  0.3%  |  none", ("ERBB2", "detected")),
        ("Plasma ctDNA\nERBB2: none", ("ERBB2", "not_detected")),
        ("Genomic profile\nPTEN   loss", ("PTEN", "detected")),
        ("PIK3CA mutation detected. The assay covers H1047R of PIK3CA.", ("PIK3CA", "detected")),
        ("FoundationOne: ERBB2 copy number 8, amplified", ("ERBB2", "detected")),
        ("NGS: ERBB2 not amplified", ("ERBB2", "not_detected")),
        ("NGS: ERBB2 copy number 2", ("ERBB2", "ERBB2 is named with “copy number 2”")),
        ("Genomic profile. TP53: gain.", ("TP53", "TP53 is named with “gain”")),
        ("PD-L1 (22C3): TPS 5%", ("pdl1_cps", "PD-L1 is named with “5%”")),
        ("PD-L1, CPS: <1", ("pdl1_cps", "PD-L1 is named with “<1”")),
        ("TMB: low", ("tmb", "TMB is named with “low”")),
        ("Tumor mutational burden\n   7 mut/Mb", ("tmb", "7")),
    ],
)
def test_genes_and_markers_are_read_or_say_why_not(text, right):
    [row] = rows(text)
    named = row.get("gene") or row["marker"]
    assert (named, (row.get("result") or row["value"])[: len(right[1])]) == right


def test_a_gene_that_is_amplified_by_ish_is_no_result_of_sequencing():
    assert not rows("HER2 FISH. The ERBB2 gene is amplified. Ratio 4.1.")


@pytest.mark.parametrize(
    "text",
    [
        "ER - 90 - strong",
        "ER: 8/8",
        "ER: Allred 8/8",
        "Ki-67 20",
        "Ki-67 is approximately twenty",
        "ER: +++, PR: ++",
        "ER: strong. PR: weak.",
    ],
)
def test_a_number_that_says_not_of_what_is_no_silent_one(text):
    [proposal] = read_report(text)

    assert proposal.fields
    assert all(one.unclear.endswith("understood.") for one in proposal.fields)


def test_a_percent_that_is_not_understood_is_no_silent_one():
    [proposal] = read_report("ER: positive. HER2: 1+. PR, luminal cells: 70%.")

    assert any(one.unclear for one in proposal.fields if one.name.startswith("pr_"))


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("> ER: positive, 88% of\n> cells. PR: negative,\n> 0%. HER2: 1+.", {"er_percent": "88"}),
        ("PR is about ninety-five percent.", {"pr_percent": "95"}),
        ("HER2 is two plus, equivocal.", {"ihc_score": "2+"}),
        ("ER/PR/HER2 = 90%/50%/1+", {"er_percent": "90", "pr_percent": "50", "ihc_score": "1+"}),
        ("HER2 by us: 1+. The referring laboratory scored HER2 as 2+.", {"ihc_score": "1+"}),
        ("ER (+) 90%; PR: -ve.", {"er_status": "positive", "pr_status": "negative"}),
        ("ER, PR, HER2: +, -, -", {"er_status": "positive", "reported_as": "negative"}),
        ("Negative for ER (0%), PR (0%) and HER2 (1+).", {"pr_status": "negative"}),
        ("% ER positive: 0", {"er_percent": "0", "er_status": ""}),
        ("ER positive cells: 0%", {"er_percent": "0", "er_status": ""}),
        ("%PR: 20; %Ki67: 15", {"pr_percent": "20", "ki67_percent": "15"}),
        ("PR: rare positive cells (<1%), negative", {"pr_status": "negative"}),
        ("ER expression absent. HER2 overexpression: not identified (1+)",
         {"er_status": "negative", "reported_as": "negative"}),
        ("No amplification of the HER2 gene was detected by FISH.", {"ish_result": "negative"}),
        ("HER2 neg (2+/FISH not ampl)", {"ish_result": "negative"}),
        ("HER2 ISH = negative, ratio = 1.4, HER2 CN = 3.2", {"her2_copies": "3.2"}),
        ("HER2 CISH: ratio 1.2 (HER2 2.6/cell; CEN17 2.2/cell).", {"cep17_copies": "2.2"}),
        ("ISH ratio: 1.9. HER2 copies: 5.1. CEP17 copies: 2.7", {"ish_ratio": "1.9"}),
        ("HER2 borderline positive (2+)", {"reported_as": "", "ihc_score": "2+"}),
        ("We agree that ER (90%) and PR (60%) are positive.", {"er_status": "positive"}),
        ("ER negative (0%), in contrast to the prior core S20-1, which was ER positive.",
         {"er_status": "negative", "er_percent": "0"}),
        ("Marker,Result,Percent\nER,Positive,77%\nPR,Positive,12%", {"er_percent": "77"}),
        ("HER2 FISH amplified. HER2/CEP17 ratio | XX | 2.8", {"ish_ratio": "2.8"}),
        ("MARKER   % POSITIVE   INTERPRETATION   REFERENCE\nER   98.4   Positive   Positive >= 1%\n"
         "KI-67   33.1   High   Low < 20%", {"er_percent": "98.4", "ki67_percent": "33.1"}),
        ("ER | PR | HER2 | Ki-67\n95% | 10% | 1+ | 12%", {"er_percent": "95", "pr_percent": "10"}),
        ("ER   PR   HER2\nResult   pos   neg   1+", {"pr_status": "negative", "ihc_score": "1+"}),
        ("Test | Value | Units\nER | 90 | %\nPR | 0 | %", {"er_percent": "90", "pr_percent": "0"}),
        ("- ER: + (90%)\n- PR: - (0%)", {"er_status": "positive", "pr_status": "negative"}),
        ("There is no expression of ER, PR or HER2 (score 0).", {"pr_status": "negative"}),
        ("HER2 FISH: HER2 2,4 / CEN17 2,0, ratio 1,2 (normal, not amplified)",
         {"her2_copies": "2.4", "cep17_copies": "2.0", "ish_result": "negative"}),
        ("Specimen   ER   HER2\n1. Left breast core   90%   1+\n2. Right breast core   5%   2+",
         {"laterality": "left", "er_percent": "90", "ihc_score": "1+"}),
        ("HER2 IQFISH: HER2 average 6.7, CEN-17 average 2.3.", {"her2_copies": "6.7"}),
    ],
)  # fmt: skip
def test_other_typists(text, right):
    proposal, *_ = read_report(text)

    assert {name: proposal.value(name) for name in right} == right


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("A. Left breast, core: carcinoma.\nER 90%.\nB. Right breast, core: carcinoma.\nER: most.\n"
         "PR 10%, ER in seventy of a hundred.", "er_percent"),
        ("METHODS\nER is positive in 90% of cells.", "er_status"),
        ("Gross: tumor of 2 cm. HER2 3+.", "ihc_score"),
        ("HER2 2+. FISH was done. The ratio, after correction for all, came to 2.9.", "ish_ratio"),
    ],
)  # fmt: skip
def test_nothing_named_with_a_value_is_silent(text, column):
    fields = [one for proposal in read_report(text) for one in proposal.fields]

    assert any(one.name == column and one.unclear for one in fields)


def test_methods_without_a_result_are_no_unread_result():
    assert not read_report(
        "METHODS: ER (SP1) and HER2 (4B5) are scored by the ASCO/CAP guidelines."
    )


@pytest.mark.parametrize(
    ("told", "left", "right"),
    [
        ("The left is ER positive (90%), while the right is ER negative (0%).", "90", "0"),
        ("ER is positive in 90% on the left and 60% on the right.", "90", "60"),
    ],
)
def test_two_sides_in_one_sentence(told, left, right):
    parts = "A. Breast, left, core: carcinoma.\nB. Breast, right, core: carcinoma.\n"
    of_left, of_right = read_report(parts + told)

    assert (of_left.value("laterality"), of_left.value("er_percent")) == ("left", left)
    assert (of_right.value("laterality"), of_right.value("er_percent")) == ("right", right)
