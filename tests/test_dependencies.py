"""What is installed is what was chosen: every pin is in its lock, every file has its hash."""

import re
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
NAMED = {"requirements.txt": "requirements.lock", "requirements-dev.txt": "requirements-dev.lock"}


def _pins(path: str) -> dict[str, str]:
    lines = (ROOT / path).read_text(encoding="utf-8").splitlines()
    pinned = [line.partition("#")[0].rstrip(" \\") for line in lines if re.match(r"[a-zA-Z]", line)]
    found = [Requirement(line) for line in pinned]
    return {requirement.name.lower(): str(requirement.specifier) for requirement in found}


@pytest.mark.parametrize(("requirements", "lock"), NAMED.items())
def test_the_lock_holds_what_is_required(requirements, lock):
    assert _pins(requirements).items() <= _pins(lock).items(), "make lock"


def test_tests_run_with_what_production_runs_with():
    assert _pins("requirements.lock").items() <= _pins("requirements-dev.lock").items()


@pytest.mark.parametrize("lock", NAMED.values())
def test_every_file_has_its_hash_and_no_place_of_its_own(lock):
    text = (ROOT / lock).read_text(encoding="utf-8")
    entries = re.split(r"\n(?=[a-zA-Z])", text)[1:]

    assert all("--hash=sha256:" in entry for entry in entries)
    assert "://" not in text


@pytest.mark.parametrize("requirements", NAMED)
def test_each_requirement_is_pinned_and_says_why(requirements):
    lines = (ROOT / requirements).read_text(encoding="utf-8").splitlines()
    named = [line for line in lines if line and not line.startswith("-r")]

    # pytest, ruff and the like name themselves
    assert all("==" in line for line in named)
    if requirements == "requirements.txt":
        assert all("  # " in line or " # " in line for line in named)
