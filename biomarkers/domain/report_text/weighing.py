"""From the findings of one tumor to one field a column, empty wherever they do not agree."""

from dataclasses import replace

from biomarkers.domain.proposal import ProposedField

from .statement import Finding

_ZERO_PLUS_FROM = "2025"  # since then “0+” is written for faint staining


def weigh(found: list[Finding], newest: list[Finding]) -> dict[str, ProposedField]:
    """One field a column: agreement stands, a correction replaces, else a difference is unclear."""
    weighed = {}
    for name in {one.name: None for one in found}:
        said = [one for one in found if one.name == name]
        corrected = [one for one in newest if one.name == name]
        if len({one.value for one in said}) > 1 and corrected:
            said = corrected
        weighed[name] = _one(name, said)
    return weighed


def _one(name: str, said: list[Finding]) -> ProposedField:
    words = tuple(dict.fromkeys(one.words for one in said))
    unclear = [one for one in said if one.unclear]
    values = {one.value for one in said if one.value}
    if name == "zero_staining":
        values -= {"0+"} if len(values) > 1 else set()
    if name == "reported_as" and "negative" in values and values & {"low", "ultralow", "null"}:
        values -= {"negative"}
    if name == "ish_status" and values == {"pending", "done"} and said[-1].value == "done":
        values = {"done"}  # an addendum brought what was pending
    if unclear:
        return ProposedField(name, "", words, unclear[0].unclear)
    if len(values) > 1:
        listed = ", ".join(sorted(values))
        return ProposedField(name, "", words, f"The report says different things: {listed}.")
    return ProposedField(name, values.pop(), words)


def completed(fields: dict[str, ProposedField], read_on: str) -> list[ProposedField]:
    """What holds between fields: only a score of 0 has words on staining; word and score agree."""
    score = fields.get("ihc_score")
    staining = fields.get("zero_staining")
    if score and score.value == "0":
        fields["zero_staining"] = _staining(score, staining, read_on)
    elif staining and score and score.value and staining.value == "absent":
        because = f"The report says both {score.value} and no staining."
        fields["ihc_score"] = replace(score, value="", unclear=because)
        fields["zero_staining"] = replace(staining, value="", unclear=because)
    elif staining:
        del fields["zero_staining"]
        if not score:
            because = "Staining is described without a score."
            fields["ihc_score"] = ProposedField("ihc_score", "", staining.words, because)
    word = fields.get("reported_as")
    if score and word and (word.value, score.value) in _CONTRADICTIONS:
        because = f"The report says both {word.value} and {score.value}."
        for name in ("reported_as", "ihc_score"):
            fields[name] = replace(fields[name], value="", unclear=because)
        fields.pop("zero_staining", None)
    elif word and word.value in ("negative", "equivocal") and not score:
        because = f"The report says {word.value} and no score."
        fields["ihc_score"] = ProposedField("ihc_score", "", word.words, because)
    return list(fields.values())


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


def _staining(score: ProposedField, staining: ProposedField | None, read_on: str) -> ProposedField:
    """Zero without a word on staining is never null."""
    if staining is None:
        because = "The score is 0 and nothing is said on faint staining."
        return ProposedField("zero_staining", "", score.words, because)
    if staining.value != "0+":
        return staining
    if read_on >= _ZERO_PLUS_FROM:
        return replace(staining, value="present")
    because = "“0+” says faint staining only in reports of 2025 and later."
    return replace(staining, value="", unclear=because)
