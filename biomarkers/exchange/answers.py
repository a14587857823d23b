"""An assessment as the JSON object that outside programs read (docs/contract/README.md)."""

from dataclasses import asdict
from typing import Any

from biomarkers.domain.actions import Action
from biomarkers.domain.assessment import Assessment
from biomarkers.domain.checks import Check
from biomarkers.domain.criteria import Criterion
from biomarkers.domain.history import Entry
from biomarkers.domain.options import Option
from biomarkers.domain.status import HER2Status


def answer_of(assessment: Assessment) -> dict[str, Any]:
    """Plain values only; dates as recorded, except full dates in the history."""
    return {
        "mrn": assessment.record.mrn,
        "as_of": assessment.as_of.isoformat(),
        "her2": _her2(assessment),
        "history": [_entry(entry) for entry in assessment.history.entries],
        "hormone_receptor": assessment.receptors.hormone_receptor,
        "lines": asdict(assessment.line_counts),
        "advanced": assessment.advanced,
        "notes": list(assessment.notes),
        "actions": [_action(action) for action in assessment.actions],
        "options": _options(assessment),
    }


def _her2(assessment: Assessment) -> dict[str, Any]:
    her2, history = assessment.her2, assessment.history
    return {
        "category": her2.category,
        "reason": her2.reason,
        "basis": _basis(assessment),
        "highest": her2.highest,
        "reported": assessment.reported,
        "reclassified": history.reclassified,
        "was": history.was,
        "cause": history.cause,
        "flags": list(her2.flags),
        "tumors": [_tumor(side, status) for side, status in her2.tumors.items()],
    }


def _tumor(side: str, status: HER2Status) -> dict[str, str | None]:
    deciding = status.deciding
    return {
        "tumor": side,
        "category": status.category,
        "reason": status.reason,
        "accession": deciding.specimen.accession if deciding else None,
    }


def _basis(assessment: Assessment) -> dict[str, str | None] | None:
    deciding = assessment.her2.deciding
    if deciding is None:
        return None
    read_on = deciding.evidence.read_on
    return {
        "accession": deciding.specimen.accession,
        "collected_on": deciding.specimen.collected_on.text,
        "site": deciding.specimen.site,
        "read_on": read_on.text if read_on else None,
    }


def _entry(entry: Entry) -> dict[str, str | None]:
    return {
        "on": entry.on.isoformat(),
        "from": entry.from_category,
        "to": entry.to_category,
        "reason": entry.reason,
        "cause": entry.cause,
        "accession": entry.accession,
    }


def _action(action: Action) -> dict[str, str]:
    named = {"accession": action.accession} if action.accession else {}
    return {"code": action.code, **named}


def _options(assessment: Assessment) -> list[dict[str, Any]]:
    seen: dict[int, dict[str, Any]] = {}  # what several rows ask or want is written once
    ranks = assessment.ranks
    return [_option(option, ranks.get(option.row.slug), seen) for option in assessment.options]


def _option(option: Option, rank: int | None, seen: dict[int, dict[str, Any]]) -> dict[str, Any]:
    return {
        "option": option.row.slug,
        "state": option.state,
        "new_with_reclassification": option.new_with_reclassification,
        "criteria": [seen.get(id(c)) or _first(seen, c, _criterion(c)) for c in option.criteria],
        "missing": list(option.missing),
        "cautions": list(option.cautions),
        "blocked_by": list(option.blocked_by),
        "rank": rank,
        "evidence": option.row.evidence or None,
        "checks": [seen.get(id(c)) or _first(seen, c, _check(c)) for c in option.checks],
    }


def _first(
    seen: dict[int, dict[str, Any]], what: Criterion | Check, words: dict[str, Any]
) -> dict[str, Any]:
    seen[id(what)] = words
    return words


def _check(check: Check) -> dict[str, Any]:
    return {"check": check.check, "done": check.done, "because": str(check.because)}


def _criterion(criterion: Criterion) -> dict[str, Any]:
    return {
        "criterion": criterion.kind,
        "met": criterion.met,
        "because": str(criterion.because),
    }
