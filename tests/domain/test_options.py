"""Options: what each label asks, and the state that comes of the answers."""

from datetime import date

import pytest

from biomarkers.domain.catalog import AlterationTerm, CatalogRow, Part, PriorTerm

from .builders import assessed, event, gene_test, given, her2, receptors, specimen

TDXD = "trastuzumab deruxtecan"
MET, NO, UNKNOWN = True, False, None


def row(agent: str = TDXD, *, classes=(), **asks) -> CatalogRow:
    return CatalogRow(
        slug="row",
        basis="label",
        regimen=agent,
        named_agent=agent,
        approved_on=asks.pop("approved_on", date(2000, 1, 1)),
        named_agent_classes=frozenset(classes),
        part_classes=frozenset(classes),
        parts=(Part(agent),),
        **asks,
    )


def option(asks: CatalogRow, *samples, **facts):
    facts.setdefault("metastatic_on", "2019")
    (found,) = assessed(*samples, catalog=(asks,), **facts).options
    return found


def answer(asks: CatalogRow, *samples, **facts):
    return option(asks, *samples, **facts).criteria[0].met


NEGATIVE_DAY = date(2020, 1, 1)
FAINT = {"ihc_score": "0", "zero_staining": "present"}
BLANK = {"ihc_score": "0", "zero_staining": "absent"}
LOW, POSITIVE = {"ihc_score": "1+"}, {"ihc_score": "3+"}


# the table of the HER2 criterion: positive, low, low or ultralow, negative
@pytest.mark.parametrize(
    ("known", "answers"),
    [
        (POSITIVE, (MET, NO, NO, NO)),
        (LOW, (NO, MET, MET, MET)),
        (FAINT, (NO, NO, MET, MET)),
        (BLANK, (NO, NO, NO, MET)),
        ({"reported_as": "negative"}, (NO, UNKNOWN, UNKNOWN, MET)),
        ({"ihc_score": "0"}, (NO, NO, UNKNOWN, MET)),
        ({"ihc_score": "2+"}, (UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN)),
        ({"adequate": False}, (UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN)),
        ({"ihc_score": "0", "percent_stained": 40}, (UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN)),
    ],
    ids=str,
)
def test_the_her2_criterion_by_category(known, answers):
    wanted = ("positive", "low", "low|ultralow", "negative")
    sample = specimen(her2(**known))

    assert tuple(answer(row(her2=asked), sample) for asked in wanted) == answers


def test_negative_by_date_meets_what_asks_for_negative():
    sample = specimen(her2("2019-06", **LOW), collected_on="2019-05")

    assert answer(row(her2="negative"), sample, as_of=NEGATIVE_DAY) is MET
    assert answer(row(her2="low"), sample, as_of=NEGATIVE_DAY) is NO


@pytest.mark.parametrize(
    ("known", "met"),
    [(POSITIVE, MET), ({"ish_result": "positive"}, UNKNOWN), (LOW, NO)],
    ids=str,
)
def test_ihc_three_plus_is_asked_of_the_speaking_specimen(known, met):
    assert answer(row(her2="ihc3+"), specimen(her2(**known))) is met


@pytest.mark.parametrize(
    ("wanted", "speaking", "other", "met"),
    [
        ("positive", LOW, POSITIVE, MET),
        ("low", BLANK, LOW, MET),
        ("low|ultralow", BLANK, FAINT, MET),
        ("low", POSITIVE, LOW, NO),
        ("negative", POSITIVE, LOW, NO),
        ("low", {"ihc_score": "2+"}, LOW, UNKNOWN),
    ],
)
def test_another_specimen_can_meet_what_the_speaking_one_does_not(wanted, speaking, other, met):
    newer = specimen(her2("2020-01", **speaking), collected_on="2020-01-01", accession="B")
    older = specimen(her2("2016-06", **other), accession="A")

    found = option(row(her2=wanted), newer, older)

    assert found.criteria[0].met is met
    assert ("other_specimen" in found.cautions) is (met is MET)


def test_a_specimen_of_low_confidence_meets_nothing_for_another():
    newer = specimen(her2("2020-01", **BLANK), collected_on="2020-01-01")
    bone = specimen(her2("2016-06", **LOW), site="bone")

    assert answer(row(her2="low"), newer, bone) is NO


ER = receptors(er_percent=90)
CHEMOTHERAPY = PriorTerm("chemotherapy", at_least=1)
CAPE = given("capecitabine", "2020-01", "2020-12", "progression")
LOW_SAMPLE = specimen(her2(**LOW), receptor_readings=(ER,))
PNEUMONITIS = event(TDXD, "Pneumonitis", grade=2)
ADC = ("adc", "anti_her2", "topoisomerase-I ADC")


# in the order of the rule
@pytest.mark.parametrize(
    ("asks", "facts", "state"),
    [
        (row(her2="positive"), {"adverse_events": (PNEUMONITIS,)}, "blocked"),
        (row(her2="low"), {"treatments": (given(TDXD, "2023-01", line=1),)}, "in_use"),
        (row(her2="positive"), {"treatments": (given(TDXD, "2023-01", line=1),)}, "closed"),
        (row(her2="positive", prior_all=(CHEMOTHERAPY,)), {}, "closed"),
        (row(hormone_receptor="negative"), {}, "closed"),
        (row(her2="low", prior_all=(CHEMOTHERAPY,)), {}, "later"),
        (row("olaparib", alterations=(AlterationTerm("BRCA1", "germline"),)), {},
         "needs_information"),
        (row(her2="low"), {"adverse_events": (event(TDXD, "ILD"),)}, "needs_information"),
        (row(her2="low"), {"treatments": (given(TDXD, "2023-01", "2023-09", "progression"),)},
         "used"),
        (row(her2="low", prior_all=(CHEMOTHERAPY,)), {"treatments": (CAPE,)}, "open"),
        (row(her2="low"), {}, "open"),
    ],
)  # fmt: skip
def test_the_state_is_the_first_that_fits(asks, facts, state):
    assert option(asks, LOW_SAMPLE, **facts).state == state


def test_a_row_counts_from_its_approval_until_its_end():
    asks = row(approved_on=date(2022, 8, 5), ended_on=date(2024, 1, 1))

    def listed(*on: int) -> bool:
        facts = {"metastatic_on": "2019", "as_of": date(*on), "catalog": (asks,)}
        return bool(assessed(LOW_SAMPLE, **facts).options)

    assert [listed(2022, 8, 4), listed(2022, 8, 5)] == [False, True]
    assert [listed(2023, 12, 31), listed(2024, 1, 1)] == [True, False]


def test_nothing_is_offered_in_early_disease_or_after_death():
    assert not assessed(LOW_SAMPLE, catalog=(row(),)).options
    assert not assessed(
        LOW_SAMPLE, catalog=(row(),), metastatic_on="2019", deceased_on="2024"
    ).options


@pytest.mark.parametrize(
    ("wanted", "is_new"),
    [("low", True), ("low|ultralow", True), ("negative", False), ("any", False)],
)
def test_an_option_is_new_if_the_status_before_would_not_open_it(wanted, is_new):
    sample = specimen(her2("2016-05-12", reported_as="negative", **LOW))

    assert option(row(her2=wanted), sample).new_with_reclassification is is_new


@pytest.mark.parametrize(
    ("agent", "term", "facts", "blocks"),
    [
        (TDXD, "pneumonitis", {"grade": 2}, True),
        (TDXD, "PNEUMONITIS", {"grade": 1}, True),
        (TDXD, "pneumonitis", {"grade": 1, "resolved_on": "2024-06"}, False),
        (TDXD, "interstitial lung disease", {"hospitalised": True}, True),
        (TDXD, "ILD", {"grade": 3}, True),
        (TDXD, "organising pneumonia", {"grade": 2}, True),
        (TDXD, "mild cough", {"grade": 2}, False),
        (TDXD, "heart failure", {"grade": 2}, True),
        (TDXD, "heart failure", {"grade": 1}, False),
        (TDXD, "Left ventricular systolic dysfunction", {"grade": 3}, True),
        (TDXD, "nodular regenerative hyperplasia", {}, False),
        ("trastuzumab emtansine", "pneumonitis", {"grade": 1, "resolved_on": "2024"}, True),
        ("trastuzumab emtansine", "NRH", {}, True),
        ("trastuzumab", "pneumonitis", {"grade": 3}, False),
    ],
)
def test_a_harm_on_record_blocks_its_agent(agent, term, facts, blocks):
    found = option(row(agent), LOW_SAMPLE, adverse_events=(event(agent, term, **facts),))

    assert (found.state == "blocked") is blocks


GERMLINE = {"origin": "germline", "material": "blood"}


@pytest.mark.parametrize(
    ("term", "tests", "met"),
    [
        (("PIK3CA", "any"), [gene_test("PIK3CA")], MET),
        (("PIK3CA", "any"), [gene_test("PIK3CA", "not_detected")], NO),
        (("PIK3CA", "any"), [], UNKNOWN),
        (("PIK3CA", "any"), [gene_test("PIK3CA", on="2021-01"),
                             gene_test("PIK3CA", "not_detected", material="ctdna")], MET),
        (("PIK3CA", "any"), [gene_test("PIK3CA", "not_detected", material="ctdna")], UNKNOWN),
        (("PIK3CA", "absent"), [gene_test("PIK3CA", "not_detected")], MET),
        (("BRCA1", "germline"), [gene_test("BRCA1", **GERMLINE)], MET),
        (("BRCA1", "germline"), [gene_test("BRCA1", origin="somatic")], UNKNOWN),
        (("BRCA1", "germline"), [gene_test("BRCA1", "not_detected", **GERMLINE)], NO),
        (("NTRK3", "fusion"), [gene_test("NTRK3", alteration="ETV6-NTRK3 fusion")], MET),
        (("NTRK3", "fusion"), [gene_test("NTRK3", alteration="G623R")], NO),
        (("NTRK3", "fusion"), [gene_test("NTRK3")], UNKNOWN),
        (("BRAF", "V600E"), [gene_test("BRAF", alteration="V600E")], MET),
        (("BRAF", "V600E"), [gene_test("BRAF", alteration="K601E")], NO),
        (("BRAF", "V600E"), [gene_test("BRAF")], UNKNOWN),
        (("ESR1", "any"), [gene_test("ESR1", "not_detected", material="ctdna")], NO),
    ],
)  # fmt: skip
def test_an_alteration_is_met_by_the_test_that_decides(term, tests, met):
    asks = row("elacestrant", alterations=(AlterationTerm(*term),))
    criteria = option(asks, LOW_SAMPLE, alterations=tuple(tests)).criteria

    assert [c.met for c in criteria if c.kind == "alteration"] == [met]


def test_an_old_esr1_result_is_not_known_after_an_endocrine_progression():
    asks = row("elacestrant", alterations=(AlterationTerm("ESR1", "any"),))
    tests = (gene_test("ESR1", "not_detected", on="2022-01-10"),)
    letrozole = given("letrozole", "2020-01", "2022-02", "progression")

    found = option(asks, LOW_SAMPLE, alterations=tests, treatments=(letrozole,))

    assert (found.state, found.missing) == ("needs_information", ("esr1",))


@pytest.mark.parametrize(
    ("asks", "facts", "caution"),
    [
        (row(classes=ADC), {"treatments": (given("sacituzumab govitecan", "2022", "2023",
                                                 "progression"),)}, "same_payload"),
        (row("ribociclib", classes=["CDK4/6 inhibitor"]),
         {"treatments": (given("palbociclib", "2022", "2023", "progression"),)}, "same_class"),
        (row(), {"adverse_events": (event("paclitaxel", "pneumonitis", grade=1),)},
         "ild_history"),
        (row("capecitabine"), {"treatments": (given("capecitabine", "2010", "2011", "completed",
                                                    "adjuvant"),)}, "given_before"),
        (row(her2="low", prior_all=(CHEMOTHERAPY,)),
         {"treatments": (given("capecitabine", "2024"),)}, "line_under_way"),
    ],
)  # fmt: skip
def test_a_caution_stands_beside_the_option(asks, facts, caution):
    assert caution in option(asks, LOW_SAMPLE, **facts).cautions


def test_er_of_one_to_ten_percent_is_positive_with_a_caution():
    sample = specimen(her2(**LOW), receptor_readings=(receptors(er_percent=5),))

    found = option(row(hormone_receptor="positive"), sample)

    assert (found.state, found.cautions) == ("open", ("er_low",))
