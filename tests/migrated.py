"""A migrated SQLite database to start tests from, made once for each state of the migrations.

Migrating takes several seconds in every process that tests; copying what came of it takes none.
The copy is kept in build/ under the fingerprint of everything that it is made from.
"""

import hashlib
import os
import sqlite3
from pathlib import Path

from django.db import connection

ROOT = Path(__file__).resolve().parent.parent
MADE_FROM = (
    "*/migrations/*.py",
    "*/**/content/*",
    "*/**/*starting_content*.py",
    "biomarkers/catalog/*.py",
    "*/apps.py",
    "*/**/groups.py",
    "requirements.lock",
)
# Django's own name for the test database in memory.
IN_MEMORY = "file:memorydb_default?mode=memory&cache=shared"


def template() -> Path:
    fingerprint = hashlib.sha256()
    files = {path for pattern in MADE_FROM for path in ROOT.glob(pattern) if path.is_file()}
    for path in sorted(files):
        fingerprint.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return ROOT / "build" / f"migrated-{fingerprint.hexdigest()[:16]}.sqlite3"


def fill(file: Path) -> sqlite3.Connection | None:
    """Copy it into memory, where Django will look; None where there is none yet. Keep it open."""
    if not file.exists():
        return None
    memory = sqlite3.connect(IN_MEMORY, uri=True, check_same_thread=False)
    with sqlite3.connect(file) as kept:
        kept.backup(memory)
    kept.close()
    return memory


def keep(file: Path) -> None:
    """What Django has migrated just now; whole or not at all, whoever else writes it too."""
    file.parent.mkdir(exist_ok=True)
    for old in file.parent.glob("migrated-*.sqlite3"):
        old.unlink(missing_ok=True)
    connection.ensure_connection()
    part = file.with_suffix(f".{os.getpid()}.part")
    with sqlite3.connect(part) as copy:
        connection.connection.backup(copy)
    copy.close()
    part.replace(file)
