"""Two options side by side, from what is on file; what is not on file is said, never guessed."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from biomarkers.domain.assessment import Assessment
from biomarkers.domain.options import Option
from biomarkers.domain.rank import ranks_of
from patients.language import say, to_say

from .evidence import NO_FIGURE, evidence_of
from .regimens import CheckRow, RegimenRow, regimen_row

NOT_ON_FILE = to_say("not on file")
Read = Callable[[RegimenRow], tuple[str, ...]]


@dataclass(frozen=True)
class Line:
    """One thing compared: its name and what is on file of each option."""

    name: str
    cells: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class SideBySide:
    rows: tuple[RegimenRow, ...]
    lines: tuple[Line, ...]


def side_by_side(options: Iterable[Option], assessment: Assessment) -> SideBySide:
    """`options` in the order in which they stand beside each other."""
    ranks = ranks_of(assessment.options)
    rows = tuple(regimen_row([option], assessment, ranks) for option in options)
    return SideBySide(
        rows,
        tuple(Line(name, tuple(read(row) for row in rows)) for name, read in _LINES.items()),
    )


def _state(row: RegimenRow) -> tuple[str, ...]:
    return (row.state_words, *(caution.words for caution in (*row.blocks, *row.cautions)))


def _trial(row: RegimenRow) -> tuple[str, ...]:
    evidence = evidence_of(row.first.row)
    return (evidence.trial,) if evidence.trial else ()


def _efficacy(row: RegimenRow) -> tuple[str, ...]:
    return evidence_of(row.first.row).figures


def _letter(row: RegimenRow) -> tuple[str, ...]:
    evidence = evidence_of(row.first.row)
    return (f"{evidence.letter}: {evidence.letter_words}",) if evidence.letter else ()


def _watch(row: RegimenRow) -> tuple[str, ...]:
    """Side effects, with per cent where the source gives them."""
    return tuple(part.strip() for part in row.first.row.watch.split(";") if part.strip())


def _checks(row: RegimenRow) -> tuple[str, ...]:
    answers = {True: "done", False: "missing", None: say("not kept here")}
    return tuple(f"{c.words}: {answers[c.done]}{_datum(c)}" for c in row.checks)


def _datum(check: CheckRow) -> str:
    return "" if check.done is None else f" ({check.because})"


def _source(row: RegimenRow) -> tuple[str, ...]:
    source = row.first.row
    checked = (
        say("Checked {verified_on:%Y-%m-%d}").format(verified_on=source.verified_on)
        if source.verified_on
        else say("Not verified")
    )
    return (source.source, source.address, checked) if source.address else (source.source, checked)


def _text(name: str) -> Read:
    def read(row: RegimenRow) -> tuple[str, ...]:
        return tuple(filter(None, (getattr(row.first.row, name),)))

    return read


def _or(read: Read, instead: str) -> Read:
    return lambda row: read(row) or (say(instead),)


def _no_source(row: RegimenRow) -> tuple[str, ...]:
    """Schedule and quality of life have no column in the catalog yet."""
    return (say(NO_FIGURE),)


_LINES: dict[str, Read] = {
    to_say("State"): _state,
    to_say("Trial"): _or(_trial, NOT_ON_FILE),
    to_say("Efficacy: drug v control"): _or(_efficacy, NO_FIGURE),
    to_say("Evidence"): _or(_letter, NOT_ON_FILE),
    to_say("Route"): _or(_text("route"), NOT_ON_FILE),
    to_say("Schedule"): _no_source,
    to_say("Side effects and what to watch"): _or(_watch, NO_FIGURE),
    to_say("Quality of life"): _no_source,
    to_say("Before the start"): _or(_checks, to_say("no check on file")),
    to_say("Also asked"): _or(_text("label_also_asks"), to_say("nothing more on file")),
    to_say("Source"): _source,
}
