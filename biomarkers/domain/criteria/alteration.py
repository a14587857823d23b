"""What a label asks of the tumor's or the germline's genes."""

from patients.language import say

from ..alterations import GeneResult, result_for
from ..because import joined
from ..catalog import AlterationTerm
from ..patient import Patient
from .criterion import MET, NOT_KNOWN, NOT_MET, Criterion, Kind

_ONE_TEST = {"PIK3CA", "AKT1", "PTEN"}  # asked for together
_GERMLINE_BRCA = {"BRCA1", "BRCA2"}


def _term_words(term: AlterationTerm) -> str:
    match term.kind:
        case "germline":
            return say("germline {name}").format(name=term.gene)
        case "somatic":
            return say("somatic {name}").format(name=term.gene)
        case "absent":
            return say("no {gene}").format(gene=term.gene)
        case "any":
            return term.gene
        case "fusion":
            return say("{gene} fusion").format(gene=term.gene)
    return f"{term.gene} {term.kind}"


def _missing_code(term: AlterationTerm) -> str:
    if term.kind == "germline" and term.gene in _GERMLINE_BRCA:
        return "germline_brca"
    if term.kind in ("germline", "somatic"):
        return f"{term.kind}_{term.gene.lower()}"
    if term.gene in _ONE_TEST:
        return "pik3ca_akt1_pten"
    return "ntrk" if term.gene.startswith("NTRK") else term.gene.lower()


def alteration_criterion(terms: tuple[AlterationTerm, ...], patient: Patient) -> Criterion:
    """Any one of the alterations is enough; "absent" turns the answer round."""
    results = [
        (term, result_for(term, patient.record, patient.last_endocrine_progression))
        for term in terms
    ]
    answers = [_as_asked(term, result) for term, result in results]
    met = next(answer for answer in (MET, NOT_KNOWN, NOT_MET) if answer in answers)
    deciding = [pair for pair, answer in zip(results, answers, strict=True) if answer is met]
    return Criterion(
        Kind.ALTERATION,
        say(" or ").join(_term_words(term) for term in terms),
        met,
        joined([result.because for _, result in deciding], "; "),
        tuple(sorted({_missing_code(term) for term, _ in deciding})) if met is NOT_KNOWN else (),
    )


def _as_asked(term: AlterationTerm, result: GeneResult) -> bool | None:
    if term.kind == "absent" and result.detected is not None:
        return not result.detected
    return result.detected
