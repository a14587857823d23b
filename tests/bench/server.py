"""The product as a clinic serves it, and someone who asks it for pages.

Granian with the settings of production, over plain HTTP as behind the proxy that ends TLS.
"""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

PRODUCTION = {
    "DEBUG": "0",
    "BEHIND_PROXY": "1",
    "ALLOW_SQLITE": "yes",
    "SEARCHES_A_MINUTE": "100000",
    "FILES_AN_HOUR": "100000",
    "SECRET_KEY": "only-for-the-bench-" * 4,
    "AUDIT_KEY": "only-for-the-bench-too-" * 4,
}
BARE = "break_glass"  # a page around an empty form: login, middleware and base template
GRANIAN = [
    str(Path(sys.executable).with_name("granian")), "--interface", "wsgi", "--host", "127.0.0.1",
    "--blocking-threads", "1", "--backpressure", "32", "--log-level", "warning",
]  # fmt: skip
SECONDS_TO_START = 120


@contextmanager
def served(environment: dict[str, str]) -> Iterator[tuple[int, subprocess.Popen]]:
    """A server of DATABASE_URL while the block lasts: its port and its process."""
    _collect_static()
    port = free_port()
    command = [*GRANIAN, "--port", str(port), "config.wsgi:application"]
    server = subprocess.Popen(command, env=environment)
    try:
        wait_for(port, server)
        yield port, server
    finally:
        server.terminate()
        server.wait(timeout=SECONDS_TO_START)


@cache
def _collect_static() -> None:
    """Once: the files are the same for every database."""
    collect = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"]
    settings = {**PRODUCTION, "DJANGO_SETTINGS_MODULE": "config.settings"}
    subprocess.run(collect, env={**os.environ, **settings}, check=True)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return found.getsockname()[1]


def wait_for(port: int, server: subprocess.Popen) -> None:
    until = time.monotonic() + SECONDS_TO_START
    while server.poll() is None and time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return
        except ConnectionRefusedError:
            time.sleep(0.1)
    raise RuntimeError("The server did not start.")


def cookies_of(user) -> str:
    """Of somebody who is logged in with a second factor, as the login page would have it."""
    from importlib import import_module

    from django.conf import settings
    from django.contrib.auth import login
    from django.http import HttpRequest
    from django.middleware.csrf import get_token

    from patients.accounts.second_factor import SESSION_KEY

    request = HttpRequest()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore()
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    request.session[SESSION_KEY] = user.pk
    request.session.save()
    get_token(request)
    token = request.META["CSRF_COOKIE"]
    return (
        f"{settings.SESSION_COOKIE_NAME}={request.session.session_key}; "
        f"{settings.CSRF_COOKIE_NAME}={token}"
    )


class Visitor:
    """Stands where the proxy stands, and keeps one connection open."""

    def __init__(self, port: int, cookies: str) -> None:
        self.connection = HTTPConnection("127.0.0.1", port, timeout=120)
        self.origin = f"https://127.0.0.1:{port}"
        self.cookies = cookies
        self.token = cookies.rpartition("=")[2]

    def ask(self, method: str, path: str, asked: dict[str, str] | None = None) -> str:
        """Where the answer leads, or nothing."""
        return self._answer(method, path, asked)[0]

    def text(self, path: str) -> str:
        return self._answer("GET", path)[1].decode()

    def _answer(self, method: str, path: str, asked: dict[str, str] | None = None):
        """Where it leads, and the whole of it; an error is raised."""
        headers = {"Cookie": self.cookies, "Origin": self.origin, "X-Forwarded-Proto": "https"}
        body = None
        if method == "POST":
            body = urlencode({"csrfmiddlewaretoken": self.token, **(asked or {})})
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        elif asked:
            path += f"?{urlencode(asked)}"
        self.connection.request(method, path, body, headers)
        response = self.connection.getresponse()
        whole = response.read()
        if response.status not in (200, 302):
            raise RuntimeError(f"{method} {path} was answered {response.status}")
        return response.headers.get("Location", ""), whole
