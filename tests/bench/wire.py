"""Bytes over the wire and CPU of pages against another commit, in one run:
`make bench-wire COMMIT=…`.

Both versions load the demo into a database of their own, and then take turns, so that a busy
machine is busy for both. A page is asked as a browser asks it (gzip), inside the process: what is
counted is the time of the processor from request to answer, and the bytes of the answer.
"""

import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from .against import HOUSE, ask

TURNS, ROUNDS = 5, 15

# Asked of either version.
PAGES = f"""
import django, json, time; django.setup()
from django.contrib.auth.models import User
from django.test import Client
from patients.models import Patient
user = User.objects.get(username="clinician")
client = Client(headers={{"Accept-Encoding": "gzip"}}, SERVER_NAME="localhost")
client.force_login(user)
charts = [p.get_absolute_url() for p in Patient.objects.filter(care_team__members=user)]
whitlock = Patient.objects.get(family_name="Whitlock").get_absolute_url()
paths = {{"bare page": "/break-glass/", "chart": whitlock, "worklist": "/", "list": "/patients/"}}
found = {{}}
for name, path in paths.items():
    for _ in range(3):
        client.get(path)
    began = time.process_time()
    for _ in range({ROUNDS}):
        answer = client.get(path)
    took = (time.process_time() - began) / {ROUNDS} * 1000
    found[name] = (took, len(answer.content))
sizes = [len(client.get(chart).content) for chart in charts]
print(json.dumps({{"pages": found, "largest": max(sizes)}}))
"""


def main(commit: str) -> None:
    with tempfile.TemporaryDirectory() as place:
        then = Path(place) / "then"
        subprocess.run(["git", "worktree", "add", "-q", "--detach", then, commit], check=True)
        try:
            versions = {"then": then, "now": HOUSE}
            for name, house in versions.items():
                ask(house, name, place, "manage.py", "migrate", "--verbosity", "0")
                ask(house, name, place, "manage.py", "load_demo")
            told: dict[str, list[dict]] = {"then": [], "now": []}
            for _ in range(TURNS):
                for name, house in versions.items():
                    told[name].append(json.loads(ask(house, name, place, "-c", PAGES)))
        finally:
            subprocess.run(["git", "worktree", "remove", "--force", then], check=True)
    print("| page | then: ms | of the bare page | bytes | now: ms | of the bare page | bytes |")
    for page in told["now"][0]["pages"]:
        cells = [cell for name in versions for cell in cells_of(told[name], page)]
        print(f"| {page} | {' | '.join(cells)} |")
    for name, turns in told.items():
        print(f"largest chart {name}: {turns[-1]['largest']:,} bytes")


def cells_of(turns: list[dict], page: str) -> tuple[str, str, str]:
    took = statistics.median(turn["pages"][page][0] for turn in turns)
    ratio = statistics.median(t["pages"][page][0] / t["pages"]["bare page"][0] for t in turns)
    return f"{took:.1f}", f"{ratio:.1f}", f"{turns[-1]['pages'][page][1]:,}"


if __name__ == "__main__":
    main(sys.argv[1])
