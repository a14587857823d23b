"""Plain English in everything that people read: words that the style guide refuses (docs/style.md).

Templates without their tags and comments, and string literals without docstrings; of the domain,
whose rules a clinician may read, docstrings and comments too.
"""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
REFUSED = {
    r"\b(?:nobody|somebody)('s|’s)?\b": "say who: no one named, another user, your administrator",
    r"\bwhoever\b": "say who: the administrator, the user",
    r"\b(?:was|were|is|are|be) told\b|\btold as\b": "reported as, shown, known",
    r"\bspeak(?:s|ing)?\b(?! TLS)": "deciding",
    r"\bgrave(?:r|st)\b": "more urgent, most urgent",
    r"\banew\b": "again",
    r"\bmend(?:s|ed|ing)?\b": "correct",
    r"\bof before\b": "earlier, previous",
    r"\bdays? to come\b": "in the future",
    r"\bstands\b(?! for)": "is, appears",
    r"\bthe like\b": "name it",
    r"[0-9}] %(?![a-z(])": "10%, without a space",
    r"\bper cent\b": "%, percent",
    r"\bfor good\b": "permanently",
    r"\btake(?:n)? (?:in|out)\b": "import, export",
    r"(?<!here )\bis no (?!longer|test)": "is not a",
    r"(?<!or )(?<!not )\bhospitalised|\bcatalogue\b|\brandomised|\btumour": "US spelling",
}
# Not read by people: patterns that reports and tables of others are matched with, SQL and paths.
NOT_PROSE = (
    "biomarkers/reports/reader/",
    "biomarkers/exchange/tables/known",
    "biomarkers/exchange/tables/meanings.py",
    "biomarkers/exchange/her2_words",
)
CODES = re.compile(r"[\w.:/|-]+")  # a name of a column, a code, a path


def _modules() -> list[Path]:
    found = [
        path for app in ("patients", "biomarkers", "config") for path in (ROOT / app).rglob("*.py")
    ]
    return [
        path
        for path in found
        if "migrations" not in path.parts and not relative(path).startswith(NOT_PROSE)
    ]


def relative(path: Path) -> str:
    return str(path.relative_to(ROOT))


def phrases_of_module(path: Path) -> Iterator[tuple[int, str]]:
    """String literals with their lines; of f-strings the words between their values."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        words = getattr(node, "value", None) if isinstance(node, ast.Constant) else None
        if isinstance(words, str) and id(node) not in docstrings and not CODES.fullmatch(words):
            yield node.lineno, words


def notes_of_module(path: Path) -> Iterator[tuple[int, str]]:
    """Comments and docstrings with their lines."""
    text = path.read_text(encoding="utf-8")
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
            yield getattr(node, "lineno", 1), ast.get_docstring(node) or ""


def phrases_of_template(path: Path) -> Iterator[tuple[int, str]]:
    text = re.sub(r"\{% translate ([\"'])(.*?)\1.*?%\}", r"\2", path.read_text(encoding="utf-8"))
    text = re.sub(r"\{#.*?#\}|\{%.*?%\}", " ", text, flags=re.DOTALL)
    for number, line in enumerate(text.splitlines(), start=1):
        yield number, re.sub(r"\{\{.*?\}\}", "}", line)


def refused(phrases: Iterator[tuple[int, str]]) -> list[str]:
    return [
        f"{number}: {phrase.strip()} – {instead}"
        for number, phrase in phrases
        for word, instead in REFUSED.items()
        if re.search(word, phrase, re.IGNORECASE)
    ]


@pytest.mark.parametrize("path", _modules(), ids=relative)
def test_no_string_uses_a_word_that_the_style_guide_refuses(path):
    assert not refused(phrases_of_module(path))


@pytest.mark.parametrize("path", sorted((ROOT / "biomarkers/domain").rglob("*.py")), ids=relative)
def test_no_rule_is_explained_with_a_word_that_the_style_guide_refuses(path):
    assert not refused(notes_of_module(path))


@pytest.mark.parametrize("path", sorted((ROOT / "templates").rglob("*.*")), ids=relative)
def test_no_page_uses_a_word_that_the_style_guide_refuses(path):
    assert not refused(phrases_of_template(path))


def test_a_refused_word_would_be_found():
    assert refused(
        [(1, "Nobody is waiting here."), (2, "at least 10 %"), (3, "the one that speaks")]
    )
    assert not refused([(1, "No tasks match these filters."), (2, "10% or more")])
