"""What stops a mapping at a table for which it may not be meant: asked, never guessed."""

from collections.abc import Iterator

from biomarkers.exchange.records.columns import BIOPSIES, HER2_READINGS, RECEPTORS
from biomarkers.exchange.records.faults import Fault, quoted

from .headers import like, other_specimen
from .meanings import MEANINGS, is_named
from .rules import CellRule, Mapping, RecordRule
from .wide import WideTable, quoted_names

OF_SPECIMEN = (BIOPSIES, HER2_READINGS, RECEPTORS)
JOINED = "as_written"  # quotes every one of its columns


def faults_of(table: WideTable, mapping: Mapping) -> list[Fault]:
    """Columns that are missing, that have a second candidate, that are another specimen's, that
    changed their meaning, or that a formula fills."""
    rules = [rule for rule in mapping.records if rule.table in ("", table.name)]
    faults: list[Fault] = []
    for rule in rules:
        faults += _missing(table, mapping, rule, rules)
        faults += _several_names(table, rule)
        faults += _of_another_specimen(table, mapping, rule)
    if mapping.for_many_tables:
        faults += _second_candidates(table, rules)
    faults += _changed_meaning(table, mapping, rules)
    faults += _computed(table, mapping, rules)
    return list(dict.fromkeys(faults))


def _missing(
    table: WideTable, mapping: Mapping, rule: RecordRule, rules: list[RecordRule]
) -> Iterator[Fault]:
    free = [name for name in table.header if name not in _mapped(rules)]
    for column in rule.only:
        if plain(column) not in table.header:
            yield _not_there(table, [column], f"{rule.file.name} needs it", free)
    for target, cells in rule.columns.items():
        needed = not mapping.for_many_tables or rule.file.by_name[target].required
        for cell in cells:
            names = sources_of(cell)
            if not names or set(names) & set(table.header):
                continue
            if (needed and not cell.otherwise) or any(like(name, free) for name in names):
                wanted = f"{rule.file.name} {target} is read from it"
                yield _not_there(table, names, wanted, free)


def _not_there(table: WideTable, names: list[str], wanted: str, free: list[str]) -> Fault:
    near = next(filter(None, (like(name, free) for name in names)), "")
    was = f"; {quoted(near)} is like it: was it renamed?" if near else ""
    return Fault(
        table.name, 1, quoted_names(names), f"is not a column of the table, and {wanted}{was}"
    )


def _several_names(table: WideTable, rule: RecordRule) -> Iterator[Fault]:
    for target, cells in rule.columns.items():
        for cell in cells:
            there = [name for name in sources_of(cell) if name in table.header]
            if len(there) > 1 and cell.way != JOINED:
                wrong = f"may both be {rule.file.name} {target}: say in the mapping which is meant"
                yield Fault(table.name, 1, " and ".join(map(quoted, there)), wrong)


def _of_another_specimen(table: WideTable, mapping: Mapping, rule: RecordRule) -> Iterator[Fault]:
    """A column that is described as of the primary would become a result of the row's specimen."""
    if rule.file not in OF_SPECIMEN or rule.accession or rule.stands_in:
        return
    for target, name in _targets(rule):
        said = table.descriptions.get(name, "")
        label = other_specimen("", said) if name not in mapping.descriptions else ""
        if label:
            wrong = (
                f"is described as {quoted(said)}: of the {label}, and {rule.file.name} {target} is "
                "of the specimen of the row"
            )
            yield Fault(table.name, 1, quoted(name), wrong)


def _second_candidates(table: WideTable, rules: list[RecordRule]) -> Iterator[Fault]:
    """Columns that no rule reads and whose name says the same as one that is read."""
    mapped = _mapped(rules)
    for rule in rules:
        if rule.file not in OF_SPECIMEN:
            continue
        for target, name in _targets(rule):
            meaning = next((m for m in MEANINGS if m.code == f"{rule.file.name} {target}"), None)
            for other in table.header if meaning and name in table.header else []:
                if other not in mapped and is_named(other, meaning) and is_named(name, meaning):
                    wrong = f"may both be {rule.file.name} {target}: say in a mapping which is"
                    yield Fault(table.name, 1, f"{quoted(name)} and {quoted(other)}", wrong)


def _changed_meaning(
    table: WideTable, mapping: Mapping, rules: list[RecordRule]
) -> Iterator[Fault]:
    for name in sorted(_mapped(rules) & mapping.descriptions.keys()):
        before, now = mapping.descriptions[name], table.descriptions.get(name, "")
        if name in table.header and now != before:
            wrong = (
                f"was described as {quoted(before)} when the mapping was made, now as {quoted(now)}"
            )
            yield Fault(table.name, 1, quoted(name), wrong)


def _computed(table: WideTable, mapping: Mapping, rules: list[RecordRule]) -> Iterator[Fault]:
    for name in sorted((_mapped(rules) & table.computed.keys()) - mapping.formulas):
        wrong = (
            f"{table.computed[name]:,} cells are filled by a formula, and the mapping does not say "
            "under formulas that their stored values may be read"
        )
        yield Fault(table.name, 1, quoted(name), wrong)


def _mapped(rules: list[RecordRule]) -> set[str]:
    return {name for rule in rules for _, name in _targets(rule)} | {
        plain(name) for rule in rules for name in rule.only
    }


def _targets(rule: RecordRule) -> Iterator[tuple[str, str]]:
    for target, cells in rule.columns.items():
        for cell in cells:
            for name in sources_of(cell):
                yield target, name


def sources_of(cell: CellRule) -> list[str]:
    return [plain(name) for name in cell.sources]


def plain(name: str) -> str:
    """As the names of a table's columns: with single spaces."""
    return " ".join(name.split())
