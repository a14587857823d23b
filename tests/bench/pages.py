"""Time the pages of one database: `python -m tests.bench.pages` (see large.py).

Prints one JSON object: for each page n, median and p95 in milliseconds, from request to last byte,
of a granian server with the settings of production.
"""

import json
import os
import random
import secrets
import time
from collections.abc import Callable
from statistics import median, quantiles

import django

from .server import PRODUCTION, Visitor, served

os.environ.update(PRODUCTION, DJANGO_SETTINGS_MODULE="config.settings")
django.setup()

from django.contrib.auth.models import Group, User  # noqa: E402
from django.urls import reverse  # noqa: E402

from patients.models import CareTeam, Patient  # noqa: E402

ROUNDS, WARM = 60, 5
USERNAME = "bench"


def clinician_of(team: CareTeam, password: str) -> None:
    user, made = User.objects.get_or_create(username=USERNAME)
    user.set_password(password)
    user.save()
    if made:
        user.groups.add(Group.objects.get(name="Clinicians"))
        team.members.add(user)


def milliseconds(act: Callable[[], object]) -> dict[str, float]:
    times = []
    for turn in range(ROUNDS + WARM):
        began = time.perf_counter()
        act()
        if turn >= WARM:
            times.append((time.perf_counter() - began) * 1000)
    return {"n": len(times), "median": median(times), "p95": quantiles(times, n=20)[18]}


def pages_of(team: CareTeam, visitor: Visitor) -> dict[str, Callable[[], object]]:
    mine = Patient.objects.filter(care_team=team).order_by("pk")
    sample = random.Random(1).sample(list(mine.values_list("pk", "family_name")[:5000]), 100)
    worklist, patients = reverse("worklist"), reverse("patient_list")

    def search(text: str):
        visitor.get(visitor.post(reverse("patient_search"), {"text": text}, expected=302))

    return {
        "bare page": lambda: visitor.get(reverse("break_glass")),
        "worklist": lambda: visitor.get(worklist),
        "worklist, one tile": lambda: visitor.get(worklist, why="find_score"),
        "worklist, category low": lambda: visitor.get(worklist, category="low"),
        "clinic": lambda: visitor.get(reverse("clinic")),
        "patients": lambda: visitor.get(patients),
        "patients, by line": lambda: visitor.get(patients, sort="line"),
        "patients, metastatic": lambda: visitor.get(patients, section="metastatic"),
        "search": lambda: search(random.choice(sample)[1]),
        "chart": lambda: visitor.get(reverse("patient_chart", args=[random.choice(sample)[0]])),
    }


def main() -> None:
    team = CareTeam.objects.order_by("pk")[0]
    password = secrets.token_urlsafe()
    clinician_of(team, password)
    with served() as visitor:
        visitor.log_in(reverse("account_login"), USERNAME, password)
        pages = pages_of(team, visitor)
        print(json.dumps({name: milliseconds(act) for name, act in pages.items()}))


if __name__ == "__main__":
    main()
