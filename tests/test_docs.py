"""What the documents say to type, and where they point to, is there."""

import ast
import io
import re
import subprocess
import tokenize
import tomllib
from pathlib import Path

import pytest
from django.core.management import get_commands

from biomarkers.domain.answer_codes import ActionCode

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("tests/data/**/*.md")]
MODULES = [
    path
    for folder in ("biomarkers", "patients", "config", "tests")
    for path in ROOT.glob(f"{folder}/**/*.py")
    if path.parent.name != "migrations"  # history: it names what was there then
]


def relative(path: Path) -> str:
    return str(path.relative_to(ROOT))


def links_of(document: Path) -> list[tuple[Path, str]]:
    """Where each link inside the repository leads, and the heading that it names, or ""."""
    links = re.findall(r"\]\(([^)\s]+)[^)]*\)", document.read_text(encoding="utf-8"))
    inside = [link for link in links if not link.startswith(("http", "mailto:"))]
    parts = [link.partition("#") for link in inside]
    return [(document.parent / path if path else document, anchor) for path, _, anchor in parts]


def anchors_of(document: Path) -> set[str]:
    """The anchors that a host makes of headings: lower case, hyphens, no other signs."""
    headings = re.findall(r"^#+ (.+)$", document.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("document", DOCUMENTS, ids=relative)
def test_every_link_of_a_document_leads_somewhere(document):
    assert not [
        f"{target}#{anchor}"
        for target, anchor in links_of(document)
        if not target.exists() or (anchor and anchor not in anchors_of(target))
    ]


def test_every_page_is_reached_from_the_readme():
    reached = {ROOT / "README.md"}
    new = set(reached)
    while new:
        targets = {target.resolve() for page in new for target, _ in links_of(page)}
        folders = {page for target in targets if target.is_dir() for page in target.glob("*.md")}
        new = {page for page in targets | folders if page.suffix == ".md"} - reached
        reached |= new

    assert not {relative(page) for page in ROOT.glob("docs/**/*.md")} - {
        relative(page) for page in reached
    }


def _words_of(module: Path) -> str:
    """The docstrings and comments of a module."""
    source = module.read_text(encoding="utf-8")
    nodes = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docstrings = [
        ast.get_docstring(node) or ""
        for node in ast.walk(ast.parse(source))
        if isinstance(node, nodes)
    ]
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    comments = [token.string for token in tokens if token.type == tokenize.COMMENT]
    return "\n".join(docstrings + comments)


FOLDERS = "biomarkers|patients|config|docs|tests|templates|static|locale"
PATH = rf"(?<![\w/.-])(?:{FOLDERS})/[\w./*-]*\w"


def _missing(text: str) -> set[str]:
    named = {path for path in re.findall(PATH, text) if not path.startswith("static/admin")}
    return {path for path in named if not any(ROOT.glob(path))}


@pytest.mark.parametrize("document", DOCUMENTS, ids=relative)
def test_every_path_that_a_document_names_is_there(document):
    assert not _missing("\n".join(re.findall(r"`([^`\n]+)`", document.read_text(encoding="utf-8"))))


@pytest.mark.slow
def test_every_path_that_a_docstring_or_a_comment_names_is_there():
    missing = {relative(module): _missing(_words_of(module)) for module in MODULES}

    assert not {module: paths for module, paths in missing.items() if paths}


# docs/style.md says how to write; these words of ours were not the field's.
NOT_PLAIN = re.compile(
    r"\b(nobody|somebody|whoever|told|speaks?|speaking|gravest|graver|anew|mend(ed|s|ing)?|stands?)\b"
    r"|\d %",
    re.IGNORECASE,
)
# Code, what reports and pages say, and tables written from the code.
NOT_OURS = re.compile(
    r"<!-- [^>]+ written by make reference -->.*?<!-- end -->|^    .+?$|`[^`]*`|“[^”]*”",
    re.DOTALL | re.MULTILINE,
)


@pytest.mark.parametrize("document", DOCUMENTS, ids=relative)
def test_a_document_is_in_plain_words(document):
    text = NOT_OURS.sub("", document.read_text(encoding="utf-8"))

    assert not [match[0] for match in NOT_PLAIN.finditer(text)]


def _targets() -> set[str]:
    listed = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True)
    return set(re.findall(r"make ([\w-]+)", listed.stdout))


@pytest.mark.parametrize("document", DOCUMENTS, ids=relative)
def test_every_make_target_of_a_document_is_there(document):
    code = re.findall(r"`[^`\n]+`|^    .+$", document.read_text(encoding="utf-8"), re.MULTILINE)
    named = set(re.findall(r"(?<![\w-])make ([a-z][\w-]*)", "\n".join(code)))

    assert named <= _targets()


@pytest.mark.parametrize("document", DOCUMENTS, ids=relative)
def test_every_command_of_a_document_is_there(document):
    commands = set(re.findall(r"manage\.py (\w+)", document.read_text(encoding="utf-8")))

    assert commands <= set(get_commands())


@pytest.mark.parametrize("document", DOCUMENTS, ids=relative)
def test_every_test_that_a_document_names_is_there(document):
    named = set(re.findall(r"`(test_\w+)`", document.read_text(encoding="utf-8")))
    tests = "".join(path.read_text(encoding="utf-8") for path in ROOT.glob("tests/**/test_*.py"))

    assert not {name for name in named - set(ActionCode) if f"def {name}(" not in tests}


def test_the_readme_fits_one_screen():
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= 60


def test_the_version_is_the_same_wherever_it_is_named():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    cited = re.search(r"^version: (\S+)$", (ROOT / "CITATION.cff").read_text(), re.MULTILINE)
    newest = re.search(r"^## (\S+) \(", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)

    assert project["version"] == cited[1] == newest[1]
