"""A value that was changed past the application is found before the medicine reads it."""

import pytest

from biomarkers.models import MarkerResult
from biomarkers.record.integrity import DamagedRecord, check_integrity


@pytest.mark.parametrize(
    ("marker", "value"),
    [("tmb", "many"), ("pdl1_cps", ""), ("tmb", "NaN"), ("msi", "12"), ("pdl1_cps", "10,5")],
)
def test_a_marker_whose_value_cannot_be_read_is_told(marker, value):
    row = MarkerResult(marker=marker, value=value, tested_on="2026-10-06")

    with pytest.raises(DamagedRecord, match=f"value: “{value}” cannot be read"):
        check_integrity([row])


@pytest.mark.parametrize(("marker", "value"), [("tmb", "12"), ("pdl1_cps", "0.5"), ("msi", "low")])
def test_a_marker_that_a_form_lets_in_is_read(marker, value):
    check_integrity([MarkerResult(marker=marker, value=value, tested_on="2026-10-06")])
