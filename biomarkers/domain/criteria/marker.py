"""What a label asks of PD-L1, microsatellites and mutational burden; the newest value decides."""

from collections.abc import Callable
from decimal import Decimal

from patients.language import say

from ..because import because
from ..course import Course, relapsed_within
from ..patient import Patient
from .criterion import MET, NOT_KNOWN, Criterion, Kind

PD1_CUTOFF = Decimal(10)  # combined positive score, 22C3
TMB_CUTOFF = Decimal(10)  # mutations per megabase
PD1_RELAPSE_MONTHS = 12  # metastases so soon after a (neo)adjuvant PD-1 or PD-L1 inhibitor


def marker_criterion(wanted: str, patient: Patient) -> Criterion:
    return _MARKERS[wanted](patient)


def _pdl1(patient: Patient) -> Criterion:
    return _newest_marker(patient, "pdl1_cps", say("PD-L1 CPS 10 or more"), say("PD-L1 CPS"),
                          "pdl1",
                          lambda value: Decimal(value) >= PD1_CUTOFF)  # fmt: skip


def _msi(patient: Patient) -> Criterion:
    return _newest_marker(patient, "msi", say("MSI-high or mismatch repair deficient"), "MSI",
                          "msi",
                          lambda value: value == "high")  # fmt: skip


def _tmb(patient: Patient) -> Criterion:
    return _newest_marker(patient, "tmb", say("TMB 10 mut/Mb or more"), "TMB", "tmb",
                          lambda value: Decimal(value) >= TMB_CUTOFF)  # fmt: skip


def _newest_marker(
    patient: Patient, name: str, asks: str, word: str, code: str, fits: Callable[[str], bool]
) -> Criterion:
    newest = patient.newest_marker(name)
    if newest is None:
        return Criterion(
            Kind.MARKER,
            asks,
            NOT_KNOWN,
            because(say("no {word} on record").format(word=word)),
            (code,),
        )
    sentence = because(f"{word} {newest.value}, ", newest.tested_on)
    return Criterion(Kind.MARKER, asks, fits(newest.value), sentence)


def _no_pd1_candidate(patient: Patient) -> Criterion:
    """Whether a patient can have a PD-1 inhibitor is a person's judgment: known yes, never no."""
    asks = say("not a candidate for a PD-1 or PD-L1 inhibitor")
    given = next((c for c in patient.treatments if _rules_out_another(c, patient)), None)
    cps = patient.newest_marker("pdl1_cps")
    if given:
        sentence = because(
            say("{agent} given from ").format(agent=given.agent.name), given.started_on
        )
        return Criterion(Kind.MARKER, asks, MET, sentence)
    if cps is None:
        return Criterion(
            Kind.MARKER, asks, NOT_KNOWN, because(say("no PD-L1 CPS on record")), ("pdl1",)
        )
    sentence = because(say("PD-L1 CPS {cps}, ").format(cps=cps.value), cps.tested_on)
    if Decimal(cps.value) < PD1_CUTOFF:
        return Criterion(Kind.MARKER, asks, MET, sentence)
    return Criterion(Kind.MARKER, asks, NOT_KNOWN, sentence, ("pd1_candidacy",))


def _rules_out_another(course: Course, patient: Patient) -> bool:
    """A PD-1 or PD-L1 inhibitor for metastases, or metastases on it or soon after it."""
    if not course.is_of("PD-1 or PD-L1"):
        return False
    if course.is_metastatic:
        return True
    return bool(relapsed_within(course, patient.metastatic_on, PD1_RELAPSE_MONTHS))


_MARKERS = {
    "pdl1_cps>=10": _pdl1,
    "msi=high": _msi,
    "tmb>=10": _tmb,
    "pd1=not_candidate": _no_pd1_candidate,
}
