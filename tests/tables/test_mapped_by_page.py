"""Tables of hospitals, each mapped by page alone from nothing, against a truth written first."""

import pytest

from tests.data import TABLES

from .answering import Answers, imported, mapped, uploaded
from .judging import judged

pytestmark = pytest.mark.usefixtures("uploads")
MAY_BE_MISSED = {"unseen": 4}  # columns; of the others none


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("de_tumordoku", "export.csv"),
        ("de_tumordoku", "export.xlsx"),
        ("us_pathology", "export.csv"),
        ("us_pathology", "export.xlsx"),
        ("side_by_side", "export.csv"),
        ("unseen", "export.csv"),
    ],
)
def test_a_table_is_mapped_by_page_and_nothing_is_stored_that_it_does_not_say(
    manager_client, team, name, file
):
    answers = Answers.of(name)
    job = uploaded(manager_client, team, TABLES / name / file)

    proposal, _ = mapped(manager_client, job, answers)
    imported(manager_client, job)
    found = judged(team, TABLES / name / "truth")

    assert proposal.wrong == []
    assert len(proposal.missed) <= MAY_BE_MISSED.get(name, 0)
    assert found.wrong == []
    assert found.missing.total() == found.missing["biopsies.csv kind"]  # which no table says
