"""A PostgreSQL of its own, that can be killed as a power cut kills it."""

import os
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

import psycopg

AS_POSTGRES = {"user": "postgres", "group": "postgres", "extra_groups": []}
SECONDS_TO_START = 60


class Cluster:
    """It writes through to the disk (fsync), as in production."""

    def __init__(self) -> None:
        self.bin = sorted(Path("/usr/lib/postgresql").glob("*/bin"))[-1]
        self.how: dict = dict(AS_POSTGRES) if os.geteuid() == 0 else {}
        self.place = Path(tempfile.mkdtemp(prefix="faults-"))
        self.place.chmod(0o755)
        self.data = self.place / "data"
        self.data.mkdir(mode=0o700)
        if self.how:
            subprocess.run(["chown", "-R", "postgres:postgres", str(self.data)], check=True)
        with socket.create_server(("127.0.0.1", 0)) as found:
            self.port = found.getsockname()[1]
        make = [str(self.bin / "initdb"), "-D", str(self.data), "-U", "second_look",
                "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8"]  # fmt: skip
        subprocess.run(make, check=True, stdout=subprocess.DEVNULL, cwd="/", **self.how)
        self.start()

    @property
    def url(self) -> str:
        return f"postgres://second_look@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        self.server = subprocess.Popen(
            [str(self.bin / "postgres"), "-D", str(self.data), "-p", str(self.port),
             "-c", "listen_addresses=127.0.0.1", "-c", f"unix_socket_directories={self.data}",
             "-c", "max_connections=300"],
            cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **self.how,
        )  # fmt: skip
        until = time.monotonic() + SECONDS_TO_START
        while True:
            try:
                psycopg.connect(self.url, connect_timeout=5).close()
                return
            except psycopg.OperationalError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.1)

    def kill(self) -> None:
        """All of its processes at once; nothing is written any more."""
        for pid in [self.server.pid, *self._children()]:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        self.server.wait()
        time.sleep(0.2)
        (self.data / "postmaster.pid").unlink(missing_ok=True)

    def _children(self) -> list[int]:
        found = subprocess.run(
            ["ps", "--ppid", str(self.server.pid), "-o", "pid="], capture_output=True, text=True
        )
        return [int(pid) for pid in found.stdout.split()]

    def stop(self) -> None:
        self.server.send_signal(signal.SIGINT)
        self.server.wait()
        subprocess.run(["rm", "-rf", str(self.place)], check=True)
