"""Dates as far as they are known."""

from datetime import date

import pytest
from django import forms
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as some

from patients.dates import PartialDate
from patients.fields import DayInput, PartialDateFormField
from patients.models import Patient
from patients.readers import answering
from tests.factories import PatientFactory


@pytest.mark.parametrize(
    ("text", "words", "first", "last"),
    [
        ("2016", "2016", date(2016, 1, 1), date(2016, 12, 31)),
        ("2016-02", "Feb 2016", date(2016, 2, 1), date(2016, 2, 29)),
        ("2016-05-09", "9 May 2016", date(2016, 5, 9), date(2016, 5, 9)),
    ],
)
def test_a_date_says_no_more_than_is_known(text, words, first, last):
    day = PartialDate(text)

    assert (str(day), day.in_words, day.first, day.last) == (text, words, first, last)


@pytest.mark.parametrize("text", ["", "16", "2016-5", "2016-13", "2016-02-30", "9 May 2016"])
def test_a_date_of_no_calendar_is_refused(text):
    with pytest.raises(ValueError, match="is not a"):
        PartialDate(text)


def test_dates_sort_as_their_text_does():
    texts = ["2024", "2024-01", "2024-01-01", "2024-02"]

    assert [str(day) for day in sorted(map(PartialDate, reversed(texts)))] == texts


@given(some.dates(date(1900, 1, 1)))
def test_every_day_lies_within_its_month_and_year(day):
    text = day.isoformat()

    for known in (text[:4], text[:7], text):
        assert PartialDate(known).first <= day <= PartialDate(known).last


def test_a_date_is_stored_and_read_back_as_precise_as_it_was(db):
    PatientFactory(mrn="M1", metastatic_on="2016-05")

    assert Patient.objects.get(metastatic_on="2016-05").metastatic_on == PartialDate("2016-05")


def test_a_form_takes_a_date_as_it_is_typed_and_says_what_it_wants():
    field = PartialDateFormField(required=False)

    assert field.clean(" 2016-05 ") == PartialDate("2016-05")
    assert field.clean("") is None
    assert field.clean("May 2016") == PartialDate("2016-05")
    for day in ("9 May 2016", "9 May 2016".lower(), "May 9, 2016", "2016-05-09"):
        assert field.clean(day) == PartialDate("2016-05-09")
    for wrong in ("05/09/2016", "May", "31 Feb 2016"):
        with pytest.raises(ValidationError, match="2016, 2016-05 or 2016-05-09"):
            field.clean(wrong)


class DayForm(forms.Form):
    on = forms.DateField(widget=DayInput)


def test_a_form_takes_the_date_that_a_page_shows_in_the_language_of_the_reader():
    field = PartialDateFormField(required=False)

    for language, shown in (("es", "9 may 2016"), ("en", "9 May 2016")):
        with answering(language):
            assert PartialDate("2016-05-09").in_words == shown
            for typed in (shown, "9 May 2016"):
                assert field.clean(typed) == PartialDate("2016-05-09")
                assert DayForm({"on": typed}).is_valid()
    with answering("es"):
        for typed in ("9 mayo 2016", "9 de mayo de 2016", "9 Mayo 2016"):
            assert field.clean(typed) == PartialDate("2016-05-09")
        assert field.clean("sept 2016") == PartialDate("2016-09")
        assert DayForm({"on": "9 mayo 2016"}).is_valid()
        assert not DayForm({"on": "05/09/2016"}).is_valid()
