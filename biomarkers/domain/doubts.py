"""Values of one reading that can hardly all be right. They are asked about, never refused: a
report may say just that, and then it is read as docs/clinical-rules.md says."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from .evidence import FAINT_AT_MOST
from .percent import Percent

NEGATIVE_UP_TO = 10  # percent; older guidelines called up to 10% negative

# What a report says in a word, and a score of which it cannot be said.
CONTRADICTIONS = {
    ("positive", "0"),
    ("positive", "1+"),
    ("negative", "3+"),
    ("equivocal", "0"),
    ("equivocal", "1+"),
    ("equivocal", "3+"),
    ("low", "0"),
    ("low", "3+"),
    *((word, score) for word in ("ultralow", "null") for score in ("1+", "2+", "3+")),
}
SAID_BY_WORD = {"ultralow": "present", "null": "absent"}  # by their definition


@dataclass(frozen=True)
class Doubt:
    """What the value of a field does not go with; `field` as in a record folder."""

    field: str
    says: str


Values = Mapping[str, Any]  # by field; what is empty or absent is not stated


def doubts_of_her2(values: Values) -> list[Doubt]:
    return [*_word(values), *_staining(values), *_percent(values), *_counts(values)]


def doubts_of_receptors(values: Values) -> list[Doubt]:
    return [*_receptor("er", values), *_receptor("pr", values)]


def _word(values: Values) -> Iterator[Doubt]:
    word, score, ish = (values.get(n) for n in ("reported_as", "ihc_score", "ish_result"))
    by_ish = word == "positive" and ish == "positive"
    if (word, score) in CONTRADICTIONS and not by_ish:
        yield Doubt("reported_as", f"Reported as {word}, with IHC {score}.")
    if word == "negative" and ish == "positive":
        yield Doubt("reported_as", "Reported as negative, with a positive ISH result.")


def _staining(values: Values) -> Iterator[Doubt]:
    score, staining = values.get("ihc_score"), values.get("zero_staining")
    stated_by = SAID_BY_WORD.get(values.get("reported_as") or "")
    if score not in ("", None, "0") and staining == "absent":
        yield Doubt("zero_staining", f"IHC {score} means staining; it is stated as absent.")
    elif staining and stated_by and staining != stated_by:
        word = values["reported_as"]
        yield Doubt("zero_staining", f"Reported as {word} means faint staining {stated_by}.")


def _percent(values: Values) -> Iterator[Doubt]:
    score, percent = values.get("ihc_score"), values.get("percent_stained")
    staining = values.get("zero_staining")
    if percent in ("", None):
        return
    shown = f"{Decimal(percent).normalize():f}%"
    if score == "0" and percent > FAINT_AT_MOST:
        yield Doubt("percent_stained", f"IHC 0 is at most 10% of cells; {shown} is stated.")
    elif score == "0" and staining and staining != ("present" if percent > 0 else "absent"):
        yield Doubt("percent_stained", f"{shown} of cells, with faint staining {staining}.")
    elif score in ("1+", "3+") and percent <= FAINT_AT_MOST:
        yield Doubt("percent_stained", f"IHC {score} is more than 10% of cells; {shown} is stated.")


def _counts(values: Values) -> Iterator[Doubt]:
    """Group 1 is amplified and group 5 is not, by every guideline since 2013."""
    ratio, copies, cep17 = (values.get(n) for n in ("ish_ratio", "her2_copies", "cep17_copies"))
    result = values.get("ish_result")
    if ratio in ("", None) or copies in ("", None):
        return
    high, many = ratio >= 2, copies >= 4
    if (high and many and result == "negative") or (not high and not many and result == "positive"):
        yield Doubt("ish_result", f"ISH {result}, with ratio {ratio} and {copies} HER2 copies.")
    if cep17 and abs(copies / cep17 - ratio) > max(Decimal("0.3"), ratio * Decimal("0.15")):
        yield Doubt("ish_ratio", f"{copies} to {cep17} copies do not make a ratio of {ratio}.")


def _receptor(marker: str, values: Values) -> Iterator[Doubt]:
    status, percent = values.get(f"{marker}_status"), values.get(f"{marker}_percent")
    if not status or not isinstance(percent, Percent):
        return
    word = status.replace("_", " ")
    if status != "negative" and percent.surely_below(1):
        yield Doubt(f"{marker}_status", f"{marker.upper()} {word}, in {percent}% of cells.")
    elif status == "negative" and percent.span.lowest > NEGATIVE_UP_TO:
        yield Doubt(f"{marker}_status", f"{marker.upper()} negative, in {percent}% of cells.")
