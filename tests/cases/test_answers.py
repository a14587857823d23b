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
    unread = set(expected) - {"title", "rows", *LOOKED_AT}
    return [f"not looked at: {key}" for key in unread] + [
        f"{mrn} {key}: {told}"
        for key, look in LOOKED_AT.items()
        for mrn, wanted in expected.get(key, {}).items()
        for told in look(answers[mrn], wanted)
    ]


def _her2(answer: dict, wanted: dict):
    her2 = answer["her2"]
    yield from (her2[key] for key in ("category", "reason") if not fits(wanted[key], her2[key]))
    if "basis" in wanted and her2["basis"]["accession"] != wanted["basis"]:
        yield her2["basis"]


def _options(answer: dict, wanted: dict):
    states = {option["option"]: option["state"] for option in answer["options"]}
    return ((slug, states.get(slug)) for slug, state in wanted.items()
            if not fits(state, states.get(slug)))  # fmt: skip


def _cautions(answer: dict, slugs: list[str]):
    """None of them is open, in use or used without a word."""
    silent = [o for o in answer["options"] if o["state"] in ("open", "in_use", "used")]
    return (o["option"] for o in silent if o["option"] in slugs and not o["cautions"])


def _told(answer: dict, wanted: bool):
    codes = [action["code"] for action in answer["actions"]]
    return [] if answer["her2"]["flags"] or "review_discordance" in codes else ["nothing"]


LOOKED_AT = {
    "her2": _her2,
    "options": _options,
    "cautions": _cautions,
    "told": _told,
    "flags_without": lambda answer, flags: {*answer["her2"]["flags"]} & {*flags},
    "reclassified": lambda answer, wanted: {answer["her2"]["reclassified"]} - {wanted},
    "lines": lambda answer, wanted: wanted.items() - answer["lines"].items(),
}


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
