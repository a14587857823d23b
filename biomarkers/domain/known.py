"""What of a record was known on a day: only facts dated on or before it.

A partial date counts from its first day, an end at its last; an end that is not known yet leaves
the agent being given.
"""

from dataclasses import replace
from datetime import date

from patients.dates import PartialDate

from .evidence import known_from
from .record import AdverseEvent, Condition, Procedure, Record, Specimen, Treatment


def record_known_on(record: Record, day: date) -> Record:
    return replace(
        record,
        diagnosed_on=_if_begun(record.diagnosed_on, day),
        metastatic_on=_if_begun(record.metastatic_on, day),
        unresectable_on=_if_begun(record.unresectable_on, day),
        deceased_on=_if_begun(record.deceased_on, day),
        last_contact_on=_if_begun(record.last_contact_on, day),
        specimens=tuple(_specimen(s, day) for s in record.specimens if _by(s.collected_on, day)),
        alterations=tuple(a for a in record.alterations if _by(a.tested_on, day)),
        markers=tuple(m for m in record.markers if _by(m.tested_on, day)),
        treatments=tuple(_treatment(t, day) for t in record.treatments if _by(t.started_on, day)),
        adverse_events=tuple(_event(e, day) for e in record.adverse_events if _by(e.onset_on, day)),
        progressions=tuple(p for p in record.progressions if _by(p.on, day)),
        disease_statuses=tuple(s for s in record.disease_statuses if _by(s.on, day)),
        board_decisions=tuple(d for d in record.board_decisions if _by(d.on, day)),
        work_done=tuple(w for w in record.work_done if _by(w.on, day)),
        lvef=tuple(m for m in record.lvef if _by(m.measured_on, day)),
        performance=tuple(p for p in record.performance if _by(p.on, day)),
        conditions=tuple(_condition(c, day) for c in record.conditions if _by(c.noted_on, day)),
        procedures=tuple(_procedure(p, day) for p in record.procedures if _by(p.started_on, day)),
    )


def _by(when: PartialDate, day: date) -> bool:
    return when.first <= day


def _if_begun(when: PartialDate | None, day: date) -> PartialDate | None:
    return when if when and _by(when, day) else None


def _is_to_come(when: PartialDate | None, day: date) -> bool:
    return when is not None and when.last > day


def _specimen(specimen: Specimen, day: date) -> Specimen:
    her2 = tuple(r for r in specimen.her2_readings if known_from(r, specimen) <= day)
    receptors = tuple(r for r in specimen.receptor_readings if known_from(r, specimen) <= day)
    if (her2, receptors) == (specimen.her2_readings, specimen.receptor_readings):
        return specimen  # the same rows: nothing is compared but whether they are
    return replace(specimen, her2_readings=her2, receptor_readings=receptors)


def _treatment(treatment: Treatment, day: date) -> Treatment:
    if _is_to_come(treatment.ended_on, day):
        return replace(treatment, ended_on=None, end_reason=None)
    return treatment


def _event(event: AdverseEvent, day: date) -> AdverseEvent:
    return replace(event, resolved_on=None) if _is_to_come(event.resolved_on, day) else event


def _condition(condition: Condition, day: date) -> Condition:
    resolves = _is_to_come(condition.resolved_on, day)
    return replace(condition, resolved_on=None) if resolves else condition


def _procedure(procedure: Procedure, day: date) -> Procedure:
    return replace(procedure, ended_on=None) if _is_to_come(procedure.ended_on, day) else procedure
