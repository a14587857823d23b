"""The plainest valid row of each table; traits are named for the clinical story."""

import factory
from factory.django import DjangoModelFactory

from biomarkers import models as biomarkers
from patients import models as patients


class CareTeamFactory(DjangoModelFactory):
    class Meta:
        model = patients.CareTeam
        django_get_or_create = ["name"]

    name = "Breast clinic"


class PatientFactory(DjangoModelFactory):
    class Meta:
        model = patients.Patient

    care_team = factory.SubFactory(CareTeamFactory)
    mrn = factory.Sequence(lambda n: f"M{n:04}")
    family_name = "Whitlock"
    given_name = "Dana"
    sex = "female"
    menopausal_status = "post"


class BiopsyFactory(DjangoModelFactory):
    class Meta:
        model = patients.Biopsy

    patient = factory.SubFactory(PatientFactory)
    accession = factory.Sequence(lambda n: f"S16-{n}")
    collected_on = "2016-05-09"
    site = "liver"


class HER2ReadingFactory(DjangoModelFactory):
    class Meta:
        model = biomarkers.HER2Reading

    class Params:
        reported_negative_now_low = factory.Trait(ihc_score="1+", reported_as="negative")
        negative_without_score = factory.Trait(ihc_score="", reported_as="negative")

    biopsy = factory.SubFactory(BiopsyFactory)
    read_on = factory.SelfAttribute("biopsy.collected_on")
    ihc_score = "3+"


class ReceptorReadingFactory(DjangoModelFactory):
    class Meta:
        model = biomarkers.ReceptorReading

    biopsy = factory.SubFactory(BiopsyFactory)
    read_on = factory.SelfAttribute("biopsy.collected_on")
    er_percent = 90


class AgentGivenFactory(DjangoModelFactory):
    class Meta:
        model = patients.AgentGiven

    patient = factory.SubFactory(PatientFactory)
    agent = factory.LazyFunction(lambda: patients.Agent.objects.get(name="capecitabine"))
    setting = "metastatic"
    started_on = "2018-01-10"
