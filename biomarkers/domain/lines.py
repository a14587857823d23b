"""Lines of systemic treatment in metastatic disease, and what labels count of them."""

from dataclasses import dataclass
from datetime import date, timedelta

from patients.dates import PartialDate

from .course import Course, course_of
from .numbering import Numbers, Suggestion, line_numbers
from .once import once
from .record import Record, Treatment

REPLACED_AFTER_DAYS = 30  # so long after a new line began, what has no end is taken as ended

# Given on into later lines, so that a missing end means nothing.
_GIVEN_ON = frozenset({"ovarian suppression", "anti-HER2 antibody"})


@dataclass(frozen=True)
class Line:
    """One metastatic line with its drugs, oldest first: as recorded, and what became of them."""

    number: int
    treatments: tuple[Treatment, ...]
    courses: tuple[Course, ...]
    suggestions: tuple[Suggestion, ...] = ()

    @property
    def confirmed(self) -> bool:
        return not self.suggestions

    @property
    def started_on(self) -> PartialDate:
        return min(t.started_on for t in self.courses)

    @once
    def still_given(self) -> bool:
        return any(course.is_ongoing for course in self.courses)

    @once
    def is_ongoing(self) -> bool:
        """A drug of it is still given, and the disease surely progressed on none of them."""
        return self.still_given and not any(course.progressed for course in self.courses)

    def holds(self, class_name: str) -> bool:
        return any(course.is_of(class_name) for course in self.courses)

    def progression_of(self, class_name: str) -> Course | None:
        """The agent of the class that progressed, or else one of which it is not known."""
        of_class = [course for course in self.courses if course.is_of(class_name)]
        surely = next((course for course in of_class if course.progressed), None)
        return surely or next((c for c in of_class if c.progressed is None), None)


@dataclass(frozen=True)
class LineCounts:
    """Metastatic lines, and how many hold an agent of each kind; one line can be several kinds."""

    metastatic: int
    endocrine: int
    endocrine_progressed: int
    chemotherapy: int
    anti_her2: int
    adc: int


def count_lines(lines: tuple[Line, ...]) -> LineCounts:
    progressions = (line.progression_of("endocrine") for line in lines)
    return LineCounts(
        metastatic=len(lines),
        endocrine=sum(line.holds("endocrine") for line in lines),
        endocrine_progressed=sum(bool(agent and agent.progressed) for agent in progressions),
        chemotherapy=sum(line.holds("chemotherapy") for line in lines),
        anti_her2=sum(line.holds("anti_her2") for line in lines),
        adc=sum(line.holds("adc") for line in lines),
    )


def metastatic_lines(record: Record, as_of: date) -> tuple[Line, ...]:
    """All lines begun, by number. Numbers are settled before missing ends are taken as ends."""
    numbers = line_numbers(record)
    starts = [min(t.started_on.first for t in line) for line in numbers.treatments.values()]
    replacing = sorted(s for s in starts if as_of - s > timedelta(days=REPLACED_AFTER_DAYS))
    return tuple(_line(number, numbers, record, replacing) for number in sorted(numbers.treatments))


def _line(number: int, numbers: Numbers, record: Record, replacing: list[date]) -> Line:
    treatments = tuple(sorted(numbers.treatments[number], key=lambda t: t.sort_key))
    return Line(
        number,
        treatments,
        tuple(course_of(t, record.progressions, _replaced_on(t, replacing)) for t in treatments),
        tuple(numbers.suggestions.get(number, ())),
    )


def _replaced_on(treatment: Treatment, replacing: list[date]) -> date | None:
    """The day of the first line that began after an agent without end; None if that is none."""
    if not treatment.is_ongoing or treatment.agent.classes & _GIVEN_ON:
        return None
    return next((start for start in replacing if start > treatment.started_on.first), None)
