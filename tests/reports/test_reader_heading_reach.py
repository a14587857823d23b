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
