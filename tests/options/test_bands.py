"""Options in bands: what blocks first, each regimen once, with care said, ranked inside a band."""

from datetime import date

import pytest
from django.db import transaction

from biomarkers.catalog.current import current_catalog
from biomarkers.domain.assessment import assess
from biomarkers.domain.options import State
from biomarkers.exchange.records.importing import import_folder
from biomarkers.options.bands import ORDER, Band, bands_of, sequence_of
from biomarkers.options.evidence import NO_FIGURE
from biomarkers.options.side_by_side import side_by_side
from biomarkers.record.reading import patients_with_record, record_of
from patients.models import Patient
from tests.demo.write_demo import DEMO

TODAY = date(2026, 11, 1)

pytestmark = pytest.mark.django_db  # so that the database is there, also for this file alone


@pytest.fixture(scope="module")
def demo_assessments(django_db_setup, django_db_blocker) -> list:
    """Plain values, read once: the database is as before when they are used."""
    with django_db_blocker.unblock(), transaction.atomic():
        import_folder(DEMO / "breast-clinic")
        catalog = current_catalog()
        patients = list(patients_with_record(Patient.objects.all()))
        transaction.set_rollback(True)
    return [assess(record_of(patient), catalog, TODAY) for patient in patients]


def test_every_demo_chart_shows_each_regimen_once_in_the_order_of_the_bands(demo_assessments):
    for assessment in demo_assessments:
        bands = bands_of(assessment)
        names = [row.name for band in bands for row in band.rows]
        shown = {i.option.row.slug for b in bands for row in b.rows for i in row.indications}

        assert [band.band for band in bands] == sorted(
            (band.band for band in bands), key=ORDER.index
        )
        assert len(names) == len(set(names)), assessment.record.mrn
        assert shown == {option.row.slug for option in assessment.options}


def test_an_open_row_with_a_weighty_caution_never_says_plain_criteria_met(demo_assessments):
    rows = [row for a in demo_assessments for band in bands_of(a) for row in band.rows]
    careful = [r for r in rows if r.is_with_care and r.first.option.state is State.OPEN]

    assert careful
    assert {row.state_words for row in careful} == {"with care"}


def test_no_open_row_with_a_weighty_caution_stands_above_one_without(demo_assessments):
    """Neither in the bands from top to bottom, nor in the one sequence by rank."""
    seen = 0
    for assessment in demo_assessments:
        in_bands = [row for band in bands_of(assessment) for row in band.rows]
        for rows in (in_bands, sequence_of(assessment)):
            careful = [r.is_with_care for r in rows if r.first.option.state is State.OPEN]
            assert careful == sorted(careful), assessment.record.mrn
            seen += True in careful and False in careful

    assert seen


def test_what_her2_newly_opens_is_marked_and_stands_first_in_its_band(demo_assessments):
    """Also while it is for later; with a weighty caution it stands with care, and first there."""
    new = (Band.OPENED_BY_HER2, Band.WITH_CARE)
    seen = set()
    for assessment in demo_assessments:
        for band in bands_of(assessment):
            marked = [row.is_new for row in band.rows]
            if band.band in new:
                assert marked == sorted(marked, reverse=True), assessment.record.mrn
            for row in band.rows:
                option = row.first.option
                if option.new_with_reclassification:
                    assert (row.is_new, band.band) == (True, new[row.is_with_care])
                    seen.add((option.state, row.is_with_care))

    assert seen == {(state, care) for state in (State.OPEN, State.NEXT) for care in (False, True)}


def test_inside_a_band_rows_stand_by_rank_and_those_with_care_last(demo_assessments):
    for assessment in demo_assessments:
        for band in bands_of(assessment):
            if band.band in (Band.BY_BIOMARKER, Band.OTHER, Band.WITH_CARE):
                order = [(row.is_new, row.rank) for row in band.rows]
                assert order == sorted(order, key=lambda pair: (not pair[0], pair[1]))


def test_what_waits_is_ordered_by_how_many_regimens_a_result_settles(demo_assessments):
    for assessment in demo_assessments:
        for band in bands_of(assessment):
            counts = [len(group.rows) for group in band.waiting]
            assert counts == sorted(counts, reverse=True)


def test_one_sequence_holds_every_open_and_next_regimen_once_by_rank(demo_assessments):
    for assessment in demo_assessments:
        rows = sequence_of(assessment)
        ranks = [row.rank for row in rows]
        available = {
            option.row.regimen
            for option in assessment.options
            if option.state in (State.OPEN, State.NEXT)
        }

        assert ranks == sorted(ranks)
        assert len(rows) == len(available)


def test_two_options_side_by_side_have_no_empty_cell(demo_assessments):
    assessment = next(a for a in demo_assessments if len(a.options) > 1)
    compared = side_by_side(assessment.options[:2], assessment)

    assert all(all(cell) and cell for line in compared.lines for cell in line.cells)
    quality = next(line for line in compared.lines if line.name == "Quality of life")
    assert quality.cells == ((NO_FIGURE,), (NO_FIGURE,))
