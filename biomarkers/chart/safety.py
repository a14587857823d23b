"""What stands in the way, right below the name: what blocks, what asks for care, and what could
not be looked at."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from biomarkers.domain.assessment import Assessment
from biomarkers.domain.options import Option
from biomarkers.domain.safety import Finding
from biomarkers.options.regimens import regimen_words
from patients.language import say

MOST_REGIMENS = 3
MOST_LINES = 5  # above which those that ask for care are folded into one; blocks never are


@dataclass(frozen=True)
class SafetyLine:
    """`kind`: stop, care, clear or unknown."""

    kind: str
    head: str
    words: str
    because: str = ""


def safety_lines(assessment: Assessment) -> tuple[SafetyLine, ...]:
    """Blocks first; each reason once, with the options that it concerns."""
    if assessment.record.deceased_on or not assessment.options:
        return ()
    stops = list(_lines("stop", assessment.options, lambda option: option.safety.blocks))
    cares = list(_lines("care", assessment.options, _weighty))
    rest = [] if stops else [SafetyLine("clear", say("No label warning is met by the record."), "")]
    missing = _not_looked_at(assessment)
    return (*stops, *cares, *rest, *missing)


def folded(lines: Sequence[SafetyLine]) -> tuple[list[SafetyLine], list[SafetyLine]]:
    """What stands open, and what asks for care where many lines would push the rest away."""
    if len(lines) <= MOST_LINES:
        return list(lines), []
    return [x for x in lines if x.kind != "care"], [x for x in lines if x.kind == "care"]


def _weighty(option: Option) -> list[Finding]:
    return [f for f in option.safety.cautions if f.weighty]


def _lines(
    kind: str, options: Iterable[Option], findings_of: Callable[[Option], Iterable[Finding]]
) -> Iterator[SafetyLine]:
    """One line for each datum: what it says first, and every option that it concerns."""
    says: dict[str, str] = {}
    concerned: dict[str, dict[str, None]] = {}
    for option in options:
        for finding in findings_of(option):
            datum = finding.because.in_words
            says.setdefault(datum, finding.says)
            concerned.setdefault(datum, {})[option.row.regimen] = None
    for datum, regimens in concerned.items():
        yield SafetyLine(kind, _names(list(regimens)), says[datum], datum)


def _names(regimens: list[str]) -> str:
    named = [regimen_words(name) for name in regimens[:MOST_REGIMENS]]
    more = len(regimens) - len(named)
    return ", ".join(named) + (say(" and {more} more").format(more=more) if more else "")


def _not_looked_at(assessment: Assessment) -> list[SafetyLine]:
    record = assessment.record
    missing = [
        say("LVEF") if not record.lvef else "",
        "ECOG" if not record.performance else "",
    ]
    named = [name for name in missing if name]
    if not named:
        return []
    words = say("Not recorded: {names}. Warnings that ask for it cannot be checked.").format(
        names=f" {say('and')} ".join(named)
    )
    return [SafetyLine("unknown", "", words)]
