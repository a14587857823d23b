"""What holds for every page from the first day: a login, and headers that allow only our own."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.formats import date_format


@pytest.mark.parametrize("name", ["patient_list", "admin:index"])
def test_a_page_asks_for_a_login(client, name):
    response = client.get(reverse(name))

    assert response.status_code == 302
    assert "/login/" in response["Location"]


@pytest.mark.parametrize("name", ["account_login"])
def test_a_page_runs_nothing_but_our_own_files(client, name):
    response = client.get(reverse(name))

    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "camera=()" in response["Permissions-Policy"]
    assert response["X-Frame-Options"] == "DENY"


def test_a_wrong_password_is_told(client, db):
    response = client.post(reverse("account_login"), {"login": "nobody", "password": "wrong"})

    assert b'role="alert"' in response.content


def test_a_page_that_is_not_there_looks_like_ours(clinician_client):
    response = clinician_client.get("/patients/nobody/")

    assert response.status_code == 404
    assert b"Page not found" in response.content


def test_an_error_still_shows_a_page_of_ours(clinician, monkeypatch):
    client = Client(raise_request_exception=False)
    client.force_login(clinician)
    monkeypatch.setattr("biomarkers.clinic.patient_list.patients_for", None)

    response = client.get(reverse("patient_list"))

    assert response.status_code == 500
    assert b"Something went wrong" in response.content


def test_a_form_without_its_token_is_refused_in_our_words(db):
    client = Client(enforce_csrf_checks=True)

    response = client.post(reverse("account_login"), {"login": "a", "password": "b"})

    assert response.status_code == 403
    assert b"Your form expired" in response.content


def test_dates_are_written_so_that_no_month_is_taken_for_a_day():
    assert date_format(date(2016, 5, 9)) == "9 May 2016"
