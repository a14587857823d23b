"""A mapping is proposed from names and values; the unsure is left out and says so."""

import re
import tomllib

import pytest
from django.core.management import call_command
from django.urls import reverse

from biomarkers.exchange.tables.proposing import UNDECIDED, propose, table_of
from biomarkers.models import HER2Reading, ImportJob, TableMapping
from patients.models import AuditEvent, Patient

from .test_jobs import upload, worked

pytestmark = pytest.mark.usefixtures("uploads")

TABLE = """Patient ID;Sample ID;Sex;HER2 IHC;HER2 Status;HER2 SNP6;ER %;ER Status;Collected;Notes
P1;S1;F;1+;Negative;GAIN;90%;Positive;2019-05-02;=x
P2;S2;Female;0+;NEG;NEUTRAL;95 %;Pos;2025-06;
P3;S3;NA;patchy;negative;LOSS;0;Negative;2020;
"""


def proposed(text: str) -> dict[str, tuple[str, dict]]:
    table, _ = table_of("t", text.encode())
    return {column.source: (column.meaning, dict(column.words)) for column in propose(table)}


def test_columns_are_proposed_by_name_and_values():
    found = proposed(TABLE)

    assert {source: meaning for source, (meaning, _) in found.items()} == {
        "Patient ID": "mrn",
        "Sample ID": "accession",
        "Sex": "patients.csv sex",
        "HER2 IHC": "her2_readings.csv ihc_score",
        "HER2 Status": "her2_readings.csv reported_as",
        "HER2 SNP6": "",  # a copy number from an array is no reading of a specimen
        "ER %": "receptors.csv er_percent",
        "ER Status": "receptors.csv er_status",
        "Collected": "biopsies.csv collected_on",
        "Notes": "",
    }
    assert found["HER2 IHC"][1] == {"patchy": UNDECIDED}
    assert found["HER2 Status"][1]["NEG"] == "negative"


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("HER2 mRNA expression", ["1", "2", "3"]),
        ("HER2 Status", ["yes", "no"]),
        ("HER2 Score", ["0.1", "0.7"]),
        ("PR and ER", ["Positive"]),
        ("Date of birth", ["spring"]),
        ("Sex", ["1", "2"]),
        ("Series", ["Positive", "Negative"]),
    ],
)
def test_what_is_unsure_stays_unmapped(header, cells):
    text = f"{header},x\n" + "".join(f"{cell},1\n" for cell in cells)

    assert proposed(text)[header][0] == ""


def test_two_columns_of_one_meaning_are_both_left_to_a_person():
    found = proposed("HER2 IHC first,HER2 IHC second\n1+,2+\n")

    assert {meaning for meaning, _ in found.values()} == {""}


def fields_of(page: str) -> dict[str, str]:
    """What a browser would post of the form."""
    fields = dict(re.findall(r'<input type="hidden" name="(was_\d+)" value="([^"]*)"', page))
    fields |= dict(re.findall(r'<input id="id_\w+" name="(\w+)" value="([^"]*)"', page))
    for select in re.findall(r"<select.*?</select>", page, re.S):
        chosen = re.search(r'<option value="([^"]*)" selected', select)
        fields[re.search(r'name="(\w+)"', select)[1]] = chosen[1] if chosen else ""
    return fields


def page_of(client, job, **said):
    return client.post(reverse("mapping_new", args=[job.pk]), said)


@pytest.fixture
def job(manager_client):
    return upload(manager_client, TABLE.encode(), name="laboratory.csv", how="propose")


def test_a_mapping_is_proposed_decided_saved_and_imports(manager_client, manager, job):
    address = reverse("mapping_new", args=[job.pk])
    page = manager_client.get(address).content.decode()
    fields = fields_of(page) | {"name": "Laboratory", "site": "breast", "save": "1"}
    assert "patchy" in page
    assert "2025-06" in page  # among the first rows

    refused = page_of(manager_client, job, **fields)
    assert refused.status_code == 422
    assert "to decide" in refused.content.decode()
    assert not TableMapping.objects.exists()

    (weak,) = [name for name, code in fields.items() if code == "?"]
    assert page_of(manager_client, job, **fields | {weak: ""}).status_code == 302

    saved = TableMapping.objects.get()
    assert (saved.name, saved.version, saved.saved_by) == ("Laboratory", 1, manager)
    job = worked(ImportJob.objects.get())
    assert job.state == "checked", job.faults
    manager_client.post(reverse("import_confirm", args=[job.pk]))
    assert worked(job).state == "done"
    scores = HER2Reading.objects.order_by("biopsy__accession").values_list(
        "ihc_score", "zero_staining", "reported_as"
    )
    assert list(scores) == [
        ("1+", "", "negative"), ("0", "present", "negative"), ("", "", "negative"),
    ]  # fmt: skip
    as_written = HER2Reading.objects.get(ihc_score="").as_written
    assert as_written == "HER2 IHC: patchy; HER2 Status: negative"
    assert AuditEvent.objects.filter(content_type__model="tablemapping").get().actor == manager


def test_the_saved_mapping_is_a_file_that_the_command_reads(manager_client, job, tmp_path):
    fields = fields_of(manager_client.get(reverse("mapping_new", args=[job.pk])).content.decode())
    (weak,) = [name for name, code in fields.items() if code == "?"]
    page_of(
        manager_client,
        job,
        **fields | {weak: "", "site": "breast", "name": "Laboratory", "save": "1"},
    )
    (tmp_path / "laboratory.csv").write_text(TABLE)

    saved = TableMapping.objects.get()
    response = manager_client.get(reverse("mapping_download", args=[saved.pk]))
    (tmp_path / "mapping.toml").write_bytes(response.content)
    call_command("import_table", str(tmp_path / "laboratory.csv"),
                 mapping=tmp_path / "mapping.toml")  # fmt: skip

    assert tomllib.loads(response.content.decode())["delimiter"] == "semicolon"
    assert Patient.objects.count() == 3


def test_a_saved_mapping_is_offered_for_the_next_table_and_saving_again_adds_a_version(
    manager_client, team, manager, job
):
    from biomarkers.exchange.mapping_sheet import save_mapping

    first = save_mapping(team=team, name="Laboratory", text="old", by=manager)
    second = save_mapping(team=team, name="Laboratory", text="new", by=manager)

    page = manager_client.get(reverse("import_start")).content.decode()

    assert second.version == 2
    assert f'value="saved {second.pk}"' in page
    assert f'value="saved {first.pk}"' not in page


def test_of_which_site_a_specimen_is_is_not_guessed(manager_client, job):
    fields = fields_of(manager_client.get(reverse("mapping_new", args=[job.pk])).content.decode())
    (weak,) = [name for name, code in fields.items() if code == "?"]

    page = page_of(manager_client, job, **fields | {weak: "", "name": "Laboratory", "save": "1"})

    assert page.status_code == 422
    assert "Enter the site for rows" in page.content.decode()
    assert not TableMapping.objects.exists()


def test_another_meaning_brings_its_own_words(manager_client, job):
    fields = fields_of(manager_client.get(reverse("mapping_new", args=[job.pk])).content.decode())
    number = next(n for n, m in fields.items() if m == "receptors.csv er_status")[-1]

    page = page_of(
        manager_client, job, **fields | {f"meaning_{number}": "receptors.csv pr_status"}
    ).content.decode()

    assert fields_of(page)[f"was_{number}"] == "receptors.csv pr_status"
    assert '<th scope="col">pr_status</th>' in page


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"meaning_0": ""}, "choose the column that contains the MRN"),
        ({"meaning_8": "", "day_zero": ""}, "choose the column with the collection date"),
        ({"day_zero": "1990"}, "enter a full date"),
        ({"day_zero": "soon"}, "This mapping does not work yet"),
    ],
)
def test_what_every_record_needs_is_asked_for(manager_client, job, change, told):
    fields = fields_of(manager_client.get(reverse("mapping_new", args=[job.pk])).content.decode())

    assert told in page_of(manager_client, job, **fields | change).content.decode()


def test_what_is_no_table_is_refused_with_its_reason(manager_client):
    job = upload(manager_client, b"a;b\n1\n", name="t.csv", how="propose")

    page = manager_client.get(reverse("mapping_new", args=[job.pk]), follow=True)

    assert "is it cut off?" in page.content.decode()
    assert ImportJob.objects.get().state == "refused"


def test_a_table_too_large_to_read_while_somebody_waits_is_refused(manager_client, monkeypatch):
    monkeypatch.setattr("biomarkers.exchange.mapping_sheet.MOST", 100)
    job = upload(manager_client, TABLE.encode(), name="t.csv", how="propose")

    page = manager_client.get(reverse("mapping_new", args=[job.pk]), follow=True)

    assert "create the mapping from a sample" in page.content.decode()


def test_without_a_mapping_nothing_is_checked(manager_client, job):
    assert worked(job).state == "mapping"
    page = manager_client.get(reverse("import_job", args=[job.pk])).content.decode()
    assert "Create mapping" in page
