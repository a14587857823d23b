"""What is on record for one patient, as plain values: the domain's only input.

`None` means not known, never no. Dates are partial; percentages, ratios and copy numbers are
Decimals as reported. Words and codes are those of the CSV contract (docs/record-format.md).
"""

from dataclasses import dataclass, field
from decimal import Decimal

from patients.dates import PartialDate

from .percent import Percent


@dataclass(frozen=True, kw_only=True)
class Fact:
    """`ref` says where the fact is kept, for links; it means nothing to the medicine."""

    ref: str = field(default="", compare=False, repr=False)


@dataclass(frozen=True)
class HER2Reading(Fact):
    """One pathologist's reading of one specimen, as reported."""

    read_on: PartialDate
    reported_as: str | None = None  # positive equivocal negative low ultralow null
    ihc_score: str | None = None  # 0 1+ 2+ 3+
    ihc_score_range: str | None = None  # 0-1+ 1-2+ 2-3+, in place of a score
    zero_staining: str | None = None  # present absent
    percent_stained: Decimal | None = None
    ish_status: str | None = None  # done pending failed not_done
    ish_probe: str | None = None  # dual single
    ish_ratio: Decimal | None = None  # HER2/CEP17
    her2_copies: Decimal | None = None  # per cell
    cep17_copies: Decimal | None = None  # per cell
    ish_result: str | None = None  # positive equivocal negative
    ish_recount: str | None = None  # confirmed changed
    adequate: bool = True
    as_written: str = ""
    assay: str = ""
    guideline: str = ""
    pathologist: str = ""


@dataclass(frozen=True)
class ReceptorReading(Fact):
    """Estrogen and progesterone receptor of one specimen; percentages of stained tumor cells."""

    read_on: PartialDate
    er_percent: Percent | None = None
    er_status: str | None = None  # positive low_positive negative
    pr_percent: Percent | None = None
    pr_status: str | None = None  # positive negative
    ki67_percent: Percent | None = None


@dataclass(frozen=True)
class Specimen(Fact):
    """The tissue of one biopsy with every reading of it."""

    accession: str
    collected_on: PartialDate
    site: str
    kind: str | None = None  # primary local_recurrence metastasis
    laterality: str | None = None  # left right
    tumor: str | None = None  # left right other (not breast)
    procedure: str | None = None  # core excision resection fine_needle cytology
    decalcification: str | None = None  # none edta acid unknown
    her2_readings: tuple[HER2Reading, ...] = ()
    receptor_readings: tuple[ReceptorReading, ...] = ()


@dataclass(frozen=True)
class Alteration(Fact):
    """One test of one gene. Detected means pathogenic or likely pathogenic.

    `vus` is a variant of uncertain significance: it counts as not detected.
    """

    tested_on: PartialDate
    gene: str
    result: str  # detected not_detected vus
    alteration: str = ""
    origin: str | None = None  # germline somatic
    material: str = "tissue"  # tissue ctdna blood
    accession: str | None = None


@dataclass(frozen=True)
class Marker(Fact):
    tested_on: PartialDate
    marker: str  # pdl1_cps msi tmb
    value: str  # a number; for msi: high low stable
    accession: str | None = None


@dataclass(frozen=True)
class Agent:
    """One drug. `classes` are those of the catalog's key, as "aromatase inhibitor"."""

    name: str
    classes: frozenset[str] = frozenset()

    @property
    def is_systemic(self) -> bool:
        """A cancer drug. Others begin no line, belong to none and count nowhere."""
        return not self.classes & {"ovarian suppression", "bone agent", "supportive"}


@dataclass(frozen=True)
class Treatment(Fact):
    """One agent given over one stretch of time."""

    agent: Agent
    setting: str  # neoadjuvant adjuvant metastatic
    started_on: PartialDate
    ended_on: PartialDate | None = None
    end_reason: str | None = None  # progression toxicity completed patient_choice other unknown
    line: int | None = None  # confirmed number, metastatic only
    stated_line: int | None = None

    @property
    def is_ongoing(self) -> bool:
        """Still given. A reason without an end date means: ended, on a day that is not known."""
        return self.ended_on is None and self.end_reason is None

    @property
    def is_metastatic(self) -> bool:
        return self.setting == "metastatic"

    def is_of(self, class_name: str) -> bool:
        return class_name in self.agent.classes

    @property
    def sort_key(self) -> tuple[str, ...]:
        ended_on = self.ended_on.text if self.ended_on else ""
        return (self.started_on.text, self.agent.name, ended_on, self.end_reason or "")


@dataclass(frozen=True)
class AdverseEvent(Fact):
    """`grade` is CTCAE 1 to 5."""

    agent: str
    term: str
    onset_on: PartialDate
    grade: int | None = None
    hospitalised: bool | None = None
    resolved_on: PartialDate | None = None


@dataclass(frozen=True)
class Progression(Fact):
    """`continued`: the treatment went on beyond it."""

    on: PartialDate
    site: str = ""
    modality: str = ""
    continued: bool | None = None


@dataclass(frozen=True)
class DiseaseStatus(Fact):
    on: PartialDate
    status: str  # stable response no_evidence
    note: str = ""


@dataclass(frozen=True)
class LVEF(Fact):
    """Left ventricular ejection fraction, percent."""

    measured_on: PartialDate
    percent: int
    method: str = ""


@dataclass(frozen=True)
class Performance(Fact):
    """ECOG performance status, 0 fully active to 4 bedbound."""

    on: PartialDate
    ecog: int


@dataclass(frozen=True)
class Condition(Fact):
    """A disease or state beside the cancer that treatment has to respect."""

    condition: str  # a code of the list of conditions
    noted_on: PartialDate
    severity: str | None = None
    resolved_on: PartialDate | None = None
    detail: str = ""
    words: str = field(default="", compare=False)  # the code's, to read

    @property
    def name(self) -> str:
        return self.words or self.condition.replace("_", " ")


@dataclass(frozen=True)
class Procedure(Fact):
    kind: str  # surgery radiotherapy
    started_on: PartialDate
    ended_on: PartialDate | None = None
    site: str = ""
    detail: str = ""


@dataclass(frozen=True)
class BoardDecision(Fact):
    """What a tumor board decided; it changes nothing in the medicine."""

    on: PartialDate
    outcome: str  # proceed reserved not_appropriate more_information
    text: str


@dataclass(frozen=True)
class WorkDone(Fact):
    """What a person did about the patient's work; it changes nothing in the medicine."""

    on: PartialDate
    words: str  # requested, discussed …
    detail: str = ""
    by: str = ""


@dataclass(frozen=True)
class TakenBack(Fact):
    """Facts that were entered in error, and what had been made with them before that showed."""

    on: PartialDate
    rested_on: tuple[str, ...]  # handouts, requests and decisions, in words


@dataclass(frozen=True)
class Record:
    """Everything on record for one patient."""

    mrn: str
    sex: str | None = None  # female male other unknown
    menopausal_status: str | None = None  # pre peri post unknown
    birth_date: PartialDate | None = None
    diagnosed_on: PartialDate | None = None
    stage_at_diagnosis: str | None = None
    metastatic_on: PartialDate | None = None
    unresectable_on: PartialDate | None = None  # locally advanced, cannot be operated
    residual_disease: bool | None = None  # invasive disease left after neoadjuvant treatment
    treatment_history: str | None = None  # complete incomplete
    undated_ecog: int | None = None  # of a record from before performance status had dates
    deceased_on: PartialDate | None = None
    last_contact_on: PartialDate | None = None
    date_basis: str = "real"  # real shifted nominal
    specimens: tuple[Specimen, ...] = ()
    alterations: tuple[Alteration, ...] = ()
    markers: tuple[Marker, ...] = ()
    treatments: tuple[Treatment, ...] = ()
    adverse_events: tuple[AdverseEvent, ...] = ()
    progressions: tuple[Progression, ...] = ()
    disease_statuses: tuple[DiseaseStatus, ...] = ()
    procedures: tuple[Procedure, ...] = ()
    lvef: tuple[LVEF, ...] = ()
    performance: tuple[Performance, ...] = ()
    conditions: tuple[Condition, ...] = ()
    board_decisions: tuple[BoardDecision, ...] = ()
    work_done: tuple[WorkDone, ...] = ()
    taken_back: tuple[TakenBack, ...] = ()

    @property
    def newest_lvef(self) -> LVEF | None:
        """Whatever its age; of one day the lower."""
        return max(self.lvef, key=lambda m: (m.measured_on.text, -m.percent), default=None)

    @property
    def newest_performance(self) -> Performance | None:
        """Of one day the higher ECOG: the worse of two answers is the safe one."""
        return max(self.performance, key=lambda p: (p.on.text, p.ecog), default=None)
