"""Patients come in while others save: `make import-beside-saves`. Not part of the suite.

A PostgreSQL of its own that writes through, a web server with the settings of production, and a
clinician who saves a measurement every BESIDE_PAUSE seconds (2), in turn of another team and of the
team that receives the import: first BESIDE_BEFORE times (40) alone, then while BESIDE_PATIENTS
(100000) come in by another process, which has less of the processor, as the worker's unit says.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import count, cycle, islice, takewhile
from pathlib import Path
from statistics import median, quantiles

from tests.faults.cluster import Cluster

from .server import PRODUCTION, Visitor, cookies_of, served

PATIENTS = int(os.environ.get("BESIDE_PATIENTS", "100000"))
BEFORE = int(os.environ.get("BESIDE_BEFORE", "40"))
PAUSE = float(os.environ.get("BESIDE_PAUSE", "2"))
QUICK = 0.5  # seconds
NICE = 7  # about CPUWeight=20 beside 100
OTHER, SAME = "another team", "the same team"
Saves = dict[str, list[float]]  # seconds, by team


def main() -> None:
    cluster = Cluster()
    os.environ.update(
        PRODUCTION, DATABASE_URL=cluster.url, DJANGO_SETTINGS_MODULE="config.settings"
    )
    try:
        with tempfile.TemporaryDirectory() as place:
            _measure(Path(place))
    finally:
        cluster.stop()


def _measure(place: Path) -> None:
    import django

    django.setup()
    from django.core.management import call_command

    from .folder import write_folder

    call_command("migrate", verbosity=0)
    folder = write_folder(place / "folder", PATIENTS)
    cookies, addresses = _prepare()
    with served({**os.environ}) as (port, _):
        visitor = Visitor(port, cookies)
        turns = zip(cycle(addresses), count())
        before = _saves(visitor, addresses, islice(turns, BEFORE))
        importing = subprocess.Popen(
            [sys.executable, "-m", "tests.bench.importing", str(folder), SAME],
            stdout=subprocess.PIPE, text=True, preexec_fn=lambda: os.nice(NICE),
        )  # fmt: skip
        running = takewhile(lambda _: importing.poll() is None, turns)
        beside = _saves(visitor, addresses, running)
    answer, _ = importing.communicate()
    _print({"alone": before, "beside the import": beside}, json.loads(answer))


def _prepare() -> tuple[str, dict[str, list[str]]]:
    """The cookies of a clinician, and where a measurement of patients of both teams is entered."""
    from django.contrib.auth.models import Group, User
    from django.urls import reverse

    from patients.actions import save_facts
    from patients.models import CareTeam, Patient

    user = User.objects.create_user("beside")
    user.groups.add(Group.objects.get(name="Clinicians"))
    addresses: dict[str, list[str]] = {}
    for name in (OTHER, SAME):
        team = CareTeam.objects.create(name=name)
        team.members.add(user)
        facts = [Patient(care_team=team, mrn=f"{name} {n}", family_name="Lind") for n in range(20)]
        save_facts(facts, by=user)
        addresses[name] = [reverse("fact_new", args=[p.pk, "lvefmeasurement"]) for p in facts]
    return cookies_of(user), addresses


def _saves(
    visitor: Visitor, addresses: dict[str, list[str]], turns: Iterable[tuple[str, int]]
) -> Saves:
    times: Saves = {name: [] for name in addresses}
    for name, number in turns:
        day = date(1960, 1, 1) + timedelta(days=number)
        began = time.perf_counter()
        address = addresses[name][number // 2 % len(addresses[name])]
        measured = {"measured_on": day.isoformat(), "percent": "60"}
        if not visitor.ask("POST", address, measured):
            raise RuntimeError(f"{address} refused the measurement of {day}.")
        times[name].append(time.perf_counter() - began)
        time.sleep(PAUSE)
    return times


def _print(times: dict[str, Saves], told: dict[str, float]) -> None:
    seconds = told["seconds"]
    print(
        f"{PATIENTS:,} patients, {told['rows']:,} rows in {seconds:.0f} s "
        f"({told['cpu']:.0f} s of processor time); peak memory {told['peak']:.0f} MB; "
        f"visible with a commit of {told['commit'] * 1000:.0f} ms"
    )
    print("| saves of | n | p50 ms | p95 ms | max ms | under 0.5 s |\n|---|---|---|---|---|---|")
    for name, found in ((f"{n}, {when}", f) for when, of in times.items() for n, f in of.items()):
        p95, quick = quantiles(found, n=20)[18], sum(one < QUICK for one in found)
        cells = [median(found) * 1000, p95 * 1000, max(found) * 1000]
        print(
            f"| {name} | {len(found)} | {' | '.join(f'{cell:.0f}' for cell in cells)} "
            f"| {100 * quick / len(found):.0f}% |"
        )


if __name__ == "__main__":
    main()
