"""The promises of docs/architecture.md."""

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SHARED = {"patients.dates", "patients.codes"}  # partial dates and code lists of the record


def modules(folder: str) -> list[Path]:
    return [path for path in (ROOT / folder).rglob("*.py") if "migrations" not in path.parts]


def imports_of(path: Path) -> set[str]:
    """Names of what a module imports, relative ones made absolute."""
    package = path.relative_to(ROOT).parent.parts
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            found.add(".".join([*above, *filter(None, [node.module])]))
    return found


def is_standard(name: str) -> bool:
    return name.split(".")[0] in sys.stdlib_module_names


def relative(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", modules("patients"), ids=relative)
def test_patients_knows_nothing_of_biomarkers(path):
    assert not [name for name in imports_of(path) if name.split(".")[0] == "biomarkers"]


@pytest.mark.parametrize("path", modules("biomarkers/domain"), ids=relative)
def test_the_domain_is_plain_python(path):
    foreign = {name for name in imports_of(path) if not is_standard(name)}

    assert {name for name in foreign if not name.startswith("biomarkers.domain")} <= SHARED


@pytest.mark.parametrize("path", modules("biomarkers/reports/reader"), ids=relative)
def test_the_reader_of_reports_is_plain_python(path):
    foreign = {name for name in imports_of(path) if not is_standard(name)}

    assert all(name.startswith("biomarkers.reports.reader") for name in foreign)


@pytest.mark.parametrize("name", SHARED)
def test_what_the_domain_shares_is_plain_python(name):
    path = ROOT / f"{name.replace('.', '/')}.py"

    assert all(is_standard(name) for name in imports_of(path))


@pytest.mark.parametrize("app", ["patients", "biomarkers"])
@pytest.mark.parametrize("room", ["models", "domain"])
def test_models_and_domain_know_no_pages(app, room):
    for path in modules(f"{app}/{room}"):
        assert not [n for n in imports_of(path) if ".views" in n or ".chart" in n]


def _reads_of_patients(path: Path) -> list[str]:
    """Calls on `Patient.objects`, each as the name of the first method called."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Attribute):
            owner = node.value.value
            of_patients = isinstance(owner, ast.Name) and owner.id in ("Patient", "Biopsy")
            if node.value.attr == "objects" and of_patients:
                found.append(node.attr)
    return found


PAGES = [*modules("biomarkers/views"), ROOT / "biomarkers/clinic/patient_list.py"]


@pytest.mark.parametrize("path", PAGES, ids=relative)
def test_pages_reach_patients_only_through_visible_to(path):
    assert set(_reads_of_patients(path)) <= {"visible_to", "in_teams_of"}
