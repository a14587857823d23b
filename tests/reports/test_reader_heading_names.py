"""What a heading, a title or the head of a column names: a part, a tumor, a specimen; invented."""

from biomarkers.reports.reader import EARLIER, THIS, Proposal, read_report

BREASTS = (
    "Accession: KN25-2210    Collected: 03/12/2025\nDIAGNOSIS\n"
    "A. Right breast, core biopsy: invasive carcinoma, luminal A.\n"
    "B. Left breast, core biopsy: invasive carcinoma.\n\n"
)
TUMORS = (
    "Accession: KN25-2210    Collected: 03/12/2025\n\nRight breast, mastectomy: two tumors.\n"
    "Tumor 1 (block A3), 2 o'clock, ductal\nTumor 2 (block A8), 9 o'clock, lobular\n\n"
)
BONE = (
    "Accession: KN25-2210    Collected: 03/12/2025\n\n"
    "Bone, iliac crest, core biopsy: metastatic carcinoma.\n\n"
)


def of_part(text: str, name: str) -> Proposal:
    return next(one for one in read_report(text) if one.component.startswith(name))


def said(text: str, specimen: str, field: str) -> list[str]:
    return [one.value(field) for one in read_report(text) if one.specimen == specimen]


def test_a_title_of_results_that_ends_in_a_letter_is_of_that_part() -> None:
    for title in ("SYNOPTIC {}", "IHC RESULTS - {}", "Receptor report for {}", "Biomarkers ({}):"):
        text = (
            f"{BREASTS}{title.format('B')}\nER 40%\nPR 0%\n\n{title.format('A')}\nER 95%\nPR 80%\n"
        )
        assert of_part(text, "A. Right").value("er_percent") == "95"
        assert of_part(text, "B. Left").value("pr_percent") == "0"


def test_a_title_that_ends_in_another_letter_names_no_part() -> None:
    text = f"{BREASTS}Receptors\nER 95%\n\nLuminal A\n"
    (proposal,) = read_report(text)
    assert proposal.component == ""


def test_a_specimen_is_counted_among_those_that_came() -> None:
    for first, second in (
        ("Specimen 1 of 2:", "Specimen 2 of 2:"),
        ("Specimen 1/2 -", "Specimen 2/2 -"),
        ("Sample 1 (of 2):", "Sample 2 (of 2):"),
    ):
        text = (
            f"Accession: KN25-2210\n{first} Right breast, core biopsy\nER 95%, PR 80%\n"
            f"{second} Left axillary lymph node, FNA\nER 40%, PR 0%\n"
        )
        assert of_part(text, "1. Right").value("er_percent") == "95"
        assert of_part(text, "2. Left").value("er_percent") == "40"


def test_nodes_that_are_counted_are_no_specimen_with_a_number() -> None:
    text = "Right breast, mastectomy: carcinoma.\nLymph nodes: 1 of 2: metastasis.\nER 95%\n"
    assert said(text, THIS, "er_percent") == ["95"]


def test_a_block_alone_names_the_tumor_that_is_listed_with_it() -> None:
    for results in (
        "BY BLOCK\nA3: ER 95%, PR 80%\nA8: ER 40%, PR 0%\n",
        "ER on block A3 is 95% and on block A8 40%.\n",
        "Receptors\n                A3        A8\nER              95%       40%\n"
        "PR              80%       0%\n",
    ):
        assert of_part(TUMORS + results, "Tumor 1").value("er_percent") == "95"
        assert of_part(TUMORS + results, "Tumor 2").value("er_percent") == "40"


def test_blocks_of_one_tumor_are_one() -> None:
    text = (
        "Accession: KN25-2210\nRight breast, mastectomy: carcinoma.\nER: 95% (block A3)\n"
        "PR: 80% (block A3)\nHER2: 1+ (block A5)\n"
    )
    (proposal,) = read_report(text)
    assert proposal.value("er_percent") == "95"
    assert proposal.value("ihc_score") == "1+"


def test_numbers_days_and_years_above_the_sites_are_of_the_head() -> None:
    heads = (
        """                  05/2018 (KN18-1123)     11/2021 (KN21-7345)     this sample
                  breast, left            liver                   bone
ER                95%                     60%                     10%
HER2              0                       1+                      2+
""",
        """                  KN18-1123        KN21-7345       KN25-2210
                  2018             2021            2025
                  breast, left     liver           bone
ER                95%              60%             10%
HER2              0                1+              2+
""",
        """Marker            2018             2021            Now
                  breast, left     liver           bone
ER                95%              60%             10%
HER2              0                1+              2+
""",
        """RECEPTORS         This specimen    2018 primary (KN18-1123)    2021 liver (KN21-7345)
ER                10%              95%                         60%
HER2              2+               0                           1+
""",
    )
    for head in heads:
        assert said(BONE + head, THIS, "er_percent") == ["10"]
        assert said(BONE + head, THIS, "ihc_score") == ["2+"]
        assert said(BONE + head, EARLIER, "er_percent") == ["95", "60"]


def test_sites_alone_above_a_table_are_of_this_report() -> None:
    table = (
        "Marker            Right breast     Left breast\nER                95%              40%\n"
        "PR                80%              0%\n"
    )
    assert said(BREASTS + table, THIS, "er_percent") == ["95", "40"]
    assert said(BREASTS + table, EARLIER, "er_percent") == []
