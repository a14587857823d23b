"""What to watch while trastuzumab deruxtecan is given, and what to do by grade.

Source: FDA label of trastuzumab deruxtecan (ILD and pneumonitis; left ventricular dysfunction).
The interval of CT is that of UK practice; the label gives none.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from patients.language import say, to_say

from .because import Because, because
from .record import LVEF, Record, Treatment

T_DXD = "trastuzumab deruxtecan"


@dataclass(frozen=True)
class Monitoring:
    since: Treatment
    items: tuple[Because, ...]
    by_grade: tuple[tuple[str, str], ...]


def monitoring_of(record: Record) -> Monitoring | None:
    """None where trastuzumab deruxtecan is not being given."""
    given = [t for t in record.treatments if t.agent.name == T_DXD and t.is_ongoing]
    if not given or record.deceased_on:
        return None
    since = min(given, key=lambda t: t.started_on.text)
    return Monitoring(since, tuple(_items(since, record)), _by_grade())


def _items(since: Treatment, record: Record) -> Iterator[Because]:
    yield because(say("At every visit, ask about cough, breathlessness and fever."))
    yield because(say("Chest CT every 6 to 9 weeks (UK practice; not in the FDA label)."))
    yield because(say("LVEF: ")) + _heart(since, record.lvef)


def _heart(since: Treatment, measured: tuple[LVEF, ...]) -> Because:
    ordered = sorted(measured, key=lambda m: m.measured_on.text)
    before = [m for m in ordered if m.measured_on.first <= since.started_on.first]
    during = [m for m in ordered if m.measured_on.first > since.started_on.first]
    if not ordered:
        return because(
            say("not recorded. The label requires LVEF before treatment and at regular intervals.")
        )
    newest = ordered[-1]
    told = because(f"{newest.percent} %, ", newest.measured_on, ". ")
    if not during:
        return told + say("No measurement since treatment started.")
    if not before:
        return told + say("No baseline recorded, so the change cannot be calculated.")
    return told + lvef_action(before[-1].percent, newest.percent)


def lvef_action(baseline: int, newest: int) -> str:
    """The label's table, percentage points of fall from before the start."""
    fall = baseline - newest
    if newest < 40 or fall > 20:
        return say(
            "Interrupt and repeat LVEF within 3 weeks. If confirmed, permanently discontinue."
        )
    if newest <= 45 and fall >= 10:
        return say(
            "Interrupt and repeat LVEF within 3 weeks. Permanently discontinue unless it "
            "recovers to within 10 percentage points of baseline."
        )
    if newest <= 45:
        return say("Continue and repeat LVEF within 3 weeks.")
    return say("Continue.")


def _by_grade() -> tuple[tuple[str, str], ...]:
    return (
        (
            to_say("suspected"),
            to_say("Hold the drug. High-resolution CT; rule out infection and other causes."),
        ),
        (
            to_say("grade 1"),
            to_say(
                "Interrupt until resolved. Resolved within 28 days: resume the same dose. Later: "
                "reduce by one dose level."
            ),
        ),
        (
            to_say("grade 2 or more"),
            to_say("Permanently discontinue. Start corticosteroids promptly."),
        ),
    )
