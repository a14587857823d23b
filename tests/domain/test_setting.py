"""Before surgery, after it, or advanced: the table of settings, with its boundaries."""

from datetime import date

import pytest

from biomarkers.domain.record import Procedure
from patients.dates import PartialDate

from .builders import assessed, criterion_of, given, row

TODAY = date(2026, 11, 1)
MET, LATER, CLOSED, UNKNOWN = "met", "later", "closed", "not known"


def surgery(on: str, site: str = "left breast", detail: str = "") -> Procedure:
    return Procedure("surgery", PartialDate(on), site=site, detail=detail)


def early(agent: str, start: str, end: str | None = None, setting="adjuvant", reason="completed"):
    return given(agent, start, end, reason if end else None, setting=setting)


def criterion(setting: str, agent: str = "trastuzumab", **facts):
    facts.setdefault("treatment_history", "complete")
    (found,) = assessed(catalog=[row(agent, setting=setting)], as_of=TODAY, **facts).options
    return criterion_of(found, "setting")


def answer(setting: str, agent: str = "trastuzumab", **facts) -> str:
    asked = criterion(setting, agent, **facts)
    if asked.met is False:
        return LATER if asked.may_come_true else CLOSED
    return MET if asked.met else UNKNOWN


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"diagnosed_on": "2025-11-01"}, MET),
        ({"diagnosed_on": "2025-10-31"}, CLOSED),
        ({"diagnosed_on": "2026-06", "procedures": (surgery("2026-08"),)}, CLOSED),
        ({"diagnosed_on": "2026-06", "procedures": (surgery("2026-08", "liver"),)}, MET),
        ({"diagnosed_on": "2026-06", "procedures": (surgery("2026-08", ""),)}, CLOSED),
        ({"diagnosed_on": "2026-06", "treatments": (early("tamoxifen", "2026-08"),)}, CLOSED),
        ({"diagnosed_on": "2026-06", "procedures": (surgery("2025-12"),)}, CLOSED),
        ({"diagnosed_on": "2026-06", "procedures": (surgery("2025-11-30"),)}, MET),
        ({"diagnosed_on": "2026-06", "treatments": (early("tamoxifen", "2025-11"),)}, MET),
        ({}, UNKNOWN),
        ({"procedures": (surgery("2026-08"),)}, CLOSED),
    ],
)
def test_neoadjuvant_treatment_comes_before_surgery(facts, expected):
    assert answer("neoadjuvant", **facts) == expected


@pytest.mark.parametrize(
    ("site", "detail", "counts"),
    [
        ("left", "mastectomy and sentinel nodes", True),
        ("both sides", "Skin-sparing mastectomy with implant reconstruction", True),
        ("left breast", "wide local excision", True),
        ("left breast", "re-excision of margins", True),
        ("left", "total knee replacement", False),
        ("left", "resection of the lower lobe of the lung", False),
        ("left breast", "post-NACT mastectomy with implant reconstruction", True),
        ("left breast", "DIEP flap reconstruction", False),
        ("left breast", "reconstruction after skin-sparing mastectomy", False),
        ("breast", "exchange of the expander", False),
        ("", "port placement", False),
        ("", "bilateral oophorectomy", False),
    ],
)
def test_what_takes_no_tissue_of_the_breast_is_no_surgery_of_it(site, detail, counts):
    facts = {"diagnosed_on": "2026-06", "procedures": (surgery("2026-08", site, detail),)}

    assert answer("neoadjuvant", **facts) == (CLOSED if counts else MET)


OPERATED = {"diagnosed_on": "2024-01", "procedures": (surgery("2024-02-01"),)}
LATELY = {"diagnosed_on": "2025-10", "procedures": (surgery("2025-11-01"),)}


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (LATELY, MET),
        ({**LATELY, "procedures": (surgery("2025-10-31"),)}, CLOSED),
        ({"diagnosed_on": "2026-01"}, LATER),
        ({"diagnosed_on": "2025-10-31"}, CLOSED),
        ({}, UNKNOWN),
        (OPERATED, CLOSED),
        ({**OPERATED, "treatments": (early("docetaxel", "2025-08"),)}, MET),
        ({**OPERATED, "treatments": (early("docetaxel", "2025-08", "2025-11-01"),)}, MET),
        ({**OPERATED, "treatments": (early("docetaxel", "2025-08", "2025-10-31"),)}, CLOSED),
        ({**OPERATED, "treatments": (early("docetaxel", "2024-08", "2025-11", "neoadjuvant"),)},
         MET),
        ({**OPERATED, "treatments": (early("letrozole", "2024-08"),)}, CLOSED),
        ({**OPERATED, "treatments": (early("abemaciclib", "2024-08"),)}, CLOSED),
        ({**OPERATED, "treatments": (given("docetaxel", "2024-08", None, "unknown",
                                           setting="adjuvant"),)}, UNKNOWN),
    ],
)  # fmt: skip
def test_adjuvant_treatment_follows_surgery_or_goes_on_from_other_drugs(facts, expected):
    assert answer("adjuvant", **facts) == expected


ON_LETROZOLE = {**OPERATED, "treatments": (early("letrozole", "2024-08"),)}


@pytest.mark.parametrize(
    ("agent", "operated_on", "expected"),
    [
        ("tamoxifen", "2018-02-01", MET),
        ("abemaciclib", "2024-11-01", MET),
        ("abemaciclib", "2024-10-31", CLOSED),
        ("trastuzumab", "2024-11-01", CLOSED),
    ],
)
def test_on_endocrine_therapy_another_can_follow_and_a_cdk46_inhibitor_for_two_years(
    agent, operated_on, expected
):
    facts = {**ON_LETROZOLE, "procedures": (surgery(operated_on),), "diagnosed_on": "2018-01"}

    assert answer("adjuvant", agent, **facts) == expected


@pytest.mark.parametrize(
    ("started_on", "ended_on", "expected"),
    [
        ("2026-01", None, MET),
        ("2025-11-01", "2025-12", MET),
        ("2026-01", "2026-02", MET),
        ("2025-10-31", "2025-10-31", CLOSED),
    ],
)
def test_an_adjuvant_drug_proves_a_surgery_of_an_unknown_day(started_on, ended_on, expected):
    drug = early("docetaxel", started_on, ended_on)

    assert answer("adjuvant", diagnosed_on="2025-09", treatments=(drug,)) == expected


def test_where_only_the_unknown_day_of_surgery_decides_it_is_not_known():
    drug = early("letrozole", "2026-01", "2026-02")

    asked = criterion("adjuvant", diagnosed_on="2025-09", treatments=(drug,))

    assert (asked.met, asked.missing) == (None, ("setting",))


NEOADJUVANT = (early("docetaxel", "2025-11", "2026-03", "neoadjuvant"),)
RESIDUAL = {
    "diagnosed_on": "2025-10", "procedures": (surgery("2026-04"),), "treatments": NEOADJUVANT,
    "residual_disease": True,
}  # fmt: skip


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (RESIDUAL, MET),
        ({**RESIDUAL, "residual_disease": None}, UNKNOWN),
        ({**RESIDUAL, "residual_disease": False}, CLOSED),
        ({**RESIDUAL, "treatments": ()}, CLOSED),
        ({**RESIDUAL, "treatments": (early("docetaxel", "2026-05"),)}, CLOSED),
        ({**RESIDUAL, "procedures": (surgery("2025-10-31"),), "diagnosed_on": "2025-04"}, CLOSED),
        ({**RESIDUAL, "procedures": ()}, CLOSED),
        ({**RESIDUAL, "procedures": (), "diagnosed_on": "2025-12"}, LATER),
        ({**RESIDUAL, "procedures": (), "diagnosed_on": None}, UNKNOWN),
        ({**RESIDUAL, "procedures": (),
          "treatments": (*NEOADJUVANT, early("docetaxel", "2026-05"))}, UNKNOWN),
    ],
)  # fmt: skip
def test_disease_that_is_left_is_treated_within_a_year_of_surgery(facts, expected):
    assert answer("residual", **facts) == expected


@pytest.mark.parametrize(
    ("setting", "facts", "missing"),
    [
        ("adjuvant", OPERATED, ("treatment_history",)),
        ("adjuvant", {"diagnosed_on": "2024-01"}, ("treatment_history",)),
        ("residual", {**RESIDUAL, "treatments": ()}, ("treatment_history",)),
        ("residual", {**RESIDUAL, "treatments": (), "residual_disease": False}, ()),
        ("residual", {**OPERATED, "residual_disease": True}, ()),
        ("neoadjuvant", OPERATED, ()),
        ("adjuvant", {"diagnosed_on": "2026-01"}, ()),
    ],
)
def test_what_only_the_absence_of_a_drug_closes_is_not_known_without_history(
    setting, facts, missing
):
    asked = criterion(setting, **{**facts, "treatment_history": "incomplete"})

    assert asked.missing == missing
    assert (asked.met is None) is bool(missing)


def test_advanced_disease_meets_its_setting_and_says_since_when():
    asked = criterion("advanced", metastatic_on="2025-03")

    assert (asked.met, str(asked.because)) == (True, "metastatic 2025-03")


@pytest.mark.parametrize(
    ("stage", "met", "missing"),
    [("II", True, ()), ("I", False, ()), (None, None, ("stage",))],
)
def test_the_stage_at_diagnosis_is_one_of_those_named(stage, met, missing):
    asks = row(setting="neoadjuvant", stage=("II", "III"))
    facts = {"diagnosed_on": "2026-01", "stage_at_diagnosis": stage}

    (found,) = assessed(catalog=[asks], as_of=TODAY, **facts).options

    assert criterion_of(found, "stage").met is met
    assert found.missing == missing
    assert found.state == {True: "open", False: "closed", None: "needs_information"}[met]
