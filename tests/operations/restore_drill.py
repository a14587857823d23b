"""Fill, back up, encrypt, destroy, restore to a second database, verify: `make restore-drill`.

On SQLite, and on PostgreSQL where TEST_POSTGRES_URL names one. Everything is made in a folder of
its own and taken away again.
"""

import os
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg

ROOT = Path(__file__).resolve().parent.parent.parent
PASSPHRASE = "only for the drill"
SECOND_FACTOR = """
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import User
user = User.objects.order_by("pk").first()
secret = get_adapter().encrypt("JBSWY3DPEHPK3PXP")
Authenticator.objects.get_or_create(user=user, type="totp", defaults={"data": {"secret": secret}})
"""


def manage(database: str, uploads: Path, *arguments: str) -> str:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DEBUG": "1",
        "DATABASE_URL": database,
        "UPLOADS": str(uploads),
    }
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise SystemExit(f"manage.py {arguments[0]}: {done.stdout}{done.stderr}")
    return done.stdout.strip()


def encrypted(file: Path) -> Path:
    """By GnuPG with a passphrase, as docs/operations.md shows; the plain file is gone."""
    sealed = file.with_suffix(".tar.gpg")
    _gpg(file.parent, "--symmetric", "--output", str(sealed), str(file))
    file.unlink()
    return sealed


def decrypted(sealed: Path) -> Path:
    file = sealed.with_suffix("")
    _gpg(sealed.parent, "--decrypt", "--output", str(file), str(sealed))
    return file


def _gpg(folder: Path, *arguments: str) -> None:
    home = folder / "gnupg"
    home.mkdir(mode=0o700, exist_ok=True)
    command = ["gpg", "--homedir", str(home), "--batch", "--quiet", "--pinentry-mode", "loopback",
               "--passphrase", PASSPHRASE, *arguments]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True)


def drill(name: str, first: str, second: str, destroy, folder: Path) -> None:
    uploads = folder / "uploads"
    uploads.mkdir()
    (uploads / "waiting.csv").write_text("mrn\n", encoding="utf-8")
    manage(first, uploads, "migrate", "--verbosity", "0")
    manage(first, uploads, "load_demo")
    manage(first, uploads, "shell", "-c", SECOND_FACTOR)
    manage(first, uploads, "seal_audit")
    assessed = manage(first, uploads, "assess")
    began = time.monotonic()
    saved = manage(first, uploads, "backup", str(folder / "second-look.tar"))
    sealed = encrypted(folder / "second-look.tar")
    destroy()
    restored = manage(second, folder / "new", "restore", str(decrypted(sealed)))
    seconds = time.monotonic() - began
    if manage(second, folder / "new", "assess") != assessed:
        raise SystemExit(f"{name}: the assessments differ after the restore.")
    if not (folder / "new" / "waiting.csv").is_file():
        raise SystemExit(f"{name}: an upload is missing after the restore.")
    print(f"{name}: {saved} {restored} Assessments are the same. {seconds:.0f} s.")


def on_sqlite() -> None:
    with TemporaryDirectory() as place:
        folder = Path(place)
        first, second = folder / "first.sqlite3", folder / "second.sqlite3"

        def destroy() -> None:
            for file in folder.glob("first.sqlite3*"):
                file.unlink()

        drill("SQLite", f"sqlite:///{first}", f"sqlite:///{second}", destroy, folder)


def on_postgres(server: str) -> None:
    base = server.rsplit("/", 1)[0]
    names = ("restore_drill_first", "restore_drill_second")
    with (
        psycopg.connect(server, autocommit=True) as postgres,
        TemporaryDirectory() as place,
    ):
        for name in names:
            postgres.execute(f"DROP DATABASE IF EXISTS {name}")
            postgres.execute(f"CREATE DATABASE {name}")
        first, second = (f"{base}/{name}" for name in names)
        try:
            drill(
                "PostgreSQL",
                first,
                second,
                lambda: postgres.execute(f"DROP DATABASE {names[0]} WITH (FORCE)"),
                Path(place),
            )
        finally:
            for name in names:
                postgres.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


if __name__ == "__main__":
    on_sqlite()
    if server := os.environ.get("TEST_POSTGRES_URL", ""):
        on_postgres(server)
    else:
        print("PostgreSQL: not drilled, TEST_POSTGRES_URL is not set.")
