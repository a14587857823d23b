"""What counts for a word on earlier treatment: lines, courses, progressions and relapses.

Each occasion is one sentence, so that a count can always be read out.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from patients.dates import PartialDate
from patients.language import Words, say

from ..because import Because, because
from ..course import RELAPSE_MONTHS, Course, relapsed_within
from ..lines import Line
from ..once import once

KIND_WORDS = Words(
    {
        "endocrine": "endocrine therapy",
        "chemotherapy": "chemotherapy",
        "anti_her2": "anti-HER2 therapy",
        "adc": "antibody-drug conjugate",
        "systemic": "systemic therapy",
    }
)


@dataclass(frozen=True)
class Given:
    """Everything given so far: (neo)adjuvant drugs, and metastatic lines."""

    early: tuple[Course, ...]
    lines: tuple[Line, ...]
    metastatic_on: PartialDate | None

    @once
    def courses(self) -> list[Course]:
        return [*self.early, *(course for line in self.lines for course in line.courses)]

    @once
    def occasions(self) -> "dict[str, Occasions]":
        """By measure: words that differ only in how many they ask count the same."""
        return {}

    @once
    def holds_line_under_way(self) -> bool:
        return any(line.is_ongoing for line in self.lines)

    @once
    def without_lines_under_way(self) -> "Given":
        return replace(self, lines=tuple(line for line in self.lines if not line.is_ongoing))


@dataclass(frozen=True)
class Occasions:
    """Those that count surely, and those of which it is not known."""

    sure: list[Because] = field(default_factory=list)
    perhaps: list[Because] = field(default_factory=list)

    def __add__(self, other: "Occasions") -> "Occasions":
        return Occasions(self.sure + other.sure, self.perhaps + other.perhaps)


def occasions_of(measure: str, given: Given) -> Occasions:
    if measure not in given.occasions:
        given.occasions[measure] = _occasions_of(measure, given)
    return given.occasions[measure]


def _occasions_of(measure: str, given: Given) -> Occasions:
    if measure in _SPECIAL:
        return _SPECIAL[measure](given)
    kind = measure.removesuffix("_any")
    lines = _lines(given.lines, kind)
    return _early_course(given, kind) + lines if measure.endswith("_any") else lines


def _lines(lines: Iterable[Line], kind: str) -> Occasions:
    counted = (line for line in lines if kind == "systemic" or line.holds(kind))
    return Occasions([_line_sentence(line, kind) for line in counted])


def _line_sentence(line: Line, kind: str) -> Because:
    agents = sorted({c.agent.name for c in line.courses if kind == "systemic" or c.is_of(kind)})
    return because(
        say("line {line} {names} from ").format(line=line.number, names=" + ".join(agents)),
        line.started_on,
    )


def _early_course(given: Given, kind: str) -> Occasions:
    """A (neo)adjuvant course of the kind counts once."""
    of_kind = (c for c in given.early if kind == "systemic" or c.is_of(kind))
    first = min(of_kind, key=lambda c: c.sort_key, default=None)
    return Occasions([given_sentence(first)] if first else [])


def given_sentence(course: Course) -> Because:
    setting = "" if course.is_metastatic else f" ({say(course.setting)})"
    return because(
        say("{agent}{setting} from ").format(agent=course.agent.name, setting=setting),
        course.started_on,
    )


def _besides_one_endocrine(given: Given) -> Occasions:
    set_aside = next((line for line in given.lines if line.holds("endocrine")), None)
    return _lines((line for line in given.lines if line is not set_aside), "systemic")


def _endocrine_progressed(given: Given) -> Occasions:
    """A line under way never counts as progressed, also where that is not known of a drug of it."""
    found = Occasions()
    for line in (line for line in given.lines if not line.is_ongoing):
        course = line.progression_of("endocrine")
        if course:
            counted = found.sure if course.progressed else found.perhaps
            counted.append(
                because(say("line {line}: ").format(line=line.number)) + course.progression
            )
    return found


def _endocrine_failed(given: Given) -> Occasions:
    return _endocrine_progressed(given) + _endocrine_relapse(given, RELAPSE_MONTHS)


def _endocrine_failed_any_time(given: Given) -> Occasions:
    return _endocrine_progressed(given) + _endocrine_relapse(given, None)


def _endocrine_relapse(given: Given, months: int | None) -> Occasions:
    """Metastatic disease on or after (neo)adjuvant endocrine therapy counts once.

    `months` None: however long after it.
    """
    early = [c for c in given.early if c.is_of("endocrine")]
    answers = [(_relapsed(c, given.metastatic_on, months), c) for c in early]
    for met in (True, None):
        relapse = next((course for answer, course in reversed(answers) if answer is met), None)
        if relapse:
            sentence = [metastatic_sentence(given) + until_sentence(relapse)]
            return Occasions(sentence) if met else Occasions(perhaps=sentence)
    return Occasions()


def _relapsed(course: Course, metastatic_on: PartialDate | None, months: int | None) -> bool | None:
    if months is None and metastatic_on:
        return course.started_on.first <= metastatic_on.first
    return relapsed_within(course, metastatic_on, months or 0)


_SPECIAL: dict[str, Callable[[Given], Occasions]] = {
    "endocrine_progressed": _endocrine_progressed,
    "endocrine_failed": _endocrine_failed,
    "endocrine_failed_any_time": _endocrine_failed_any_time,
    "systemic_besides_one_endocrine": _besides_one_endocrine,
}


def metastatic_sentence(given: Given) -> Because:
    if given.metastatic_on is None:
        return because(say("date of metastatic disease not on record, "))
    return because(say("metastatic "), given.metastatic_on, ", ")


def until_sentence(course: Course) -> Because:
    return because(f"{course.agent.name} ({say(course.setting)}) ") + course.until
