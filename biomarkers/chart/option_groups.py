"""Treatment options in the order of the question: what does the HER2 status open, what else is
open, what waits for which test, and what is out."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from biomarkers.domain.assessment import Assessment
from biomarkers.domain.criteria import Kind
from biomarkers.domain.options import Option, State
from biomarkers.domain.safety import Finding
from biomarkers.domain.work import is_opened_by_her2
from biomarkers.wording.codes import CAUTION_WORDS, STATE_WORDS, missing_words

MONTHS_SHOWN, BAR = 60, 200
_ANSWER_WORDS = {True: "met", False: "not met", None: "not known"}


@dataclass(frozen=True)
class CriterionRow:
    asks: str
    answer: str
    because: str


@dataclass(frozen=True)
class Arms:
    """Medians in months of an arm against its control, with the lengths of their bars in pixels."""

    measure: str
    arm: Decimal
    control: Decimal | None
    arm_bar: int
    control_bar: int


@dataclass(frozen=True)
class OptionRow:
    option: Option
    regimen: str
    state: str
    state_words: str
    off_label: bool
    is_new: bool
    summary: str
    cautions: tuple[str, ...]
    criteria: tuple[CriterionRow, ...]
    figures: str
    arms: tuple[Arms, ...]


@dataclass(frozen=True)
class Blocked:
    """Options that one and the same adverse event blocks."""

    event: str
    label: str
    rows: tuple[OptionRow, ...]  # otherwise fitting, or not known to fail
    others: tuple[OptionRow, ...]  # that a criterion closes anyway

    @property
    def regimens(self) -> str:
        return ", ".join(dict.fromkeys(row.option.row.regimen for row in self.rows))


@dataclass(frozen=True)
class Waiting:
    """Options that one and the same test, or set of tests, would settle."""

    title: str
    rows: tuple[OptionRow, ...]

    @property
    def regimens(self) -> str:
        return ", ".join(dict.fromkeys(row.option.row.regimen for row in self.rows))


@dataclass(frozen=True)
class OptionGroups:
    opened_by_her2: tuple[OptionRow, ...]
    open_otherwise: tuple[OptionRow, ...]
    open_to_all: tuple[OptionRow, ...]  # ask for nothing but advanced disease
    for_later: tuple[OptionRow, ...]  # met, while the present line still works
    waiting: tuple[Waiting, ...]
    blocked: tuple[Blocked, ...]
    used: tuple[OptionRow, ...]
    later: tuple[OptionRow, ...]
    in_use: tuple[OptionRow, ...]
    closed: tuple[OptionRow, ...]


def option_groups(assessment: Assessment) -> OptionGroups:
    rows = [_row(option) for option in assessment.options]
    by_state = defaultdict(list)
    for row in sorted(rows, key=lambda row: row.off_label):
        by_state[row.option.state].append(row)
    available = [*by_state[State.OPEN], *by_state[State.NEXT]]
    opened = [row for row in available if is_opened_by_her2(row.option)]
    otherwise = [row for row in by_state[State.OPEN] if row not in opened]
    return OptionGroups(
        opened_by_her2=tuple(opened),
        open_otherwise=tuple(row for row in otherwise if row.summary),
        open_to_all=tuple(row for row in otherwise if not row.summary),
        for_later=tuple(row for row in by_state[State.NEXT] if row not in opened),
        waiting=_waiting(by_state[State.NEEDS_INFORMATION]),
        blocked=_blocked(by_state[State.BLOCKED]),
        used=tuple(by_state[State.USED]),
        later=tuple(by_state[State.LATER]),
        in_use=tuple(by_state[State.IN_USE]),
        closed=tuple(by_state[State.CLOSED]),
    )


def regimen_words(regimen: str) -> str:
    return regimen[:1].upper() + regimen[1:]


def _row(option: Option) -> OptionRow:
    row = option.row
    return OptionRow(
        option=option,
        regimen=regimen_words(row.regimen),
        state=option.state.value,
        state_words=STATE_WORDS[option.state],
        off_label=row.basis == "off_label",
        is_new=option.new_with_reclassification,
        summary=_summary(option),
        cautions=tuple(caution_words(caution) for caution in option.warnings),
        criteria=tuple(
            CriterionRow(c.asks, _ANSWER_WORDS[c.met], c.because.in_words) for c in option.criteria
        ),
        figures=figures(option),
        arms=arms_of(option),
    )


def _summary(option: Option) -> str:
    """What decides: the data that stand against it, else what is unknown, else what it asks."""
    unmet = [c.because.in_words for c in option.criteria if c.met is False]
    unknown = [c.because.in_words for c in option.criteria if c.met is None]
    silent = {Kind.SETTING} | ({Kind.HER2} if option.row.her2 == "any" else set())
    asked = [c.asks for c in option.criteria if c.kind not in silent]
    return " · ".join(unmet or unknown or asked)


def arms_of(option: Option) -> tuple[Arms, ...]:
    row = option.row
    medians = [
        ("Median PFS", row.pfs_months, row.pfs_control),
        ("Median OS", row.os_months, row.os_control),
    ]
    return tuple(
        Arms(measure, arm, control, _bar(arm), _bar(control))
        for measure, arm, control in medians
        if arm is not None
    )


def _bar(months: Decimal | None) -> int:
    """The same scale on every option, so that bars compare: five years fill it."""
    return 0 if months is None else round(min(float(months), MONTHS_SHOWN) / MONTHS_SHOWN * BAR)


def figures(option: Option) -> str:
    """`Median PFS 9.9 v 5.1 months, median OS 23.4 v 16.8 months`, arm against control."""
    return ", ".join(
        f"{arms.measure} {arms.arm} v {arms.control} months"
        if arms.control is not None
        else f"{arms.measure} {arms.arm} months"
        for arms in arms_of(option)
    )


def _blocked(rows: list[OptionRow]) -> tuple[Blocked, ...]:
    groups = defaultdict(list)
    for row in rows:
        groups[row.option.block].append(row)
    return tuple(
        Blocked(
            event_words(block),
            block.says,
            tuple(row for row in its_rows if not _fails(row)),
            tuple(row for row in its_rows if _fails(row)),
        )
        for block, its_rows in groups.items()
    )


def _fails(row: OptionRow) -> bool:
    return any(criterion.met is False for criterion in row.option.criteria)


def event_words(block: Finding) -> str:
    """`Pneumonitis grade 3, on trastuzumab deruxtecan, 18 May 2023`."""
    words = block.because.in_words
    return words[:1].upper() + words[1:]


def caution_words(caution: Finding) -> str:
    """The sentence of the safety table, or the words for the code."""
    return caution.says or CAUTION_WORDS[caution.code]


def _waiting(rows: list[OptionRow]) -> tuple[Waiting, ...]:
    """Grouped by what is missing; those that one answer settles come first."""
    groups = defaultdict(list)
    for row in rows:
        groups[row.option.missing].append(row)
    return tuple(
        Waiting(" + ".join(missing_words(code) for code in missing), tuple(groups[missing]))
        for missing in sorted(groups, key=lambda missing: (len(missing), missing))
    )
