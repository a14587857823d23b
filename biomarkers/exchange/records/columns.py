"""The files of a record folder and their columns, in the order of docs/record-format.md."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from biomarkers.domain.codes import (
    AlterationResult,
    BoardOutcome,
    Decision,
    ERStatus,
    Guideline,
    IHCScore,
    IHCScoreRange,
    ISHProbe,
    ISHRecount,
    ISHResult,
    ISHStatus,
    MarkerKind,
    Material,
    Origin,
    Outcome,
    PRStatus,
    ReportedAs,
    ReportState,
    StepKind,
    ZeroStaining,
)
from biomarkers.domain.work import Why
from biomarkers.models.her2 import MOST_COPIES, TOO_MANY_COPIES
from biomarkers.models.reports import MOST_CHARACTERS
from patients.codes import (
    BiopsyProcedure,
    Code,
    CTCAEVersion,
    DateBasis,
    Decalcification,
    DiseaseState,
    EndReason,
    Laterality,
    LVEFMethod,
    MenopausalStatus,
    ProcedureKind,
    Setting,
    Sex,
    SpecimenKind,
    Stage,
    TreatmentHistory,
    Tumor,
)

from .cells import (
    Answers,
    Choice,
    Date,
    Day,
    Instant,
    Kind,
    Number,
    Percentage,
    Places,
    Text,
    Verbatim,
    Whole,
    YesNo,
)
from .her2_cells import HER2Choice

PERCENT = Number(0, 100)
RATIO = Number(0, 100)
COPIES = Number(0, MOST_COPIES, above=TOO_MANY_COPIES)
NAME = Text(200)
CODE = Text(64)
NOTE = Text(20_000)


def one_of(codes: type[Code]) -> Choice:
    return Choice(tuple(code.value for code in codes))


def said_of_her2(codes: type[Code]) -> Choice:
    return HER2Choice(one_of(codes).words)


@dataclass(frozen=True)
class Column:
    name: str
    kind: Kind
    required: bool = False
    default: Any = None  # what an empty cell means, where it means more than not known

    @property
    def empty(self) -> Any:
        return self.kind.empty if self.default is None else self.default


@dataclass(frozen=True, eq=False)
class File:
    """`key` names the columns that a row is known by."""

    name: str
    key: tuple[str, ...]
    columns: Sequence[Column]
    moved: Mapping[str, str] = field(default_factory=dict)  # columns of old, and where they went

    @cached_property
    def by_name(self) -> dict[str, Column]:
        return {column.name: column for column in self.columns}


MRN = Column("mrn", CODE, required=True)
ACCESSION = Column("accession", CODE, required=True)
OF_ACCESSION = Column("accession", CODE)

PATIENTS = File(
    "patients.csv",
    ("mrn",),
    [
        MRN,
        Column("family_name", NAME),
        Column("given_name", NAME),
        Column("birth_date", Date()),
        Column("sex", one_of(Sex)),
        Column("menopausal_status", one_of(MenopausalStatus)),
        Column("diagnosed_on", Date()),
        Column("stage_at_diagnosis", one_of(Stage)),
        Column("metastatic_on", Date()),
        Column("unresectable_on", Date()),
        Column("residual_disease", YesNo()),
        Column("treatment_history", one_of(TreatmentHistory)),
        Column("deceased_on", Date()),
        Column("last_contact_on", Date()),
        Column("date_basis", one_of(DateBasis), default=DateBasis.REAL.value),
    ],
    moved={"ecog": "performance.csv, with the date of each value"},
)
BIOPSIES = File(
    "biopsies.csv",
    ("mrn", "accession"),
    [
        MRN,
        ACCESSION,
        Column("collected_on", Date(), required=True),
        Column("site", NAME, required=True),
        Column("laterality", one_of(Laterality)),
        Column("tumor", one_of(Tumor)),
        Column("kind", one_of(SpecimenKind)),
        Column("procedure", one_of(BiopsyProcedure)),
        Column("decalcification", one_of(Decalcification)),
    ],
)
HER2_READINGS = File(
    "her2_readings.csv",
    ("mrn", "accession", "read_on"),
    [
        MRN,
        ACCESSION,
        Column("read_on", Date(), required=True),
        Column("reported_as", said_of_her2(ReportedAs)),
        Column("as_written", NOTE),
        Column("ihc_score", said_of_her2(IHCScore)),
        Column("ihc_score_range", said_of_her2(IHCScoreRange)),
        Column("zero_staining", one_of(ZeroStaining)),
        Column("percent_stained", PERCENT),
        Column("ish_status", one_of(ISHStatus)),
        Column("ish_probe", one_of(ISHProbe)),
        Column("ish_ratio", RATIO),
        Column("her2_copies", COPIES),
        Column("cep17_copies", COPIES),
        Column("ish_result", one_of(ISHResult)),
        Column("ish_recount", one_of(ISHRecount)),
        Column("assay", NAME),
        Column("guideline", one_of(Guideline)),
        Column("adequate", YesNo(), default=True),
        Column("pathologist", NAME),
    ],
)
RECEPTORS = File(
    "receptors.csv",
    ("mrn", "accession", "read_on"),
    [
        MRN,
        ACCESSION,
        Column("read_on", Date(), required=True),
        Column("er_percent", Percentage()),
        Column("er_status", one_of(ERStatus)),
        Column("pr_percent", Percentage()),
        Column("pr_status", one_of(PRStatus)),
        Column("ki67_percent", Percentage()),
    ],
)
ALTERATIONS = File(
    "alterations.csv",
    ("mrn", "tested_on", "gene", "alteration", "origin", "material"),
    [
        MRN,
        Column("tested_on", Date(), required=True),
        Column("gene", CODE, required=True),
        Column("result", one_of(AlterationResult), required=True),
        Column("alteration", NAME),
        Column("origin", one_of(Origin)),
        Column("material", one_of(Material), default=Material.TISSUE.value),
        OF_ACCESSION,
    ],
)
MARKERS = File(
    "markers.csv",
    ("mrn", "tested_on", "marker"),
    [
        MRN,
        Column("tested_on", Date(), required=True),
        Column("marker", one_of(MarkerKind), required=True),
        Column("value", CODE, required=True),
        OF_ACCESSION,
    ],
)
TREATMENTS = File(
    "treatments.csv",
    ("mrn", "setting", "agent", "started_on", "ended_on"),
    [
        MRN,
        Column("setting", one_of(Setting), required=True),
        Column("line", Whole(1, 99)),
        Column("stated_line", Whole(1, 99)),
        Column("agent", NAME, required=True),
        Column("started_on", Date(), required=True),
        Column("ended_on", Date()),
        Column("end_reason", one_of(EndReason)),
    ],
)
ADVERSE_EVENTS = File(
    "adverse_events.csv",
    ("mrn", "agent", "term", "onset_on"),
    [
        MRN,
        Column("agent", NAME, required=True),
        Column("term", NAME, required=True),
        Column("grade", Whole(1, 5)),
        Column("hospitalised", YesNo()),
        Column("onset_on", Date(), required=True),
        Column("resolved_on", Date()),
    ],
)
PROGRESSIONS = File(
    "progressions.csv",
    ("mrn", "on", "site"),
    [
        MRN,
        Column("on", Date(), required=True),
        Column("site", NAME),
        Column("modality", NAME),
        Column("continued", YesNo()),
    ],
)
DISEASE_STATUS = File(
    "disease_status.csv",
    ("mrn", "on", "status"),
    [
        MRN,
        Column("on", Date(), required=True),
        Column("status", one_of(DiseaseState), required=True),
        Column("note", NOTE),
    ],
)
PROCEDURES = File(
    "procedures.csv",
    ("mrn", "kind", "started_on", "site"),
    [
        MRN,
        Column("kind", one_of(ProcedureKind), required=True),
        Column("started_on", Date(), required=True),
        Column("ended_on", Date()),
        Column("site", NAME),
        Column("detail", NOTE),
    ],
)

PERFORMANCE = File(
    "performance.csv",
    ("mrn", "on"),
    [MRN, Column("on", Date(), required=True), Column("ecog", Whole(0, 4), required=True)],
)
CONDITIONS = File(
    "conditions.csv",
    ("mrn", "condition", "noted_on"),
    [
        MRN,
        Column("condition", CODE, required=True),
        Column("severity", CODE),
        Column("noted_on", Date(), required=True),
        Column("resolved_on", Date()),
        Column("detail", NOTE),
    ],
)
LVEF = File(
    "lvef.csv",
    ("mrn", "measured_on"),
    [
        MRN,
        Column("measured_on", Date(), required=True),
        Column("percent", Whole(1, 99), required=True),
        Column("method", one_of(LVEFMethod)),
    ],
)

# Beyond the contract: what else is stored, so that everything that goes out comes in again.
LINES = File("lines.csv", ("mrn", "number"), [MRN, Column("number", Whole(1, 99), required=True)])
OVERRIDES = File(
    "overrides.csv",
    TREATMENTS.key,
    [
        *(TREATMENTS.by_name[name] for name in TREATMENTS.key),
        Column("override_reason", Text(500), required=True),
    ],
)
EVENT_GRADINGS = File(
    "event_gradings.csv",
    ADVERSE_EVENTS.key,
    [
        *(ADVERSE_EVENTS.by_name[name] for name in ADVERSE_EVENTS.key),
        Column("ctcae_version", one_of(CTCAEVersion), required=True),
    ],
)
# Of a version in which performance status had no date, until the date is entered.
UNDATED_ECOG = File(
    "undated_ecog.csv", PATIENTS.key, [MRN, Column("undated_ecog", Whole(0, 4), required=True)]
)
WORK_STEPS = File(
    "work_steps.csv",
    ("mrn", "at", "kind", "why", "accession"),
    [
        MRN,
        Column("at", Instant(), required=True),
        Column("on", Day(), required=True),
        Column("by", NAME),
        Column("kind", one_of(StepKind), required=True),
        Column("why", one_of(Why)),
        OF_ACCESSION,
        Column("basis", NOTE),
        Column("outcome", one_of(Outcome)),
        Column("text", NOTE),
        Column("until", Day(to_come=True)),
        Column("assigned_to", NAME),
    ],
)
BOARD_DECISIONS = File(
    "board_decisions.csv",
    ("mrn", "on", "question"),
    [
        MRN,
        Column("on", Date(), required=True),
        Column("question", Text(300), required=True),
        Column("outcome", one_of(BoardOutcome), required=True),
        Column("text", NOTE, required=True),
        Column("reason", NOTE),
        Column("until", Day(to_come=True)),
        Column("decided_by", Text(500)),
    ],
)
HANDOUTS = File(
    "handouts.csv",
    ("mrn", "printed_at"),
    [
        MRN,
        Column("printed_at", Instant(), required=True),
        Column("printed_by", NAME, required=True),
        Column("answers", Answers(), required=True),
        Column("clinic", NAME),
        Column("telephone", Text(60)),
        Column("next_appointment", NAME),
        Column("made_with", Text(100)),
    ],
)
# A report is known by the fingerprint of its text; readings name the one that they come from.
_OF_REPORT = Column("report", CODE, required=True)
REPORTS = File(
    "reports.csv",
    ("mrn", "report"),
    [
        MRN,
        _OF_REPORT,
        Column("received_at", Instant(), required=True),
        Column("received_by", NAME),
        Column("source_name", Verbatim(255)),
        Column("stated_accession", CODE),
        Column("stated_read_on", Date()),
        Column("state", one_of(ReportState), required=True),
        Column("why", Verbatim(500)),
        Column("reviewed_at", Instant()),
        Column("reviewed_by", NAME),
        Column("text", Verbatim(MOST_CHARACTERS), required=True),
    ],
)
DECISIONS = File(
    "report_decisions.csv",
    ("mrn", "report", "tumor", "field"),
    [
        MRN,
        _OF_REPORT,
        Column("tumor", Whole(0, 99), required=True),
        Column("field", CODE, required=True),
        Column("tumor_label", Verbatim(200)),
        Column("proposed", Verbatim(20_000)),
        Column("unclear", Verbatim(20_000)),
        Column("words", Places(), required=True),
        Column("decision", one_of(Decision), required=True),
        Column("value", Verbatim(20_000)),
    ],
)
HER2_SOURCES = File(
    "her2_sources.csv",
    HER2_READINGS.key,
    [*(HER2_READINGS.by_name[name] for name in HER2_READINGS.key), _OF_REPORT],
)
RECEPTOR_SOURCES = File(
    "receptor_sources.csv",
    RECEPTORS.key,
    [*(RECEPTORS.by_name[name] for name in RECEPTORS.key), _OF_REPORT],
)

CONTRACT = (
    PATIENTS,
    BIOPSIES,
    HER2_READINGS,
    RECEPTORS,
    ALTERATIONS,
    MARKERS,
    TREATMENTS,
    ADVERSE_EVENTS,
    PROGRESSIONS,
    DISEASE_STATUS,
    PROCEDURES,
    PERFORMANCE,
    CONDITIONS,
    LVEF,
)
FURTHER = (
    LINES,
    OVERRIDES,
    EVENT_GRADINGS,
    UNDATED_ECOG,
    BOARD_DECISIONS,
    WORK_STEPS,
    HANDOUTS,
    REPORTS,
    DECISIONS,
    HER2_SOURCES,
    RECEPTOR_SOURCES,
)
FILES = CONTRACT + FURTHER
