"""One invented patient from chance, as plain values: a realistic mixture, not a realistic person.

Proportions: of HER2-negative metastatic disease 35 % read 1+, 18 % read 2+, 32 % read 0 and 15 %
have no score on file (US community practices 2018 to 2023, n=13,100); 15 to 20 % are HER2-positive;
38 % of metastases differ from the primary (Miglietta 2021). What no source says is a choice:
40 % metastatic, 75 % hormone receptor positive, and rare findings often enough to be seen.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

TODAY = date(2026, 11, 1)  # of the invented world, so that a seed always tells the same
METASTATIC, RECEPTOR_POSITIVE, READ_ON_METASTASIS, DIFFERS = 0.40, 0.75, 0.6, 0.38
LONG_RECORD, PRIMARY_NOT_ON_FILE = 0.02, 0.15
HISTORY_INCOMPLETE, UNDATED_ECOG, TAKEN_BACK, TOXICITY = 0.04, 0.01, 0.01, 0.1

# How often a specimen is read so; the score of 2+ comes with what ISH said of it.
_READINGS: tuple[tuple[float, dict[str, Any]], ...] = (
    (0.150, {"ihc_score": "3+", "reported_as": "positive"}),
    (0.020, {"ihc_score": "2+", "reported_as": "positive", "ratio": (2.2, 5), "copies": (5, 12)}),
    (0.280, {"ihc_score": "1+", "reported_as": "negative"}),
    (0.140, {"ihc_score": "2+", "reported_as": "negative", "ratio": (1, 1.6), "copies": (2, 3.6)}),
    (0.110, {"ihc_score": "0", "reported_as": "negative"}),
    (0.070, {"ihc_score": "0", "reported_as": "negative", "zero_staining": "absent"}),
    (0.065, {"ihc_score": "0", "reported_as": "negative", "zero_staining": "present"}),
    (0.115, {"reported_as": "negative"}),
    (0.012, {"ihc_score": "2+", "reported_as": "equivocal"}),
    (0.010, {"ihc_score": "2+", "reported_as": "equivocal", "ish_status": "pending"}),
    (0.008, {"ihc_score": "2+", "ratio": (2.0, 2.4), "copies": (3, 3.9)}),
    (0.008, {"ihc_score": "1+", "ratio": (2.3, 4), "copies": (6, 10)}),
    (0.006, {"ratio": (1, 1.6), "copies": (2, 3.6)}),
    (0.006, {"ihc_score": "1+", "adequate": False}),
)
_SITES = (
    (0.34, "bone"), (0.26, "liver"), (0.16, "lung"), (0.12, "axillary node"),
    (0.08, "chest wall"), (0.04, "brain"),
)  # fmt: skip
_LINES = {
    "positive": [
        ("letrozole", "palbociclib"), ("fulvestrant", "ribociclib"), ("exemestane", "everolimus"),
        ("capecitabine",), ("paclitaxel",), ("eribulin",), ("sacituzumab govitecan",),
        ("vinorelbine",), ("gemcitabine",), ("doxorubicin",),
    ],
    "negative": [
        ("paclitaxel",), ("capecitabine",), ("sacituzumab govitecan",), ("eribulin",),
        ("gemcitabine", "carboplatin"), ("vinorelbine",), ("doxorubicin",),
    ],
}  # fmt: skip
_ANTI_HER2 = [
    ("trastuzumab", "pertuzumab", "docetaxel"), ("trastuzumab emtansine",),
    ("tucatinib", "trastuzumab", "capecitabine"), ("lapatinib", "capecitabine"),
]  # fmt: skip
_GENES = ("PIK3CA", "ESR1", "BRCA1", "BRCA2", "AKT1", "PTEN")
_BEGINNINGS = ("Ab", "Be", "Ca", "Do", "El", "Fa", "Gi", "Ha", "Il", "Jo", "Ka", "Lu", "Mi", "Na",
               "Or", "Pe", "Qui", "Ro", "Sa", "Ti", "Ur", "Va", "We", "Xe", "Ya", "Zo")  # fmt: skip
_MIDDLES = ("la", "ne", "ri", "so", "tu", "ma", "be", "ko", "di", "lu")
_ENDS = ("n", "sen", "vic", "ti", "ra", "mond", "ley", "ska", "dez", "ner")


@dataclass
class Specimen:
    fields: dict[str, Any]
    readings: list[dict[str, Any]]
    receptors: list[dict[str, Any]]


@dataclass
class Story:
    """One patient: column values as the record's models name them."""

    patient: dict[str, Any]
    specimens: list[Specimen] = field(default_factory=list)
    treatments: list[dict[str, Any]] = field(default_factory=list)
    progressions: list[dict[str, Any]] = field(default_factory=list)
    alterations: list[dict[str, Any]] = field(default_factory=list)
    markers_in_error: list[dict[str, Any]] = field(default_factory=list)


def stories(number: int, seed: int) -> Iterator[Story]:
    """The same stories for the same seed, however many are asked for."""
    return (story(Random(f"{seed}:{place}"), place, seed) for place in range(number))


def story(rng: Random, place: int, seed: int) -> Story:
    diagnosed = date(2008, 1, 1) + timedelta(days=rng.randrange(6200))
    positive = rng.random() < RECEPTOR_POSITIVE
    told = Story(_patient(rng, place, seed, diagnosed))
    reading = _drawn(rng, _READINGS)
    told.specimens.append(
        _specimen(rng, f"{seed}-{place}-P", diagnosed, "breast", reading, positive)
    )
    metastatic_on = diagnosed + timedelta(days=rng.randrange(30, 3000))
    if rng.random() < METASTATIC and metastatic_on < TODAY - timedelta(days=60):
        _become_metastatic(rng, told, f"{seed}-{place}", metastatic_on, reading, positive)
    _leave_gaps(rng, told)
    return told


def _leave_gaps(rng: Random, told: Story) -> None:
    """An incomplete history, an ECOG of before it had a date, a result of another patient."""
    if rng.random() < HISTORY_INCOMPLETE:
        told.patient["treatment_history"] = "incomplete"
    ended = [row for row in told.treatments if row["ended_on"]]
    if ended and rng.random() < TOXICITY:  # and which one is not recorded
        ended[-1]["end_reason"] = "toxicity"
    if rng.random() < UNDATED_ECOG:
        told.patient["undated_ecog"] = rng.randrange(4)
    if rng.random() < TAKEN_BACK:
        on = TODAY - timedelta(days=rng.randrange(30, 300))
        told.markers_in_error.append(
            {"marker": "tmb", "value": str(rng.randrange(10, 40)), "tested_on": on.isoformat()}
        )


def _patient(rng: Random, place: int, seed: int, diagnosed: date) -> dict[str, Any]:
    return {
        "mrn": f"{rng.randrange(10, 99)}{seed}-{place}",
        "family_name": _name(rng),
        "given_name": _name(rng),
        "birth_date": str(diagnosed.year - rng.randrange(32, 82)),
        "sex": "male" if rng.random() < 0.01 else "female",
        "menopausal_status": "post" if rng.random() < 0.7 else "pre",
        "diagnosed_on": diagnosed.isoformat(),
        "stage_at_diagnosis": rng.choice(["I", "II", "II", "III"]),
    }


def _name(rng: Random) -> str:
    middle = "".join(rng.choice(_MIDDLES) for _ in range(rng.randrange(1, 3)))
    return rng.choice(_BEGINNINGS) + middle + rng.choice(_ENDS)


def _drawn(rng: Random, table):
    return rng.choices([row[1] for row in table], [row[0] for row in table])[0]


def _specimen(
    rng: Random, accession: str, day: date, site: str, reading: dict[str, Any], positive: bool
) -> Specimen:
    known = {
        "accession": accession,
        "collected_on": day.isoformat(),
        "site": site,
        "kind": "primary" if site == "breast" else "metastasis",
        "procedure": "core",
        "decalcification": rng.choice(["acid", "edta", ""]) if site == "bone" else "",
    }
    percent = rng.randrange(10, 100) if positive else 0
    read_on = (day + timedelta(days=3)).isoformat()
    return Specimen(
        known,
        [_reading(rng, read_on, reading)],
        [{"read_on": read_on, "er_percent": percent, "pr_percent": percent // 2}],
    )


def _reading(rng: Random, read_on: str, drawn: dict[str, Any]) -> dict[str, Any]:
    known = {name: value for name, value in drawn.items() if name not in ("ratio", "copies")}
    if "ratio" in drawn:
        known["ish_ratio"] = f"{rng.uniform(*drawn['ratio']):.1f}"
        known["her2_copies"] = f"{rng.uniform(*drawn['copies']):.1f}"
        known |= {"ish_status": "done", "ish_probe": "dual"}
    return {"read_on": read_on, **known}


def _become_metastatic(
    rng: Random, told: Story, name: str, day: date, primary: dict[str, Any], positive: bool
) -> None:
    told.patient["metastatic_on"] = day.isoformat()
    reading = primary
    if rng.random() < READ_ON_METASTASIS:
        reading = _drawn(rng, _READINGS) if rng.random() < DIFFERS else primary
        site = _drawn(rng, _SITES)
        told.specimens.append(_specimen(rng, f"{name}-M", day, site, reading, positive))
    if rng.random() < PRIMARY_NOT_ON_FILE:
        told.specimens[0].readings = []
    long = rng.random() < LONG_RECORD
    ended = _treat(rng, told, day, _regimens(reading, positive), 8 if long else rng.randrange(1, 6))
    if rng.random() < 0.35:
        told.alterations = [_alteration(rng, gene, day) for gene in _GENES[: rng.randrange(1, 7)]]
    if long:  # twenty years of scans: forty facts and more
        scans = (day + timedelta(days=70 * n) for n in range(1, 21))
        told.progressions += [{"on": scan.isoformat()} for scan in scans if scan < ended]
    if rng.random() < 0.15:
        told.patient["deceased_on"] = min(TODAY, ended + timedelta(days=60)).isoformat()


def _regimens(reading: dict[str, Any], positive: bool) -> list[tuple[str, ...]]:
    after = _LINES["positive" if positive else "negative"]
    return [*_ANTI_HER2, *after] if reading.get("reported_as") == "positive" else after


def _treat(rng: Random, told: Story, day: date, regimens, lines: int) -> date:
    """Lines one after the other, each ended by progression; the last may still be given."""
    numbered = rng.random() < 0.9
    for number, regimen in enumerate(regimens[:lines], start=1):
        end = day + timedelta(days=rng.randrange(60, 700))
        over = end < TODAY - timedelta(days=30)
        for agent in regimen:
            told.treatments.append(
                {
                    "agent": agent,
                    "line": number if numbered else None,
                    "started_on": day.isoformat(),
                    "ended_on": end.isoformat() if over else None,
                    "end_reason": "progression" if over else "",
                }
            )
        if not over:
            break
        day = end + timedelta(days=14)
    return min(day, TODAY)


def _alteration(rng: Random, gene: str, day: date) -> dict[str, Any]:
    return {
        "gene": gene,
        "tested_on": day.isoformat(),
        "result": "detected" if rng.random() < 0.3 else "not_detected",
        "origin": "germline" if gene.startswith("BRCA") else "somatic",
        "material": "blood" if gene.startswith("BRCA") else "tissue",
    }
