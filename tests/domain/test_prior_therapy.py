"""What labels ask of earlier treatment: counts of lines, relapses, agents and classes."""

import pytest

from biomarkers.domain.catalog import PriorTerm

from .builders import given, option, progressed, row

MET, NO, UNKNOWN = True, False, None


def terms(words: str) -> tuple[PriorTerm, ...]:
    """As the catalog writes them: `chemotherapy>=1;class:taxane`."""
    found = []
    for word in filter(None, words.split(";")):
        if word.startswith("progressed:"):
            _, measure, name = word.split(":")
            found.append(PriorTerm(f"progressed_{measure}", name=name))
        elif ">=" in word:
            measure, count = word.split(">=")
            found.append(PriorTerm(measure, at_least=int(count)))
        elif "<=" in word:
            measure, months = word.split("<=")
            found.append(PriorTerm(measure, within_months=int(months)))
        else:
            measure, name = word.split(":")
            found.append(PriorTerm(measure, name=name))
    return tuple(found)


def prior(*, all_of: str = "", any_of: str = "", **facts) -> list[bool | None]:
    asks = row("vinorelbine", prior_all=terms(all_of), prior_any=terms(any_of))
    return [c.met for c in option(asks, **facts).criteria if c.kind.startswith("prior")]


def early(agent: str, ended_on: str | None = "2015-06-10", reason: str | None = "completed"):
    return given(agent, "2015-01", ended_on, reason, setting="adjuvant")


def line(number: int, *agents: str, reason: str = "progression") -> list:
    year = 2019 + number
    return [given(a, f"{year}-01", f"{year}-11", reason, line=number) for a in agents]


ENDOCRINE, CHEMOTHERAPY = line(1, "letrozole", "palbociclib"), line(2, "capecitabine")
ANTI_HER2, ADC = line(3, "trastuzumab", "docetaxel"), line(4, "sacituzumab govitecan")
TDXD, SUPPORT = line(5, "trastuzumab deruxtecan"), line(6, "goserelin", "denosumab")


@pytest.mark.parametrize(
    ("measure", "count"),
    [
        ("endocrine", 1),
        ("chemotherapy", 2),
        ("anti_her2", 2),
        ("adc", 2),
        ("systemic", 5),
        ("endocrine_any", 2),
        ("chemotherapy_any", 3),
        ("anti_her2_any", 2),
        ("adc_any", 2),
        ("systemic_any", 6),
        ("endocrine_progressed", 1),
        ("systemic_besides_one_endocrine", 4),
    ],
)
def test_lines_are_counted_by_kind_and_an_early_course_once(measure, count):
    given_so_far = [
        *ENDOCRINE, *CHEMOTHERAPY, *ANTI_HER2, *ADC, *TDXD, *SUPPORT,
        early("tamoxifen"), early("paclitaxel"), early("doxorubicin"),
    ]  # fmt: skip

    assert prior(all_of=f"{measure}>={count}", treatments=given_so_far) == [MET]
    assert prior(all_of=f"{measure}>={count + 1}", treatments=given_so_far) == [NO]


def test_one_endocrine_line_is_set_aside_only_where_there_is_one():
    asked = "systemic_besides_one_endocrine>=2"

    assert prior(all_of=asked, treatments=CHEMOTHERAPY + ADC) == [MET]
    assert prior(all_of=asked, treatments=ENDOCRINE + ADC) == [NO]


@pytest.mark.parametrize(
    ("treatments", "facts", "met"),
    [
        (ENDOCRINE, {}, MET),
        (line(1, "letrozole", reason="toxicity"), {}, NO),
        ([early("tamoxifen")], {}, NO),
        ([early("tamoxifen")], {"metastatic_on": "2016-06-10"}, MET),
        ([early("tamoxifen")], {"metastatic_on": "2016-06-11"}, NO),
        ([early("tamoxifen", None, "completed")], {}, UNKNOWN),
        ([early("tamoxifen", None, None)], {}, MET),
        ([early("paclitaxel")], {}, NO),
        ([early("tamoxifen"), *CHEMOTHERAPY], {"metastatic_on": None}, UNKNOWN),
        ([early("tamoxifen"), *ENDOCRINE], {"metastatic_on": None}, MET),
        (CHEMOTHERAPY, {"metastatic_on": None}, NO),
        ([early("tamoxifen")], {"metastatic_on": "2014"}, NO),
        ([], {}, NO),
    ],
)
def test_endocrine_failed_counts_progressions_and_a_relapse(treatments, facts, met):
    assert prior(all_of="endocrine_failed>=1", treatments=treatments, **facts) == [met]


def test_a_relapse_adds_one_to_the_endocrine_progressions():
    treatments = [*ENDOCRINE, early("tamoxifen"), early("letrozole")]
    facts = {"treatments": treatments, "metastatic_on": "2016"}

    assert prior(all_of="endocrine_failed>=2", **facts) == [MET]
    assert prior(all_of="endocrine_failed>=3", **facts) == [NO]


@pytest.mark.parametrize(("metastatic_on", "met"), [("2019", MET), ("2014", NO), (None, UNKNOWN)])
def test_some_labels_ask_for_a_relapse_however_long_after(metastatic_on, met):
    facts = {"treatments": [early("tamoxifen"), *CHEMOTHERAPY], "metastatic_on": metastatic_on}

    assert prior(all_of="endocrine_failed_any_time>=1", **facts) == [met]


@pytest.mark.parametrize(
    ("treatments", "metastatic_on", "met"),
    [
        ([early("docetaxel", "2015-06-10")], "2015-12-10", MET),
        ([early("docetaxel", "2015-06-10")], "2015-12-11", NO),
        ([early("docetaxel", "2015-08-31")], "2016-02-29", MET),
        ([early("docetaxel", "2015-08-31")], "2016-03-01", NO),
        ([early("docetaxel", "2015-06")], "2015-12-30", MET),
        ([early("docetaxel", None, None)], "2015-12-11", MET),
        ([early("docetaxel", None, "completed")], "2015-12-11", UNKNOWN),
        ([early("docetaxel", None, "completed"), early("doxorubicin")], "2015-12-01", MET),
        ([early("doxorubicin"), early("docetaxel", "2015-09-10")], "2016-03-01", MET),
        ([early("docetaxel")], "2014", NO),
        ([early("tamoxifen")], "2015-12-10", NO),
        ([], "2015-12-10", NO),
        ([early("docetaxel"), *CHEMOTHERAPY], None, UNKNOWN),
        (CHEMOTHERAPY, None, NO),
    ],
)
def test_a_relapse_counts_by_calendar_months_from_the_last_agent(treatments, metastatic_on, met):
    asked = "relapse_after_adjuvant_chemotherapy<=6"

    assert prior(any_of=asked, treatments=treatments, metastatic_on=metastatic_on) == [met]


@pytest.mark.parametrize(
    ("asked", "agent"),
    [("relapse_after_adjuvant_anti_her2<=6", "trastuzumab"),
     ("relapse_after_adjuvant_endocrine<=6", "tamoxifen")],
)  # fmt: skip
def test_a_relapse_is_asked_of_agents_of_its_class(asked, agent):
    facts = {"metastatic_on": "2015-12-10"}

    assert prior(any_of=asked, treatments=[early(agent)], **facts) == [MET]
    assert prior(any_of=asked, treatments=[early("docetaxel")], **facts) == [NO]


@pytest.mark.parametrize(
    ("asked", "met"),
    [
        ("agent:trastuzumab", MET),
        ("agent:trastuzumab deruxtecan", NO),
        ("class:taxane", MET),
        ("class:anthracycline", MET),
        ("class:aromatase inhibitor", NO),
    ],
)
def test_an_agent_or_class_counts_in_any_setting(asked, met):
    assert prior(all_of=asked, treatments=[*ANTI_HER2, early("doxorubicin")]) == [met]


def test_each_word_that_all_must_meet_is_a_criterion_and_those_of_any_are_one():
    found = prior(
        all_of="class:taxane;agent:capecitabine",
        any_of="chemotherapy>=2;endocrine>=1",
        treatments=ANTI_HER2 + ENDOCRINE,
    )

    assert found == [MET, NO, MET]


def test_of_words_of_which_one_is_enough_not_known_goes_before_no():
    facts = {"treatments": [early("docetaxel"), *ENDOCRINE], "metastatic_on": None}
    words = "relapse_after_adjuvant_chemotherapy<=6;chemotherapy>=1"

    assert prior(any_of=words, **facts) == [UNKNOWN]
    assert option(row("vinorelbine", prior_any=terms(words)), **facts).missing == ("prior_therapy",)


def test_earlier_treatment_that_is_known_is_not_missing():
    asks = row("vinorelbine", prior_all=terms("chemotherapy>=1"))

    assert option(asks).missing == ()
    assert option(asks, treatments=CHEMOTHERAPY).missing == ()


# Progressed: an agent or a class, in any setting.


@pytest.mark.parametrize(
    ("treatments", "facts", "met"),
    [
        (line(1, "letrozole"), {}, MET),
        (line(1, "letrozole", reason="toxicity"), {}, NO),
        (line(1, "letrozole", reason="unknown"), {}, UNKNOWN),
        (line(1, "anastrozole"), {}, NO),
        ([], {}, NO),
        ([given("letrozole", "2020-01")], {"progressions": [progressed("2021")]}, MET),
        ([given("letrozole", "2020-01")], {}, NO),
        ([early("letrozole", "2016")], {"metastatic_on": "2015-06"}, MET),
        ([early("letrozole", "2015-06-10")], {"metastatic_on": "2016-06-10"}, MET),
        ([early("letrozole", "2015-06-10")], {"metastatic_on": "2016-06-11"}, NO),
        ([early("letrozole", None)], {"metastatic_on": "2016-06-11"}, UNKNOWN),
        ([early("letrozole"), *line(1, "capecitabine")], {"metastatic_on": None}, UNKNOWN),
    ],
)
def test_an_agent_progressed_in_a_line_or_by_metastases_on_it_or_soon_after(treatments, facts, met):
    assert prior(all_of="progressed:agent:letrozole", treatments=treatments, **facts) == [met]
    assert prior(any_of="progressed:class:aromatase inhibitor", treatments=treatments, **facts) == [
        MET if treatments == line(1, "anastrozole") else met
    ]


@pytest.mark.parametrize(
    ("agent", "metastatic_on", "met"),
    [
        ("palbociclib", "2016-06-10", MET),
        ("palbociclib", "2016-06-11", NO),
        ("docetaxel", "2015-06-10", MET),
        ("docetaxel", "2015-06-11", NO),
    ],
)
def test_only_endocrine_drugs_and_cdk46_inhibitors_fail_within_a_year_of_their_end(
    agent, metastatic_on, met
):
    facts = {"treatments": [early(agent)], "metastatic_on": metastatic_on}

    assert prior(all_of=f"progressed:agent:{agent}", **facts) == [met]


# A line that is still working, and a history that is not known.


@pytest.mark.parametrize(
    ("asked", "treatments", "state"),
    [
        ("chemotherapy>=1", [given("capecitabine", "2024")], "next"),
        ("chemotherapy>=1", [*CHEMOTHERAPY, given("letrozole", "2024", line=3)], "next"),
        ("chemotherapy>=1", CHEMOTHERAPY, "open"),
        ("chemotherapy>=2", [given("capecitabine", "2024")], "later"),
        ("endocrine_progressed>=1", [given("letrozole", "2024")], "later"),
        # it is not known why letrozole was ended, and the line goes on with its partner
        ("endocrine_progressed>=1", [*line(1, "letrozole", reason="unknown"),
                                     given("palbociclib", "2020", line=1)], "later"),
        # an older line that still works counts only for later
        ("anti_her2>=1", [given("trastuzumab", "2020", line=1), *line(3, "letrozole")], "next"),
        ("agent:trastuzumab", [given("trastuzumab", "2020", line=1), *line(3, "letrozole")],
         "open"),
    ],
)  # fmt: skip
def test_a_count_that_needs_a_line_under_way_is_for_later(asked, treatments, state):
    assert option(row("vinorelbine", prior_all=terms(asked)), treatments=treatments).state == state


@pytest.mark.parametrize(
    ("asked", "met"),
    [
        ("chemotherapy>=1", MET),
        ("chemotherapy>=2", UNKNOWN),
        ("agent:capecitabine", MET),
        ("agent:eribulin", UNKNOWN),
        ("progressed:agent:capecitabine", MET),
        ("progressed:class:taxane", UNKNOWN),
        ("relapse_after_adjuvant_chemotherapy<=6", UNKNOWN),
    ],
)
def test_nothing_follows_from_absence_while_the_history_is_incomplete(asked, met):
    facts = {"treatments": CHEMOTHERAPY, "treatment_history": "incomplete"}

    assert prior(all_of=asked, **facts) == [met]
    missing = () if met is MET else ("treatment_history",)
    assert option(row("vinorelbine", prior_all=terms(asked)), **facts).missing == missing
