"""What `make bench` asks in one database: `python -m tests.bench.pages MADE` (see large.py).

Prints one JSON object: the cookies of somebody who is logged in, and for each page what is asked.
Every page of the address configuration is asked, but those that LEFT_OUT names with a reason; MADE
is the file that remembers the addresses of the patient with one of everything.
"""

import json
import os
import random
import sys
from collections.abc import Iterator
from pathlib import Path

import django

if __name__ == "__main__":
    from .server import PRODUCTION

    os.environ.update(PRODUCTION, DJANGO_SETTINGS_MODULE="config.settings")
    django.setup()

from django.contrib.auth.models import Group, User
from django.db import transaction
from django.urls import reverse

from patients.models import Agent, CareTeam, LineOfTreatment, Patient
from patients.signals import record_changed
from tests.access_paths import addresses, facts_of, path_of
from tests.access_table import ROLES, TABLE
from tests.factories import AgentGivenFactory, BiopsyFactory, HER2ReadingFactory, PatientFactory

from .server import BARE, cookies_of

LEFT_OUT = {
    "worklist_csv": "as long as the list",
    "clinic_csv": "as long as the list",
    "audit_csv": "as long as the trail",
    "metrics": "asked by a machine with a token",
    "health_live": "reads nothing",
    "account_login": "leads on who is logged in",
    "account_inactive": "says one sentence",
    "admin:login": "leads on who is logged in",
    "admin:view_on_site": "leads on to the page of the row",
    "invitation": "of somebody who is invited",
    "invitation_link": "leads on to the invitation",
    "mfa_authenticate": "in the middle of a login",
    "mfa_login_webauthn": "in the middle of a login",
    "patient_found": "timed as the searches below",
    "export_file": "a file that the worker wrote",
    "import_report": "of an import that failed",
    "sso_callback": "in the middle of a login",
    "second_factor": "leads on who used one",
    **dict.fromkeys(
        [
            "own_sessions",
            "mfa_activate_totp",
            "mfa_add_webauthn",
            "mfa_list_webauthn",
            "mfa_generate_recovery_codes",
        ],
        "asks for the password again, and is of one person alone",
    ),
    "mapping_new": "of a file that is being uploaded",
    "import_undo": "of an import that can be taken back",
    "import_changes": "leads on where the import has none",
}
# The rows of one team, asked in other ways: name, address, parameters.
FURTHER = [
    ("worklist, one tile", "worklist", {"why": "find_score"}),
    ("worklist, category low", "worklist", {"category": "low"}),
    ("worklist, snoozed too", "worklist", {"snoozed": "on"}),
    ("worklist, snoozed alone", "worklist", {"waits": "on"}),
    ("worklist, requested", "worklist", {"asked": "on"}),
    ("worklist, 30 days or more", "worklist", {"age": "30"}),
    ("worklist, 90 days or more, snoozed too", "worklist", {"age": "90", "snoozed": "on"}),
    ("worklist, longest waiting first", "worklist", {"sort": "age"}),
    ("worklist, by name", "worklist", {"sort": "name"}),
    ("worklist, nobody's", "worklist", {"owner": "none"}),
    ("worklist, not seen", "worklist", {"not_seen": "on"}),
    ("patients, metastatic", "patient_list", {"section": "metastatic"}),
    ("patients, by line", "patient_list", {"sort": "line"}),
    ("report queue, set aside", "report_queue", {"state": "set_aside"}),
    ("audit, opened", "audit", {"what": "3"}),
    ("audit, emergency access", "audit", {"what": "10"}),
    ("audit, of one person", "audit", {"who": "reader"}),
    ("audit, of a week", "audit", {"since": "2026-06-01", "until": "2026-06-07"}),
    ("admin, patients by letter", "admin:patients_patient_changelist", {"q": "a"}),
    ("admin, patients by digit", "admin:patients_patient_changelist", {"q": "1"}),
    ("admin, patients by no name", "admin:patients_patient_changelist", {"q": "xyzzy"}),
    ("admin, specimens by letter", "admin:patients_biopsy_changelist", {"q": "a"}),
    ("admin, readings by digit", "admin:biomarkers_her2reading_changelist", {"q": "1"}),
]  # fmt: skip
SAMPLE = 50

Asked = tuple[str, str, dict[str, str]]  # method, path, what is asked


def is_timed(name: str) -> bool:
    """Whether somebody of any role opens it; `~` is of a second factor of one's own."""
    letters = TABLE[name].get if name in TABLE else "-"
    return name not in LEFT_OUT and bool(set(letters) & {*ROLES, "*", "!"} - {"S", "N"})


def one_of_everybody(team: CareTeam) -> User:
    """Of every role but superuser, in one team: permissions are looked up as for anybody."""
    user, _ = User.objects.get_or_create(username="bench", defaults={"is_staff": True})
    user.groups.set(Group.objects.filter(name__in=ROLES.values()))
    team.members.add(user)
    return user


def pages_of(facts) -> dict[str, str]:
    """Each page that is timed, with its address; the bare page first."""
    paths = {name: path_of(name, route, facts) for name, route in addresses() if is_timed(name)}
    return {BARE: paths.pop(BARE), **paths}


def much_of(team: CareTeam) -> Patient:
    """500 HER2 readings, five of each specimen, and 300 lines of a month each."""
    patient = PatientFactory(care_team=team, mrn="M-much", metastatic_on="2000")
    biopsies = [
        BiopsyFactory.build(patient=patient, accession=f"M-{n}", collected_on=f"{1960 + n // 2}")
        for n in range(100)
    ]
    readings = [
        HER2ReadingFactory.build(biopsy=biopsy, read_on=f"{biopsy.collected_on}-0{month}-01")
        for biopsy in biopsies
        for month in range(1, 6)
    ]
    lines = [LineOfTreatment(patient=patient, number=number) for number in range(1, 301)]
    agent = Agent.objects.get(name="capecitabine")
    given = [
        AgentGivenFactory.build(
            patient=patient,
            agent=agent,
            line=line,
            started_on=f"{month}-01",
            ended_on=f"{month}-25",
        )
        for line in lines
        for month in [f"{2000 + line.number // 12}-{line.number % 12 + 1:02}"]
    ]
    for rows in (biopsies, readings, lines, given):
        type(rows[0]).objects.bulk_create(rows)
    record_changed.send(sender=Patient, patient_ids=[patient.pk])
    return patient


def _further(team: CareTeam) -> Iterator[tuple[str, list[Asked]]]:
    for name, page, asked in FURTHER:
        yield name, [("GET", reverse(page), asked)]
    mine = list(Patient.objects.filter(care_team=team).order_by("pk")[:5000])
    sample = random.Random(1).sample(mine, min(SAMPLE, len(mine)))
    for page in ("patient_chart", "patient_summary", "patient_timeline"):
        asked = [("GET", reverse(page, args=[patient.pk]), {}) for patient in sample]
        yield f"{page}, of many", asked
    search = reverse("patient_search")
    for name, texts in {
        "search, family name": [patient.family_name for patient in sample],
        "search, MRN": [patient.mrn for patient in sample],
        "search, birth date": [str(patient.birth_date) for patient in sample if patient.birth_date],
        "search, one letter": list("aemsbt"),
        "search, one digit": list("123456789"),
    }.items():
        yield name, [("POST", search, {"text": text}) for text in texts]


def main(made: Path) -> None:
    team = CareTeam.objects.order_by("pk")[0]
    if not made.exists():
        with transaction.atomic():
            much = {"patient_chart, 500 readings and 300 lines": much_of(team).get_absolute_url()}
            made.write_text(json.dumps(pages_of(facts_of(team)) | much))
    pages = {name: [("GET", path, {})] for name, path in json.loads(made.read_text()).items()}
    pages.update(_further(team))
    print(json.dumps({"cookies": cookies_of(one_of_everybody(team)), "pages": pages}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
