"""Agents and catalog as a new installation has them."""

import csv

from django.core.management import call_command

from biomarkers.catalog.current import current_catalog
from biomarkers.catalog.starting_content import CATALOGUE
from biomarkers.models import TreatmentOption
from patients.models import Agent


def test_every_row_of_the_catalog_is_there_with_its_dates_and_figures(db):
    with CATALOGUE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))

    loaded = {row.slug: row for row in current_catalog().rows}

    assert list(loaded) == [row["option"] for row in rows]
    for row in rows:
        found = loaded[row["option"]]
        assert found.approved_on.isoformat() == row["approved_on"]
        assert found.her2 == row["her2"]
        assert " + ".join(part.name for part in found.parts).count("+") == row["regimen"].count("+")
        assert len(found.prior_all) == len(row["prior_all"].split(";")) * bool(row["prior_all"])
        assert len(found.prior_any) == len(row["prior_any"].split(";")) * bool(row["prior_any"])
        assert str(found.pfs_months or "") == str(
            row["pfs_months"] and format(float(row["pfs_months"]), ".1f")
        )


def test_migrating_again_leaves_what_staff_changed(db):
    TreatmentOption.objects.filter(slug="letrozole").update(regimen="changed")
    Agent.objects.filter(name="letrozole").update(rxnorm_code="")

    call_command("migrate", verbosity=0)

    assert TreatmentOption.objects.get(slug="letrozole").regimen == "changed"
    assert Agent.objects.get(name="letrozole").rxnorm_code == ""


def test_no_two_agents_share_a_code(db):
    codes = [code for code in Agent.objects.values_list("rxnorm_code", flat=True) if code]

    assert len(codes) == len(set(codes)) > 40
