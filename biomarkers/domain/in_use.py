"""Which rows of the catalog are the regimen that is being given now.

Source: docs/contract/rules.md, part 7 ("State", in_use).
"""

from collections.abc import Iterable

from .catalog import CatalogRow, Part
from .course import Course
from .criteria import biology_of
from .criteria.criterion import NOT_MET
from .criteria.first_line import FOR_A_WORKING_LINE, first_line_criterion
from .exposure import SETTING_OF_TREATMENT
from .lines import Line
from .patient import Patient

BEGUN_TOGETHER_DAYS = 180  # a partner of an early regimen is begun so close to the named agent


def rows_in_use(rows: Iterable[CatalogRow], patient: Patient) -> frozenset[str]:
    """Their slugs. Of rows with one named agent only those with the most parts.

    Maintenance is in use beside the regimen that it goes on from.
    """
    given = {course.agent.name for course in patient.treatments if course.is_ongoing}
    fitting = [r for r in rows if r.named_agent in given and _is_being_given(r, patient)]
    most_parts: dict[str, int] = {}
    for row in fitting:
        most_parts[row.named_agent] = max(len(row.parts), most_parts.get(row.named_agent, 0))
    whole = {row.slug for row in fitting if len(row.parts) == most_parts[row.named_agent]}
    maintenance = {row.slug for row in rows if _is_maintenance_being_given(row, patient)}
    return frozenset(whole | maintenance)


def _is_being_given(row: CatalogRow, patient: Patient) -> bool:
    if row.setting == "advanced":
        given = any(_is_given_in(row, line, patient) for line in patient.lines)
    else:
        given = _is_given_early(row, patient)
    return given and not _biology_is_unmet(row, patient)


def _biology_is_unmet(row: CatalogRow, patient: Patient) -> bool:
    """HER2, the receptors or an alteration contradict it."""
    return any(criterion.met is NOT_MET for criterion in biology_of(row, patient))


# Advanced disease.


def _is_given_in(row: CatalogRow, line: Line, patient: Patient) -> bool:
    """The named agent is being given, and each other part has been or is still being given."""
    named = [c for c in line.courses if c.agent.name == row.named_agent and c.is_ongoing]
    if not named:
        return False
    still_given = (course for course in patient.treatments if course.is_ongoing)
    if not _hold_every_partner(row, [*line.courses, *still_given]):
        return False
    return not row.first_line or any(_was_in_its_place(row, c, line, patient) for c in named)


def _was_in_its_place(row: CatalogRow, named: Course, line: Line, patient: Patient) -> bool:
    """A first-line criterion was met by what stood the day before."""
    began = named if row.first_line in FOR_A_WORKING_LINE else line
    before = patient.before(began.started_on.first)
    return first_line_criterion(row.first_line, before).met is True


def _is_maintenance_being_given(row: CatalogRow, patient: Patient) -> bool:
    """All its parts are being given, and nothing else but endocrine drugs."""
    if row.first_line != "maintenance":
        return False
    given = [c for line in patient.lines for c in line.courses if c.is_ongoing]
    others = [c for c in given if not any(_is_part(c, part) for part in row.parts)]
    return (
        all(any(_is_part(c, part) for c in given) for part in row.parts)
        and all(c.is_of("endocrine") for c in others)
        and not _biology_is_unmet(row, patient)
    )


# Early disease.


def _is_given_early(row: CatalogRow, patient: Patient) -> bool:
    """Each other part is being given in that setting too, or was begun close to it: also before the
    surgery, where the regimen goes on after it."""
    setting = SETTING_OF_TREATMENT[row.setting]
    return any(
        _hold_every_partner(row, _partners_of(named, patient.early_treatments))
        for named in patient.early_treatments
        if named.setting == setting and named.agent.name == row.named_agent and named.is_ongoing
    )


def _partners_of(named: Course, early: Iterable[Course]) -> list[Course]:
    return [
        course
        for course in early
        if (course.setting == named.setting and course.is_ongoing) or _begun_together(course, named)
    ]


def _begun_together(one: Course, other: Course) -> bool:
    days = (one.started_on.first - other.started_on.first).days
    return abs(days) <= BEGUN_TOGETHER_DAYS


# Parts.


def _hold_every_partner(row: CatalogRow, courses: Iterable[Course]) -> bool:
    others = [course for course in courses if course.agent.name != row.named_agent]
    return all(any(_is_part(course, part) for course in others) for part in row.partners)


def _is_part(course: Course, part: Part) -> bool:
    return course.is_of(part.name) if part.is_class else course.agent.name == part.name
