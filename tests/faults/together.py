"""What two hosts and many people see: one clinic, whichever host answers, one of them killed."""

import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from django.contrib.auth.models import Group, User
from django.db import transaction
from django.urls import reverse

from biomarkers.models import CatalogVersion, ImportJob, JobState
from patients.models import CareTeam, LVEFMeasurement, Patient

from .hosts import SEARCHES_A_MINUTE, Browser, Host, archive_of, two_hosts
from .table import Row
from .whole import half_written

WRITERS, USERS = 200, 64
LONGEST = 180  # seconds that a job may take on a busy machine


def _user(name: str) -> User:
    user = User.objects.create_user(name)
    user.groups.add(*Group.objects.filter(name__in=["Clinicians", "Data managers"]))
    CareTeam.objects.get(name="Faults").members.add(user)
    return user


def together(place: Path, seconds: float) -> list[Row]:
    with two_hosts(place) as (first, second):
        return [
            _coherent(first, second),
            _writers_of_one_patient(first, second),
            _a_host_killed_in_an_import(first, second),
            _mixed_use(first, second, seconds),
        ]


def _coherent(first: Host, second: Host) -> Row:
    """Session, catalog, limit, upload and job of one host are those of the other."""
    row = Row("what one of two hosts knows, the other knows")
    mine = Browser(_user("coherent"))
    patient = Patient.objects.filter(mrn="P0").get()
    summary = reverse("patient_summary", args=[patient.pk])
    for host in (first, second):
        row.errors += mine.get(host, summary)[0] != 200  # a session that neither of them made
    with transaction.atomic():
        version = CatalogVersion.bump().number
    for host in (first, second):
        row.errors += f"catalog version {version}" not in mine.get(host, summary)[2]
    found = [
        mine.post(host, reverse("patient_search"), {"text": "nobody"})[0]
        for host in (first, second) * (SEARCHES_A_MINUTE // 2 + 2)
    ]
    row.errors += found.count(429) != 4
    status, place, _ = mine.upload(first, reverse("import_start"), _team(), archive_of("H", 5))
    row.errors += status != 302 or mine.get(second, place)[0] != 200
    row.stuck += not _until(lambda: _state(place) == JobState.CHECKED)
    mine.post(second, f"{place}confirm/", {})
    row.stuck += not _until(lambda: _state(place) == JobState.DONE)
    row.errors += Patient.objects.filter(mrn__startswith="H").count() != 5
    row.times = row.acknowledged = 5
    mine.post(first, reverse("logout"), {})
    row.errors += mine.get(second, summary)[0] == 200
    return row


def _team() -> dict[str, str]:
    return {"team": str(CareTeam.objects.get(name="Faults").pk), "how": ""}


def _state(place: str) -> str:
    return ImportJob.objects.get(pk=place.split("/")[2]).state


def _until(holds: Callable[[], bool]) -> bool:
    until = time.monotonic() + LONGEST
    while not holds():
        if time.monotonic() > until:
            return False
        time.sleep(0.2)
    return True


def _writers_of_one_patient(first: Host, second: Host) -> Row:
    """All at once, each another value of the heart function."""
    row = Row(f"{WRITERS} writers on one patient, at two hosts", times=1)
    patient = Patient.objects.filter(mrn="P1").get()
    mine = Browser(_user("writers"))
    address = reverse("fact_new", args=[patient.pk, "lvefmeasurement"])
    answers: Counter[int] = Counter()

    def write(number: int) -> None:
        day = f"{1800 + number}-05-01" if number < 100 else f"{1900 + number - 100}-06-01"
        host = (first, second)[number % 2]
        answers[mine.post(host, address, {"measured_on": day, "percent": "60"})[0]] += 1

    before = LVEFMeasurement.objects.filter(patient=patient).count()
    _all_at_once([lambda n=n: write(n) for n in range(WRITERS)])
    stored = LVEFMeasurement.objects.filter(patient=patient).count() - before
    row.acknowledged = answers[302]
    row.lost = max(0, answers[302] - stored)
    row.stuck = answers[0] + WRITERS - sum(answers.values())
    row.errors = sum(answers.values()) - answers[302] - answers[0]
    row.half_written = len(half_written())
    return row


def _all_at_once(works: list[Callable[[], None]]) -> None:
    threads = [threading.Thread(target=work) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _a_host_killed_in_an_import(first: Host, second: Host) -> Row:
    """The worker that has the import is killed with its host; the other host goes on."""
    row = Row("one of two hosts killed in an import", times=1)
    mine = Browser(_user("importer"))
    _, place, _ = mine.upload(second, reverse("import_start"), _team(), archive_of("K", 3000))
    row.stuck += not _until(lambda: _state(place) == JobState.CHECKED)
    second.worker.kill()  # so that the first has it
    second.worker.wait()
    mine.post(second, f"{place}confirm/", {})
    row.stuck += not _until(lambda: _state(place) == JobState.IMPORTING)
    time.sleep(0.5)
    first.kill()
    stored = Patient.objects.filter(mrn__startswith="K").count()
    row.half_written += stored not in (0, 3000)
    status, _, page = mine.get(second, place)
    row.errors += status != 200 or (stored == 0 and "nothing" not in page)
    row.acknowledged = 1
    second.kill()
    for host in (first, second):
        host.start()
    _, place, _ = mine.upload(second, reverse("import_start"), _team(), archive_of("L", 3))
    row.stuck += not _until(lambda: _state(place) == JobState.CHECKED)
    row.half_written += len(half_written())
    return row


def _mixed_use(first: Host, second: Host, seconds: float) -> Row:
    """Reading and saving at both hosts; halfway one host is killed and started again."""
    row = Row(f"{USERS} users on a mix for {seconds:.0f} s, one of two hosts killed")
    people = [Browser(_user(f"user{number}")) for number in range(USERS)]
    patients = list(Patient.objects.filter(mrn__startswith="P").order_by("mrn"))
    answers: Counter[int] = Counter()
    saved: Counter[str] = Counter()
    until = time.monotonic() + seconds
    killed = threading.Event()

    def use(number: int) -> None:
        turn = 0
        while time.monotonic() < until:
            turn += 1
            patient = patients[(number + turn) % len(patients)]
            host = second if killed.is_set() else (first, second)[(number + turn) % 2]
            if turn % 4 == 0:
                day = f"{1700 + number}-{turn // 4 % 12 + 1:02}-{turn // 48 % 28 + 1:02}"
                address = reverse("fact_new", args=[patient.pk, "lvefmeasurement"])
                status = people[number].post(
                    host, address, {"measured_on": day, "percent": "61"}
                )[0]  # fmt: skip
                saved["told"] += status == 302
            else:
                pages = [reverse("worklist"), reverse("patient_list"), patient.get_absolute_url()]
                status = people[number].get(host, pages[turn % 3])[0]
            answers[status] += 1

    def kill_one() -> None:
        time.sleep(seconds / 2)
        killed.set()
        first.kill()

    before = LVEFMeasurement.objects.count()
    _all_at_once([kill_one, *[lambda n=n: use(n) for n in range(USERS)]])
    row.times = sum(answers.values())
    row.acknowledged = answers[200] + answers[302]
    row.lost = max(0, saved["told"] - (LVEFMeasurement.objects.count() - before))
    row.errors = sum(count for status, count in answers.items() if status >= 500)
    row.half_written = len(half_written())
    first.start()
    row.stuck = int(people[0].get(first, reverse("worklist"))[0] != 200)
    return row
