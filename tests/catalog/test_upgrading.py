"""A newer edition of the starting content: a draft row by row, and what staff changed survives."""

import pytest

from biomarkers.catalog.starting_content import EDITION, content_of
from biomarkers.catalog.tables import TABLE_OF
from biomarkers.models import CatalogDraft, CatalogVersion, TreatmentOption
from biomarkers.publishing.comparing import changes_of
from biomarkers.publishing.upgrading import offer_edition

pytestmark = pytest.mark.django_db

OPTIONS = TABLE_OF[TreatmentOption]


@pytest.fixture
def older_installation():
    """The options of the edition before, as an installation of it has them."""
    TreatmentOption.objects.all().delete()
    CatalogVersion.objects.update(edition=None)
    rows = list(content_of(OPTIONS, f"-{EDITION - 1}"))
    places = ({"position": n, "since": 1} for n in range(1, len(rows) + 1))
    OPTIONS.make_all(rows, places)


def changes() -> dict[str, dict[str, str]]:
    """By option, the cells that the draft would change."""
    draft = offer_edition()
    return {c.name: {cell.column: cell.after for cell in c.cells} for c in changes_of(draft)}


def test_a_new_installation_is_offered_nothing():
    assert offer_edition() is None


def test_every_row_that_differs_is_offered_once(older_installation):
    wanted = {OPTIONS.key_of(cells)[0] for cells in content_of(OPTIONS)}
    offered = changes()

    assert set(offered) <= wanted
    assert "tdxd-residual" in offered
    assert offered["letrozole"]["evidence"] in "ABCD"
    assert offer_edition() is None
    assert CatalogDraft.objects.count() == 1


def test_what_staff_changed_stays_and_the_rest_takes_the_new_value(older_installation):
    row = TreatmentOption.objects.get(slug="letrozole")
    row.source, row.first_line = "Our own reading of the label", "endocrine"
    row.save()

    offered = changes()["letrozole"]

    assert "source" not in offered
    assert "first_line" not in offered
    assert offered["step"]


def test_a_row_that_staff_took_out_is_not_offered_again(older_installation):
    TreatmentOption.objects.get(slug="letrozole").delete()

    assert "letrozole" not in changes()


def test_a_row_of_their_own_stays(older_installation):
    cells = OPTIONS.cells_of(TreatmentOption.objects.get(slug="letrozole"))
    OPTIONS.make({**cells, "option": "of-our-own"}, position=1, since=1)

    assert "of-our-own" not in changes()


def test_nobody_here_is_the_author_of_what_came_with_the_program(older_installation):
    draft = offer_edition()

    assert draft.created_by is None
    assert {row.changed_by for row in draft.treatmentoption_changes.all()} == {None}
