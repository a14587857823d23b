"""How the words of the tables are read: what no vocabulary has is refused with its place."""

from dataclasses import replace

import pytest

from biomarkers.domain.check_table import CheckRow, CheckTable
from biomarkers.domain.safety_table import SafetyTable
from biomarkers.domain.thresholds import TableFault

from .content import SAFETY

ROW = SAFETY.rows[0]


@pytest.mark.parametrize(
    ("column", "words"),
    [
        ("hazard", "adverse_event"),
        ("hazard", "lvef:left"),
        ("hazard", "weather:rain"),
        ("threshold", "grade>2"),
        ("threshold", "grade>=6"),
        ("threshold", "bad"),
        ("scope", "same_class:"),
        ("scope", "my_agent"),
        ("scope", "any_agent:taxane"),
        ("effect", "warn"),
        ("applies_to", frozenset()),
    ],
)
def test_an_unknown_word_is_refused_with_row_and_column(column, words):
    with pytest.raises(TableFault, match=f"ild_tdxd, {column}:"):
        SafetyTable((replace(ROW, **{column: words}),))


@pytest.mark.parametrize(
    ("hazard", "words"),
    [
        ("condition:heart_failure", "very severe"),
        ("condition:heart_failure", "within some months or date unknown"),
        ("lvef", "low"),
        ("lvef", "<40 or >60"),
        ("ecog", ""),
        ("alteration:DPYD", "detected"),
        ("menopause", "pre"),
        ("given:taxane", "ever"),
        ("stopped_for_toxicity", "grade>=3"),
    ],
)
def test_each_kind_of_hazard_has_its_own_words(hazard, words):
    with pytest.raises(TableFault, match="threshold"):
        SafetyTable((replace(ROW, hazard=hazard, threshold=words),))


def test_a_check_says_how_long_it_counts():
    with pytest.raises(TableFault, match="taxane, ecg, valid_for"):
        CheckTable((CheckRow("taxane", "ecg", "ECG.", "a while"),))
