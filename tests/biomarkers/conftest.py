import pytest

from biomarkers.exchange.records.importing import import_folder
from patients.models import CareTeam
from tests.data import STORIES


@pytest.fixture(scope="module")
def stories(rows_of_module) -> CareTeam:
    """A team with the stories of the contract, read in once a module."""
    team = CareTeam.objects.create(name="Breast clinic")
    import_folder(STORIES, team=team.name)
    return team
