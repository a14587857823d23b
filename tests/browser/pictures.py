"""Take the pictures of docs/pictures: `make pictures`. Not part of the suite."""

from pathlib import Path

import pytest
from django.urls import reverse

from patients.models import Patient

PICTURES = Path(__file__).resolve().parent.parent.parent / "docs" / "pictures"
SHAPES = {"1280-light": (1280, "light"), "1280-dark": (1280, "dark"), "390-light": (390, "light")}
CHARTS = {
    "read-again": {"given_name": "Dana", "family_name": "Whitlock"},
    "blocked": {"given_name": "Marisol", "family_name": "Trent"},
    "two-facts": {"sex": ""},
    "twelve-lines": {"diagnosed_on": "1999"},
    "undetermined": {
        "assessments__reason": "negative_without_score",
        "assessments__metastatic": True,
        "assessments__deceased": False,
    },
}


def _addresses() -> dict[str, str]:
    charts = {
        f"chart-{name}": Patient.objects.filter(**facts).first().get_absolute_url()
        for name, facts in CHARTS.items()
    }
    dana = charts["chart-read-again"]
    return {
        "worklist": reverse("worklist"),
        "list": reverse("patient_list"),
        **charts,
        "entry": f"{dana}add/her2reading/",
        "two-dates": f"{dana}compare/",
        "summary": f"{dana}summary/",
        "handout": f"{dana}handout/",
        "components": reverse("gallery"),
    }


@pytest.mark.parametrize("shape", SHAPES)
def test_pictures_are_taken(clinician_page, live_server, demo, shape):
    width, scheme = SHAPES[shape]
    clinician_page.emulate_media(color_scheme=scheme)
    clinician_page.set_viewport_size({"width": width, "height": 900})
    PICTURES.mkdir(exist_ok=True)

    for name, address in _addresses().items():
        clinician_page.goto(live_server.url + address)
        clinician_page.screenshot(path=PICTURES / f"{name}-{shape}.png", full_page=True)
