"""Figures of the house as it is, or of a commit: `make house`, `make house COMMIT=v0.1`."""

import subprocess
import sys
import tarfile
from io import BytesIO
from pathlib import Path
from statistics import mean, median
from tempfile import TemporaryDirectory

from .floors import FLOOR, FLOORS
from .imports import APPS, House, Import, cycles, room_of

ROOT = Path(__file__).resolve().parent.parent.parent
LONG = 300  # lines of a module
COMMITS = 100


def running_up(imports: tuple[Import, ...]) -> list[Import]:
    """Imports to a room that does not stand on a lower floor."""
    return [found for found in imports if not _goes_down(found)]


def _goes_down(found: Import) -> bool:
    importer, imported = found.rooms
    return FLOOR.get(importer, 0) > FLOOR.get(imported, 0)


def against_the_stream(house: House) -> list[Import]:
    """The fewest imports that run back up, found for any order of the rooms.

    For trees whose rooms no table names: rooms are taken one by one from the top, always the one
    that the rooms still waiting import least.
    """
    waiting, back = set(house.rooms), []
    while waiting:
        left = [i for i in house.imports if set(i.rooms) <= waiting]
        into = {room: [i for i in left if i.rooms[1] == room] for room in waiting}
        top = min(sorted(waiting), key=lambda room: len(into[room]))
        back += into[top]
        waiting.remove(top)
    return back


def long_modules(house: House) -> list[tuple[int, str]]:
    """The longest first, with their lines."""
    lengths = (
        (len(path.read_text("utf-8").splitlines()), name) for name, path in house.modules.items()
    )
    return sorted((found for found in lengths if found[0] > LONG), reverse=True)


def rooms_a_commit(commit: str) -> list[int]:
    """How many rooms each of the commits before touched that touched any."""
    log = _git("log", f"-{COMMITS}", "--no-merges", "--name-only", "--format=%x00", commit)
    touched = [
        {room for line in changed.split() if (room := _room_of_file(line))}
        for changed in log.decode().split("\0")
    ]
    return [len(rooms) for rooms in touched if rooms]


def _room_of_file(path: str) -> str:
    """Migrations follow from models: they are no place of their own."""
    ours = path.startswith(tuple(f"{app}/" for app in APPS)) and path.endswith(".py")
    module = path.removesuffix(".py").replace("/", ".")
    return room_of(module) if ours and ".migrations." not in module else ""


def _git(*arguments: str) -> bytes:
    return subprocess.run(["git", "-C", ROOT, *arguments], check=True, capture_output=True).stdout


def report(house: House, commit: str) -> str:
    known = set(house.rooms) <= set(FLOOR)
    back = running_up(house.imports) if known else against_the_stream(house)
    circles, long, touched = cycles(house.imports), long_modules(house), rooms_a_commit(commit)
    lines = [
        f"rooms: {len(house.rooms)}, modules: {len(house.modules)}",
        f"floors: {len(FLOORS)}" if known else "floors: the table names other rooms",
        f"imports between rooms: {len(house.imports)}",
        f"imports that run back up: {len(back)}",
        *(f"  {found}" for found in back),
        f"circles of rooms: {len(circles)}",
        *(f"  {', '.join(circle)}" for circle in circles),
        f"modules above {LONG} lines: {len(long)}",
        *(f"  {name}: {length}" for length, name in long),
        f"rooms touched a commit (last {COMMITS}): median {median(touched)}, "
        f"mean {mean(touched):.1f}",
    ]
    return "\n".join(lines)


def report_of(commit: str) -> str:
    """Of a commit of the past."""
    with TemporaryDirectory() as folder:
        with tarfile.open(fileobj=BytesIO(_git("archive", commit, *APPS))) as tree:
            tree.extractall(folder, filter="data")
        return report(House(Path(folder)), commit)


if __name__ == "__main__":
    print(report_of(sys.argv[1]) if len(sys.argv) > 1 else report(House(ROOT), "HEAD"))
