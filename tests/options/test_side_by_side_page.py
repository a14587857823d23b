"""The page of two options: each can be told from the others by its name."""

import re

from django.urls import reverse

from biomarkers.exchange.records.importing import import_folder
from patients.models import Patient
from tests.demo.write_demo import DEMO


def test_every_option_to_compare_has_a_name_of_its_own(clinician_client, team):
    import_folder(DEMO / "second-clinic", team=team.name)
    patient = Patient.objects.filter(metastatic_on__isnull=False).first()

    page = clinician_client.get(reverse("options_side_by_side", args=[patient.pk])).content.decode()

    first = page.partition('name="first"')[2].partition("</select>")[0]
    names = re.findall(r"<option[^>]*>([^<]+)</option>", first)
    assert len(set(names)) == len(names) > 1
    assert all(" · " in name for name in names)
