"""What the record refuses, in the sentence that the user reads, and who may see it."""

import pytest
from django.contrib.auth.models import Permission, User
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from biomarkers.models import MarkerResult
from patients.actions import save_facts
from patients.models import (
    AdverseEvent,
    Agent,
    AgentGiven,
    Biopsy,
    Condition,
    ConditionKind,
    LineOfTreatment,
    LVEFMeasurement,
    Patient,
    PerformanceStatus,
    Procedure,
)
from tests.factories import AgentGivenFactory, BiopsyFactory, HER2ReadingFactory, PatientFactory


def letrozole() -> Agent:
    return Agent.objects.get(name="letrozole")


def kind(code: str) -> ConditionKind:
    return ConditionKind.objects.get(code=code)


BAD = [
    (lambda p: PerformanceStatus(patient=p, on="2020", ecog=5), "ECOG is 0 to 4"),
    (lambda p: LVEFMeasurement(patient=p, measured_on="2020", percent=100), "LVEF is 1 to 99%"),
    (lambda p: Condition(patient=p, kind=kind("diabetes"), noted_on="2020", resolved_on="2019"),
     "A condition cannot resolve before it was noted"),
    (lambda p: Biopsy(patient=p, accession="S1", collected_on="2016", site="liver"),
     "already has a biopsy with this accession number"),
    (lambda p: LineOfTreatment(patient=p, number=0), "Line numbers start at 1"),
    (lambda p: AgentGiven(patient=p, agent=letrozole(), setting="metastatic",
                          started_on="2020-05", ended_on="2020-04"),
     "must be on or after the start date"),
    (lambda p: AgentGiven(patient=p, agent=letrozole(), setting="adjuvant", started_on="2020-05",
                          line=LineOfTreatment.objects.create(patient=p, number=1)),
     "Only metastatic treatment has a line number"),
    (lambda p: AdverseEvent(patient=p, agent=letrozole(), term="pain", onset_on="2020", grade=6),
     "Enter a CTCAE grade from 1 to 5"),
    (lambda p: AdverseEvent(patient=p, agent=letrozole(), term="pain", onset_on="2020-05",
                            resolved_on="2020-04"), "must be on or after the onset date"),
    (lambda p: Procedure(patient=p, kind="surgery", started_on="2020", ended_on="2019"),
     "must be on or after the start date"),
    (lambda p: MarkerResult(patient=p, tested_on="2020", marker="msi", value="12"),
     "Enter high, low or stable for MSI"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "severity", "sentence"),
    [
        ("diabetes", "mild", "The severity of diabetes mellitus type 2 is one of: diet, oral, ins"),
        ("hiv", "mild", "HIV infection is recorded without a severity"),
    ],
)
def test_a_condition_has_a_severity_of_its_own_list(patient, code, severity, sentence):
    condition = Condition(patient=patient, kind=kind(code), noted_on="2020", severity=severity)

    with pytest.raises(ValidationError, match=sentence):
        save_facts([condition], by=None)


@pytest.fixture
def patient(db):
    return BiopsyFactory(accession="S1").patient


@pytest.mark.parametrize(("bad", "sentence"), BAD, ids=[sentence for _, sentence in BAD])
def test_a_bad_fact_is_refused_in_words_and_by_the_database(patient, bad, sentence):
    fact = bad(patient)

    with pytest.raises(ValidationError, match=sentence):
        save_facts([fact], by=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        fact.save()


@pytest.mark.parametrize(
    ("started_on", "ended_on"), [("2020-05-09", "2020-05"), ("2020-05-09", "2020")]
)
def test_a_partial_end_that_holds_the_start_is_no_error(patient, started_on, ended_on):
    save_facts(
        [AgentGivenFactory.build(patient=patient, agent=letrozole(),
                                 started_on=started_on, ended_on=ended_on)],
        by=None,
    )  # fmt: skip

    assert patient.agents_given.count() == 1


def test_a_reading_before_the_collection_is_refused(patient):
    reading = HER2ReadingFactory.build(biopsy=patient.biopsies.get(), read_on="2016-05-08")

    with pytest.raises(ValidationError, match="on or after the collection date"):
        save_facts([reading], by=None)


def test_of_several_facts_one_bad_one_leaves_none(patient):
    good = LineOfTreatment(patient=patient, number=1)
    bad = LineOfTreatment(patient=patient, number=0)

    with pytest.raises(ValidationError):
        save_facts([good, bad], by=None)

    assert not patient.lines.exists()


def test_a_patient_with_facts_is_not_deleted_and_takes_nothing_along(patient):
    with pytest.raises(ProtectedError):
        patient.delete()

    assert Biopsy.objects.filter(patient=patient).exists()


def test_a_patient_is_seen_by_the_own_team_alone(clinician, stranger, team):
    mine = PatientFactory(care_team=team)

    assert list(Patient.objects.visible_to(clinician)) == [mine]
    assert not Patient.objects.visible_to(stranger).exists()


def test_a_permission_shows_the_patients_of_every_team(team):
    PatientFactory(care_team=team)
    user = User.objects.create_user("coordinator")
    user.user_permissions.add(Permission.objects.get(codename="view_all_patients"))

    assert Patient.objects.visible_to(User.objects.get(pk=user.pk)).count() == 1


def test_who_left_sees_nobody(clinician, team):
    PatientFactory(care_team=team)
    clinician.is_active = False

    assert not Patient.objects.visible_to(clinician).exists()
