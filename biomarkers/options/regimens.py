"""One row a regimen, with its indications inside: why, evidence, route, what to watch, checks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from biomarkers.domain.assessment import Assessment
from biomarkers.domain.checks import Check, checks_of
from biomarkers.domain.criteria import Criterion, Kind
from biomarkers.domain.options import Option, State
from biomarkers.domain.record import Treatment
from biomarkers.domain.work import ASKS_FOR_HER2_EXPRESSION
from biomarkers.wording.codes import CAUTION_WORDS, STATE_WORDS
from patients.language import say, to_say

from .evidence import Evidence, evidence_of

UNRANKED = 9999
MOST_CAUTIONS = 2  # in a row
# Words of the codes of checks that are written in capitals.
_ABBREVIATIONS = {
    word.lower(): word for word in ("LVEF", "CT", "ECG", "B", "UGT1A1", "DPYD", "HbA1c")
}
_ANSWER_WORDS = {True: to_say("met"), False: to_say("not met"), None: to_say("not known")}


@dataclass(frozen=True)
class CriterionRow:
    asks: str
    answer: str
    because: str


@dataclass(frozen=True)
class CautionRow:
    """`words` say what; `because` says which datum."""

    code: str
    words: str
    because: str
    weighty: bool
    source: str


@dataclass(frozen=True)
class CheckRow:
    words: str
    done: bool | None
    because: str
    says: str
    source: str


@dataclass(frozen=True)
class Indication:
    """One row of the catalog for this patient."""

    option: Option
    state: str
    state_words: str
    evidence: Evidence

    @property
    def row(self):
        return self.option.row

    @cached_property
    def criteria(self) -> tuple[CriterionRow, ...]:
        """In words where they are shown: most bands are folded."""
        return tuple(
            CriterionRow(c.asks, _ANSWER_WORDS[c.met], c.because.in_words)
            for c in self.option.criteria
        )


@dataclass(frozen=True)
class RegimenRow:
    """The indications of one regimen. What is said of it is worked out where it is shown.

    The first option decides where the regimen stands.
    """

    options: tuple[Option, ...]
    assessment: Assessment
    rank: int

    @property
    def name(self) -> str:
        return regimen_words(self.options[0].row.regimen)

    @cached_property
    def indications(self) -> tuple[Indication, ...]:
        return tuple(_indication(option) for option in self.options)

    @property
    def first(self) -> Indication:
        return self.indications[0]

    @cached_property
    def cautions(self) -> tuple[CautionRow, ...]:
        return tuple(_caution(warning) for warning in self.options[0].warnings)

    @cached_property
    def blocks(self) -> tuple[CautionRow, ...]:
        return tuple(_caution(block) for block in self.options[0].safety.blocks)

    @cached_property
    def checks(self) -> tuple[CheckRow, ...]:
        first = self.options[0]
        return tuple(_check(check) for check in checks_of(first.row, first.patient))

    @property
    def why(self) -> str:
        return _why(self.options[0])

    @property
    def given(self) -> tuple[str, ...]:
        """When its drug was given, oldest first."""
        return tuple(_given(t) for t in _treatments_with(self.options[0], self.assessment))

    @property
    def is_for_later(self) -> bool:
        """All criteria are met, and no end of the present line is recorded."""
        return self.options[0].state is State.NEXT

    @property
    def is_new(self) -> bool:
        return any(option.new_with_reclassification for option in self.options)

    @cached_property
    def is_with_care(self) -> bool:
        return any(warning.weighty for warning in self.options[0].warnings)

    @property
    def state_words(self) -> str:
        """A weighty caution is never behind plain words."""
        if self.options[0].state is State.OPEN and self.is_with_care:
            return say("with care")
        return self.first.state_words

    @property
    def shown_cautions(self) -> tuple[CautionRow, ...]:
        """Of a blocked regimen none: what blocks says it all. The others unfold."""
        return () if self.blocks else self.cautions[:MOST_CAUTIONS]

    @property
    def more_cautions(self) -> int:
        return len(self.cautions) - len(self.shown_cautions)

    @property
    def asked_first(self) -> str:
        """What the first criterion that is not met asks; empty where all are met."""
        unmet = (c.asks for c in self.options[0].criteria if c.met is False)
        return next(unmet, "")

    @property
    def is_closed_anyway(self) -> bool:
        """Blocked, and a criterion is not met either."""
        return any(c.met is False for c in self.options[0].criteria)


def regimen_row(
    options: Sequence[Option], assessment: Assessment, ranks: Mapping[str, int]
) -> RegimenRow:
    """`options` are the indications of one regimen; the first decides. `ranks` by slug."""
    return RegimenRow(tuple(options), assessment, ranks.get(options[0].row.slug, UNRANKED))


def regimen_words(regimen: str) -> str:
    return regimen[:1].upper() + regimen[1:]


def _indication(option: Option) -> Indication:
    return Indication(
        option=option,
        state=option.state.value,
        state_words=STATE_WORDS[option.state],
        evidence=evidence_of(option.row),
    )


def _caution(found) -> CautionRow:
    """Of a caution, or of a block of the safety table, which is clear by itself."""
    because = found.because.in_words if found.because else ""
    words = found.says or CAUTION_WORDS.english(found.code)
    return CautionRow(found.code, words, because, found.weighty, found.source)


def check_name(code: str) -> str:
    """`Baseline CT` of baseline_ct."""
    words = " ".join(_ABBREVIATIONS.get(word, word) for word in code.split("_"))
    return words[:1].upper() + words[1:]


def _check(check: Check) -> CheckRow:
    return CheckRow(
        say(check_name(check.check)), check.done, check.because.in_words, check.says, check.source
    )


def _why(option: Option) -> str:
    """What decides: what is asked against what is, what is not known, or what is met."""
    unmet = [_asked_against_is(c) for c in option.criteria if c.met is False]
    unknown = [c.because.in_words for c in option.criteria if c.met is None]
    telling = [c.because.in_words for c in option.criteria if _tells(c, option)]
    return " · ".join(unmet or unknown or telling)


def _asked_against_is(criterion: Criterion) -> str:
    """`asks HER2-positive; HER2-low: IHC 1+, liver, read 20 May 2024`."""
    return say("asks {asks}; {because}").format(
        asks=criterion.asks, because=criterion.because.in_words
    )


def _tells(criterion: Criterion, option: Option) -> bool:
    """What made the difference: HER2 that is expressed, a gene, a marker, earlier treatment."""
    if criterion.kind is Kind.HER2:
        return option.row.her2 in ASKS_FOR_HER2_EXPRESSION
    return criterion.kind in (Kind.ALTERATION, Kind.MARKER, Kind.PRIOR_ALL, Kind.PRIOR_ANY)


def _treatments_with(option: Option, assessment: Assessment) -> list[Treatment]:
    """When the named agent was given, oldest first."""
    given = (t for t in assessment.record.treatments if t.agent.name == option.row.named_agent)
    return sorted(given, key=lambda treatment: treatment.started_on.text)


def _given(treatment: Treatment) -> str:
    """`from 10 Jun 2024` or `12 Feb 2018 to 12 Feb 2019, progression`."""
    start = treatment.started_on.in_words
    if treatment.is_ongoing:
        return say("from {start}").format(start=start)
    end = treatment.ended_on.in_words if treatment.ended_on else say("a date that is not recorded")
    reason = say((treatment.end_reason or "reason not recorded").replace("_", " "))
    return say("{start} to {end}, {reason}").format(start=start, end=end, reason=reason)
