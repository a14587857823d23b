"""What to watch while trastuzumab deruxtecan is given, and what to do by grade.

Source: FDA label of trastuzumab deruxtecan (ILD and pneumonitis; left ventricular dysfunction).
The interval of CT is that of UK practice; the label gives none.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from .because import Because, because
from .record import LVEF, Record, Treatment

T_DXD = "trastuzumab deruxtecan"

BY_GRADE = (
    ("suspected", "Hold the drug; high-resolution CT, look for infection and other causes."),
    ("grade 1", "Interrupt until resolved. Within 28 days: same dose; later: one level lower."),
    ("grade 2 or more", "Stop for good; steroids promptly."),
)


@dataclass(frozen=True)
class Monitoring:
    since: Treatment
    items: tuple[Because, ...]
    by_grade: tuple[tuple[str, str], ...] = BY_GRADE


def monitoring_of(record: Record) -> Monitoring | None:
    """None where trastuzumab deruxtecan is not being given."""
    given = [t for t in record.treatments if t.agent.name == T_DXD and t.is_given]
    if not given or record.deceased_on:
        return None
    since = min(given, key=lambda t: t.started_on.text)
    return Monitoring(since, tuple(_items(since, record)))


def _items(since: Treatment, record: Record) -> Iterator[Because]:
    yield because("Respiratory symptoms: cough, breathlessness, fever; ask at every visit.")
    yield because("CT of the chest: every 6 to 9 weeks in UK practice.")
    yield because("LVEF: ") + _heart(since, record.lvef)


def _heart(since: Treatment, measured: tuple[LVEF, ...]) -> Because:
    ordered = sorted(measured, key=lambda m: m.measured_on.text)
    before = [m for m in ordered if m.measured_on.first <= since.started_on.first]
    during = [m for m in ordered if m.measured_on.first > since.started_on.first]
    if not ordered:
        return because("none on record; the label asks for it before the start and regularly.")
    newest = ordered[-1]
    told = because(f"{newest.percent} %, ", newest.measured_on, ". ")
    if not during:
        return told + "None on record since the start."
    if not before:
        return told + "None on record from before the start, so the fall is not known."
    return told + what_to_do(before[-1].percent, newest.percent)


def what_to_do(baseline: int, newest: int) -> str:
    """The label's table, per cent points of fall from before the start."""
    fall = baseline - newest
    if newest < 40 or fall > 20:
        return "Interrupt; repeat within 3 weeks; stop for good if confirmed."
    if newest <= 45 and fall >= 10:
        return (
            "Interrupt; repeat within 3 weeks; stop for good unless it comes back to within 10 "
            "points of the first."
        )
    if newest <= 45:
        return "Continue; repeat within 3 weeks."
    return "Continue."
