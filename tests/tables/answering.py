"""A person at the mapping page: what a browser shows, and what is answered to it."""

import re
import tomllib
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from biomarkers.exchange import jobs
from biomarkers.models import ImportJob

MOST_LOOKS = 6
ANSWERS = Path(__file__).parent / "answers"


@dataclass
class Answers:
    """`columns`: what each column of the table means; those not named mean nothing here."""

    name: str
    columns: dict[str, str]
    site: str = ""
    other_sites: dict[str, str] = field(default_factory=dict)
    day_zero: str | None = None
    words: dict[str, str] = field(default_factory=dict)
    orders: dict[str, str] = field(default_factory=dict)
    rows: dict[str, list[int]] = field(default_factory=dict)

    @classmethod
    def of(cls, name: str) -> "Answers":
        return cls(**tomllib.loads((ANSWERS / f"{name}.toml").read_text(encoding="utf-8")))


@dataclass
class Proposal:
    """Names of columns: proposed as they mean, as something else, and left to a person."""

    columns: int
    right: list[str]
    wrong: list[str]
    missed: list[str]


def fields_of(page: str) -> dict[str, str]:
    """What a browser would post of the form."""
    fields = {
        unescape(name): unescape(value)
        for name, value in re.findall(
            r'<input type="hidden" name="(was_\w+)" value="([^"]*)"', page
        )
        + re.findall(r'<input id="id_\w+" name="(\w+)" value="([^"]*)"', page)
    }
    for select in re.findall(r"<select.*?</select>", page, re.S):
        chosen = re.search(r'<option value="([^"]*)" selected', select)
        name = re.search(r'name="([^"]+)"', select)
        assert name
        fields[name[1]] = unescape(chosen[1]) if chosen else ""
    return fields


def columns_of(page: str) -> dict[str, str]:
    """By the number of its fields, the name of each column of the table."""
    lines = re.findall(r'<th scope="row">([^<]*)<.*?name="meaning_(\d+)"', page, re.S)
    return {number: unescape(name) for name, number in lines}


def proposal_of(page: str, answers: Answers) -> Proposal:
    fields = fields_of(page)
    found = Proposal(0, [], [], [])
    for number, name in columns_of(page).items():
        found.columns += 1
        said, meant = fields[f"meaning_{number}"], answers.columns.get(name, "")
        if said and said == meant:
            found.right.append(name)
        elif said:
            found.wrong.append(name)
        elif meant:
            found.missed.append(name)
    return found


def uploaded(client, team, path: Path) -> ImportJob:
    said = {
        "team": team.pk,
        "file": SimpleUploadedFile(path.name, path.read_bytes()),
        "how": "propose",
    }
    response = client.post(reverse("import_start"), said)
    assert response.status_code == 302, response.content.decode()
    return ImportJob.objects.get(pk=response["Location"].split("/")[2])


def mapped(client, job: ImportJob, answers: Answers) -> tuple[Proposal, str]:
    """By page alone, from nothing to a saved mapping; what was proposed, and the last page."""
    address = reverse("mapping_new", args=[job.pk])
    page = client.get(address).content.decode()
    proposal = proposal_of(page, answers)
    for _ in range(MOST_LOOKS):
        fields = {**answered(page, answers), "save": "1"}
        response = client.post(address, fields)
        if response.status_code == 302:
            return proposal, page
        page = response.content.decode()
    raise AssertionError("\n".join(re.findall(r'role="alert">(.*?)</p>', page)))


def answered(page: str, answers: Answers) -> dict[str, str]:
    fields: dict[str, Any] = fields_of(page)
    for number, name in columns_of(page).items():
        fields[f"meaning_{number}"] = answers.columns.get(name, "")
        if fields.get(f"order_{number}") == "?":
            fields[f"order_{number}"] = answers.orders.get(name, "?")
        if fields.get(f"years_{number}") == "?":
            fields[f"years_{number}"] = _last_hundred_years(page, number)
        if name in answers.orders and f"order_{number}" in fields:
            fields[f"order_{number}"] = answers.orders[name]
    for field_name, word in _words(page).items():
        if fields[field_name] == "?":
            fields[field_name] = answers.words.get(word, "")
    for name in [name for name in fields if name.startswith("row_") and fields[name] == "?"]:
        line = int(name.removeprefix("row_"))
        choice = [choice for choice, lines in answers.rows.items() if line in lines]
        assert choice, f"line {line} is asked about, and the answers do not say: {_why(page, line)}"
        fields[name] = choice[0]
    fields |= {"name": "By page", "site": answers.site}
    fields |= {f"site_{label}": site for label, site in answers.other_sites.items()}
    if answers.day_zero is not None:
        fields["day_zero"] = answers.day_zero
    return fields


def _why(page: str, line: int) -> str:
    found = re.search(rf"Line {line}<.*?data-label=\"Why\"[^>]*>(.*?)</td>", page, re.S)
    return unescape(found[1]) if found else ""


def _words(page: str) -> dict[str, str]:
    pattern = r'<label for="id_(word_\d+_\d+)">(.*?) <span class="sub-inline">'
    return {name: unescape(word) for name, word in re.findall(pattern, page)}


def _last_hundred_years(page: str, number: str) -> str:
    select = re.search(rf'<select id="id_years_{number}".*?</select>', page, re.S)
    assert select
    return re.findall(r'<option value="(\d{4})"', select[0])[0]


def imported(client, job: ImportJob) -> ImportJob:
    """Checked, looked at and confirmed."""
    jobs.run(job.pk)
    job.refresh_from_db()
    assert job.state == "checked", job.faults[:10]
    client.post(reverse("import_confirm", args=[job.pk]))
    jobs.run(job.pk)
    job.refresh_from_db()
    assert job.state == "done", job.faults[:10]
    return job
