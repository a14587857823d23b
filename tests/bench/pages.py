"""Time the pages of one database, in this process: `python -m tests.bench.pages` (see large.py).

Prints one JSON object: for each page n, median and p95 in milliseconds, through every middleware.
"""

import json
import os
import random
import time
from collections.abc import Callable
from statistics import median, quantiles

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from django.contrib.auth.models import Group, User  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402
from django.urls import reverse  # noqa: E402

from patients.models import CareTeam, Patient  # noqa: E402

ROUNDS, WARM = 60, 5


def coordinator() -> Client:
    user, made = User.objects.get_or_create(username="bench")
    if made:
        user.groups.add(Group.objects.get(name="Clinicians"))
        CareTeam.objects.first().members.add(user)
    client = Client()
    client.force_login(user)
    return client


def milliseconds(act: Callable[[], object]) -> dict[str, float]:
    times = []
    for turn in range(ROUNDS + WARM):
        began = time.perf_counter()
        response = act()
        if turn >= WARM:
            times.append((time.perf_counter() - began) * 1000)
        assert response.status_code == 200, response
    return {"n": len(times), "median": median(times), "p95": quantiles(times, n=20)[18]}


def main() -> None:
    setup_test_environment()
    client = coordinator()
    team = CareTeam.objects.first()
    mine = Patient.objects.filter(care_team=team).order_by("pk")
    sample = random.Random(1).sample(list(mine.values_list("pk", "family_name")[:5000]), 100)

    def chart():
        return client.get(reverse("patient_chart", args=[random.choice(sample)[0]]))

    def search():
        return client.post(reverse("patient_search"), {"text": random.choice(sample)[1]})

    pages = {
        "bare page": lambda: client.post(reverse("patient_search"), {"text": "no such name"}),
        "worklist": lambda: client.get(reverse("worklist")),
        "worklist, one tile": lambda: client.get(reverse("worklist"), {"why": "find_score"}),
        "worklist, category low": lambda: client.get(reverse("worklist"), {"category": "low"}),
        "patients": lambda: client.get(reverse("patient_list")),
        "patients, metastatic": lambda: client.get(
            reverse("patient_list"), {"section": "metastatic"}
        ),
        "search": search,
        "chart": chart,
    }
    print(json.dumps({name: milliseconds(act) for name, act in pages.items()}))


if __name__ == "__main__":
    main()
