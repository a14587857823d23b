"""While an import holds its team, others save; who waits too long is told. Only on PostgreSQL."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections, transaction

from biomarkers.exchange.records import importing
from biomarkers.exchange.records.faults import Refused
from patients.actions import save_facts
from patients.models import CareTeam, Patient
from tests.factories import PatientFactory


@pytest.fixture
def two_teams(transactional_db):
    return [CareTeam.objects.create(name=name) for name in ("Breast clinic", "Second clinic")]


def elsewhere(work):
    """In a connection of its own, as another web process."""

    def done():
        try:
            return work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(done).result(timeout=30)


def test_a_save_of_any_team_does_not_wait_for_an_import(two_teams):
    def save_one_of_each() -> float:
        start = time.perf_counter()
        for team in two_teams:
            save_facts([PatientFactory.build(care_team=team, mrn=f"M-{team.pk}")], by=None)
        return time.perf_counter() - start

    with transaction.atomic():
        importing.team_named("Breast clinic")
        assert elsewhere(save_one_of_each) < 5

    assert Patient.objects.count() == 2


def test_an_import_waits_for_another_of_its_team_and_for_no_other(two_teams, tmp_path, monkeypatch):
    """One that waits too long is refused with a sentence."""
    monkeypatch.setattr(importing, "LOCK_SECONDS", 1)
    (tmp_path / "patients.csv").write_text("mrn\nM-1\n")

    with transaction.atomic():
        importing.team_named("Breast clinic")
        with pytest.raises(Refused, match="Nothing was imported"):
            elsewhere(lambda: importing.import_folder(tmp_path, team="Breast clinic"))
        elsewhere(lambda: importing.import_folder(tmp_path, team="Second clinic"))

    assert Patient.objects.get().care_team.name == "Second clinic"
