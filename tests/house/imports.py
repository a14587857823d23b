"""Who imports whom, read from the source of a tree; nothing of it is run."""

import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

APPS = ("patients", "biomarkers", "config")
MODELS = "patients.models"  # Django finds models of all rooms only through this one


@dataclass(frozen=True)
class Import:
    importer: str
    imported: str

    @property
    def rooms(self) -> tuple[str, str]:
        return room_of(self.importer), room_of(self.imported)

    def __str__(self) -> str:
        return f"{self.importer} imports {self.imported}"


def room_of(module: str) -> str:
    """`biomarkers.chart.next` stands in `biomarkers.chart`."""
    return ".".join(module.split(".")[:2])


@dataclass(frozen=True)
class House:
    """The apps below `root`, without migrations."""

    root: Path

    @cached_property
    def modules(self) -> dict[str, Path]:
        return {
            _name(path.relative_to(self.root)): path
            for app in APPS
            for path in sorted((self.root / app).rglob("*.py"))
            if "migrations" not in path.parts
        }

    @cached_property
    def imports(self) -> tuple[Import, ...]:
        """Between different rooms, each once; `from a import b` imports b if that is a module."""
        found = {
            Import(name, imported)
            for name, path in self.modules.items()
            for imported in self.imported_by(path)
        }
        return tuple(sorted((i for i in found if _counts(i)), key=str))

    @property
    def rooms(self) -> list[str]:
        return sorted({room_of(name) for name in self.modules} - set(APPS))

    def imported_by(self, path: Path) -> Iterator[str]:
        """Names of modules, ours and others', relative ones made absolute."""
        package = path.relative_to(self.root).parent.parts
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                above = package[: len(package) - node.level + 1] if node.level else ()
                source = ".".join([*above, *filter(None, [node.module])])
                for alias in node.names:
                    named = f"{source}.{alias.name}"
                    yield named if named in self.modules else source


def _name(path: Path) -> str:
    parts = path.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _counts(found: Import) -> bool:
    importer, imported = found.rooms
    registers = found.importer == MODELS and found.imported.endswith(".models")
    return imported.split(".")[0] in APPS and importer != imported and not registers


def cycles(imports: Iterable[Import]) -> list[list[str]]:
    """Rooms that import each other in a circle: each circle's rooms, once."""
    to: dict[str, set[str]] = defaultdict(set)
    for found in imports:
        importer, imported = found.rooms
        to[importer].add(imported)
    reach = {room: _reachable(room, to) for room in list(to)}
    circles = {
        frozenset(other for other in reach[room] if room in reach.get(other, ()))
        for room in reach
        if room in reach[room]
    }
    return sorted(sorted(circle) for circle in circles)


def _reachable(room: str, to: dict[str, set[str]]) -> set[str]:
    seen: set[str] = set()
    waiting = list(to[room])
    while waiting:
        found = waiting.pop()
        if found not in seen:
            seen.add(found)
            waiting += to.get(found, ())
    return seen
