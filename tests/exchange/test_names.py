"""Which agent and which gene a cell names: whole names, however they are spelled."""

import pytest

from biomarkers.exchange.records.agents import agent_named
from biomarkers.exchange.records.cells import BadCell
from biomarkers.exchange.records.importing import import_folder
from biomarkers.exchange.records.names import Names
from biomarkers.models import Alteration
from patients.models import AgentGiven

from .folders import written


@pytest.fixture
def names(db) -> Names:
    return Names.stored()


@pytest.mark.parametrize(
    ("cell", "agent"),
    [
        ("trastuzumab", "trastuzumab"),
        ("Herceptin", "trastuzumab"),
        ("trastuzumab-dkst", "trastuzumab"),
        ("TRASTUZUMAB dkst", "trastuzumab"),
        ("ado-trastuzumab emtansine", "trastuzumab emtansine"),
        ("T-DM1", "trastuzumab emtansine"),
        ("fam-trastuzumab deruxtecan-nxki", "trastuzumab deruxtecan"),
        ("2267582", "trastuzumab deruxtecan"),
        ("Nab Paclitaxel", "nab-paclitaxel"),
        ("létrozole", "letrozole"),
    ],
)
def test_an_agent_is_named_without_regard_to_case_accents_spaces_and_hyphens(names, cell, agent):
    assert agent_named(names.agents, cell) == agent


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("TCHP", "write carboplatin, docetaxel, pertuzumab and trastuzumab"),
        ("ac-t", "write cyclophosphamide, doxorubicin and paclitaxel"),
        ("Phesgo", "write pertuzumab and trastuzumab"),
        ("trastuzumab/pertuzumab", "write trastuzumab and pertuzumab"),
        ("pertuzumab, trastuzumab, and hyaluronidase-zzxf", "write pertuzumab and trastuzumab"),
        ("trastuzumad", "did you mean trastuzumab?"),
        ("trastuz", "is not a known drug"),
        ("trastuzumab for a year", "is not a known drug"),
    ],
)
def test_what_names_no_agent_or_several_is_refused_and_says_what_to_write(names, cell, told):
    with pytest.raises(BadCell, match=told.replace("?", r"\?")):
        agent_named(names.agents, cell)


@pytest.mark.parametrize(
    ("cell", "symbol"),
    [
        ("ESR1", "ESR1"),
        ("esr 1", "ESR1"),
        ("HER2", "ERBB2"),
        ("her-2/neu", "ERBB2"),
        ("P53", "TP53"),
        ("BRAC1", "BRCA1"),
        ("FGFR2", "FGFR2"),
        ("a gene of no list", "a gene of no list"),
    ],
)
def test_a_gene_is_named_by_symbol_alias_and_known_misspelling(names, cell, symbol):
    assert names.gene_named(cell) == symbol


@pytest.mark.parametrize(
    ("cell", "meant"), [("PIK3CB1", None), ("PIK3C", "PIK3CA"), ("ESRR1", "ESR1"), ("DPYX", "DPYD")]
)
def test_a_gene_one_letter_away_from_one_that_is_asked_for_is_refused(names, cell, meant):
    if meant is None:
        assert names.gene_named(cell) == cell
        return
    with pytest.raises(BadCell, match=f"did you mean {meant}"):
        names.gene_named(cell)


def test_what_was_written_is_kept_beside_the_name(db, tmp_path):
    folder = written(
        tmp_path,
        {
            "patients.csv": "mrn\nM1\n",
            "treatments.csv": "mrn,setting,agent,started_on\nM1,metastatic,Enhertu,2024-01\n",
            "alterations.csv": "mrn,tested_on,gene,result\nM1,2024,HER2,detected\n",
        },
    )
    import_folder(folder)
    again = import_folder(folder)

    given, test = AgentGiven.objects.get(), Alteration.objects.get()
    assert (given.agent.name, given.agent_as_written) == ("trastuzumab deruxtecan", "Enhertu")
    assert (test.gene, test.gene_as_written) == ("ERBB2", "HER2")
    assert all(counts.new == counts.changed == 0 for counts in again.counts.values())
