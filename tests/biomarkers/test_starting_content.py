"""Agents, lists and catalog as a new installation has them."""

import pytest
from django.core.management import call_command
from django.db.models import Model

from biomarkers import models
from biomarkers.catalog.current import current_catalog
from biomarkers.catalog.starting_content import content_of
from biomarkers.catalog.tables import TABLES
from biomarkers.models import TreatmentOption
from patients.models import Agent, ConditionKind, RegimenName


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_row_of_a_file_is_stored_with_every_cell(db, table):
    stored = {table.key_of(cells): cells for cells in map(table.cells_of, table.rows.in_force())}
    wanted = list(content_of(table))

    assert len(stored) == len(wanted)
    for cells in wanted:
        found = stored[table.key_of(cells)]
        assert {name: _same(found[name]) for name in cells} == {
            name: _same(cell) for name, cell in cells.items()
        }


def _same(cell: str) -> str:
    """“no” where a file leaves the cell of yes or no empty; 9.0 and 9 are one number."""
    text = "" if cell == "no" else cell
    return text.removesuffix(".0")


@pytest.mark.parametrize(
    "model",
    [
        TreatmentOption, models.RegimenPart, models.AlterationCriterion,
        models.PriorTherapyCriterion, models.SafetyRule, models.EventTerm,
        models.BeforeStartCheck, models.OrganWord, models.Gene, models.GeneName, Agent,
        RegimenName, ConditionKind,
    ],
)  # fmt: skip
def test_what_is_shipped_could_have_been_entered_by_staff(db, model: type[Model]):
    assert model.objects.exists()
    for row in model.objects.all()[:400]:
        row.full_clean()


def test_the_tables_are_compiled_with_the_catalog(db):
    catalog = current_catalog()

    assert catalog.classes_of("trastuzumab deruxtecan") >= {"deruxtecan", "anti_her2"}
    assert catalog.organs.named_in("stomach, antrum") == "stomach"
    assert catalog.terms.read("pneumonitis").lists == {"ild"}
    assert len(catalog.safety.rules) == len(list(content_of(TABLES[1])))
    parts = {part.name: part.classes for row in catalog.rows for part in row.parts}
    assert parts["aromatase inhibitor"] >= {"aromatase inhibitor", "endocrine"}


def test_migrating_again_leaves_what_staff_changed(db):
    TreatmentOption.objects.filter(slug="letrozole").update(regimen="changed")
    Agent.objects.filter(name="letrozole").update(rxnorm_code="")
    models.SafetyRule.objects.filter(slug="copd").delete()

    call_command("migrate", verbosity=0)

    assert TreatmentOption.objects.get(slug="letrozole").regimen == "changed"
    assert Agent.objects.get(name="letrozole").rxnorm_code == ""
    assert not models.SafetyRule.objects.filter(slug="copd").exists()


def test_no_two_agents_share_a_code(db):
    codes = [code for code in Agent.objects.values_list("rxnorm_code", flat=True) if code]

    assert len(codes) == len(set(codes)) > 40
