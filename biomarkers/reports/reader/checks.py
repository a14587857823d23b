"""Cross-checks between the fields of one specimen, before anything is sure."""

from dataclasses import replace

from .percents import number_of
from .proposal import ProposedField

Fields = dict[str, ProposedField]

_SAID_BY = {"ultralow": "present", "null": "absent"}  # by their definition
_ZERO_PLUS_FROM = "2025"  # since then “0+” is written for faint staining
_CONTRADICTIONS = {
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
_NEGATIVE_UP_TO = 10  # percent; older guidelines called up to 10 % negative


def checked(fields: Fields, read_on: str) -> Fields:
    _staining(fields, read_on)
    _word_and_score(fields)
    _ratio_and_copies(fields)
    _probe(fields)
    _range_and_score(fields)
    _group_5_and_result(fields)
    _result_of_count(fields)
    for marker in ("er", "pr"):
        _receptor(fields, marker)
    return fields


def _empty(fields: Fields, names: tuple[str, ...], because: str) -> None:
    for name in names:
        fields[name] = replace(fields[name], value="", unclear=because)


def _value(fields: Fields, name: str) -> str:
    return fields[name].value if name in fields else ""


def _staining(fields: Fields, read_on: str) -> None:
    """Zero without a word on staining is never null; only 0 and 0-1+ have such a word."""
    score, staining = fields.get("ihc_score"), fields.get("zero_staining")
    if _value(fields, "ihc_score") == "0" and score:
        fields["zero_staining"] = _of_zero(score, staining, _value(fields, "reported_as"), read_on)
    elif staining and score and score.value and staining.value == "absent":
        because = f"The report states both {score.value} and no staining."
        _empty(fields, ("ihc_score", "zero_staining"), because)
    elif staining and _value(fields, "ihc_score_range") != "0-1+":
        del fields["zero_staining"]
        if not score and "ihc_score_range" not in fields and "ish_result" not in fields:
            because = "Staining is described, but no score is given."
            fields["ihc_score"] = ProposedField("ihc_score", "", staining.words, because)


def _of_zero(
    score: ProposedField, staining: ProposedField | None, word: str, read_on: str
) -> ProposedField:
    if staining is None and word in _SAID_BY:
        return ProposedField("zero_staining", _SAID_BY[word], score.words)
    if staining is None:
        because = "Score 0; the report does not mention faint staining."
        return ProposedField("zero_staining", "", score.words, because)
    if staining.value != "0+":
        return staining
    if read_on >= _ZERO_PLUS_FROM:
        return replace(staining, value="present")
    because = "“0+” means faint staining only in reports from 2025 onwards."
    return replace(staining, value="", unclear=because)


def _word_and_score(fields: Fields) -> None:
    word, score = _value(fields, "reported_as"), _value(fields, "ihc_score")
    by_ish = _value(fields, "ish_result")
    if (word, score) in _CONTRADICTIONS and not (word == "positive" and by_ish == "positive"):
        because = f"The report states both {word} and {score}."
        _empty(fields, ("reported_as", "ihc_score"), because)
        fields.pop("zero_staining", None)
    elif word in ("negative", "equivocal") and not {"ihc_score", "ihc_score_range"} & set(fields):
        because = f"The report says {word} and no score."
        fields["ihc_score"] = ProposedField("ihc_score", "", fields["reported_as"].words, because)


def _ratio_and_copies(fields: Fields) -> None:
    """The ratio is that of the copies, as they are rounded."""
    ratio, her2, cep17 = (_value(fields, n) for n in ("ish_ratio", "her2_copies", "cep17_copies"))
    if not (ratio and her2 and cep17) or not float(cep17):
        return
    if abs(float(her2) / float(cep17) - float(ratio)) > max(0.3, 0.15 * float(ratio)):
        because = f"The ratio {ratio} is not that of {her2} and {cep17} copies."
        _empty(fields, ("ish_ratio", "her2_copies", "cep17_copies"), because)


def _probe(fields: Fields) -> None:
    """A ratio, and copies of chromosome 17, are counted with two probes."""
    counted = next((fields[n] for n in ("ish_ratio", "cep17_copies") if _value(fields, n)), None)
    if counted and "ish_probe" not in fields:
        fields["ish_probe"] = replace(counted, name="ish_probe", value="dual")


def _range_and_score(fields: Fields) -> None:
    """A mixed score is never kept beside a score."""
    score, mixed = _value(fields, "ihc_score"), _value(fields, "ihc_score_range")
    if not (score and mixed):
        return
    if score.rstrip("+") in mixed:
        del fields["ihc_score_range"]
    else:
        _empty(
            fields, ("ihc_score", "ihc_score_range"), f"The report states both {score} and {mixed}."
        )


def _group_5_and_result(fields: Fields) -> None:
    """Group 1 is amplified and group 5 is not, by every guideline since 2013."""
    ratio, copies, result = (_value(fields, n) for n in ("ish_ratio", "her2_copies", "ish_result"))
    if not (ratio and copies and result):
        return
    high, many = float(ratio) >= 2, float(copies) >= 4
    if (high and many and result == "negative") or (not high and not many and result == "positive"):
        because = f"The report says ISH {result}, with ratio {ratio} and {copies} copies."
        _empty(fields, ("ish_result",), because)


def _result_of_count(fields: Fields) -> None:
    """After IHC 2+ and a count the report's final word is that of ISH, where it names none."""
    counted = {"ish_ratio", "her2_copies"} & set(fields)
    word = fields.get("reported_as")
    if not counted or word is None or "ish_result" in fields:
        return
    if _value(fields, "ihc_score") == "2+" and word.value in ("positive", "negative"):
        fields["ish_result"] = replace(word, name="ish_result")


def _receptor(fields: Fields, marker: str) -> None:
    status, percent = f"{marker}_status", f"{marker}_percent"
    word, written = _value(fields, status), _value(fields, percent)
    if not written:
        return
    share = number_of(written)
    below_1 = (written.startswith("<") and share <= 1) or written == "0" or 0 < share < 1
    if word in ("positive", "low_positive") and below_1:
        because = f"The report states both {word.replace('_', ' ')} and {written} %."
        _empty(fields, (status, percent), because)
    elif word == "negative" and share > _NEGATIVE_UP_TO and not written.startswith("<"):
        _empty(fields, (status, percent), f"The report states both negative and {written} %.")
    elif not word and status not in fields and written == "<1":
        fields[status] = ProposedField(status, "negative", fields[percent].words)
