"""Records as chance makes them, of everything that the contract lets in."""

from datetime import date
from decimal import Decimal

from hypothesis import HealthCheck, settings
from hypothesis import strategies as some

from biomarkers.domain import record
from biomarkers.domain.percent import Percent
from patients.dates import PartialDate

from .builders import CLASSES
from .content import SAFETY, TERMS

TODAY = date(2026, 11, 1)
many = settings(
    max_examples=100,
    deadline=None,
    derandomize=True,  # a failing test must fail again
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
AGENTS = [
    "letrozole", "anastrozole", "tamoxifen", "fulvestrant", "elacestrant", "palbociclib",
    "ribociclib", "capecitabine", "paclitaxel", "docetaxel", "doxorubicin", "eribulin",
    "trastuzumab", "pertuzumab", "trastuzumab emtansine", "trastuzumab deruxtecan",
    "sacituzumab govitecan", "olaparib", "pembrolizumab", "goserelin", "denosumab",
]  # fmt: skip

# Every condition of the safety table, those that count as another, and one without a row.
CONDITIONS = [
    *sorted({rule.of for rule in SAFETY.rules if rule.kind == "condition"}),
    "cardiomyopathy", "hypertension",
]  # fmt: skip

days = some.dates(date(2010, 1, 1), TODAY)
dates = some.builds(
    lambda day, precision: PartialDate(day.isoformat()[:precision]),
    days,
    some.sampled_from([4, 7, 10, 10, 10]),
)


def maybe(strategy):
    return some.none() | strategy


def one_of(words: str):
    return maybe(some.sampled_from(words.split()))


def counts(most: int):
    return maybe(some.decimals(0, most, places=1).map(Decimal))


percents = maybe(
    some.sampled_from(
        "0 0.5 1 5 10 11 90 100 <1 <=1 <5 <10 >1 >=10 >95 0-10 1-10 5-20 80-90".split()
    )
).map(lambda text: text and Percent(text))

readings = some.builds(
    record.HER2Reading,
    read_on=dates,
    reported_as=one_of("positive equivocal negative low ultralow null"),
    ihc_score=one_of("0 1+ 2+ 3+"),
    ihc_score_range=one_of("0-1+ 1-2+ 2-3+"),
    zero_staining=one_of("present absent"),
    percent_stained=counts(20),
    ish_status=one_of("done pending failed not_done"),
    ish_probe=one_of("dual single"),
    ish_ratio=counts(4),
    her2_copies=counts(9),
    cep17_copies=counts(4),
    ish_result=one_of("positive equivocal negative"),
    ish_recount=one_of("confirmed changed"),
    adequate=some.sampled_from([True, True, True, False]),
)
receptor_readings = some.builds(
    record.ReceptorReading,
    read_on=dates,
    er_percent=percents,
    er_status=one_of("positive low_positive negative"),
    pr_percent=percents,
    pr_status=one_of("positive negative"),
)


def few(strategy, most: int = 3):
    return some.lists(strategy, max_size=most).map(tuple)


def _one_each(facts: tuple, *key: str) -> tuple:
    """As the database keeps them: one row a key."""
    return tuple({tuple(getattr(f, name) for name in key): f for f in facts}.values())


specimens = some.builds(
    record.Specimen,
    accession=some.uuids().map(str),
    collected_on=dates,
    site=some.sampled_from(["breast", "liver", "bone", "iliac node"]),
    laterality=one_of("left right"),
    tumor=one_of("left right other"),
    kind=one_of("primary local_recurrence metastasis"),
    procedure=one_of("core fine_needle cytology"),
    decalcification=one_of("none edta acid unknown"),
    her2_readings=few(readings).map(lambda found: _one_each(found, "read_on")),
    receptor_readings=few(receptor_readings, 2).map(lambda found: _one_each(found, "read_on")),
)
agents = some.sampled_from(AGENTS).map(lambda name: record.Agent(name, CLASSES[name]))
treatments = some.builds(
    record.Treatment,
    agent=agents,
    setting=some.sampled_from(
        ["neoadjuvant", "adjuvant", "metastatic", "metastatic", "metastatic"]
    ),
    started_on=dates,
    ended_on=maybe(dates),
    end_reason=one_of("progression toxicity completed patient_choice unknown"),
)
alterations = some.builds(
    record.Alteration,
    tested_on=dates,
    gene=some.sampled_from(["ESR1", "PIK3CA", "BRCA1", "NTRK3", "BRAF"]),
    result=some.sampled_from(["detected", "not_detected", "vus"]),
    alteration=some.sampled_from(["", "V600E", "ETV6-NTRK3 fusion"]),
    origin=one_of("germline somatic"),
    material=some.sampled_from(["tissue", "ctdna", "blood"]),
)
markers = some.sampled_from(["pdl1_cps 1", "pdl1_cps 10", "msi high", "msi stable", "tmb 12"])
marker_tests = some.builds(
    lambda word, day: record.Marker(day, *word.split()), word=markers, day=dates
)
# Words of every list of terms, with what makes them doubtful, and words of none.
event_terms = some.builds(
    "{}{}".format,
    some.sampled_from(["", "", "", "no ", "suspected "]),
    some.sampled_from([*sorted({entry.words for entry in TERMS.entries}), "felt odd"]),
)
adverse_events = some.builds(
    record.AdverseEvent,
    agent=some.sampled_from(AGENTS),
    term=some.sampled_from(["pneumonitis", "heart failure", "nausea"]) | event_terms,
    onset_on=dates,
    grade=maybe(some.integers(1, 5)),
    hospitalised=maybe(some.booleans()),
    resolved_on=maybe(dates),
)
performances = some.builds(record.Performance, on=dates, ecog=some.integers(0, 4))
lvefs = some.builds(record.LVEF, measured_on=dates, percent=some.integers(1, 99))
conditions = some.builds(
    record.Condition,
    condition=some.sampled_from(CONDITIONS),
    noted_on=dates,
    severity=one_of("mild moderate severe current"),
    resolved_on=maybe(dates),
)
procedures = some.builds(
    record.Procedure,
    kind=some.sampled_from(["surgery", "surgery", "radiotherapy"]),
    started_on=dates,
    site=some.sampled_from(["left breast", "", "liver"]),
)
records = some.builds(
    record.Record,
    mrn=some.just("M1"),
    sex=one_of("female male"),
    menopausal_status=one_of("pre post unknown"),
    birth_date=some.none() | some.just(PartialDate("1958-03-04")),
    diagnosed_on=maybe(dates),
    stage_at_diagnosis=one_of("I II III IV"),
    last_contact_on=maybe(dates),
    procedures=few(procedures, 2),
    metastatic_on=maybe(dates),
    specimens=few(specimens),
    alterations=few(alterations),
    markers=few(marker_tests, 2).map(lambda found: _one_each(found, "marker", "tested_on")),
    treatments=few(treatments, 5),
    adverse_events=few(adverse_events, 2),
    progressions=few(
        some.builds(record.Progression, on=dates, continued=maybe(some.booleans())), 2
    ),
    performance=few(performances, 2).map(lambda found: _one_each(found, "on")),
    lvef=few(lvefs, 2).map(lambda found: _one_each(found, "measured_on")),
    conditions=few(conditions, 2).map(lambda found: _one_each(found, "condition", "noted_on")),
    unresectable_on=maybe(dates),
    residual_disease=maybe(some.booleans()),
    treatment_history=one_of("complete incomplete"),
)

# One adequate specimen on which score, ISH and report word agree.
_NEGATIVE_ISH = {
    "ish_status": "done",
    "ish_probe": "dual",
    "ish_ratio": Decimal("1.2"),
    "her2_copies": Decimal("2.4"),
    "ish_result": "negative",
}
_POSITIVE_ISH = {
    **_NEGATIVE_ISH,
    "ish_ratio": Decimal("2.6"),
    "her2_copies": Decimal("7"),
    "ish_result": "positive",
}
agreeing_readings = some.sampled_from(
    [
        {"ihc_score": "3+", "reported_as": "positive", **_POSITIVE_ISH},
        {"ihc_score": "2+", "reported_as": "positive", **_POSITIVE_ISH},
        {"ihc_score": "2+", "reported_as": "low", **_NEGATIVE_ISH},
        {"ihc_score": "2+", "reported_as": "negative", **_NEGATIVE_ISH},
        {"ihc_score": "1+", "reported_as": "low", **_NEGATIVE_ISH},
        {"ihc_score": "1+", "reported_as": "negative", **_NEGATIVE_ISH},
        {"ihc_score": "0", "zero_staining": "present", "reported_as": "ultralow", **_NEGATIVE_ISH},
        {"ihc_score": "0", "zero_staining": "present", "reported_as": "negative", **_NEGATIVE_ISH},
        {"ihc_score": "0", "zero_staining": "absent", "reported_as": "null", **_NEGATIVE_ISH},
        {"ihc_score": "0", "zero_staining": "absent", "reported_as": "negative", **_NEGATIVE_ISH},
    ]
)

# Patients for whom options are open, as far as nothing on record blocks them.
_WORDS_OF_LIST = {entry.list_name: entry.words for entry in TERMS.entries}
_BLOCKING = [rule for rule in SAFETY.rules if rule.row.blocks]
harms = some.builds(
    lambda harm, **facts: record.AdverseEvent(agent=harm[0], term=harm[1], **facts),
    harm=some.sampled_from(
        sorted(
            (agent, _WORDS_OF_LIST[rule.of])
            for rule in _BLOCKING
            if rule.kind == "adverse_event"
            for agent, classes in CLASSES.items()
            if not rule.row.applies_to.isdisjoint({agent, *classes, "any"})
        )
    ),
    onset_on=dates,
    grade=some.sampled_from([None, 1, 2, 3, 4]),
    hospitalised=maybe(some.booleans()),
    resolved_on=maybe(dates),
)
serious_conditions = some.builds(
    record.Condition,
    condition=some.sampled_from(
        sorted({rule.of for rule in _BLOCKING if rule.kind == "condition"})
    ),
    noted_on=dates,
    severity=one_of("mild moderate severe current"),
    resolved_on=maybe(dates),
)
_known = PartialDate("2024-01-10")
treatable = some.builds(
    lambda reading, er, **facts: record.Record(
        mrn="M1",
        specimens=(
            record.Specimen(
                "A", _known, "liver",
                her2_readings=(record.HER2Reading(read_on=_known, **reading),),
                receptor_readings=(
                    record.ReceptorReading(read_on=_known, er_percent=er, pr_percent=er),
                ),
            ),
        ),
        metastatic_on=_known,
        treatment_history="complete",
        **facts,
    ),
    reading=agreeing_readings,
    er=some.sampled_from([Percent("0"), Percent("90")]),
    sex=some.sampled_from(["female", "female", "male"]),
    menopausal_status=some.sampled_from(["pre", "post"]),
    treatments=few(
        some.builds(
            record.Treatment,
            agent=agents,
            setting=some.sampled_from(["adjuvant", "metastatic"]),
            started_on=dates,
            ended_on=dates,
            end_reason=some.sampled_from(["progression", "toxicity", "completed"]),
        ),
        2,
    ),
    adverse_events=few(harms),
    conditions=few(serious_conditions).map(
        lambda found: _one_each(found, "condition", "noted_on")
    ),
    lvef=few(lvefs, 2).map(lambda found: _one_each(found, "measured_on")),
    performance=few(performances, 2).map(lambda found: _one_each(found, "on")),
)  # fmt: skip
