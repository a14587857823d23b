"""Why, in one sentence: whatever is on record, it names the datum and the date, or the absence."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from biomarkers.catalog.current import current_catalog
from biomarkers.domain.alterations import RESULT_WORDS
from biomarkers.domain.assessment import assess
from biomarkers.domain.catalog import Catalog
from biomarkers.domain.criteria import Criterion
from biomarkers.domain.her2 import Category
from biomarkers.domain.record import HER2Reading, Record, Specimen
from biomarkers.domain.words import specimen_sentence
from patients.dates import PartialDate

from . import strategies
from .strategies import TODAY, many

pytestmark = pytest.mark.django_db  # the catalog is there

_ABSENCE = re.compile(
    r"^no |^HER2 status not required|none before|^male$|date not (known|recorded)|not on record"
    r"|undated|^not on |none recorded|does not include|no .* (on record|recorded)"
    r"|earlier treatment is not known"
)


@many
@given(strategies.records)
def test_every_because_names_dates_on_record_or_says_what_is_absent(record):
    on_record = set(re.findall(r"\d{4}(?:-\d\d){0,2}", repr(record)))

    for criterion in _criteria(record):
        dates = {part.text for part in criterion.because.parts if isinstance(part, PartialDate)}
        assert dates or _ABSENCE.search(str(criterion.because)), str(criterion.because)
        assert dates <= on_record


def _criteria(record: Record) -> list[Criterion]:
    options = assess(record, current_catalog(), TODAY).options
    return [criterion for option in options for criterion in option.criteria]


@many
@given(strategies.records)
def test_every_because_holds_the_value_that_it_rests_on(record):
    assessment = assess(record, Catalog(), TODAY)
    agents = {treatment.agent.name for treatment in record.treatments}
    receptors = [assessment.receptors.er, assessment.receptors.pr]
    values = {
        "setting": agents | {"metastatic", "diagnosed", "stage IV", "operated", "surgery"},
        "her2": {f"HER2-{category}:" for category in Category} | {"HER2 equivocal (",
                                                                "HER2 undetermined ("},
        "hormone_receptor": {receptor.value for receptor in receptors if receptor},
        "alteration_any": {RESULT_WORDS[test.result] for test in record.alterations},
        "marker": {marker.value for marker in record.markers} | agents,
        "patient": {record.menopausal_status, record.sex, *agents, "born"},
        "stage": {"stage"},
        "prior_all": agents,
        "prior_any": agents,
        "first_line": {"progression", *agents},
    }  # fmt: skip

    for criterion in _criteria(record):
        words = str(criterion.because)
        held = any(value and value in words for value in values[criterion.kind])
        assert held or _ABSENCE.search(words), words


def _answer_and_sentence(**facts) -> tuple:
    reading = HER2Reading(read_on=PartialDate("2016-05-12"), **facts)
    sample = Specimen("A", PartialDate("2016-05-09"), "liver", her2_readings=(reading,))
    assessment = assess(Record("M1", specimens=(sample,)), Catalog(), TODAY)
    return assessment.her2.category, assessment.her2.reason, str(
        specimen_sentence(assessment.her2.deciding)
    )  # fmt: skip


# what a reading may say of each datum; what says no more than None is left out
SAID = {
    "ihc_score": ["0", "1+", "2+", "3+", None],
    "zero_staining": ["present", "absent", None],
    "percent_stained": [Decimal(0), Decimal(5), Decimal(15), None],
    "ish_status": ["pending", "failed", None],
    "ish_probe": ["single", None],
    "ish_ratio": [Decimal("1.2"), Decimal("1.9"), Decimal(2), Decimal("2.4"), None],
    "her2_copies": [Decimal(2), Decimal(4), Decimal(5), Decimal(6), None],
    "cep17_copies": [Decimal(1), Decimal(2), Decimal(3), None],
    "ish_result": ["positive", "equivocal", "negative", None],
    "ish_recount": ["confirmed", "changed", None],
    "reported_as": ["positive", "equivocal", "negative", "low", "ultralow", "null", None],
}
readings = some.fixed_dictionaries(
    {name: some.sampled_from(values) for name, values in SAID.items()}
)


@many
@given(readings)
def test_changing_a_datum_that_decides_changes_the_sentence(known):
    category, reason, sentence = _answer_and_sentence(**known)

    for name, values in SAID.items():
        others = [_answer_and_sentence(**{**known, name: v}) for v in values if v != known[name]]
        if any((other[0], other[1]) != (category, reason) for other in others):
            assert sentence not in {other[2] for other in others}, name
