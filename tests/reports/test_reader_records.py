"""Reports that are written as JSON; invented."""

import json

from biomarkers.reports.reader import Proposal, read_report


def read(report: object, indent: int | None = None) -> list[Proposal]:
    return list(read_report(json.dumps(report, indent=indent)))


def of_side(found: list[Proposal], side: str) -> Proposal:
    return next(one for one in found if one.value("laterality") == side)


def observed(of: str, name: str, value: str) -> dict:
    return {
        "resourceType": "Observation",
        "specimen": {"reference": f"#{of}"},
        "code": {"text": name},
        "valueString": value,
    }


def test_an_object_that_names_a_specimen_heads_what_it_holds() -> None:
    parts = [
        {
            "label": label,
            "description": f"{side} breast, core biopsy",
            "receptors": {"er": {"status": "positive", "percent": er}, "her2": {"ihc": her2}},
        }
        for label, side, er, her2 in (("A", "Left", 90, "1+"), ("B", "Right", 70, "3+"))
    ]
    for indent in (None, 2):
        found = read({"accession": "JN25-1201", "specimens": parts}, indent)
        assert of_side(found, "left").value("er_percent") == "90"
        assert of_side(found, "right").value("er_percent") == "70"
        assert of_side(found, "right").value("ihc_score") == "3+"


def test_flat_objects_of_parts_are_read_one_by_one() -> None:
    parts = [
        {"part": "A", "site": "Left breast", "procedure": "core biopsy", "ER": "95%", "HER2": "1+"},
        {"part": "B", "site": "Right breast", "procedure": "core biopsy", "ER": "40%", "HER2": "0"},
    ]
    found = read({"parts": parts})
    assert of_side(found, "left").value("er_percent") == "95"
    assert of_side(found, "right").value("er_percent") == "40"


def test_an_observation_is_of_the_specimen_that_it_refers_to() -> None:
    specimens = [
        {"resourceType": "Specimen", "id": "s1", "type": {"text": "Left breast, core biopsy"}},
        {"resourceType": "Specimen", "id": "s2", "type": {"text": "Right breast, core biopsy"}},
    ]
    observations = [
        observed("s1", "Estrogen receptor", "Positive, 90%"),
        observed("s2", "Estrogen receptor", "Negative, 0%"),
        observed("s1", "HER2 IHC", "1+"),
        observed("s2", "HER2 IHC", "3+"),
    ]
    found = read({"resourceType": "DiagnosticReport", "contained": specimens + observations})
    assert of_side(found, "left").value("er_percent") == "90"
    assert of_side(found, "right").value("er_percent") == "0"
    assert of_side(found, "right").value("ihc_score") == "3+"


def test_a_value_has_its_own_bound_and_unit_and_no_other() -> None:
    (found,) = read(
        [
            {"test": "HER2 FISH", "result": "Not amplified", "ratio": 1.5, "cells": 20},
            {"test": "ER", "result": "Positive", "percent": 90},
            {"test": "Ki-67", "value": 20, "comparator": "<", "unit": "%"},
        ]
    )
    assert found.value("ish_ratio") == "1.5"
    assert found.value("ish_result") == "negative"
    assert found.value("er_percent") == "90"
    assert found.value("ki67_percent") == "<20"


def test_what_could_be_lost_leaves_the_text_as_it_is() -> None:
    (found,) = read({"tests": [{"label": "ER", "value": "90%"}, {"label": "PR", "value": "10%"}]})
    assert (found.value("er_percent"), found.value("pr_percent")) == ("90", "10")


def test_a_number_without_a_unit_is_no_percent() -> None:
    (found,) = read({"ER": "90%", "ki67": 20})
    assert found.value("ki67_percent") == ""


def test_words_lie_where_the_report_has_them() -> None:
    text = json.dumps({"site": "Left breast, core biopsy", "HER2 IHC": "2+"})
    (found,) = read_report(text)
    words = next(one.words[0] for one in found.fields if one.name == "ihc_score")
    assert "2+" in text[words.start : words.end]
