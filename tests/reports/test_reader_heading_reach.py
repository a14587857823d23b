"""What heads what, and how far a heading reaches; invented text."""

from biomarkers.reports.reader import EARLIER, THIS, Proposal, read_report

LIVER = (
    "Accession: KL25-00381\nFINAL DIAGNOSIS\nLiver, core biopsy: metastatic carcinoma.\n"
    "ER: Positive, 30%\nPR: Negative, 0%\nHER2: Negative, score 0\n\n"
)


def said(text: str, specimen: str, field: str) -> list[str]:
    return [one.value(field) for one in read_report(text) if one.specimen == specimen]


def of_part(text: str, letter: str) -> Proposal:
    return next(one for one in read_report(text) if one.component.startswith(letter))


def test_each_entry_of_a_list_of_earlier_specimens_is_one_of_its_own() -> None:
    lists = (
        "PREVIOUS MATERIAL ON FILE\n1. QS15-11802, 09/2015, left breast, lumpectomy. Grade 2.\n"
        "   ER 90%, PR 60%.\n2. QS21-04560, 04/2021, left axillary node, excision. Metastasis.\n"
        "   ER 80%, PR 10%.\n",
        "EARLIER SPECIMENS\n\na) 2015: right mastectomy, ductal carcinoma\n   ER 90%, PR 60%\n\n"
        "b) 2021: left axillary lymph node, excision\n   ER 80%\n   PR 10%\n",
        "Other material in our files\n- QS15-11802, left breast, lumpectomy (2015). Grade 2.\n"
        "  ER 90%, PR 60%.\n- QS21-04560, lymph node, excision (2021).\n  ER 80%, PR 10%.\n",
        "Previous biopsies:\n1) 03/2015, QS15-2231, right breast core: ER 90%.\n   PR 60%.\n"
        "2) 07/2021, QS21-4410, right axilla core: ER 80%.\n   PR 10%.\n",
    )
    for one in lists:
        assert said(LIVER + one, EARLIER, "er_percent") == ["90", "80"]
        assert said(LIVER + one, EARLIER, "pr_percent") == ["60", "10"]
        assert said(LIVER + one, THIS, "pr_percent") == ["0"]


def test_a_numbered_list_of_this_report_is_of_this_report() -> None:
    text = (
        "Accession: KL25-00381\nFINAL DIAGNOSIS\n1. Left breast, core biopsy: carcinoma.\n"
        "   ER 90%, PR 60%.\n2. Right breast, core biopsy: carcinoma.\n   ER 5%, PR 0%.\n"
    )
    assert said(text, THIS, "er_percent") == ["90", "5"]
    assert said(text, EARLIER, "er_percent") == []


def test_what_follows_a_list_of_earlier_specimens_is_of_this_report() -> None:
    text = (
        "Accession: KL25-00381\nLiver, core biopsy: metastatic carcinoma.\n\nPREVIOUS BIOPSIES\n"
        "1. QS15-11802, left breast, core.\n   ER 90%.\n\nRESULTS\nER 30%\nPR 0%\n"
    )
    assert said(text, THIS, "er_percent") == ["30"]
    assert said(text, EARLIER, "er_percent") == ["90"]


MESSAGE = (
    "MSH|^~\\&|LAB|SITE|EHR|HOSP|20240611||ORU^R01|M1|P|2.5\n"
    "OBR|1|O1|LK24-6120^LAB|SURG^Surgical pathology^L|||20240602091500\n"
)


def observed(*rows: str) -> str:
    return MESSAGE + "".join(f"OBX|{n}|TX|{row}||||||F\n" for n, row in enumerate(rows, 1))


def test_the_number_of_an_observation_says_of_which_part_it_is() -> None:
    by_part = observed(
        "DX^Diagnosis^L|1|Left breast, core biopsy: carcinoma.",
        "16112-5^Estrogen receptor^LN|1|90%",
        "H2^HER2 IHC^L|1|2+",
        "DX^Diagnosis^L|2|Left axillary lymph node, core biopsy: metastasis.",
        "16112-5^Estrogen receptor^LN|2|0%",
        "H2^HER2 IHC^L|2|3+",
    )
    by_name = observed(
        "SP^Specimen^L|1|Left breast, core biopsy",
        "SP^Specimen^L|2|Left axillary lymph node, core biopsy",
        "ER^Estrogen receptor^L|1|90%",
        "ER^Estrogen receptor^L|2|0%",
        "H2^HER2 IHC^L|1|2+",
        "H2^HER2 IHC^L|2|3+",
    )
    for text in (by_part, by_name):
        breast, node = of_part(text, "1. Left breast"), of_part(text, "2. Left axillary")
        assert (breast.value("er_percent"), breast.value("ihc_score")) == ("90", "2+")
        assert (node.value("er_percent"), node.value("ihc_score")) == ("0", "3+")


def test_letters_of_a_message_are_those_of_the_parts_it_lists() -> None:
    text = observed(
        "SP^Specimens^L|0|A. Right breast, lumpectomy",
        "SP^Specimens^L|0|B. Left breast, lumpectomy",
        "ER^ER^L|A|98%",
        "PR^PR^L|A|75%",
        "ER^ER^L|B|0%",
        "PR^PR^L|B|0%",
        "CT^Controls^L|0|External controls acceptable.",
    )
    assert of_part(text, "A. Right").value("pr_percent") == "75"
    assert of_part(text, "B. Left").value("pr_percent") == "0"
    assert len(read_report(text)) == 2


def test_lines_of_one_text_are_no_parts() -> None:
    text = observed(
        "SP^Specimen^L|1|Left breast, core biopsy",
        "DX^Diagnosis^L|1|Invasive carcinoma.",
        "DX^Diagnosis^L|2|Estrogen receptor: positive, 90%",
        "DX^Diagnosis^L|3|Progesterone receptor: negative, 0%",
    )
    (proposal,) = read_report(text)
    assert (proposal.value("er_percent"), proposal.value("pr_percent")) == ("90", "0")


def test_items_of_one_specimen_that_are_numbered_by_marker_are_no_parts() -> None:
    text = observed(
        "DX^Diagnosis^L||Left breast, core biopsy: carcinoma",
        "ERP^ER percent^L|1|90%",
        "ERS^ER status^L|1|Positive",
        "PRP^PR percent^L|2|40%",
        "PRS^PR status^L|2|Positive",
    )
    (proposal,) = read_report(text)
    assert (proposal.value("er_percent"), proposal.value("pr_percent")) == ("90", "40")


PARTS = (
    "Accession: KN24-1177   Collected: 2024-03-01\nA. Left breast, core biopsy: carcinoma.\n"
    "B. Left axillary lymph node, core biopsy: metastatic carcinoma.\n\n"
)


def test_a_head_of_several_lines_names_its_specimens_by_all_of_them() -> None:
    below_letters = """Marker        Specimen A       Specimen B
              left breast      left axilla
ER            90%              10%
HER2          1+               3+
"""
    below_times = """              CURRENT          CURRENT          PREVIOUS
              A  Breast        B  Node          Right breast
              left             left axilla      KN19-220 (2019)
ER            90%              10%              70%
HER2          1+               3+               0
"""
    ruled = """|      | A. Left breast | Previous        |
|      | core biopsy    | Right breast    |
|      |                | KN19-220 (2019) |
|------|----------------|-----------------|
| ER   | 90%            | 70%             |
| HER2 | 1+             | 0               |
"""
    for table in (below_letters, below_times):
        assert of_part(PARTS + table, "A. Left").value("er_percent") == "90"
        assert of_part(PARTS + table, "B. Left").value("ihc_score") == "3+"
    for table in (below_times, ruled):
        assert said(PARTS + table, EARLIER, "er_percent") == ["70"]
        assert said(PARTS + table, EARLIER, "ihc_score") == ["0"]


def test_a_row_of_results_is_no_line_of_the_head() -> None:
    text = """Marker        Specimen A       Specimen B
ER            90%              10%
              strong           weak
"""
    assert of_part(PARTS + text, "A. Left").value("er_percent") == "90"
    assert of_part(PARTS + text, "B. Left").component.startswith("B. Left axillary lymph node")


def test_items_below_an_item_are_no_head_of_several_lines() -> None:
    text = """Breast, left, mastectomy.
DCIS                   Present, cribriform
Skin, nipple           Free
Lymph nodes            0/3
ER                     positive, 90%
"""
    assert said(text, THIS, "er_percent") == ["90"]


EXCISED = (
    "Accession: KE24-1177   Collected: 2024-03-01\n\nLeft breast, wide local excision\n\n"
    "DIAGNOSIS\nInvasive carcinoma, grade 2.\n\n"
    "RECEPTORS\nER: Positive 90%\nHER2 IHC: 2+\n\nCOMMENT\n"
)


def test_what_the_core_was_is_told_of_an_earlier_specimen() -> None:
    for comment in (
        "Core biopsy of the left breast (12 September) was reported as ER positive 95%, HER2 1+.",
        "The needle biopsy had shown ER 95% and HER2 1+.",
        "On the core, ER was 95% and HER2 was 1+.",
        "The discordance is noted. The diagnostic core was ER positive (95%) and HER2 1+.",
    ):
        assert said(EXCISED + comment, EARLIER, "er_percent") == ["95"]
        assert said(EXCISED + comment, THIS, "er_percent") == ["90"]
        assert said(EXCISED + comment, THIS, "ihc_score") == ["2+"]


def test_a_core_that_is_the_specimen_is_no_earlier_one() -> None:
    text = EXCISED.replace("wide local excision", "core biopsy")
    assert said(text + "The core biopsy was ER positive (90%).", EARLIER, "er_percent") == []
    why = "Because the core biopsy was small, ER was repeated: 90%."
    assert said(EXCISED + why, EARLIER, "er_percent") == []


def test_a_number_with_a_suffix_is_one_of_a_specimen() -> None:
    text = EXCISED.replace("KE24-1177", "24-7730518-KE")
    text += "The left breast 24-7516620-KE was reported as ER positive 95%.\n"
    assert said(text, THIS, "accession") == ["24-7730518-KE"]
    assert said(text, EARLIER, "accession") == ["24-7516620-KE"]


def test_beside_the_clones_of_a_paragraph_stands_how_they_are_scored() -> None:
    parts = (
        "Accession: KE24-1177\nA. Right breast, core biopsy: carcinoma.\nER: Positive 100%\n"
        "B. Left breast, core biopsy: carcinoma.\nER: Negative 0%\n\n"
    )
    for assay in (
        "Assay: ER SP1, PR 1E2, HER2 4B5 (Roche). Positive for ER/PR: 1% or more.",
        "ER (SP1), PR (1E2). Positive: any nuclear staining of ER in 1% or more.",
        "Antibodies ER (SP1) and PR (1E2). ER/PR positive if at least 1% of nuclei.",
    ):
        values = [one.value("er_percent") for one in read_report(parts + assay)]
        assert [value for value in values if value] == ["100", "0"]


def test_a_result_with_its_clone_stays_one() -> None:
    text = "Left breast, core biopsy.\nER (SP1): positive, 90%. PR (1E2): positive, 40%.\n"
    assert said(text, THIS, "er_percent") == ["90"]
    assert said(text, THIS, "pr_percent") == ["40"]


def test_a_heading_of_uncertain_variants_reaches_over_the_names_of_its_columns() -> None:
    text = """Lymph node, core biopsy. TUMOR SEQUENCING, accession KG24-33871

SOMATIC VARIANTS - RELEVANT                                      VAF
PIK3CA      p.E545K                                              24%
CCND1       copy number gain (amplification), 9 copies

SOMATIC VARIANTS OF UNKNOWN SIGNIFICANCE                         VAF
MSH6        p.K1013R                                             18%
"""
    rows = {row[0].value: {one.name: one.value for one in row} for row in of_genes(text)}
    assert rows["PIK3CA"]["result"] == "detected"
    assert rows["CCND1"]["alteration"] == "amplification"
    assert rows["MSH6"]["result"] == "vus"


def of_genes(text: str) -> list[tuple]:
    return [row for one in read_report(text) for row in one.alterations]


def test_a_gain_alone_is_called_as_it_is_written() -> None:
    text = "TUMOR SEQUENCING\nCCND1   copy number gain, 4 copies\nFGFR1   amplification\n"
    called = {row[0].value: one.value for row in of_genes(text) for one in row[2:3]}
    assert called == {"CCND1": "copy number gain", "FGFR1": "amplification"}


def test_a_unit_of_its_own_belongs_to_the_number_before_it() -> None:
    for item in (
        '{"test": "Ki-67", "value": 45, "unit": "%"}',
        "Ki-67 index: <value>45</value><unit>%</unit>",
        '<result name="Ki-67" value="45" unit="%"/>',
        "Ki-67 | value: 45 | unit: %",
    ):
        assert said(f"Left breast, core biopsy.\n{item}\n", THIS, "ki67_percent") == ["45"]


def test_a_number_with_a_bound_of_its_own_is_not_read_without_it() -> None:
    item = '{"test": "Ki-67", "value": 45, "comparator": ">=", "unit": "%"}'
    assert said(f"Left breast, core biopsy.\n{item}\n", THIS, "ki67_percent") == [""]


def test_words_that_two_specimens_agree_in_are_told_apart_no_more_than_their_numbers() -> None:
    text = LIVER + (
        "PRIOR BIOPSIES\nER positive 90%, PR positive 60%.\nER positive 80%, PR positive 10%.\n"
    )
    (earlier,) = [one for one in read_report(text) if one.specimen == EARLIER]
    why = {one.name: one.unclear for one in earlier.fields}
    assert why["er_percent"]
    assert why["er_status"]
    assert why["pr_status"]


def test_one_marker_that_is_told_in_two_ways_leaves_the_others_as_they_are() -> None:
    text = (
        "Left breast, core biopsy: carcinoma.\nER positive 90%, PR positive 20%, HER2 1+.\n"
        "Summary: ER positive, PR positive, HER2 2+.\n"
    )
    assert said(text, THIS, "er_status") == ["positive"]
    assert said(text, THIS, "ihc_score") == [""]
