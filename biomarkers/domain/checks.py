"""What labels want before the start of an option, and whether the record holds it."""

from collections.abc import Callable
from dataclasses import dataclass

from patients.dates import PartialDate
from patients.language import say

from .because import Because, because
from .catalog import CatalogRow
from .check_table import CheckRule
from .patient import Patient
from .record import Record


@dataclass(frozen=True)
class Check:
    """`done` True: on record and young enough. False: the record could hold it. None: not kept."""

    check: str
    done: bool | None
    because: Because
    says: str = ""
    source: str = ""


def checks_of(row: CatalogRow, patient: Patient) -> tuple[Check, ...]:
    rules = patient.catalog.checks.rules_for(row.subjects)
    if not patient.may_become_pregnant:
        rules = tuple([rule for rule in rules if rule.row.check != "pregnancy_test"])
    return tuple([_checked(rule, patient) for rule in rules])


def _checked(rule: CheckRule, patient: Patient) -> Check:
    """Once a patient: many options want the same."""
    asked = ("check", rule.position)
    found: Check | None = patient.answers.get(asked)
    if found is None:
        found = patient.answers[asked] = _check(rule, patient)
    return found


def _check(rule: CheckRule, patient: Patient) -> Check:
    row = rule.row
    if row.check not in _HELD:
        return Check(row.check, None, because(say("not kept in this record")), row.says, row.source)
    what, on, found = _HELD[row.check](patient.record)
    if on is None:
        return Check(
            row.check,
            False,
            because(say("no {what} on record").format(what=what)),
            row.says,
            row.source,
        )
    young_enough = rule.validity.holds(on.first, patient.as_of)
    too_old = (
        "" if young_enough else say(", older than {valid_for}").format(valid_for=row.valid_for)
    )
    sentence = because(f"{found}, ", on, too_old)
    return Check(row.check, young_enough, sentence, row.says, row.source)


# What the record can hold: its name, the day of the newest and what it said.

Held = tuple[str, PartialDate | None, str]


def _lvef(record: Record) -> Held:
    newest = record.newest_lvef
    if newest is None:
        return say("LVEF"), None, ""
    return say("LVEF"), newest.measured_on, f"{say('LVEF')} {newest.percent}%"


def _dpyd_test(record: Record) -> Held:
    tests = [test for test in record.alterations if test.gene == "DPYD"]
    newest = max(tests, key=lambda test: test.tested_on.text, default=None)
    return say("DPYD test"), newest.tested_on if newest else None, say("DPYD tested")


_HELD: dict[str, Callable[[Record], Held]] = {"lvef": _lvef, "dpyd_test": _dpyd_test}
