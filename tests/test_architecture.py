"""The promises of docs/architecture.md. The table of rooms and floors: `tests/house/floors.py`."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.floors import FLOOR, FLOORS
from tests.house.imports import House, cycles
from tests.house.report import LONG, ROOT, long_modules, report, running_up

HOUSE = House(ROOT)
SHARED = {
    "patients.dates",
    "patients.codes",
    "patients.names",
    "patients.sites",
    "patients.language",
}  # plain Python


def modules(folder: str) -> list[Path]:
    return [path for path in HOUSE.modules.values() if path.is_relative_to(ROOT / folder)]


def relative(path: Path) -> str:
    return str(path.relative_to(ROOT))


def names_imported_by(path: Path) -> set[str]:
    """Names of modules, relative ones made absolute."""
    return set(HOUSE.imported_by(path))


def is_standard(name: str) -> bool:
    return name.split(".")[0] in sys.stdlib_module_names


# Rooms and floors.


def test_every_room_has_its_floor_and_every_floor_its_rooms():
    assert set(HOUSE.rooms) == set(FLOOR)
    assert len(FLOOR) == sum(map(len, FLOORS))


def test_imports_run_down():
    assert not list(map(str, running_up(HOUSE.imports)))


def test_no_rooms_import_each_other_in_a_circle():
    assert not cycles(HOUSE.imports)


def test_an_import_upstairs_and_a_circle_would_be_seen(tmp_path):
    for room, text in {
        "biomarkers/models/rows.py": "from biomarkers.views import chart\n",
        "biomarkers/views/chart.py": "from ..models.rows import Row\n",
    }.items():
        (tmp_path / room).parent.mkdir(parents=True)
        (tmp_path / room).write_text(text)
    house = House(tmp_path)

    assert list(map(str, running_up(house.imports))) == [
        "biomarkers.models.rows imports biomarkers.views.chart"
    ]
    assert cycles(house.imports) == [["biomarkers.models", "biomarkers.views"]]


def test_the_picture_of_the_house_shows_every_room():
    page = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    picture = page.split("## The house")[1].split("## ")[0]

    rooms = [room.split(".") for room in FLOOR if not room.startswith("config.")]

    assert not [name for _, name in rooms if not re.search(rf"\b{name}\b", picture)]


# Lines of a module above the limit, with the reason.
LONG_FOR_A_REASON = {
    "biomarkers.exchange.records.columns": "one table: every column of every file, in order",
}


def test_no_module_is_long_without_a_reason():
    assert {name for _, name in long_modules(HOUSE)} <= set(LONG_FOR_A_REASON)


def test_the_figures_of_the_house_can_be_printed():
    assert f"modules above {LONG} lines" in report(HOUSE, "HEAD")


# What each app may know.


@pytest.mark.parametrize("path", modules("patients"), ids=relative)
def test_patients_knows_nothing_of_biomarkers(path):
    assert not [name for name in names_imported_by(path) if name.split(".")[0] == "biomarkers"]
    assert "biomarkers" not in path.read_text(encoding="utf-8")


def test_pages_of_patients_use_no_template_of_biomarkers():
    pages = [*(ROOT / "templates/patients").rglob("*"), *(ROOT / "templates/accounts").rglob("*")]

    assert not [
        relative(page)
        for page in pages
        if page.is_file() and "biomarkers" in page.read_text(encoding="utf-8")
    ]


@pytest.mark.parametrize("path", modules("biomarkers/domain"), ids=relative)
def test_the_domain_is_plain_python(path):
    foreign = {name for name in names_imported_by(path) if not is_standard(name)}

    assert {name for name in foreign if not name.startswith("biomarkers.domain")} <= SHARED


@pytest.mark.parametrize("path", modules("biomarkers/reports/reader"), ids=relative)
def test_the_reader_of_reports_is_plain_python(path):
    foreign = {name for name in names_imported_by(path) if not is_standard(name)}

    assert all(name.startswith("biomarkers.reports.reader") for name in foreign)


@pytest.mark.parametrize("name", sorted(SHARED & set(HOUSE.modules)))
def test_what_the_domain_shares_is_plain_python(name):
    foreign = {name for name in names_imported_by(HOUSE.modules[name]) if not is_standard(name)}

    assert all(name.startswith(tuple(SHARED)) for name in foreign)


# Whom a page shows.

STARTS = {"visible_to", "in_teams_of"}
HAS_A_TEAM = ("team", "patient", "members", "user")  # keywords that narrow to one's own
NOT_OF_A_TEAM = {
    "patients/views/audit.py": "privacy officers see the whole trail, with a permission of its own",
    "biomarkers/views/entry.py: get_for_object": "of a fact that was found through its patient",
    "biomarkers/views/catalog.py: all": "the catalog is of no team",
    "patients/accounts/views/role_requests.py: select_related": "roles are of no team",
    "biomarkers/views/catalog.py: filter": "the catalog is of no team",
    "biomarkers/views/catalog.py: select_related": "the catalog is of no team",
}
PAGES = [path for app in ("patients", "biomarkers") for path in modules(app)
         if "views" in path.parts or path.name == "patient_list.py"]  # fmt: skip


def reads_of(path: Path) -> Iterator[tuple[str, ast.Call]]:
    """Each `Model.objects.method(…)` of a module: the method, and its call."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        called = getattr(node, "func", None)  # of a call
        owner = getattr(called, "value", None)
        if isinstance(owner, ast.Attribute) and owner.attr == "objects":
            yield called.attr, node


def is_narrowed(method: str, call: ast.Call) -> bool:
    words = [keyword.arg or "" for keyword in call.keywords]
    return method in STARTS | {"current", "none"} or any(w.startswith(HAS_A_TEAM) for w in words)


@pytest.mark.parametrize("path", PAGES, ids=relative)
def test_a_page_starts_from_whom_its_reader_may_see(path):
    page = relative(path)
    free = {method for method, call in reads_of(path) if not is_narrowed(method, call)}

    assert page in NOT_OF_A_TEAM or not {m for m in free if f"{page}: {m}" not in NOT_OF_A_TEAM}


@pytest.mark.parametrize(
    "path", [p for p in PAGES if relative(p) not in NOT_OF_A_TEAM], ids=relative
)
def test_patients_are_read_by_visible_to_and_by_nothing_else(path):
    for method, call in reads_of(path):
        if call.func.value.value.id in ("Patient", "Biopsy", "PathologyReport"):
            assert method in STARTS
