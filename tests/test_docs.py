"""What the documents say to type, and where they point to, is there."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("tests/data/**/*.md")]


def relative(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("document", DOCUMENTS, ids=relative)
def test_every_link_of_a_document_leads_somewhere(document):
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", document.read_text(encoding="utf-8"))

    assert not [
        link
        for link in links
        if not link.startswith(("http", "mailto:")) and not (document.parent / link).exists()
    ]


def _targets() -> set[str]:
    listed = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True)
    return set(re.findall(r"make (\w+)", listed.stdout))


@pytest.mark.parametrize("document", DOCUMENTS, ids=relative)
def test_every_make_target_of_a_document_is_there(document):
    named = set(re.findall(r"`?make (\w+)`", document.read_text(encoding="utf-8")))

    assert named <= _targets()


@pytest.mark.parametrize("document", DOCUMENTS, ids=relative)
def test_every_command_of_a_document_is_there(document):
    commands = set(re.findall(r"manage\.py (\w+)", document.read_text(encoding="utf-8")))
    ours = {path.stem for path in ROOT.glob("*/management/commands/*.py")}
    django = {"migrate", "createsuperuser", "collectstatic", "check", "makemessages"}
    django |= {"db_worker", "prune_db_task_results"}  # of django-tasks-db

    assert commands <= ours | django


@pytest.mark.parametrize("document", DOCUMENTS, ids=relative)
def test_every_test_that_a_document_names_is_there(document):
    named = set(re.findall(r"`(test_\w+)`", document.read_text(encoding="utf-8")))
    tests = "".join(path.read_text(encoding="utf-8") for path in ROOT.glob("tests/**/test_*.py"))

    assert not {name for name in named if f"def {name}(" not in tests}


def test_the_readme_names_every_room_of_the_house():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")

    assert all(
        room in readme for room in ("patients", "biomarkers", "config", "templates", "tests")
    )


def test_the_readme_fits_one_screen():
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= 60
