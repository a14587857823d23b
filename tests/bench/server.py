"""The product as a clinic serves it, and someone who asks it for pages.

Granian with the settings of production, over plain HTTP as behind the proxy that ends TLS; the
visitor stands where the proxy stands, keeps one connection open and logs in by the login page.
"""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode

PRODUCTION = {
    "DEBUG": "0",
    "BEHIND_PROXY": "1",
    "ALLOW_SQLITE": "yes",
    "SEARCHES_A_MINUTE": "100000",
    "SECRET_KEY": "only-for-the-bench-" * 4,
    "AUDIT_KEY": "only-for-the-bench-too-" * 4,
}
GRANIAN = [
    str(Path(sys.executable).with_name("granian")), "--interface", "wsgi", "--host", "127.0.0.1",
    "--blocking-threads", "1", "--backpressure", "32", "--log-level", "warning",
]  # fmt: skip
SECONDS_TO_START = 30


@contextmanager
def served() -> Iterator["Visitor"]:
    """A server of DATABASE_URL on a free port while the block lasts, and a visitor of it."""
    environment = {**os.environ, **PRODUCTION}
    collect = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"]
    subprocess.run(collect, env=environment, check=True)
    port = free_port()
    command = [*GRANIAN, "--port", str(port), "config.wsgi:application"]
    server = subprocess.Popen(command, env=environment)
    try:
        wait_for(port, server)
        yield Visitor(port)
    finally:
        server.terminate()
        server.wait(timeout=SECONDS_TO_START)


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


class Visitor:
    def __init__(self, port: int) -> None:
        self.connection = HTTPConnection("127.0.0.1", port, timeout=60)
        self.origin = f"https://127.0.0.1:{port}"
        self.cookies = SimpleCookie()

    def log_in(self, path: str, username: str, password: str) -> None:
        self.get(path)
        self.post(path, {"login": username, "password": password}, expected=302)

    def get(self, path: str, **asked: str) -> None:
        self._ask("GET", f"{path}?{urlencode(asked)}" if asked else path)

    def post(self, path: str, fields: dict[str, str], *, expected: int = 200) -> str:
        """Where the answer leads, or nothing."""
        token = next(v.value for n, v in self.cookies.items() if n.endswith("csrftoken"))
        body = urlencode({"csrfmiddlewaretoken": token, **fields})
        return self._ask("POST", path, body, expected=expected)

    def _ask(self, method: str, path: str, body: str | None = None, *, expected: int = 200) -> str:
        """Asks and reads the whole answer; any other than the expected is an error."""
        headers = {
            "Cookie": "; ".join(f"{name}={held.value}" for name, held in self.cookies.items()),
            "Origin": self.origin,
            "X-Forwarded-Proto": "https",
        }
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, path, body, headers)
        response = self.connection.getresponse()
        response.read()
        for given in response.headers.get_all("Set-Cookie", []):
            self.cookies.load(given)
        if response.status != expected:
            raise RuntimeError(f"{method} {path} was answered {response.status}")
        return response.headers.get("Location", "")
