"""kill -9 of whoever writes, and of the database, in the midst of every kind of write."""

import os
import random
import select
import signal
import sys
import time
import traceback
from itertools import count, islice

from django.db import OperationalError, connections

from .acts import ACTS, LOST
from .cluster import Cluster
from .table import Row
from .whole import half_written

WARM = 2  # acts done before the kill
LONGEST = 60  # seconds for one act after the restart, else it is stuck
_numbers = count(0, 1000)


def killed(kind: str, victim: str, cluster: Cluster, rounds: int, chance: random.Random) -> Row:
    """Each round: acts, a kill at a moment by chance, a restart, and a look at what is there."""
    row = Row(f"kill -9 of the {victim} in {kind}")
    keys: list[str] = []
    for _ in range(rounds):
        pid, pipe = _begun(kind)
        keys += _told(pipe, at_least=WARM)
        time.sleep(chance.uniform(0, 0.4))
        if victim == "database":
            cluster.kill()
        os.kill(pid, signal.SIGKILL)
        keys += _told(pipe)
        os.waitpid(pid, 0)
        if victim == "database":
            cluster.start()
        row.times += 1
        row.stuck += _is_stuck(kind)
        for wrong in half_written():
            row.half_written += 1
            print(f"  {row.fault}: {wrong}", file=sys.stderr)
    row.acknowledged, row.lost = len(keys), LOST[kind](keys)
    return row


def _begun(kind: str) -> tuple[int, int]:
    """A process that acts and says each key once it was told that it is done."""
    connections.close_all()
    start = next(_numbers)
    ours, theirs = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(ours)
        try:
            for key in ACTS[kind](start):
                os.write(theirs, f"{key}\n".encode())
        except OperationalError:
            pass  # its database was killed
        except Exception:
            os.write(2, traceback.format_exc().encode()[-600:])
        os._exit(1)  # it acts until it is killed
    os.close(theirs)
    return pid, ours


def _told(pipe: int, at_least: int = 0) -> list[str]:
    """What it said: `at_least` so many keys, or all that is left."""
    text = ""
    until = time.monotonic() + LONGEST
    while not at_least or text.count("\n") < at_least:
        ready, _, _ = select.select([pipe], [], [], max(0, until - time.monotonic()))
        said = os.read(pipe, 65536).decode() if ready else ""
        if not said:
            break
        text += said
    if not at_least:
        os.close(pipe)
    return text.split("\n")[: text.count("\n")]


def _is_stuck(kind: str) -> bool:
    """Whether the same act does not go through afterwards."""
    connections.close_all()
    pid, pipe = _begun(kind)
    done = list(islice(_told(pipe, at_least=1), 1))
    os.kill(pid, signal.SIGKILL)
    os.close(pipe)
    os.waitpid(pid, 0)
    return not done
