"""The data manager's pages: all can be entered, and means what it means when imported."""

import csv
import io
import re
import zipfile
from datetime import date
from pathlib import Path

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from biomarkers.assessment.storing import CONTENT
from biomarkers.catalog.current import current_catalog
from biomarkers.domain.assessment import assess
from biomarkers.exchange import export_jobs
from biomarkers.exchange.answers import answer_of
from biomarkers.exchange.records.importing import import_folder
from biomarkers.models import (
    CatalogVersion,
    ExportJob,
    HER2Assessment,
    HER2Reading,
    TreatmentOption,
)
from biomarkers.publishing import drafts
from biomarkers.record.reading import patients_with_record, record_of
from patients.actions import save_facts
from patients.admin.facts import FirstRows
from patients.models import Agent, AuditEvent, CareTeam, LineOfTreatment, Patient, Progression
from patients.search.finding import AT_MOST
from tests.catalog.test_drafts import published
from tests.conftest import without_second_factor
from tests.data import STORIES
from tests.factories import (
    AgentGivenFactory,
    BiopsyFactory,
    HER2ReadingFactory,
    PatientFactory,
)

PAGES = [
    model for model in admin.site._registry if model._meta.app_label in ("patients", "biomarkers")
]


@pytest.fixture
def administrator_client(team):
    user = User.objects.create_superuser("administrator", password="a long pass phrase")
    team.members.add(user)
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize("model", PAGES, ids=lambda model: model._meta.model_name)
def test_every_table_can_be_listed_searched_and_added_to(administrator_client, model):
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}"

    listed = administrator_client.get(reverse(f"{name}_changelist"), {"q": "40021"})
    added = administrator_client.get(reverse(f"{name}_add"))

    assert listed.status_code == added.status_code == 200


def _fields(page: str) -> dict[str, str]:
    """What a browser would post from this page, untouched; checkboxes and text areas apart."""
    fields = {}
    for tag in re.findall(r"<input[^>]*>", page):
        found = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        kept = found.get("type") in ("text", "hidden", "number")
        if kept and found.get("name") and "__prefix__" not in found["name"]:
            fields[found["name"]] = found.get("value", "")
    for name, options in re.findall(r'<select name="([\w-]+)"(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'value="([^"]*)"[^>]* selected', options)
        fields[name] = chosen[1] if chosen else ""
    return fields


def _post(client, url: str, **values) -> None:
    page = client.get(url).content.decode()
    why = {"why": "as on paper"} if "/change/" in url else {}
    response = client.post(url, {**_fields(page), **why, **values})
    assert response.status_code == 302, response.content.decode()


def _rows(prefix: str, rows: list[dict]) -> dict:
    fields = {f"{prefix}-TOTAL_FORMS": len(rows)}
    for number, row in enumerate(rows):
        fields.update({f"{prefix}-{number}-{name}": value for name, value in row.items()})
    return fields


def _answers() -> list[dict]:
    patients = patients_with_record(Patient.objects.order_by("mrn"))
    catalog = current_catalog()
    return [answer_of(assess(record_of(p), catalog, date(2026, 11, 1))) for p in patients]


FOLDER = {
    "patients.csv": [
        {"mrn": "M1", "family_name": "Falk", "sex": "female", "menopausal_status": "post",
         "metastatic_on": "2019-04", "date_basis": "real"},
    ],
    "biopsies.csv": [{"mrn": "M1", "accession": "S1", "collected_on": "2019-04", "site": "liver"}],
    "her2_readings.csv": [
        {"mrn": "M1", "accession": "S1", "read_on": "2019-04-20", "reported_as": "negative",
         "ihc_score": "2+", "ish_status": "done", "ish_probe": "dual", "ish_ratio": "1.2",
         "her2_copies": "2.5"},
    ],
    "receptors.csv": [
        {"mrn": "M1", "accession": "S1", "read_on": "2019-04-20", "er_percent": "90"}
    ],
    "treatments.csv": [
        {"mrn": "M1", "setting": "metastatic", "agent": "letrozole", "started_on": "2019-05",
         "ended_on": "2021-02", "end_reason": "progression"},
        {"mrn": "M1", "setting": "metastatic", "agent": "capecitabine", "started_on": "2021-03"},
    ],
    "adverse_events.csv": [
        {"mrn": "M1", "agent": "capecitabine", "term": "diarrhoea", "grade": "2",
         "onset_on": "2021-06"},
    ],
    "alterations.csv": [
        {"mrn": "M1", "tested_on": "2021-02-20", "gene": "ESR1", "result": "detected",
         "material": "ctdna"},
    ],
    "markers.csv": [{"mrn": "M1", "tested_on": "2021-02-20", "marker": "tmb", "value": "12"}],
    "progressions.csv": [{"mrn": "M1", "on": "2021-02", "site": "liver"}],
    "disease_status.csv": [{"mrn": "M1", "on": "2020", "status": "stable"}],
    "procedures.csv": [{"mrn": "M1", "kind": "surgery", "started_on": "2012", "site": "breast"}],
}  # fmt: skip


def _write(folder: Path) -> None:
    for name, rows in FOLDER.items():
        columns = list(dict.fromkeys(column for row in rows for column in row))
        with (folder / name).open("w", newline="") as file:
            writer = csv.DictWriter(file, columns)
            writer.writeheader()
            writer.writerows(rows)


def _of_patient(file: str) -> list[dict]:
    """Rows as the admin wants them: agents by their key, no record number."""
    agents = {agent.name: agent.pk for agent in Agent.objects.all()}
    return [
        {
            name: agents[value] if name == "agent" else value
            for name, value in row.items()
            if name not in ("mrn", "accession")
        }
        for row in FOLDER[file]
    ]


def test_saving_in_the_admin_and_importing_leave_the_same_assessment(
    administrator_client, team, tmp_path
):
    _post(
        administrator_client,
        reverse("admin:patients_patient_add"),
        care_team=team.pk,
        **FOLDER["patients.csv"][0],
        **_rows("agents_given", _of_patient("treatments.csv")),
        **_rows("adverse_events", _of_patient("adverse_events.csv")),
        **_rows("alterations", _of_patient("alterations.csv")),
        **_rows("markers", _of_patient("markers.csv")),
        **_rows("progressions", _of_patient("progressions.csv")),
        **_rows("disease_statuses", _of_patient("disease_status.csv")),
        **_rows("procedures", _of_patient("procedures.csv")),
    )
    _post(
        administrator_client,
        reverse("admin:patients_biopsy_add"),
        patient=Patient.objects.get().pk,
        **FOLDER["biopsies.csv"][0],
        **_rows("her2_readings", [{**_of_patient("her2_readings.csv")[0], "adequate": "on"}]),
        **_rows("receptor_readings", _of_patient("receptors.csv")),
    )
    entered = _answers()
    entered_row = _stored()
    _write(tmp_path)

    done = import_folder(tmp_path)

    assert "Nothing changed" in done.summary
    assert entered == _answers()
    assert entered_row == _stored()
    assert entered_row["category"] == "low"


def _stored() -> dict:
    return HER2Assessment.objects.current().values(*CONTENT).get()


def test_an_imported_patient_saved_unchanged_in_the_admin_means_the_same(
    administrator_client, tmp_path
):
    _write(tmp_path)
    import_folder(tmp_path)
    before = _answers()
    patient = Patient.objects.get()
    url = reverse("admin:patients_biopsy_change", args=[patient.biopsies.get().pk])

    page = administrator_client.get(url)

    assert page.status_code == 200
    assert "S1" in page.content.decode()
    assert before == _answers()


def test_no_page_of_the_admin_deletes_a_fact(administrator_client, team):
    reading = HER2ReadingFactory()
    listed = administrator_client.get(reverse("admin:patients_biopsy_changelist"))

    for kind, row in (("patients_biopsy", reading.biopsy), ("biomarkers_her2reading", reading)):
        url = reverse(f"admin:{kind}_delete", args=[row.pk])
        assert administrator_client.post(url, {"post": "yes"}).status_code == 403
    assert b"delete_selected" not in listed.content
    assert HER2Reading.objects.get() == reading


def test_chosen_facts_are_marked_as_entered_in_error_with_a_reason(administrator_client):
    reading = HER2ReadingFactory()
    url = reverse("admin:biomarkers_her2reading_changelist")
    chosen = {"action": "mark_in_error", "_selected_action": [reading.pk]}

    asked = administrator_client.post(url, chosen)
    still = HER2Reading.objects.count()
    administrator_client.post(url, {**chosen, "why": "wrong patient"})

    stored = HER2Assessment.objects.current().get(patient=reading.biopsy.patient)
    assert b'name="why"' in asked.content
    assert still == 1
    assert not HER2Reading.objects.exists()
    assert HER2Reading.on_file.get().in_error.why == "wrong patient"
    assert (stored.category, stored.reason) == ("undetermined", "no_result")


def test_a_staff_member_sees_only_patients_of_the_own_team(clinician, clinician_client):
    clinician.is_staff = True
    clinician.save()
    mine = PatientFactory(family_name="Mine")
    theirs = BiopsyFactory(
        patient=PatientFactory(family_name="Theirs", care_team__name="Second clinic")
    )
    given = AgentGivenFactory(patient=theirs.patient)

    listed = clinician_client.get(reverse("admin:patients_patient_changelist"))
    other = clinician_client.get(reverse("admin:patients_agentgiven_change", args=[given.pk]))

    assert mine.mrn in listed.content.decode()
    assert theirs.patient.mrn not in listed.content.decode()
    assert other.status_code == 302  # to the index, which says that there is no such row


def test_the_same_agent_twice_in_one_form_is_told_and_nothing_is_written(
    administrator_client, team
):
    given = {"agent": Agent.objects.get(name="letrozole").pk, "setting": "metastatic",
             "started_on": "2020-01"}  # fmt: skip
    url = reverse("admin:patients_patient_add")
    page = administrator_client.get(url).content.decode()
    values = {"care_team": team.pk, "mrn": "M1", "family_name": "Falk", "date_basis": "real"}

    response = administrator_client.post(
        url, {**_fields(page), **values, **_rows("agents_given", [given, given])}, follow=True
    )

    assert "already recorded from this start date" in response.content.decode()
    assert not Patient.objects.exists()


def test_a_catalog_row_is_never_deleted(administrator_client):
    option = TreatmentOption.objects.first()
    url = reverse("admin:biomarkers_treatmentoption_delete", args=[option.pk])

    assert administrator_client.post(url, {"post": "yes"}).status_code == 403


def test_a_new_class_of_an_agent_makes_a_new_version_of_the_catalog(administrator_client):
    version = CatalogVersion.current_number()
    url = reverse("admin:patients_agentclass_add")

    _post(administrator_client, url, name="antibody")

    assert CatalogVersion.current_number() == version + 1


@pytest.mark.parametrize(
    ("gene", "kind", "asked_for"),
    [("FGFR2", "any", "FGFR2"), ("KRAS", "any", "KRAS"), ("PALB2", "germline", "germline PALB2")],
)
def test_a_gene_that_no_list_names_yet_is_asked_for_by_its_name(
    administrator_client, clinician_client, team, gene, kind, asked_for
):
    import_folder(STORIES, team=team.name)
    author = User.objects.create_user("author")
    draft = drafts.open_draft(title="A new gene", by=author)
    asked = TreatmentOption.objects.in_force().get(slug="tdxd-low-after-chemotherapy")
    option = drafts.change_row(draft=draft, row=asked, by=author)
    option.her2 = "any"
    option.save()
    url = reverse("admin:biomarkers_treatmentoption_change", args=[option.pk])
    rows = _rows("alterations", [{"gene": gene, "kind": kind, "option": str(option.pk)}])
    _post(administrator_client, url, source=option.source, **rows)
    drafts.touch(draft)
    published(draft, by=User.objects.create_user("colleague"))

    patient = Patient.objects.get(mrn="S01")
    criteria = reverse("patient_regimen", args=[patient.pk, asked.slug])

    assert asked_for in clinician_client.get(criteria).content.decode()


# The data manager, who is no superuser.


@pytest.fixture
def mine(team):
    reading = HER2ReadingFactory.build(
        biopsy=BiopsyFactory.build(
            accession="S16-101",
            patient=PatientFactory.build(
                care_team=team, mrn="M-7", family_name="Bélanger", given_name="Åse"
            ),
        )
    )
    patient = reading.biopsy.patient
    given = AgentGivenFactory.build(patient=patient, agent=Agent.objects.get(name="letrozole"))
    save_facts([patient, reading.biopsy, reading, given], by=None)
    return patient


@pytest.fixture
def theirs(stranger):
    patient = PatientFactory.build(care_team=stranger.care_teams.get(), family_name="Belanger")
    save_facts([patient, BiopsyFactory.build(patient=patient)], by=None)
    return patient


@pytest.fixture
def manager(team):
    user = User.objects.create_user("manager", password="a long pass phrase", is_staff=True)
    user.groups.add(Group.objects.get(name="Data managers"))
    team.members.add(user)
    return user


@pytest.fixture
def manager_client(manager):
    client = Client()
    client.force_login(manager)
    return client


def _listed(client, table: str, **asked) -> set[str]:
    page = client.get(reverse(f"admin:{table}_changelist"), asked)
    return {str(row.pk) for row in page.context["cl"].result_list}


TABLES_OF_MINE = {
    "patients_patient": "belanger",
    "patients_biopsy": "s16 101",
    "biomarkers_her2reading": "Belanger, Ase",
    "patients_agentgiven": "Femara",
}


@pytest.mark.parametrize(("table", "text"), TABLES_OF_MINE.items())
def test_a_manager_finds_rows_of_own_teams_without_accents_and_by_brand(
    manager_client, mine, theirs, table, text
):
    assert len(_listed(manager_client, table)) == 1
    assert len(_listed(manager_client, table, q=text)) == 1
    assert _listed(manager_client, table, q="nobody of this name") == set()


def test_a_drug_is_found_by_its_brand_and_told_with_it(manager_client):
    asked = {"app_label": "patients", "model_name": "agentgiven", "field_name": "agent"}

    found = manager_client.get(reverse("admin:autocomplete"), {**asked, "term": "enher"}).json()

    assert [each["text"] for each in found["results"]] == ["trastuzumab deruxtecan (Enhertu)"]


def test_a_search_shows_the_first_who_match_and_says_that_there_are_more(
    administrator_client, team
):
    names = ["Zimmer"] * (AT_MOST + 1) + ["Zobel"]
    people = [PatientFactory.build(care_team=team, family_name=name) for name in names]
    save_facts(people, by=None)
    listed = reverse("admin:patients_patient_changelist")

    many = administrator_client.get(listed, {"q": "zimmer"}).content.decode()
    one = administrator_client.get(listed, {"q": "zobel"}).content.decode()

    assert f"More than {AT_MOST} match" in many
    assert many.count('class="action-select"') == AT_MOST
    assert "Zobel, " in one
    assert "Type more letters" not in one


def test_the_page_of_a_patient_offers_sites_terms_and_genes(manager_client, mine):
    address = reverse("admin:patients_patient_change", args=[mine.pk])
    page = manager_client.get(address).content.decode()

    for key in ("sites", "terms", "genes"):
        assert page.count(f'<datalist id="words-{key}">') == 1
        assert f'list="words-{key}"' in page


def test_a_manager_corrects_with_a_reason_and_the_assessment_follows(manager_client, mine):
    reading = HER2Reading.objects.get()
    url = reverse("admin:biomarkers_her2reading_change", args=[reading.pk])

    without = manager_client.post(url, {**_fields(manager_client.get(url).content.decode()),
                                        "ihc_score": "1+", "adequate": "on"})  # fmt: skip
    _post(manager_client, url, ihc_score="1+", adequate="on", why="amended report")

    assert b"This field is required." in without.content
    assert HER2Assessment.objects.current().get().category == "low"
    event = AuditEvent.objects.get_for_object(reading).latest("timestamp")
    assert (event.actor.username, event.additional_data["why"]) == ("manager", "amended report")


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ({"ihc_score": "3+", "reported_as": "negative"}, "Reported as negative, with IHC 3+."),
        ({"ihc_score": "1+", "percent_stained": "4"}, "IHC 1+ is more than 10% of cells"),
    ],
)
def test_the_admin_asks_what_the_form_of_entry_asks(manager_client, mine, said, asked):
    url = reverse("admin:biomarkers_her2reading_add")
    typed = {"biopsy": mine.biopsies.get().pk, "read_on": "2018", "adequate": "on", **said}

    page = manager_client.post(url, typed)
    stored = HER2Reading.objects.count()
    saved = manager_client.post(url, {**typed, "sure": "on"})

    assert asked in page.content.decode()
    assert (stored, HER2Reading.objects.count(), saved.status_code) == (1, 2, 302)


@pytest.mark.parametrize(
    ("table", "typed", "says"),
    [
        ("biopsy", {"accession": "S9", "collected_on": "2999", "site": "lung"}, "in the future"),
        (
            "biopsy",
            {"accession": "s16/101", "collected_on": "2018", "site": "lung"},
            "Like S16-101",
        ),
        ("lvefmeasurement", {"measured_on": "2018", "percent": "0"}, "LVEF is 1 to 99%."),
        ("progression", {"on": "2999"}, "in the future"),
    ],
)
def test_the_admin_refuses_what_the_form_refuses_at_the_field(
    manager_client, mine, table, typed, says
):
    url = reverse(f"admin:patients_{table}_add")

    page = manager_client.post(url, {"patient": mine.pk, **typed})

    assert page.status_code == 200
    assert says in page.content.decode()


def test_the_second_of_two_in_the_admin_is_told_and_keeps_what_was_typed(manager_client, mine):
    biopsy = mine.biopsies.get()
    url = reverse("admin:patients_biopsy_change", args=[biopsy.pk])
    opened = _fields(manager_client.get(url).content.decode())
    biopsy.site = "lung"
    save_facts([biopsy], by=None, why="typing error")

    page = manager_client.post(url, {**opened, "accession": "S16-102", "why": "as on paper"})

    assert "changed Site from “liver” to “lung”" in page.content.decode()
    assert 'value="S16-102"' in page.content.decode()
    biopsy.refresh_from_db()
    assert (biopsy.accession, biopsy.site) == ("S16-101", "lung")


def test_patients_are_assigned_to_another_own_team_with_the_reason(
    manager, manager_client, mine, theirs
):
    second = CareTeam.objects.create(name="Metastatic clinic")
    second.members.add(manager)
    url = reverse("admin:patients_patient_changelist")
    chosen = {"action": "assign_team", "_selected_action": [str(mine.pk), str(theirs.pk)]}

    asked = manager_client.post(url, chosen)
    manager_client.post(url, {**chosen, "team": second.pk, "why": "moved"})

    assert "Metastatic clinic" in asked.content.decode()
    mine.refresh_from_db()
    theirs.refresh_from_db()
    assert mine.care_team == second
    assert theirs.care_team.name == "Second clinic"


def test_chosen_patients_are_exported_by_the_worker_with_the_reason(
    manager_client, mine, theirs, uploads
):
    url = reverse("admin:patients_patient_changelist")
    chosen = {"action": "export", "_selected_action": [str(mine.pk), str(theirs.pk)]}

    asked = manager_client.post(url, chosen)
    assert "The file contains patient names" in asked.content.decode()
    assert not ExportJob.objects.exists()

    answer = manager_client.post(url, {**chosen, "why": "second opinion"})

    assert answer.url == reverse("record_export")
    [job] = ExportJob.objects.all()
    export_jobs.run(job.pk)
    archive = zipfile.ZipFile(export_jobs.file_of(job))
    rows = list(csv.DictReader(io.StringIO(archive.read("patients.csv").decode())))
    assert [row["mrn"] for row in rows] == ["M-7"]
    [event] = AuditEvent.objects.filter(action=AuditEvent.Action.EXPORT)
    assert event.patient_id == mine.pk
    job.refresh_from_db()
    assert (job.state, job.reason) == ("ready", "second opinion")


def test_without_a_second_factor_no_chosen_patients_are_exported(manager_client, mine):
    url = reverse("admin:patients_patient_changelist")
    without_second_factor(manager_client)

    manager_client.post(url, {"action": "export", "_selected_action": [str(mine.pk)], "why": "x"})

    assert not ExportJob.objects.exists()


def test_a_fact_in_the_admin_leads_to_its_chart_and_history(manager_client, mine):
    biopsy = mine.biopsies.get()

    page = manager_client.get(
        reverse("admin:patients_biopsy_change", args=[biopsy.pk])
    ).content.decode()  # fmt: skip

    assert f'href="{mine.get_absolute_url()}">Chart' in page
    assert reverse("admin:patients_biopsy_history", args=[biopsy.pk]) in page


def test_a_manager_in_no_team_sees_what_to_do_next(manager, manager_client, mine, team):
    team.members.remove(manager)

    page = manager_client.get(reverse("admin:patients_patient_changelist")).content.decode()

    assert "You are not in a care team" in page
    assert "Bélanger" not in page


@pytest.mark.parametrize("model", ["patient", "biopsy", "lineoftreatment", "progression"])
def test_a_list_counts_no_more_than_its_first_rows(manager_client, team, model, monkeypatch):
    monkeypatch.setattr(FirstRows, "MOST", 2)
    for number in range(3):
        patient = PatientFactory(care_team=team)
        BiopsyFactory(patient=patient)
        LineOfTreatment.objects.create(patient=patient, number=1)
        Progression.objects.create(patient=patient, on=f"202{number}-01")

    with CaptureQueriesContext(connection) as asked:
        page = manager_client.get(reverse(f"admin:patients_{model}_changelist"))

    counts = [one["sql"] for one in asked if "COUNT(" in one["sql"]]
    assert counts
    assert all("LIMIT" in sql for sql in counts)
    assert "The first 2 are listed. Search for the others." in page.content.decode()
