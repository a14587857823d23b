"""From the findings of one specimen to one field a column, empty wherever they do not agree."""

from .finding import AMENDED, WEAK, Finding
from .letters import Letters
from .proposal import ProposedField

DIFFERENT = "The report contains different values"
_NEAR = 100  # characters
_FINER = {"low", "ultralow", "null"}  # than “negative”


def weigh(found: list[Finding], letters: Letters) -> dict[str, ProposedField]:
    """One field a column: agreement holds, a correction replaces, else a difference is unclear."""
    return {
        name: _one(name, [one for one in found if one.name == name], letters)
        for name in dict.fromkeys(one.name for one in found)
    }


def _one(name: str, said: list[Finding], letters: Letters) -> ProposedField:
    said = _that_count(name, said)
    words = tuple(dict.fromkeys(letters.words(one.start, one.end) for one in said))
    values = {one.value for one in said if one.value}
    doubted = [one for one in said if one.unclear]
    sure = {one.value for one in said if one.is_sure}
    if name == "zero_staining" and len(values) > 1:
        values.discard("0+")
    if name == "reported_as":
        values = _of_the_word(values)
    if name == "ish_result" and "equivocal" in values and _last(said).value != "equivocal":
        values = values - {"equivocal"}  # a borderline count, and then what it is reported as
    if name.endswith("_percent"):
        values = _narrowest(values)
    if len(values) > 1:
        listed = ", ".join(sorted(values))
        return ProposedField(name, "", words, f"{DIFFERENT}: {listed}.")
    if doubted and not (values and values <= sure):
        return ProposedField(name, "", words, doubted[0].unclear)
    return ProposedField(name, values.pop(), words)


def _that_count(name: str, said: list[Finding]) -> list[Finding]:
    """A corrected value before an overall one, that before the others; weak ones only if alone."""
    if name == "ish_status" and {one.value for one in said} == {"pending", "done"}:
        return [one for one in said if one.value == "done"]  # an addendum brought what was pending
    if name == "ish_status" and any(one.value == "done" for one in said):
        said = [one for one in said if one.value in ("done", "failed")]
        if _last(said).value == "done":
            said = [one for one in said if one.value == "done"]  # another block was tested
    for rank in (AMENDED, 2):
        counted = [one for one in said if one.rank == rank and one.is_sure]
        if counted and (rank == AMENDED or name != "ihc_score" or _sums_up(counted[0], said)):
            return counted
    return [one for one in said if one.rank > WEAK] or said


def _last(said: list[Finding]) -> Finding:
    return max(said, key=lambda one: one.start)


def _sums_up(overall: Finding, said: list[Finding]) -> bool:
    """An overall score is one of those that are told, or stands right after them."""
    others = [one for one in said if one.rank not in (WEAK, overall.rank)]
    near = any(0 <= overall.start - one.end < _NEAR for one in others)
    return near or not others or overall.value in {one.value for one in others}


def _of_the_word(values: set[str]) -> set[str]:
    if "negative" in values and values & _FINER:
        values = values - {"negative"}
    if "equivocal" in values and len(values) == 2:
        values = values - {"equivocal"}  # of IHC; the other is the word for IHC and ISH together
    return values


def _narrowest(values: set[str]) -> set[str]:
    """A number before the bound or the range that holds it."""
    exact = {value for value in values if value.replace(".", "").isdigit()}
    same = {float(value) for value in exact}
    if len(same) == 1 and len(values) > 1:
        number = same.pop()
        if all(_holds(value, number) for value in values):
            return {sorted(exact)[0]}
    return values


def _holds(value: str, number: float) -> bool:
    low, _, high = value.partition("-")
    if high:
        return float(low) <= number <= float(high)
    if value[0] in "<>":
        limit = float(value.lstrip("<>="))
        return number >= limit if value[0] == ">" else number <= limit
    return float(value) == number
