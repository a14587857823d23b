"""An amended report replaces the reading of its specimen and day, if a person says so.

What the report does not name again keeps its value, part by part, as the evidence of two readings
would (biomarkers/domain/evidence.py): a corrected receptor erases no ISH.
"""

from collections.abc import Collection, Iterator

from biomarkers.domain.codes import ReportState
from biomarkers.models import HER2Reading, ReceptorReading
from patients.language import say

from .fields import ABOUT_THE_READING, HER2, RECEPTORS, label_of, words_of

Reading = HER2Reading | ReceptorReading
RESULTS = {
    HER2Reading: tuple(name for name in HER2 if name not in ABOUT_THE_READING),
    ReceptorReading: RECEPTORS,
}
_SCORE = ("ihc_score", "ihc_score_range")
_STAINING = ("zero_staining", "percent_stained")
_ISH = ("ish_status", "ish_probe", "ish_ratio", "her2_copies", "cep17_copies", "ish_result")
_ISH_VALUES = ("ish_ratio", "her2_copies", "ish_result")
_RECEPTORS = (("er_percent", "er_status"), ("pr_percent", "pr_status"), ("ki67_percent",))


class Replacing:
    """The readings that those of one tumor would replace, each asked about by what it says.

    `ticked` are the sentences that the person ticked: one that no longer says what the reading
    says is asked again. With `all_of_them` nothing is asked, as in a preview.
    """

    def __init__(self, ticked: Collection[str], *, all_of_them: bool):
        self.ticked, self.all_of_them = ticked, all_of_them
        self.asked: list[str] = []
        self.readings: list[Reading] = []

    def take(self, reading: Reading) -> bool:
        """Whether it takes the place of the one of its day, whose unnamed values it then keeps."""
        before = of_the_day(reading)
        if before is None:
            return False
        says = in_words(before)
        self.asked.append(says)
        if not self.all_of_them and says not in self.ticked:
            return False
        keep_the_unnamed(reading, before)
        self.readings.append(before)
        return True


def of_the_day(reading: Reading) -> Reading | None:
    """What was confirmed from another report of the same specimen and day."""
    confirmed = type(reading).objects.filter(
        biopsy=reading.biopsy, report__state=ReportState.CONFIRMED, read_on=reading.read_on
    )
    return confirmed.first()


def in_words(reading: Reading) -> str:
    """`HER2 reading of 20 May 2024, which says: IHC score 2+, HER2/CEP17 ratio 2.6`."""
    said = ", ".join(
        f"{say(label_of(name))} {say(value_in_words(reading, name))}"
        for name in RESULTS[type(reading)]
        if not is_empty(reading, name) and getattr(reading, name) is not True
    )
    kind = "HER2" if isinstance(reading, HER2Reading) else say("ER/PR")
    says = say(", which says: {said}").format(said=said) if said else ""
    words = say("{kind} reading of {day}").format(kind=kind, day=reading.read_on.in_words)
    return f"{words}{says}"


def value_in_words(reading: Reading, name: str) -> str:
    value = getattr(reading, name)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return words_of(name, str(value))


def is_empty(reading: Reading, name: str) -> bool:
    return getattr(reading, name) in ("", None)


def keep_the_unnamed(reading: Reading, before: Reading) -> None:
    """Fill what the reading does not name from the one before; nothing where one of them is not
    interpretable."""
    match reading, before:
        case ReceptorReading(), ReceptorReading():
            kept = _receptors_kept(reading)
        case HER2Reading(adequate=True), HER2Reading(adequate=True):
            kept = _her2_kept(reading, before)
        case _:
            return
    for part in kept:
        _copy(part, before, reading)


def _receptors_kept(reading: ReceptorReading) -> Iterator[tuple[str, ...]]:
    yield from (part for part in _RECEPTORS if not _names(reading, part))


def _her2_kept(reading: HER2Reading, before: HER2Reading) -> Iterator[tuple[str, ...]]:
    """Part by part; each is asked once those before it are kept."""
    if not _names(reading, _SCORE):
        yield _SCORE
    if not _names(reading, _STAINING) and _same(reading, before, _SCORE):
        yield _STAINING
    if not _names_ish(reading):
        yield _ISH
    if not reading.ish_recount and _same(reading, before, _ISH):
        yield ("ish_recount",)
    if not reading.reported_as and _still_sums_up(reading, before):
        yield ("reported_as",)


def _names(reading: Reading, names: Collection[str]) -> bool:
    return not all(is_empty(reading, name) for name in names)


def _names_ish(reading: HER2Reading) -> bool:
    """A probe, or that ISH was not done this time, takes no count away."""
    return _names(reading, _ISH_VALUES) or reading.ish_status in ("pending", "failed")


def _same(reading: Reading, before: Reading, names: Collection[str]) -> bool:
    return all(getattr(reading, name) == getattr(before, name) for name in names)


def _still_sums_up(reading: HER2Reading, before: HER2Reading) -> bool:
    """The category stays the word for the results while none of them changed, and no recount was
    added, which the word would decide (biomarkers/domain/her2.py)."""
    stated = [name for name in (*_SCORE, *_STAINING, *_ISH) if not is_empty(before, name)]
    return _same(reading, before, (*stated, "ish_recount"))


def _copy(names: Collection[str], before: Reading, reading: Reading) -> None:
    for name in names:
        if not is_empty(before, name):
            setattr(reading, name, getattr(before, name))
