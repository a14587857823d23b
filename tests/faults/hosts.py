"""Two web servers and two workers, in two folders on two ports, on one PostgreSQL.

Python of its own, so that only the database and the folder of uploads are shared.
"""

import io
import os
import shutil
import signal
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlencode

from tests.bench.server import GRANIAN, PRODUCTION, cookies_of, free_port, wait_for

ROOT = Path(__file__).resolve().parents[2]
CODE = ("config", "patients", "biomarkers", "templates", "static", "locale")
FILES = ("manage.py", "pyproject.toml")
SEARCHES_A_MINUTE = 20


class Host:
    """A copy of the program with a web server and a worker."""

    def __init__(self, folder: Path, uploads: Path) -> None:
        for name in CODE:
            shutil.copytree(ROOT / name, folder / name)
        for name in FILES:
            shutil.copy(ROOT / name, folder / name)
        self.folder, self.port = folder, free_port()
        self.environment = {
            **os.environ, **PRODUCTION, "UPLOADS": str(uploads),
            "SEARCHES_A_MINUTE": str(SEARCHES_A_MINUTE),
        }  # fmt: skip
        collect = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"]
        subprocess.run(collect, cwd=folder, env=self.environment, check=True)
        self.start()

    def start(self) -> None:
        serve = [*GRANIAN, "--port", str(self.port), "config.wsgi:application"]
        work = [sys.executable, "manage.py", "db_worker", "--no-reload", "--verbosity", "0"]
        self.web, self.worker = (
            subprocess.Popen(
                command, cwd=self.folder, env=self.environment, start_new_session=True,
                stderr=(self.folder / "log").open("a"),
            )
            for command in (serve, work)
        )  # fmt: skip
        wait_for(self.port, self.web)

    def kill(self) -> None:
        """Web server and worker, with all their processes."""
        for process in (self.web, self.worker):
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@contextmanager
def two_hosts(place: Path) -> Iterator[tuple[Host, Host]]:
    uploads = place / "uploads"
    uploads.mkdir(parents=True)
    hosts: list[Host] = []
    try:
        for name in ("first", "second"):
            hosts.append(Host(place / name, uploads))
        yield hosts[0], hosts[1]
    finally:
        for host in hosts:
            host.kill()


class Browser:
    """One person at any host: status, place and text of each answer; 0 where nobody answered."""

    def __init__(self, user) -> None:
        self.cookies = cookies_of(user)
        self.token = self.cookies.rpartition("=")[2]

    def get(self, host: Host, path: str) -> tuple[int, str, str]:
        return self._ask(host, "GET", path)

    def post(self, host: Host, path: str, fields: dict[str, str]) -> tuple[int, str, str]:
        body = urlencode({"csrfmiddlewaretoken": self.token, **fields}).encode()
        return self._ask(host, "POST", path, body, "application/x-www-form-urlencoded")

    def upload(self, host: Host, path: str, fields: dict[str, str], file: bytes):
        """A form with one file, as a browser sends it."""
        edge = "--edge-of-a-part"
        parts = {"csrfmiddlewaretoken": self.token, **fields}
        body = b"".join(
            f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{text}\r\n'.encode()
            for name, text in parts.items()
        )
        body += (
            f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="record.zip"\r\n'
            "Content-Type: application/zip\r\n\r\n"
        ).encode()
        body += file + f"\r\n--{edge}--\r\n".encode()
        return self._ask(host, "POST", path, body, f"multipart/form-data; boundary={edge}")

    def _ask(self, host: Host, method: str, path: str, body: bytes | None = None, kind: str = ""):
        headers = {
            "Cookie": self.cookies, "X-Forwarded-Proto": "https",
            "Origin": f"https://127.0.0.1:{host.port}",
            **({"Content-Type": kind} if kind else {}),
        }  # fmt: skip
        connection = HTTPConnection("127.0.0.1", host.port, timeout=120)
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            text = response.read().decode("utf-8", errors="replace")
            return response.status, response.headers.get("Location", ""), text
        except (OSError, HTTPException):
            return 0, "", ""
        finally:
            connection.close()


def archive_of(letter: str, rows: int) -> bytes:
    """A record folder of so many patients, as it is uploaded."""
    lines = "".join(f"{letter}{n},Fault\n" for n in range(rows))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("patients.csv", f"mrn,family_name\n{lines}")
    return packed.getvalue()
