"""The bands of the options list, in the order in which an oncologist asks.

What is blocked comes first; then what the HER2 status opens, what another biomarker opens, the
rest, and what asks for care; then what waits for a test, and what is given, later or closed.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from biomarkers.domain.assessment import Assessment
from biomarkers.domain.criteria import Kind
from biomarkers.domain.options import Option, State
from biomarkers.domain.rank import ranks_of
from biomarkers.domain.work import ASKS_FOR_HER2_EXPRESSION
from biomarkers.wording.codes import missing_words
from patients.language import Words, say

from .regimens import UNRANKED, RegimenRow, regimen_row


class Band(StrEnum):
    """In the order of the page."""

    BLOCKED = "blocked"
    OPENED_BY_HER2 = "opened_by_her2"
    BY_BIOMARKER = "by_biomarker"
    OTHER = "other"
    WITH_CARE = "with_care"
    WAITING = "waiting"
    IN_USE = "in_use"
    NEXT = "next"
    LATER = "later"
    USED = "used"
    CLOSED = "closed"


ORDER = tuple(Band)
# A regimen with several indications stands once, under the first of these that one of them is in.
PLACE = (Band.IN_USE, *(band for band in ORDER if band is not Band.IN_USE))
# Bands that are opened to be read; the others show their rows at once.
FOLDED = (Band.NEXT, Band.LATER, Band.USED, Band.CLOSED)
BAND_WORDS = Words(
    {
        Band.BLOCKED: "Blocked by a label warning",
        Band.OPENED_BY_HER2: "Criteria met by the HER2 status",
        Band.BY_BIOMARKER: "Criteria met by another biomarker",
        Band.OTHER: "Other options with criteria met",
        Band.WITH_CARE: "Criteria met, with care",
        Band.WAITING: "Waiting for a result",
        Band.IN_USE: "Current treatment",
        Band.NEXT: "Next line: for later, the present line holds",
        Band.LATER: "Not yet: earlier treatment needed",
        Band.USED: "Previously given",
        Band.CLOSED: "Criteria not met",
    }
)


@dataclass(frozen=True)
class WaitingFor:
    """Regimens that one test, or one set of tests, settles; most regimens first."""

    missing: tuple[str, ...]
    rows: tuple[RegimenRow, ...]

    @property
    def title(self) -> str:
        return " + ".join(missing_words(code) for code in self.missing)


@dataclass(frozen=True)
class OptionBand:
    band: Band
    rows: tuple[RegimenRow, ...]
    waiting: tuple[WaitingFor, ...] = ()

    @property
    def title(self) -> str:
        return BAND_WORDS[self.band]

    @property
    def is_folded(self) -> bool:
        return self.band in FOLDED

    @property
    def summary(self) -> str:
        """Of what is not met, what is asked most often: `15 ask HER2-positive; HER2-low`."""
        if self.band is not Band.CLOSED:
            return ""
        asked = Counter(row.asked_first for row in self.rows if row.asked_first)
        return " · ".join(
            say("{number} ask {words}").format(number=number, words=words)
            for words, number in asked.most_common(4)
        )


def bands_of(assessment: Assessment) -> tuple[OptionBand, ...]:
    """The bands that hold a regimen; each regimen once."""
    placed: dict[Band, list[list[Option]]] = defaultdict(list)
    for options in _by_regimen(assessment.options):
        placed[min((band_of(option) for option in options), key=PLACE.index)].append(options)
    if given := placed.get(Band.IN_USE):
        placed[Band.IN_USE] = _fold_parts(given)
    ranks = ranks_of(assessment.options)
    return tuple(_band(band, placed[band], assessment, ranks) for band in ORDER if band in placed)


def sequence_of(assessment: Assessment) -> tuple[RegimenRow, ...]:
    """Every open and next regimen in one sequence by rank."""
    ranks = ranks_of(assessment.options)
    ranked = [option for option in assessment.options if option.row.slug in ranks]
    rows = _by_regimen(sorted(ranked, key=lambda option: ranks[option.row.slug]))
    return tuple(regimen_row(options, assessment, ranks) for options in rows)


def band_of(option: Option) -> Band:
    match option.state:
        case State.OPEN:
            return _band_of_met(option)
        case State.NEXT:
            return _band_of_met(option) if option.new_with_reclassification else Band.NEXT
        case State.NEEDS_INFORMATION:
            return Band.WAITING
    return Band(option.state.value)


def _band_of_met(option: Option) -> Band:
    """A weighty caution goes before everything, also of what the reclassification newly opens."""
    if any(warning.weighty for warning in option.warnings):
        return Band.WITH_CARE
    if option.new_with_reclassification or option.row.her2 in ASKS_FOR_HER2_EXPRESSION:
        return Band.OPENED_BY_HER2
    asks_a_biomarker = any(c.kind in (Kind.ALTERATION, Kind.MARKER) for c in option.criteria)
    return Band.BY_BIOMARKER if asks_a_biomarker else Band.OTHER


def _by_regimen(options: Iterable[Option]) -> list[list[Option]]:
    """Indications of one regimen together, in the order of their first."""
    regimens: dict[str, list[Option]] = defaultdict(list)
    for option in options:
        regimens[option.row.regimen].append(option)
    return list(regimens.values())


def _fold_parts(given: list[list[Option]]) -> list[list[Option]]:
    """A regimen all whose parts belong to a larger one being given folds into that one."""
    folded: list[list[Option]] = []
    for options in sorted(given, key=lambda options: -len(options[0].row.parts)):
        whole = next((w for w in folded if _is_part_of(options[0], w[0])), None)
        if whole is None:
            folded.append(list(options))
        else:
            whole.extend(options)
    return folded


def _is_part_of(small: Option, large: Option) -> bool:
    return all(
        any(part.name == whole.name or part.name in whole.classes for whole in large.row.parts)
        for part in small.row.parts
    )


def _band(
    band: Band, regimens: list[list[Option]], assessment: Assessment, ranks: Mapping[str, int]
) -> OptionBand:
    ordered = (_best_first(options, band, ranks) for options in regimens)
    rows = [regimen_row(options, assessment, ranks) for options in ordered]
    rows.sort(key=lambda row: (row.is_with_care, not row.is_new, row.rank, row.is_closed_anyway))
    if band is Band.WAITING:
        return OptionBand(band, tuple(rows), _waiting(rows))
    return OptionBand(band, tuple(rows))


def _best_first(options: list[Option], band: Band, ranks: Mapping[str, int]) -> list[Option]:
    """The indications that put the regimen in its band come first."""

    def place(option: Option) -> tuple[bool, int]:
        return band_of(option) is not band, ranks.get(option.row.slug, UNRANKED)

    return sorted(options, key=place)


def _waiting(rows: list[RegimenRow]) -> tuple[WaitingFor, ...]:
    groups: dict[tuple[str, ...], list[RegimenRow]] = defaultdict(list)
    for row in rows:
        groups[row.first.option.missing].append(row)
    return tuple(
        WaitingFor(missing, tuple(groups[missing]))
        for missing in sorted(groups, key=lambda m: (-len(groups[m]), len(m), m))
    )
