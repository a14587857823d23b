"""Which rows of the safety table find their hazard on record, whatever the option.

Everything on record by the day counts: adverse events, conditions, the newest LVEF whatever its
age, the newest ECOG of the last 12 months, alterations, the menopause, and what was given.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from patients.language import say

from .answer_codes import Caution
from .because import Because, because
from .record import AdverseEvent, Condition, Record, Treatment
from .safety_table import SafetyRule, SafetyTable
from .spans import months_after
from .terms import EventTerms
from .thresholds import has_word, is_germline_detection

ECOG_COUNTS_MONTHS = 12

# A condition that counts as another one too, with the severity that it has as such.
_COUNTS_AS: dict[str, tuple[str, str | None]] = {
    "cardiomyopathy": ("heart_failure", None),
    "dialysis": ("renal_impairment", "severe"),
}


@dataclass(frozen=True)
class Hazard:
    """One row of the table, and the fact on record that it meets.

    `agent`: the one of the event, or the one given. `instead`: the code of the caution that
    takes the row's place, where the record leaves open whether it is met.
    """

    rule: SafetyRule
    because: Because
    agent: str = ""
    instead: str = ""


def hazards_on_record(
    record: Record,
    treatments: Iterable[Treatment],
    table: SafetyTable,
    terms: EventTerms,
    as_of: date,
) -> tuple[Hazard, ...]:
    """In the order of the table. `record` holds what was known on `as_of`."""
    if not table.rows:
        return ()
    found = [
        *_events(record, table, terms),
        *_conditions(record, table, as_of),
        *_measured(record, table, as_of),
        *_alterations(record, table),
        *_menopause(record, table),
        *_given(treatments, table, as_of),
    ]
    return tuple(sorted(found, key=lambda hazard: hazard.rule.position))


# Adverse events.


def _events(record: Record, table: SafetyTable, terms: EventTerms) -> Iterator[Hazard]:
    for event in sorted(record.adverse_events, key=lambda e: (e.onset_on.text, e.agent, e.term)):
        reading = terms.read(event.term)
        for rule in _rules_met(event, table, reading.lists - reading.denied):
            yield Hazard(rule, event_sentence(event), event.agent)
        for rule in _rules_met(event, table, reading.denied):
            if rule.row.is_grave:
                yield Hazard(rule, event_sentence(event), event.agent, Caution.EVENT_UNCLEAR)


def _rules_met(event: AdverseEvent, table: SafetyTable, lists: frozenset[str]) -> list[SafetyRule]:
    rules = [rule for name in sorted(lists) for rule in table.rules_on("adverse_event", name)]
    return [rule for rule in rules if rule.threshold.is_met_by(event)]


def event_sentence(event: AdverseEvent) -> Because:
    """`pneumonitis grade 3, hospitalized, on trastuzumab deruxtecan, 2023-05-18`."""
    grade = (
        say(" grade {grade}").format(grade=event.grade)
        if event.grade is not None
        else say(", grade not known")
    )
    stay = say(", hospitalized") if event.hospitalised else ""
    return because(
        say("{term}{grade}{stay}, on {agent}, ").format(
            term=event.term, grade=grade, stay=stay, agent=event.agent
        ),
        event.onset_on,
    )


# Conditions.


def _conditions(record: Record, table: SafetyTable, as_of: date) -> Iterator[Hazard]:
    noted = sorted(record.conditions, key=lambda c: (c.noted_on.text, c.condition))
    counted = [(counts, c) for c in noted for counts in _as_counted(c)]
    for code in dict.fromkeys(counts.condition for counts, _ in counted):
        of_code = [pair for pair in counted if pair[0].condition == code]
        for rule in table.rules_on("condition", code):
            answers = [(rule.threshold.is_met_by(counts, as_of), c) for counts, c in of_code]
            yield from _condition_hazards(rule, answers)


def _as_counted(condition: Condition) -> Iterator[Condition]:
    yield condition
    if condition.condition in _COUNTS_AS:
        code, severity = _COUNTS_AS[condition.condition]
        yield replace(condition, condition=code, severity=severity or condition.severity)


def _condition_hazards(
    rule: SafetyRule, answers: list[tuple[bool | None, Condition]]
) -> Iterator[Hazard]:
    """One that meets the row settles it; only then is a severity not asked for."""
    met = [condition for answer, condition in answers if answer]
    if met:
        yield Hazard(rule, condition_sentence(met[0]))
        return
    for answer, condition in answers:
        if answer is None:
            yield Hazard(rule, condition_sentence(condition), instead=Caution.SEVERITY_NEEDED)


def condition_sentence(condition: Condition) -> Because:
    """`heart failure (severe), noted 2024-12-05, resolved 2025-03`."""
    severity = f" ({say(condition.severity)})" if condition.severity else ""
    name = say(condition.condition.replace("_", " "))
    noted = because(
        say("{name}{severity}, noted ").format(name=name, severity=severity), condition.noted_on
    )
    return (
        noted + because(say(", resolved "), condition.resolved_on)
        if condition.resolved_on
        else noted
    )


# LVEF and performance status.


def _measured(record: Record, table: SafetyTable, as_of: date) -> Iterator[Hazard]:
    newest = record.newest_lvef
    if newest:
        sentence = because(f"{say('LVEF')} {newest.percent}%, ", newest.measured_on)
        yield from _beyond_limits(table.rules_on("lvef"), newest.percent, sentence)
    performance = record.newest_performance
    if performance and as_of <= months_after(performance.on.first, ECOG_COUNTS_MONTHS):
        sentence = because(f"ECOG {performance.ecog}, ", performance.on)
        yield from _beyond_limits(table.rules_on("ecog"), performance.ecog, sentence)


def _beyond_limits(rules: Iterable[SafetyRule], value: int, sentence: Because) -> Iterator[Hazard]:
    return (Hazard(rule, sentence) for rule in rules if rule.threshold.are_met_by(value))


# Alterations.


def _alterations(record: Record, table: SafetyTable) -> Iterator[Hazard]:
    for gene, all_words in table.alteration_words.items():
        tests = [t for t in record.alterations if t.gene == gene and is_germline_detection(t)]
        if not tests:
            continue
        newest = max(tests, key=lambda t: t.tested_on.text)
        sentence = because(
            say("{gene} {variant} detected, ").format(
                gene=gene, variant=newest.alteration or say("variant")
            ),
            newest.tested_on,
        )
        for rule in table.rules_on("alteration", gene):
            words, otherwise = rule.threshold.words, rule.threshold.otherwise
            if words and not has_word(tests, words):
                continue
            if otherwise and has_word(tests, all_words):
                continue
            yield Hazard(rule, sentence)


# The menopause, with a GnRH agonist being given or not.


def _menopause(record: Record, table: SafetyTable) -> Iterator[Hazard]:
    if any(t.is_of("ovarian suppression") and t.is_ongoing for t in record.treatments):
        return
    status = record.menopausal_status
    found: dict[str, Callable[[], bool]] = {
        "pre or peri": lambda: record.sex != "male" and status in ("pre", "peri"),
        "male": lambda: record.sex == "male",
    }
    for rule in table.rules_on("menopause"):
        if found[rule.threshold]():
            words = say("male" if rule.threshold == "male" else f"{status}menopausal")
            yield Hazard(
                rule, because(say("{words}, no GnRH agonist being given").format(words=words))
            )


# What was given.


def _given(treatments: Iterable[Treatment], table: SafetyTable, as_of: date) -> Iterator[Hazard]:
    for treatment in treatments:
        if treatment.end_reason == "toxicity":
            sentence = because(
                say("{agent} stopped for toxicity, from ").format(agent=treatment.agent.name)
            )
            for rule in table.rules_on("stopped_for_toxicity"):
                yield Hazard(rule, sentence + because(treatment.started_on), treatment.agent.name)
        for name in sorted(treatment.agent.classes):
            for rule in table.rules_on("given", name):
                if _given_within(treatment, rule.threshold, as_of):
                    yield Hazard(rule, _given_sentence(treatment), treatment.agent.name)


def _given_within(treatment: Treatment, months: int, as_of: date) -> bool:
    if treatment.is_ongoing or treatment.ended_on is None:
        return True
    return as_of <= months_after(treatment.ended_on.last, months)


def _given_sentence(treatment: Treatment) -> Because:
    name = treatment.agent.name
    if treatment.is_ongoing:
        return because(say("{name} being given since ").format(name=name), treatment.started_on)
    if treatment.ended_on is None:
        return because(
            say("{name} from ").format(name=name), treatment.started_on, say(", end not on record")
        )
    return because(say("{name} until ").format(name=name), treatment.ended_on)
