"""Record folders of cases/: what follows of each record, compared with its expected.json."""

import json
from datetime import date

import pytest

from biomarkers.catalog.current import current_catalog
from biomarkers.domain.assessment import assess
from biomarkers.exchange.answers import answer_of
from biomarkers.exchange.records.faults import Refused
from biomarkers.exchange.records.importing import import_folder
from biomarkers.models import Alteration
from biomarkers.record.reading import patients_with_record, record_of
from patients.dates import PartialDate
from patients.models import AgentGiven, LikelyDuplicate, Patient
from tests.data import CASES

TODAY = date(2026, 11, 26)
EXPECTED = {
    path.parent.name: json.loads(path.read_text(encoding="utf-8"))
    for path in sorted(CASES.glob("*/expected.json"))
    if (path.parent / "in").is_dir()
}


def answers_of(name: str, on: date = TODAY) -> dict[str, dict]:
    """Of a case that is imported whole, by record number."""
    import_folder(CASES / name / "in", today=TODAY)
    catalog = current_catalog()
    patients = patients_with_record(Patient.objects.all())
    return {p.mrn: answer_of(assess(record_of(p), catalog, on)) for p in patients}


def fits(wanted, found) -> bool:
    return found in wanted if isinstance(wanted, list) else found == wanted


def differences(expected: dict, answers: dict[str, dict]) -> list[str]:
    """What is otherwise than expected; every key of the file is looked at."""
    wrong = []

    def check(is_right: bool, *told) -> None:
        if not is_right:
            wrong.append(" ".join(map(str, told)))

    for mrn, wanted in expected.get("her2", {}).items():
        her2 = answers[mrn]["her2"]
        check(fits(wanted["category"], her2["category"]), mrn, her2["category"])
        check(fits(wanted["reason"], her2["reason"]), mrn, her2["reason"])
        if "basis" in wanted:
            check(her2["basis"]["accession"] == wanted["basis"], mrn, her2["basis"])
    for mrn, wanted in expected.get("options", {}).items():
        states = {option["option"]: option["state"] for option in answers[mrn]["options"]}
        for slug, state in wanted.items():
            check(fits(state, states.get(slug)), mrn, slug, states.get(slug))
    for mrn, slugs in expected.get("cautions", {}).items():
        options = {option["option"]: option for option in answers[mrn]["options"]}
        for option in (options[slug] for slug in slugs if slug in options):
            silent = option["state"] in ("open", "in_use", "used") and not option["cautions"]
            check(not silent, mrn, option["option"], "open without a word")
    for mrn in expected.get("told", {}):
        codes = [action["code"] for action in answers[mrn]["actions"]]
        told = answers[mrn]["her2"]["flags"] or "review_discordance" in codes
        check(bool(told), mrn, "nothing told")
    for mrn, flags in expected.get("flags_without", {}).items():
        check(not {*answers[mrn]["her2"]["flags"]} & {*flags}, mrn, flags)
    for mrn, wanted in expected.get("reclassified", {}).items():
        check(answers[mrn]["her2"]["reclassified"] is wanted, mrn, "reclassified")
    for mrn, wanted in expected.get("lines", {}).items():
        check(wanted.items() <= answers[mrn]["lines"].items(), mrn, answers[mrn]["lines"])
    known = {"title", "rows", "her2", "options", "cautions", "told", "flags_without",
             "reclassified", "lines"}  # fmt: skip
    check(set(expected) <= known, "not looked at:", set(expected) - known)
    return wrong


@pytest.mark.parametrize("name", EXPECTED)
def test_what_follows_is_as_expected(team, name):
    assert differences(EXPECTED[name], answers_of(name)) == []


def test_a_progression_on_a_running_line_counts_and_asks_for_the_next_tests(team):
    codes = {a["code"] for a in answers_of("c01_progressed_still_given")["CL1"]["actions"]}

    assert {"test_esr1", "test_pik3ca_akt1_pten"} <= codes


def test_every_suffix_is_its_base_agent_and_stays_as_it_was_written(team):
    answers_of("p01_agent_suffixes")
    named = dict(AgentGiven.objects.values_list("agent_as_written", "agent__name"))

    assert named["trastuzumab-dkst"] == named["trastuzumab-anns"] == "trastuzumab"
    assert named["ado-trastuzumab emtansine"] == "trastuzumab emtansine"
    assert named["fam-trastuzumab deruxtecan-nxki"] == "trastuzumab deruxtecan"
    assert len({name for name in named.values() if "trastuzumab" in name}) == 3


REFUSED = {
    "p02_regimen_names": [
        "“TCHP” names several agents: write carboplatin, docetaxel, pertuzumab and trastuzumab",
        "“AC-T” names several agents",
        "“trastuzumab/pertuzumab” names several agents: write trastuzumab and pertuzumab",
    ],
    "p05_after_death": ["treatments.csv:3", "is after the patient died"],
    "p06_timestamps": ["“02/01/2023”", "“Feb 2023”", "“2023-Q1”", "“1965-04-02T00:00:00”"],
    "p12_end_before_start": ["treatments.csv:2", "end"],
    "p14_her2_words": ["“2+/FISH-”", "“<1+”", "“NA”", "“Equivocal (2+)”"],
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_meant_is_refused_with_all_its_lines(team, name):
    with pytest.raises(Refused) as refused:
        answers_of(name)

    told = str(refused.value)
    assert [words for words in REFUSED[name] if words not in told] == []
    assert not Patient.objects.exists()
    if name == "p12_end_before_start":  # a month and a year may be later than the day
        assert "treatments.csv:3" not in told
        assert "treatments.csv:4" not in told


def test_one_person_under_three_numbers_is_stored_told_and_listed_for_merging(team):
    done = import_folder(CASES / "p07_same_person_twice" / "in", today=TODAY)

    assert Patient.objects.count() == 3
    assert len([w for w in done.warnings if "PC9" in str(w)]) >= 2
    assert LikelyDuplicate.objects.count() == 3


def test_variants_are_of_their_gene_and_as_they_were_written(team):
    answers_of("p08_variant_words")
    found = set(Alteration.objects.values_list("gene", "alteration"))

    assert {("ESR1", "p.Asp538Gly"), ("ESR1", "c.1613A>G"), ("ERBB2", "L755S"),
            ("TP53", "R175H"), ("PIK3CA", "p.(His1047Arg)")} <= found  # fmt: skip
    assert {gene for gene, _ in found} == {"ESR1", "ERBB2", "PIK3CA", "TP53", "BRCA2"}


def test_words_of_plasma_tests_are_refused_and_none_is_taken_as_detected(team):
    """“VUS” is a result of its own; the other words are refused with those that there are."""
    with pytest.raises(Refused) as refused:
        answers_of("p09_ctdna_words")

    told = str(refused.value)
    assert all(f"“{word}” must be one of" in told for word in ("wild type", "plasma", "saliva"))
    assert "VUS" not in told
    assert not Alteration.objects.exists()


def test_ecog_is_that_of_the_day_asked(team, tmp_path):
    (tmp_path / "patients.csv").write_text("mrn,family_name,metastatic_on\nPE1,E,2026-01\n")
    (tmp_path / "performance.csv").write_text(
        (CASES / "p16_ecog_over_time" / "ecog.csv").read_text()
    )
    import_folder(tmp_path, today=TODAY)
    dated = Patient.objects.get().performance_statuses

    assert list(dated.values_list("on", "ecog")) == [
        (PartialDate("2026-04-01"), 0),
        (PartialDate("2026-04-30"), 1),
    ]
