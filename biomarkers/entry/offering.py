"""The words that forms offer while one types: sites, CTCAE terms, genes and names of drugs."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.forms import Form

from biomarkers.catalog.current import current_catalog
from biomarkers.models import Gene
from patients.models import Agent

Word = tuple[str, str]  # and what it stands for, where that is another word

# Where breast cancer is found, beside the other organs of the catalog.
_SITES = (
    "breast", "chest wall", "skin", "soft tissue", "axillary lymph node",
    "internal mammary lymph node", "supraclavicular lymph node", "mediastinal lymph node", "bone",
    "bone marrow", "spine", "sternum", "rib", "pelvis", "femur", "pleura", "pleural fluid",
    "pericardium", "peritoneum", "ascites", "meninges", "cerebrospinal fluid",
)  # fmt: skip


@dataclass(frozen=True)
class WordList:
    """`key` is the id that fields name."""

    key: str
    words: list[Word]


def lists_of(forms: Iterable[Form]) -> list[WordList]:
    """Those that fields of these forms name."""
    keys = {
        field.widget.attrs["list"]
        for form in forms
        for field in form.fields.values()
        if field.widget.attrs.get("list") in _LISTS
    }
    return [WordList(key, list(_LISTS[key]())) for key in sorted(keys)]


def _sites() -> Iterator[Word]:
    organs = {organ for _, organ in current_catalog().organs.words}
    return ((site, "") for site in dict.fromkeys([*_SITES, *sorted(organs)]))


def _terms() -> Iterator[Word]:
    return (
        (term, "") for term in sorted({entry.words for entry in current_catalog().terms.entries})
    )


def _genes() -> Iterator[Word]:
    for gene in Gene.objects.prefetch_related("names"):
        yield gene.symbol, gene.name
        yield from ((o.name, gene.symbol) for o in gene.names.all() if not o.is_misspelling)


def _agents() -> Iterator[Word]:
    for agent in Agent.objects.with_names():
        yield agent.name, ""
        others = [*agent.brands.all(), *agent.synonyms.all()]
        yield from ((other.name, agent.name) for other in others)


_LISTS: dict[str, Callable[[], Iterator[Word]]] = {
    "words-sites": _sites,
    "words-terms": _terms,
    "words-genes": _genes,
    "words-agents": _agents,
}
