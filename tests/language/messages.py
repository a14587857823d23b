"""Every text that a page may say, asked of the code: the English catalog.

`say`, `gettext` and `Words` in modules, `translate` in templates, and what the code itself can be
asked for: words of codes, labels and helps of models and entry forms, sentences of constraints.
"""

import ast
import csv
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from django import forms
from django.apps import apps
from django.template import engines
from django.template.base import Node
from django.templatetags.i18n import BlockTranslateNode, TranslateNode
from django.urls import get_resolver

import biomarkers
import patients
from biomarkers.entry.kinds import FACT_KINDS
from biomarkers.exchange.tables.meanings import MEANINGS
from biomarkers.options.regimens import check_name
from patients.models import Patient
from patients.templatetags.reading import texts_of_scripts

ROOT = Path(__file__).resolve().parent.parent.parent
SAY = {"say", "to_say", "_", "gettext", "gettext_lazy"}
APPS = {"patients", "biomarkers"}
ADMIN = {"admin", "user_admin"}
ADMIN_ONLY = re.compile(
    r"Audit|Safety|EventTerm|Check|Organ|Gene$|Regimen|Option|Criterion|Role|Invit|Figure|Curve|Prefix"
)

ZONE = "time zone"
NOT_SHOWN = ("Constraint “", "Select one of: ")  # forms offer no such value

Message = str | tuple[str, str]  # with its plural


def messages() -> list[Message]:
    """Each once, in alphabetical order."""
    found: set[Message] = {*of_modules(), *of_templates(), *of_codes(), *of_content(), *of_forms()}
    found |= {*of_columns(), *texts_of_scripts()}
    return sorted((m for m in found if _has_words(m)), key=str)


def _has_words(message: Message) -> bool:
    text = message if isinstance(message, str) else message[0]
    return bool(re.search(r"[A-Za-z]{2}", text))


def of_modules() -> Iterator[Message]:
    for package in (patients, biomarkers):
        for path in sorted(Path(package.__path__[0]).rglob("*.py")):
            if "migrations" not in path.parts:
                yield from _of_tree(ast.parse(path.read_text(encoding="utf-8")))


def _of_tree(tree: ast.AST) -> Iterator[Message]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
            first = node.args[0]
            if node.func.id in SAY and isinstance(first, ast.Constant):
                yield first.value
            elif node.func.id == "Words" and isinstance(first, ast.Dict):
                yield from (v.value for v in first.values if isinstance(v, ast.Constant))


def of_templates() -> Iterator[Message]:
    engine = engines["django"].engine
    for path in sorted((ROOT / "templates").rglob("*.html")):
        template = engine.get_template(str(path.relative_to(ROOT / "templates")))
        for node in template.nodelist.get_nodes_by_type(Node):
            if isinstance(node, TranslateNode):
                yield str(node.filter_expression.var.literal).replace(
                    "%", "%%"
                )  # as Django asks it
            elif isinstance(node, BlockTranslateNode):
                yield _of_block(node)
        yield from re.findall(r'_\("([^"]+)"\)', path.read_text(encoding="utf-8"))


def _of_block(node: BlockTranslateNode) -> Message:
    singular = node.render_token_list(node.singular)[0]
    return (singular, node.render_token_list(node.plural)[0]) if node.plural else singular


def of_codes() -> Iterator[str]:
    """Words of every code that the record or a task holds, and codes that are shown themselves."""
    for model in apps.get_models():
        if model._meta.app_label in APPS and not ADMIN_ONLY.search(model.__name__):
            for field in model._meta.fields:
                for code, words in field.choices or ():
                    yield str(words)
                    if re.fullmatch(r"[a-z_]{3,}", str(code)):
                        yield str(code).replace("_", " ")


def of_columns() -> Iterator[str]:
    """Of a patient, which a merge shows side by side."""
    yield from (str(field.verbose_name) for field in Patient._meta.concrete_fields)


def of_content() -> Iterator[str]:
    """What the starting content of the catalog and of the vocabulary says in sentences."""
    for row in _rows("biomarkers/catalog/content/safety.csv"):
        yield row["says"]
    for row in _rows("biomarkers/catalog/content/checks.csv"):
        yield row["says"]
        yield check_name(row["check"])
    agents = {row["name"] for row in _rows("patients/content/agents.csv")}
    for row in _rows("biomarkers/catalog/content/catalogue.csv"):
        named = f"{row['regimen']} + {row['comparison']}".rstrip(" +").split(" + ")
        yield from {*named} - agents  # classes, as “endocrine therapy”
    for row in _rows("patients/content/conditions.csv"):
        yield row["words"].split(";")[0].strip()
        yield from filter(None, row["severities"].split("|"))


def _rows(path: str) -> Iterator[dict[str, str]]:
    with (ROOT / path).open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def of_forms() -> Iterator[str]:
    """Labels, helps and choices of what can be entered, and what constraints say."""
    for noun in FACT_KINDS.values():
        yield noun.english
    yield from (meaning.label for meaning in MEANINGS)
    for form in [*(noun.form for noun in FACT_KINDS.values()), *_forms()]:
        yield from _of_fields(form.base_fields.values())
        yield from getattr(form, "groups_of", {})
    for model in apps.get_models():
        if model._meta.app_label in APPS and not ADMIN_ONLY.search(model.__name__):
            for constraint in model._meta.constraints:
                if not str(constraint.violation_error_message).startswith(NOT_SHOWN):
                    yield str(constraint.violation_error_message)


def _forms() -> Iterator[type[forms.BaseForm]]:
    """Of every page but the admin's: to ask for the addresses imports their views."""
    assert get_resolver().url_patterns
    waiting: list[type[forms.BaseForm]] = [forms.BaseForm]
    while waiting:
        form = waiting.pop()
        waiting += form.__subclasses__()
        room = form.__module__.split(".")
        if (
            hasattr(form, "base_fields")
            and room[0] in APPS
            and not {"admin", "user_admin"} & {*room}
        ):
            yield form


def _of_fields(fields: Iterable[forms.Field]) -> Iterator[str]:
    for field in fields:
        yield from (str(text) for text in (field.label, field.help_text) if text)
        if (
            hasattr(field, "choices")
            and not hasattr(field, "queryset")
            and str(field.label) != ZONE
        ):
            yield from (str(label) for _value, label in field.choices if isinstance(label, str))


def catalog(language: str | None = None) -> Catalog:
    made = Catalog(locale=language, project="Second Look", charset="utf-8", fuzzy=False)
    for message in messages():
        made.add(message)
    return made
