"""What a label asks of the hormone receptors."""

from patients.language import Words, say

from ..because import Because, because, joined
from ..receptors import Receptor, ReceptorStatus
from .criterion import MET, NOT_KNOWN, Criterion, Kind

_RECEPTOR_ASKS = Words(
    {
        "positive": "ER or PR 1% or more",
        "er_positive": "ER 1% or more",
        "negative": "ER and PR below 1%",
    }
)


def receptor_criterion(wanted: str, receptors: ReceptorStatus) -> Criterion:
    met = _receptor_answer(wanted, receptors)
    named = [receptors.er] if wanted == "er_positive" else [receptors.er, receptors.pr]
    known = [_receptor_sentence(receptor) for receptor in named if receptor]
    unknown = [
        because(say("{name} not on record").format(name=name))
        for name, receptor in zip(("ER", "PR"), named, strict=False)
        if receptor is None
    ]
    site = because(f", {receptors.specimen.site}") if receptors.specimen else because("")
    return Criterion(
        Kind.HORMONE_RECEPTOR,
        _RECEPTOR_ASKS[wanted],
        met,
        joined(known + unknown, "; ") + site,
        ("hormone_receptor",) if met is NOT_KNOWN else (),
        ("er_low",) if receptors.er_low else (),
    )


def _receptor_answer(wanted: str, receptors: ReceptorStatus) -> bool | None:
    if wanted == "er_positive":
        return receptors.er.is_positive if receptors.er else NOT_KNOWN
    if wanted == "negative" and receptors.is_treated_as_negative:
        return MET
    status = receptors.hormone_receptor
    return NOT_KNOWN if status == "unknown" else status == wanted


def _receptor_sentence(receptor: Receptor) -> Because:
    return because(
        say("{receptor} {value}, read ").format(receptor=receptor.name, value=say(receptor.value)),
        receptor.read_on,
    )
