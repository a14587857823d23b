"""What is read from a report, and above all what is not. Every text here is invented."""

import pytest

from biomarkers.reports.reader import LONGEST, read_report

SCORES = [
    # plain
    ("HER2 by IHC: 3+", "3+"),
    ("HER2/neu (IHC): POSITIVE (3+).", "3+"),
    ("HER-2/neu: Negative (IHC score 1+)", "1+"),
    ("HER2: negative, score of 1+.", "1+"),
    ("c-erbB-2: 2+ equivocal", "2+"),
    ("HER2 IHC score 2", "2+"),
    ("HER2: 2+ out of 3+", "2+"),
    ("HER2 (4B5): 1+ in 30% of tumor cells", "1+"),
    ("HER2: Negative (IHC 0)", "0"),
    ("HER2 immunohistochemistry: negative (0+)", "0"),
    # optical character recognition
    ("HER2 IHC: negative (o)", "0"),
    ("HER 2 NEU by IHC: NEGATIVE (l+)", "1+"),
    ("HER2 by immunohistochemistry. 2 +", "2+"),
    ("ER-2-NEU: Postive (3+)", "3+"),
    ("HER2 by immunohistochemistry: 2 +", "2+"),
    ("HER 2+", ""),
    ("HER2+", ""),
    ("HER2: 3", ""),
    ("HER2: negative (1", ""),
    # torn, doubled or of another test, person or piece of tissue
    ("HER2 1+ +", ""),
    ("HER2: 1 +/-", ""),
    ("HER2 CISH score 2", ""),
    ("HER2 FISH 1+", ""),
    ("HER2: 1+ or more", ""),
    ("HER2 3+ staining absent", ""),
    ("Original HER2: 3+; now 1+", ""),
    ("HER2: 3+ staining in 2% of cells; overall score 1+", "1+"),
    ("HER2: 0; repeat 2+", ""),
    ("External control: HER2 3+", ""),
    ("Positive control for HER2 is 3+", ""),
    ("Mother's tumor was HER2 3+", ""),
    ("?HER2 3+", ""),
    # a percentage is no score
    ("HER 2 NEU by IHC: NEGATIVE (1%)", ""),
    ("HER2: negative (0%)", ""),
    ("HER2: 3% of tumor cells", ""),
    ("HER2: negative, 0.5%", ""),
    # reference ranges and scales
    ("HER2: negative\nNegative 0 - 1+, Equivocal 2+, Positive 3+", ""),
    ("HER2: 1+\nNegative 0 - 1+, Equivocal 2+, Positive 3+", "1+"),
    ("HER2 (Negative: 0-1+; Equivocal: 2+; Positive: 3+): 2+", "2+"),
    ("HER2 (0-1+ negative, 2+ equivocal, 3+ positive)", ""),
    ("HER2 is scored on a scale of 0 to 3+.", ""),
    ("HER2 (scale 0-3+): 2+", "2+"),
    ("HER2: 0: no staining; 1+: faint; 2+: moderate; 3+: intense", ""),
    # of ISH, not of IHC
    ("HER2 FISH: 0", ""),
    ("FISH: 0", ""),
    ("HER2 (IHC/FISH): 2+, not amplified", "2+"),
    # two scores are none
    ("HER2: 1+ to 2+", ""),
    ("HER2: 1-2+", ""),
    ("HER2: 2+/3+", ""),
    # negation and hedging
    ("HER2 is not 3+", ""),
    ("HER2 3+ is not seen.", ""),
    ("HER2: 3+ cannot be excluded", ""),
    ("HER2: possibly 2+", ""),
    ("HER2: at least 2+", ""),
    ("HER2: 2+?", ""),
    ("HER2: 2+ versus 3+", ""),
    ("HER2: 1+ with foci of 2+", ""),
    ("HER2: 1+ (control 3+)", "1+"),
    ("HER2: 1+. On another block HER2 was rather 2+.", ""),
    ("If HER2 is 2+, ISH will be performed.", ""),
    ("Tumors with HER2 of grade 3+ respond.", ""),
    # not of HER2, or not of this report
    ("ER: 3+ intensity. PR: 2+.", ""),
    ("E-cadherin: 3+. HER2 previously reported.", ""),
    ("CLINICAL HISTORY: breast cancer, HER2 3+.\nDIAGNOSIS: benign.", ""),
    ("HER2 wurde bestimmt, nicht aber 3+", ""),
    ("HER2 was discussed. The mitotic score is 3+.", ""),
    ("HER2 in the in situ component: 3+", ""),
    ("DCIS: HER2 3+", ""),
    # contradictions
    ("HER2: positive (1+)", ""),
    ("HER2: negative (3+)", ""),
    # corrections
    ("HER2: 2+. AMENDMENT: HER2: 1+.", "1+"),
    ("CORRECTED REPORT: HER2: 2+ (previously reported as 1+).", "2+"),
    ("HER2: 2+ (corrected from 1+)", "2+"),
    ("AMENDED. HER2: 1+. Summary: HER2: 2+.", ""),
    ("HER2: 2+. ADDENDUM: HER2: 1+.", ""),
]


@pytest.mark.parametrize(("text", "score"), SCORES, ids=[text[:50] for text, _ in SCORES])
def test_a_score_is_read_only_where_it_is_surely_one(text, score):
    assert value(text, "ihc_score") == score


FIELDS = [
    # the report's word
    ("HER2: POSITIVE (3+)", {"reported_as": "positive"}),
    ("HER2: negative, HER2-low (IHC 1+)", {"reported_as": "low", "ihc_score": "1+"}),
    ("HER2: ultralow (IHC 0)", {"reported_as": "ultralow", "ihc_score": "0"}),
    ("HER2: 2+ (WEAKLY POSITIVE)", {"reported_as": "", "ihc_score": "2+"}),
    ("The tumor is negative for HER2.", {"reported_as": "negative", "ihc_score": ""}),
    ("The tumor is not negative for HER2.", {"reported_as": ""}),
    ("ER/PR/HER2 negative.", {"er_status": "negative", "reported_as": "negative"}),
    ("Triple negative carcinoma.", {"reported_as": "", "er_status": ""}),
    ("HER2 over-expression: not overexpressed", {"reported_as": "negative"}),
    ("HER2: cannot be assessed", {"reported_as": "", "adequate": ""}),
    ("HER2: negative control appropriate", {"reported_as": ""}),
    ("HER2-low is defined as IHC 1+ or 2+/ISH negative.", {"reported_as": "", "ihc_score": ""}),
    ("HER2-positive tumors respond to trastuzumab.", {"reported_as": ""}),
    ("HER2: inadequate tissue", {"adequate": "no", "ihc_score": ""}),
    # zero
    ("HER2: 0 (no staining is observed)", {"ihc_score": "0", "zero_staining": "absent"}),
    ("HER2: 0 (no or faint staining)", {"zero_staining": ""}),
    ("HER2: 0 (no strong staining)", {"zero_staining": ""}),
    ("HER2: 0; faint staining is not seen", {"zero_staining": ""}),
    ("HER2: 0 (no membrane staining)", {"ihc_score": "0", "zero_staining": "absent"}),
    (
        "HER2: 0 with faint staining in 5 % of cells",
        {"ihc_score": "0", "zero_staining": "present", "percent_stained": "5"},
    ),
    ("HER2: 0", {"ihc_score": "0", "zero_staining": ""}),
    ("HER2: 0+", {"ihc_score": "0", "zero_staining": ""}),
    ("Date of report: 2024-12-30\nHER2: 0+", {"zero_staining": ""}),
    ("Date of report: 2025-02-01\nHER2: 0+", {"ihc_score": "0", "zero_staining": "present"}),
    (
        "HER2: Negative (Score 0)\nNo staining observed or membrane staining that is incomplete "
        "and is faint/barely perceptible and in 10% of tumor cells or fewer",
        {"ihc_score": "0", "zero_staining": ""},
    ),
    ("HER2: 1+, faint", {"zero_staining": ""}),
    ("HER2: no staining", {"ihc_score": "", "zero_staining": ""}),
    # ISH
    ("HER2 IHC: 2+. HER2 FISH: pending", {"ihc_score": "2+", "ish_status": "pending"}),
    ("HER2: 2+. FISH to follow.", {"ish_status": "pending", "ish_result": ""}),
    ("HER2 2+. FISH pending. ADDENDUM: FISH: not amplified", {"ish_status": "done"}),
    ("HER2 by FISH: NOT AMPLIFIED", {"ish_result": "negative", "reported_as": ""}),
    ("HER2 by FISH: amplified", {"ish_result": "positive", "ish_status": "done"}),
    ("HER2 gene amplification not detected", {"ish_result": "negative"}),
    ("HER2: POSITIVE (3+ on IHC, positive by FISH)", {"ihc_score": "3+", "ish_result": "positive"}),
    ("HER2: negative by FISH", {"ish_result": "negative", "reported_as": ""}),
    ("HER2 negative (by immunostains and FISH)", {"ish_result": "negative", "ihc_score": ""}),
    ("HER2 FISH: not performed", {"ish_status": "not_done"}),
    ("HER2 FISH: failed", {"ish_status": "failed"}),
    ("HER2 FISH: negative for translocation", {"ish_result": ""}),
    ("ALK FISH: negative", {"ish_result": ""}),
    # ratio against copies
    (
        "HER2 FISH: HER2/CEP17 ratio 1.2, average HER2 copy number 3.4, CEP17 copy number 2.8",
        {"ish_ratio": "1.2", "her2_copies": "3.4", "cep17_copies": "2.8", "ish_probe": "dual"},
    ),
    (
        "HER2 FISH, single probe: 4.2 HER2 signals per cell",
        {"ish_probe": "single", "her2_copies": "4.2", "ish_ratio": ""},
    ),
    (
        "HER2 FISH: ratio 1.1, HER2 2.3 signals/cell, CEP17 2.1 signals/cell",
        {"her2_copies": "2.3", "cep17_copies": "2.1"},
    ),
    ("HER2 FISH: NOT AMPLIFIED (1.4)", {"ish_ratio": "", "her2_copies": ""}),
    ("HER2 FISH: not amplified, ratio 1. 1", {"ish_ratio": "", "ish_result": "negative"}),
    ("HER2 FISH: ratio 1,8", {"ish_ratio": "1.8"}),
    (
        "Ratio less than 2.0: HER2 gene amplification not observed.",
        {"ish_ratio": "", "ish_result": ""},
    ),
    (
        "HER2 FISH = 1.1 not amplified. Ratio of HER2 to CEP17 signals.",
        {"ish_ratio": "1.1", "ish_result": "negative"},
    ),
    # hormone receptors and Ki-67
    ("ER: Positive (90%)\nPR: negative (<1%)", {"er_percent": "90", "pr_percent": "<1"}),
    ("Estrogen receptor (ER): 95% positive, strong", {"er_status": "positive", "er_percent": "95"}),
    ("ER: low positive (5%)", {"er_status": "low_positive", "er_percent": "5"}),
    ("PR: 60-70% of nuclei", {"pr_percent": "60-70", "pr_status": ""}),
    ("ER: positive (nearly 100%)", {"er_percent": "", "er_status": "positive"}),
    ("ER: positive, %90", {"er_percent": "90"}),
    ("PR status: positive\nPercentage of cells with nuclear positivity: 31%", {"pr_percent": "31"}),
    ("ER: 900%", {"er_percent": ""}),
    ("ER and PR are negative.", {"er_status": "negative", "pr_status": "negative"}),
    ("ER+, PR-, HER2 1+", {"er_status": "positive", "pr_status": "negative", "ihc_score": "1+"}),
    ("ER PR HER2\npositive negative 3+", {"er_status": "", "pr_status": "", "er_percent": ""}),
    ("ER: Allred score 8/8, positive", {"er_status": "positive", "er_percent": ""}),
    ("ER: positive, H-score: 270", {"er_status": "positive", "er_percent": ""}),
    ("ER is not positive.", {"er_status": ""}),
    ("Negative for estrogen receptors.", {"er_status": "negative"}),
    ("HER2: 1+. Ki-67 index: 25%", {"ki67_percent": "25"}),
    # a word of the next line may belong to another test
    ("HER2: 2+\nNegative for malignancy in the node.", {"reported_as": "", "ihc_score": "2+"}),
    ("HER2 FISH: pending\nPositive margins.", {"ish_result": ""}),
    # the specimen and the report
    (
        "B. BREAST, LEFT, LUMPECTOMY:\nHER2: 1+",
        {"site": "breast", "laterality": "left", "procedure": "excision"},
    ),
    ("LIVER, CORE BIOPSY: HER2: 1+", {"site": "liver", "procedure": "core"}),
    ("Accession: S19-1234\nHER2: 1+", {"accession": "S19-1234"}),
    ("Reported: 3/4/2021. HER2: 1+", {"read_on": ""}),
    ("Reported: 3/25/2021. HER2: 1+", {"read_on": "2021-03-25"}),
    (
        "Reported: March 2021. Collected: 2021-02. HER2: 1+",
        {"read_on": "2021-03", "collected_on": "2021-02"},
    ),
    ("Reported: 2021-02-31. HER2: 1+", {"read_on": ""}),
    ("HER2 (4B5), ASCO/CAP 2018: 1+", {"assay": "Ventana 4B5", "guideline": "2018"}),
    ("Bone, core biopsy, decalcified in EDTA. HER2: 1+", {"decalcification": "edta"}),
    ("HER2: 1+. Pathologist: Ada Example, M.D.", {"pathologist": "Ada Example, M.D."}),
]


@pytest.mark.parametrize(("text", "expected"), FIELDS, ids=[text[:50] for text, _ in FIELDS])
def test_a_field_is_read_or_stays_empty(text, expected):
    assert {name: value(text, name) for name in expected} == expected


@pytest.mark.parametrize(
    ("text", "name", "because"),
    [
        ("HER2: negative (1%)", "ihc_score", "“1%” is a percentage, no score."),
        ("HER2: negative", "ihc_score", "The report says negative and no score."),
        ("HER2: 0", "zero_staining", "Score 0; the report does not mention faint staining."),
        ("HER2: possibly 2+", "ihc_score", "The sentence is hedged or negated: “possibly”."),
        ("HER2: 1+ to 3+", "ihc_score", "“1+ to 3+” are two scores."),
        ("HER2: positive (1+)", "ihc_score", "The report states both positive and 1+."),
        ("HER2: 1+. HER2: 2+.", "ihc_score", "The report contains different values: 1+, 2+."),
        (
            "HER2 FISH: not amplified (1.4)",
            "ish_ratio",
            "“1.4” is called neither a ratio nor a copy number.",
        ),
        ("ER: nearly 100%", "er_percent", "“nearly 100%” is no exact percentage."),
    ],
)
def test_an_unsure_field_says_why(text, name, because):
    [proposal] = read_report(text)
    [field] = [field for field in proposal.fields if field.name == name]

    assert (field.value, field.unclear) == ("", because)
    assert text[field.words[0].start : field.words[0].end]


def test_the_words_of_a_field_are_marked_in_the_text_as_it_came():
    text = "“Report”\r\n\tHER2\u00a0by IHC: negative (score 1+)"
    [proposal] = read_report(text)
    [score] = [field for field in proposal.fields if field.name == "ihc_score"]

    assert [text[words.start : words.end] for words in score.words] == ["1+"]
    assert proposal.value("as_written") == "HER2 by IHC: negative (score 1+)"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=HER2: 0", "HER2: 0"),
        ("-HER2: 1+", "- HER2: 1+"),
        ("- HER2: 1+", "- HER2: 1+"),
        ("-ve HER2: 1+", "-ve HER2: 1+"),
    ],
)
def test_what_is_quoted_is_no_formula_of_a_spreadsheet(text, written):
    assert value(text, "as_written") == written


def test_two_tumors_are_two_proposals():
    right, left = read_report(
        "A. BREAST, RIGHT, MASTECTOMY: ER: positive (90%). HER2: negative (1+). "
        "B. BREAST, LEFT, MASTECTOMY: ER: negative. HER2: positive (3+)."
    )

    assert (right.value("laterality"), right.value("ihc_score")) == ("right", "1+")
    assert (left.value("laterality"), left.value("ihc_score")) == ("left", "3+")


def test_numbered_tumors_of_one_part_are_two_proposals():
    first, second = read_report(
        "BREAST, RIGHT, MASTECTOMY: TUMOR 1, UPPER: HER2: 1+. TUMOR 2, CENTRAL: HER2: 3+."
    )

    assert (first.tumor, first.value("ihc_score")) == ("Tumor 1", "1+")
    assert (second.tumor, second.value("ihc_score")) == ("Tumor 2", "3+")


def test_a_comment_on_one_of_two_tumors_is_laid_on_neither():
    proposals = read_report(
        "A. BREAST, RIGHT, MASTECTOMY: HER2: 2+. B. BREAST, LEFT, MASTECTOMY: HER2: 2+. "
        "ADDENDUM: HER2 by FISH: amplified."
    )

    assert [one.value("ish_result") for one in proposals] == ["", "", "positive"]
    assert proposals[2].tumor == "Specimen not clear"


@pytest.mark.parametrize(
    "text",
    [
        "HER2 by IHC: positive (3+) (previously evaluated from S05-1234)",
        "HER2: positive (3+; refer to prior specimen S05-1234)",
        "The earlier report of a core biopsy, S05-1234, says that HER2 is 3+.",
        "Prior biopsy S05-1234: HER2: 3+",
        "HER2 was performed on the previous biopsy: HER2: 3+ (S05-1234)",
    ],
)
def test_a_result_quoted_from_an_earlier_specimen_is_a_proposal_of_its_own(text):
    [earlier] = read_report(f"BREAST, LEFT, MASTECTOMY:\n{text}")

    assert earlier.tumor.startswith("Earlier specimen")
    assert earlier.value("accession") == "S05-1234"
    assert earlier.value("procedure") in ("", "core")
    assert earlier.value("ihc_score") in ("3+", "")


@pytest.mark.parametrize(
    "text",
    [
        "HER2: positive. (see specimen. Specimen #: PATHOLOGIC STAGE: pT2 NO",
        "HER2: positive (3+). COMMENT: ER, PR and HER2 studies were performed on the prior biopsy.",
    ],
)
def test_a_remark_apart_from_the_result_makes_it_an_earlier_one(text):
    [earlier] = read_report(text)

    assert earlier.tumor == "Earlier specimen"
    assert earlier.value("reported_as") == "positive"


def test_a_result_confirmed_on_this_specimen_belongs_to_it():
    [proposal] = read_report("Performed on core biopsy, confirmed on resection: HER2: 1+")

    assert (proposal.tumor, proposal.value("ihc_score")) == ("", "1+")


def test_a_result_of_this_specimen_is_kept_apart_from_one_before():
    now, before = read_report("HER2: 1+. The prior biopsy S05-1234 showed HER2: 3+.")

    assert (now.tumor, now.value("ihc_score")) == ("", "1+")
    assert (before.tumor, before.value("ihc_score")) == ("Earlier specimen", "3+")


def test_scores_on_other_scales_are_notes():
    [proposal] = read_report("ER: positive, Allred 8/8. PR: positive, H-score 120.")

    assert [note for note, _ in proposal.notes] == ["ER: Allred 8/8.", "PR: H-score 120."]


def test_what_a_correction_replaces_is_told_and_not_read():
    [proposal] = read_report("HER2: 2+ (previously reported as 1+).")

    assert [said for said, _ in proposal.notes] == [
        "Replaced by a correction in the report; not used."
    ]
    assert proposal.value("ihc_score") == "2+"


def test_what_the_clinical_information_tells_is_no_result_and_says_so():
    now, told = read_report("Clinical history: HER2 3+.\nDiagnosis: carcinoma. HER2: 2+")

    assert (now.value("ihc_score"), told.value("ihc_score")) == ("2+", "")
    assert told.specimen == "earlier"
    assert "told in the clinical information" in told.fields[0].unclear


def test_her2_that_is_named_without_a_result_says_so():
    [proposal] = read_report("HER2 was tested, and the result is not here.")

    assert proposal.fields[0].unclear == "HER2 is named, and no result is understood."


@pytest.mark.parametrize(
    "text", ["HER2 wurde bestimmt, nicht aber 3.", "HER2 : score 2+, le FISH est non amplifié."]
)
def test_a_report_in_another_language_is_not_read_and_says_so(text):
    [proposal] = read_report(text)

    assert [field.unclear for field in proposal.fields] == [
        "The report is not in English, and is not read."
    ]


@pytest.mark.parametrize("text", ["", "Mammography: a mass.", "Skin: nevus. Margins negative."])
def test_a_text_without_receptors_proposes_nothing(text):
    assert read_report(text) == ()


def test_a_text_that_is_too_long_is_refused_with_the_reason():
    [proposal] = read_report("HER2: 1+ " * LONGEST)

    assert not proposal.value("ihc_score")
    assert (
        proposal.fields[0].unclear
        == "The text is longer than 200,000 characters: give one report alone."
    )


def value(text, name):
    """Of the only proposal, or nothing where there is none."""
    proposals = read_report(text)
    assert len(proposals) <= 1, proposals
    return proposals[0].value(name) if proposals else ""


@pytest.mark.parametrize(
    "text",
    [
        "HER2/CEP17 ratio 2 .1",
        "HER2 ratio 1 .9",
        "HER2 FISH ratio: 2 ,1",
        "HER2 FISH ratio: 2.O",
        "HER2/CEP17 ratio = 21",
        "HER2 average copies 4 .5",
        "HER2 copy number 4-6",
        "HER2 copies: 4,5-6,1",
        "HER2 copies 3.9 to 4.5",
    ],
)
def test_a_number_that_is_torn_or_a_range_is_none(text):
    for proposal in read_report(text):
        assert (proposal.value("ish_ratio"), proposal.value("her2_copies")) == ("", "")


def test_sequencing_is_no_ish():
    for proposal in read_report("ERBB2 amplification not detected (NGS)"):
        assert proposal.value("ish_result") == ""
