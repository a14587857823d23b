"""What of a proposal needs a look of its own, so that no single press saves it."""

from biomarkers.record.reading import Fetched
from patients.language import Words, say
from patients.models import Biopsy

from .fields import HER2, RECEPTORS, label_of, words_of
from .reader import EARLIER, THIS, UNCLEAR, Proposal
from .reader.anatomy import site_in

_PLACE = Words(
    {
        UNCLEAR: "Where this belongs is not clear in the report",
        EARLIER: "The report quotes this from an earlier specimen",
    }
)
_WHERE = Words(
    {
        UNCLEAR: "not clear: choose the specimen",
        EARLIER: "an earlier specimen",
        THIS: "the specimen of this report",
    }
)


def placement_in_words(proposal: Proposal) -> str:
    """Where the report puts the results: this specimen, an earlier one, or not clear."""
    about = [proposal.value(name) for name in ("accession", "laterality", "site", "collected_on")]
    named = ", ".join(filter(None, about))
    said = _WHERE.get(proposal.specimen) or _WHERE[THIS]
    return f"{said} ({named})" if named else said


def sites_differ(said: str, stored: str) -> bool:
    """Surely: two words of one organ, or words that are not known, are no difference."""
    one, other = site_in(said), site_in(stored)
    return bool(one and other and one != other)


def conflict_of(name: str, value: str, proposal: Proposal, biopsy: Biopsy | None) -> str:
    """Why this field is not among “the rest”; empty where it is.

    A placement that a person has to judge, or another value on record for the same specimen.
    """
    if proposal.specimen == UNCLEAR or (
        proposal.specimen == EARLIER
        and (biopsy is None or biopsy.accession != proposal.value("accession"))
    ):
        place = _PLACE[proposal.specimen]
        return say("{place}: confirm it by itself, edit it, or reject it.").format(place=place)
    stored = _on_record(name, biopsy) if biopsy is not None else ""
    if stored and stored != value:
        asked = say("The record has {label} {shown}: confirm it by itself, edit it, or reject it.")
        return asked.format(label=say(label_of(name)), shown=say(words_of(name, stored)))
    return ""


def _on_record(name: str, biopsy: Fetched) -> str:
    """The newest value of this specimen, as the column writes it."""
    if name in HER2:
        readings = biopsy.fetched_her2_readings
    elif name in RECEPTORS:
        readings = biopsy.fetched_receptor_readings
    else:
        return ""
    values = [getattr(reading, name) for reading in readings]
    return next((str(value) for value in reversed(values) if value not in ("", None)), "")
