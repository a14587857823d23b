"""A field that is added to the record is in its folder and on its form, or a reason says why."""

from collections import defaultdict

import pytest

from biomarkers.domain.codes import MarkerKind
from biomarkers.entry.kinds import FACT_KINDS
from biomarkers.exchange.records.checking import MARKER_VALUES
from biomarkers.exchange.records.tables import TABLES
from biomarkers.models import Alteration, BoardDecision, PathologyReport, WorkStep
from patients.models import AdverseEvent, AgentGiven, ClinicalFact, Patient

FACTS = [table.model for table in TABLES if issubclass(table.model, ClinicalFact)]
AS_WRITTEN = [
    (AgentGiven, "agent_as_written"),
    (AdverseEvent, "agent_as_written"),
    (Alteration, "gene_as_written"),
]
NOT_IN_A_FOLDER = {
    (Patient, "care_team"): "a folder is of one team",
    (Patient, "merged_into"): "the record that remains goes out",
    (PathologyReport, "team"): "a folder is of one team",
    (WorkStep, "decision"): "the step says all that it did",
    (BoardDecision, "meeting"): "its meeting names it, beside the tables",
    (WorkStep, "assessment"): "worked out again from the record",
    **dict.fromkeys(((fact, "in_error") for fact in FACTS), "an error leaves every export"),
    **dict.fromkeys(AS_WRITTEN, "the name that it was recognized as goes out"),
}
NOT_ON_A_FORM = {
    (Patient, "date_basis"): "a person enters the dates of the calendar",
}


def _fields_in_folders() -> dict[type, set[str]]:
    found = defaultdict(set)
    for table in TABLES:
        for column in table.file.columns:
            found[table.model].add(table.paths.get(column.name, column.name).partition("__")[0])
        found[table.model] |= {f"{column}_name" for column in table.people}
    return found


@pytest.mark.parametrize(
    ("model", "in_folders"),
    _fields_in_folders().items(),
    ids=lambda part: getattr(part, "__name__", ""),
)
def test_every_field_of_the_record_goes_out_and_comes_in(model, in_folders):
    fields = {field.name for field in model._meta.concrete_fields if field.name != "id"}

    assert {name for name in fields - in_folders if (model, name) not in NOT_IN_A_FOLDER} == set()


@pytest.mark.parametrize("noun", FACT_KINDS.values(), ids=FACT_KINDS)
def test_every_field_of_the_record_can_be_entered(noun):
    editable = {f.name for f in noun.model._meta.concrete_fields if f.editable}
    missing = editable - set(noun.form.base_fields) - {"id", "patient"}

    assert {name for name in missing if (noun.model, name) not in NOT_ON_A_FORM} == set()


def test_every_marker_says_which_values_it_takes():
    assert set(MARKER_VALUES) == set(MarkerKind)
