"""First-time set-up: ask what an installation needs, write .env, prepare the database.

`make set-up`. Every question shows its usual answer; Enter takes it. An .env that is there is left
alone. Django is not imported here: without .env it would not start.
"""

import secrets
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

ROOT = Path(__file__).resolve().parent.parent
KEY_BYTES = 48


class Unfit(ValueError):
    """Why an answer cannot be used, in a sentence."""


@dataclass(frozen=True)
class Question:
    setting: str
    asks: str
    usual: str
    check: Callable[[str], None]


def _is_host(answer: str) -> None:
    if not answer or "/" in answer or " " in answer:
        raise Unfit("Enter the host name alone, such as second-look.example.org.")


def _is_database(answer: str) -> None:
    if urlsplit(answer).scheme not in ("postgres", "postgresql", "sqlite"):
        raise Unfit("Enter postgres://user:password@host/name, or sqlite:///file for a trial.")


def _is_zone(answer: str) -> None:
    try:
        ZoneInfo(answer)
    except (ZoneInfoNotFoundError, ValueError):
        raise Unfit("Enter a time zone such as Europe/Vienna or America/New_York.") from None


def _is_yes_or_no(answer: str) -> None:
    if answer not in ("yes", "no"):
        raise Unfit("Enter yes or no.")


def _is_name(answer: str) -> None:
    if not answer.isidentifier():
        raise Unfit("Enter a login name of letters and digits.")


QUESTIONS = (
    Question("HOST", "Host name of the site", "second-look.example.org", _is_host),
    Question("DATABASE_URL", "Database", "postgres://second_look@localhost/second_look",
             _is_database),
    Question("TIME_ZONE", "Time zone of the clinic", "UTC", _is_zone),
    Question("BEHIND_PROXY", "Is there a proxy that speaks TLS in front of it", "yes",
             _is_yes_or_no),
    Question("ADMINISTRATOR", "Login name of the first administrator", "administrator", _is_name),
)  # fmt: skip


def answers(ask: Callable[[str], str] = input, say: Callable[[str], None] = print) -> dict:
    """The answer to every question, each asked again until it can be used."""
    found = {}
    for question in QUESTIONS:
        while True:
            answer = ask(f"{question.asks} [{question.usual}]: ").strip() or question.usual
            try:
                question.check(answer)
            except Unfit as why:
                say(str(why))
            else:
                found[question.setting] = answer
                break
    return found


def environment_file(answered: dict) -> str:
    """What .env says; both keys are new and random."""
    lines = {
        "SECRET_KEY": secrets.token_urlsafe(KEY_BYTES),
        "AUDIT_KEY": secrets.token_urlsafe(KEY_BYTES),
        "ALLOWED_HOSTS": answered["HOST"],
        "CSRF_TRUSTED_ORIGINS": f"https://{answered['HOST']}",
        "SITE_URL": f"https://{answered['HOST']}",
        "DATABASE_URL": answered["DATABASE_URL"],
        "TIME_ZONE": answered["TIME_ZONE"],
        "BEHIND_PROXY": "true" if answered["BEHIND_PROXY"] == "yes" else "false",
    }
    if answered["DATABASE_URL"].startswith("sqlite"):
        lines["ALLOW_SQLITE"] = "yes"
    return "".join(f"{name}={value}\n" for name, value in lines.items())


def main() -> None:
    file = ROOT / ".env"
    if file.exists():
        raise SystemExit(f"{file} is there already: edit it, or remove it and start again.")
    answered = answers()
    file.touch(mode=0o600)
    file.write_text(environment_file(answered), encoding="utf-8")
    print(f"Written: {file}. Keep AUDIT_KEY in a second place, outside the database's backups.")
    manage = [sys.executable, str(ROOT / "manage.py")]
    for command in (
        ["migrate", "--verbosity", "0"],
        ["collectstatic", "--noinput", "--verbosity", "0"],
        ["check", "--deploy", "--database", "default"],
        ["create_administrator", answered["ADMINISTRATOR"]],
    ):
        subprocess.run([*manage, *command], check=True, cwd=ROOT)


if __name__ == "__main__":
    main()
