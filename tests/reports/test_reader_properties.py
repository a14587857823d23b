"""What must hold for any text, and for any report that a scanner has spoiled."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from biomarkers.exchange.records.columns import BIOPSIES, HER2_READINGS, RECEPTORS
from biomarkers.reports.reader import read_report

COLUMNS = {**BIOPSIES.by_name, **RECEPTORS.by_name, **HER2_READINGS.by_name}
RANGE = "Negative 0 - 1+, Equivocal 2+, Positive 3+"
PIECES = (
    "HER2 HER2/neu IHC FISH ISH ER PR Ki-67 CEP17 estrogen receptor progesterone receptors : = ( ) "
    ". , ; - + / positive negative equivocal low null not no possibly pending amplified ratio "
    "copies score 0 1+ 2+ 3+ 0+ o l+ 1% 90% >95% 5 1.4 1.2.3 999% of tumor cells faint staining "
    "prior specimen S05-1234 BREAST, LEFT, MASTECTOMY: TUMOR 1, AMENDMENT: COMMENT: Reported: "
    "2021-02-30 3/4/2021 2025-01-01 Accession dual probe decalcified CLINICAL HISTORY: "
    "previously reported as"
).split()
PIECES += ["\n", "\n\n", RANGE, "¤", "=cmd"]
TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join),
    st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=40).map("".join),
)
REPORTS = {
    "Left breast, core biopsy.\nHER2 by IHC: positive (3+).\nER: positive (90%).": "3+",
    "DIAGNOSIS: invasive carcinoma\nHER2/neu: equivocal, 2+\nHER2 FISH: pending\nKi-67: 20%": "2+",
    "Receptors\nER: negative\nHER-2 immunohistochemistry: NEGATIVE (score 1+)\nMargins free.": "1+",
    "BREAST, RIGHT, LUMPECTOMY:\nPR: positive, 10%\nHER2: negative, 0, no staining\nEnd.": "0",
}
SPOILED = st.sampled_from(sorted(REPORTS))


def scores(text):
    return {one.value("ihc_score") for one in read_report(text)} - {""}


@given(TEXTS)
@example("HER2: " + "(" * 500)
@example("her2" * 300)
def test_any_text_is_read_and_every_word_lies_inside_it(text):
    for proposal in read_report(text):
        for field in proposal.fields:
            assert bool(field.value) != bool(field.unclear)
            assert all(0 <= words.start < words.end <= len(text) for words in field.words)


@given(TEXTS)
@example("=HER2:0")
@example("-+HER2:0")
def test_every_value_is_a_cell_that_the_import_takes(text):
    for proposal in read_report(text):
        for field in proposal.fields:
            if field.value:
                COLUMNS[field.name].kind.value_of(field.value)


@given(TEXTS)
@example("ISH: 0")
@example("0+ HER2")
@example("HER2 1+\n% complete: 0")
def test_a_score_stands_near_her2_and_is_no_percentage(text):
    for proposal in read_report(text):
        for field in proposal.fields:
            if field.name == "ihc_score" and field.value:
                for words in field.words:
                    near = text[max(0, words.start - 400) : words.end + 40]
                    assert re.search(r"her|erb", near, re.I)
                    assert not re.match(r"[^\S\n]?%", text[words.end :])


@given(SPOILED, st.integers(0, 5))
def test_a_reference_range_on_any_line_changes_no_score(report, place):
    lines = report.split("\n")
    lines.insert(min(place, len(lines)), RANGE)

    assert scores("\n".join(lines)) == {REPORTS[report]}


@pytest.mark.parametrize("report", REPORTS)
@pytest.mark.parametrize("change", [str.upper, str.lower])
def test_capitals_change_no_score(report, change):
    assert scores(change(report)) == {REPORTS[report]}


@given(SPOILED, st.data())
def test_other_line_breaks_bring_no_other_score(report, data):
    words = report.split()
    breaks = data.draw(st.lists(st.sampled_from([" ", "\n", "  "]), min_size=len(words)))

    wrapped = "".join(word + gap for word, gap in zip(words, breaks, strict=False))

    assert scores(wrapped) <= {REPORTS[report]}


@given(SPOILED, st.data())
def test_a_report_cut_off_anywhere_brings_no_other_score(report, data):
    cut = data.draw(st.integers(0, len(report)))

    assert scores(report[:cut]) <= {REPORTS[report]}
    assert scores(report[cut:]) <= {REPORTS[report]}


@given(
    SPOILED, st.lists(st.integers(0, 150), max_size=4), st.sampled_from(["", " ", ".", "¤", "\n"])
)
def test_characters_lost_or_spoiled_bring_no_other_score(report, places, instead):
    spoiled = list(report)
    for place in places:
        if place < len(spoiled):
            spoiled[place] = instead

    assert scores("".join(spoiled)) <= {REPORTS[report]}


@given(SPOILED)
def test_letters_for_digits_bring_no_other_score(report):
    scanned = report.replace("0", "O").replace("1", "l").replace("2", "Z")

    assert scores(scanned) <= {REPORTS[report]}


FILLER = st.lists(st.sampled_from("zork gimble wabe borogove outgrabe vorpal".split()), max_size=4)
NAMED = {
    "ER": "er", "Oestrogen Rec.": "er", "Estrogen receptor (SP1)": "er", "PgR": "pr",
    "Progesterone receptor": "pr", "Ki-67": "ki67", "MIB-1 index": "ki67", "HER2": "her2",
    "HER-2/neu": "her2", "c-erbB-2": "her2",
}  # fmt: skip
STATED = {
    "er": ("90%", "95 %", "positive", "NEG", "not detected", "9 out of 10 nuclei"),
    "pr": ("0%", "<1%", "positive", "negative", "absent", "70 percent"),
    "ki67": ("20%", "35 percent", "5-10%"),
    "her2": ("3+", "score 0", "negative", "equivocal", "amplified", "FISH pending", "ratio 2.6"),
}
KINDS = {"er": ("er_",), "pr": ("pr_",), "ki67": ("ki67_",)}
OF_HER2 = ("ihc_", "reported_as", "ish_", "her2_", "zero_", "percent_stained", "adequate")


@given(st.sampled_from(sorted(NAMED)), FILLER, FILLER, st.booleans(), st.data())
def test_no_marker_that_is_named_with_a_value_is_silent(name, before, between, breaks, data):
    marker = NAMED[name]
    value = data.draw(st.sampled_from(STATED[marker]))
    gap = ".\n" if breaks else " "
    text = f"{' '.join(before)} {name} {' '.join(between)}{gap}{value} frabjous"

    fields = [one.name for proposal in read_report(text) for one in proposal.fields]

    assert [one for one in fields if one.startswith(KINDS.get(marker, OF_HER2))], text


@given(st.sampled_from(["er", "pr"]), FILLER, st.data())
def test_a_percent_beside_a_status_that_is_read_is_not_silent_either(marker, between, data):
    percent = data.draw(st.sampled_from(("85%", "85 percent", "85 out of 100", "85")))
    text = f"{marker.upper()}: positive, {' '.join(between)} {percent}, frabjous"

    fields = [one.name for proposal in read_report(text) for one in proposal.fields]

    assert f"{marker}_percent" in fields, text
