"""`make fuzz`: every address and every form, asked for anything by several roles.

Addresses are those of the address configuration; forms are those that the pages show, sent back
with values that nobody should send. FUZZ_EXAMPLES inputs of each on average, in batches: Hypothesis
keeps what it drew until a run ends. An answer of 500 or an exception is unhandled: all are
gathered, and told at the end with where they come from.
"""

import logging
import re
import traceback
from collections import Counter
from types import SimpleNamespace
from urllib.parse import quote, urljoin, urlsplit

import pytest
from django.contrib.auth.models import Group, User
from django.db import transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as some

from tests.access_paths import addresses, facts_of, path_of
from tests.access_table import ROLES, STAFF, TABLE

from .forms import EDGE, Form, asked_of, changed, encoded, forms_and_links, in_parts, values
from .fuzz_imports import EXAMPLES, many

HEADERS = [{}, {}, {"HX-Request": "true"}, {"HX-Request": "true", "HX-Target": "\x00"},
           {"Accept-Encoding": "gzip"}, {"Referer": "http://["}]  # fmt: skip
# As often as the others together: what it sends is read, not refused.
PEOPLE = ["S", *ROLES, "", *("S" for _ in ROLES)]
AS_A_BROWSER = "application/x-www-form-urlencoded"
BATCH = 5000
FILE_NAMES = ["a.zip", "patients.csv", "a.pdf", "a.txt"]
tried: Counter[str] = Counter()
answered: Counter[int] = Counter()
unhandled: dict[str, str] = {}


@pytest.fixture(scope="module", autouse=True)
def said():
    yield
    print("\nInputs tried at addresses and forms:")
    for what, count in tried.items():
        print(f"  {what}: {count:,}")
    print("  answers:", ", ".join(f"{status}: {n:,}" for status, n in sorted(answered.items())))
    print(f"  unhandled: {len(unhandled)}")


@pytest.fixture
def house(team, uploads):
    """A patient with one of everything, a client of each role, and the forms that are shown."""
    facts = facts_of(team)
    clients = {role: _client_of(role, team) for role in [*ROLES, ""]}
    cookies = {role: client.cookies.copy() for role, client in clients.items()}
    paths = [
        (route, path_of(name, route, facts) if name in TABLE else "") for name, route in addresses()
    ]
    logging.disable()  # every refusal would be written
    forms, names = _shown(clients["S"], [path for _, path in paths if path])
    yield SimpleNamespace(clients=clients, cookies=cookies, paths=paths, forms=forms, names=names)
    logging.disable(logging.NOTSET)


def _client_of(role: str, team) -> Client:
    client = Client()
    if role:
        user = User.objects.create_user(f"person-{role}", is_staff=role in STAFF)
        user.is_superuser = role == "S"
        user.save()
        user.groups.set(
            Group.objects.all() if role == "S" else Group.objects.filter(name=ROLES[role])
        )
        team.members.add(user)
        client.force_login(user)
    return client


def _shown(client, paths: list[str]) -> tuple[list[Form], list[str]]:
    """Every form that stands on a page, once; every name that a form or a link sends."""
    forms: dict[tuple, Form] = {}
    names: set[str] = set()
    for path in paths:
        with transaction.atomic():
            answer = client.get(path)
            transaction.set_rollback(True)
        if answer.streaming or "html" not in answer.get("Content-Type", ""):
            continue
        found, links = forms_and_links(answer.content.decode())
        names |= {name for link in links for name, _ in asked_of(link)}
        for form in found:
            form.action = urlsplit(urljoin(path, form.action)).path
            sent = frozenset(name for name, _ in form.fields)
            names |= sent
            forms.setdefault((form.action, form.method, sent), form)
    return list(forms.values()), sorted(names)


def ask(house, role: str, method: str, path: str, **sent) -> None:
    """One request, in a transaction that is rolled back, with the login of before."""
    client = house.clients[role]
    client.cookies = house.cookies[role].copy()
    try:
        with transaction.atomic():
            answer = client.generic(method, path, **sent)
            if answer.streaming:
                b"".join(answer)
            transaction.set_rollback(True)
        answered[answer.status_code] += 1
        if answer.status_code == 500:
            _unhandled(f"{method} {answer.resolver_match}", f"{role} {method} {path} {sent}")
    except Exception as error:
        frames = traceback.extract_tb(error.__traceback__)
        ours = [one for one in frames if re.search(r"/(patients|biomarkers)/", one.filename)]
        places = " from ".join(f"{one.filename}:{one.lineno}" for one in (frames[-1], *ours[-1:]))
        kind = f"{type(error).__name__} at {places}"
        _unhandled(kind, f"{role} {method} {path} {sent}\n{error!r:.300}")


def _unhandled(kind: str, input: str) -> None:
    if kind not in unhandled:
        unhandled[kind] = input[:1500]
        print(f"\nUNHANDLED {kind}\n  {input[:1500]}", flush=True)


def _with_garbage(draw, route: str, path: str) -> str:
    """The address of a row, or with anything where its keys stand."""
    if path and ("<" not in route or draw(some.booleans())):
        return path
    return "/" + re.sub(
        r"\^?\(?\?P<\w+>[^)]*\)\$?|<(?:\w+:)?\w+>",
        lambda _: quote(draw(values), safe="", errors="surrogatepass"),
        route,
    )


@pytest.mark.parametrize("batch", range(-(-2 * EXAMPLES // BATCH)))
@many(min(BATCH, 2 * EXAMPLES))
@given(data=some.data())
def test_every_address_and_every_form_takes_anything(house, batch, data):
    role, headers = data.draw(some.sampled_from(PEOPLE)), data.draw(some.sampled_from(HEADERS))
    send = data.draw(some.sampled_from([_an_address, _a_form]))
    tried[send.__name__.strip("_").replace("_", " ")] += 1
    method, path, sent = send(house, data.draw)
    ask(house, role, method, path, headers=headers, **sent)


def _an_address(house, draw) -> tuple[str, str, dict]:
    route, path = draw(some.sampled_from(house.paths))
    path = _with_garbage(draw, route, path)
    pairs = draw(some.lists(some.tuples(some.sampled_from(house.names), values), max_size=5))
    method = draw(some.sampled_from(["GET", "GET", "GET", "POST", "HEAD"]))
    if method == "POST":
        return method, path, {"data": encoded(pairs), "content_type": AS_A_BROWSER}
    return method, f"{path}?{encoded(pairs)}", {}


def _a_form(house, draw) -> tuple[str, str, dict]:
    form = draw(some.sampled_from(house.forms))
    pairs = draw(changed(form.fields))
    if form.method == "GET":
        return "GET", f"{form.action}?{encoded(pairs)}", {}
    if not form.files:
        return "POST", form.action, {"data": encoded(pairs), "content_type": AS_A_BROWSER}
    content = some.tuples(some.sampled_from(FILE_NAMES) | values, some.binary(max_size=200))
    files = [(name, *draw(content)) for name, _ in pairs if "file" in name]
    kind = f"multipart/form-data; boundary={EDGE}"
    return "POST", form.action, {"data": in_parts(pairs, files), "content_type": kind}


def test_nothing_was_unhandled():
    assert not unhandled, "\n".join(f"{kind}\n    {input}" for kind, input in unhandled.items())
