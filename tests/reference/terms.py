"""The terms of the glossary, as docs/terms.md shows them."""

from biomarkers.wording.glossary import TERMS

from .page import Table

TABLES = {
    "terms on the page": Table(
        ("term", "means"), tuple((str(term.words), str(term.meaning)) for term in TERMS)
    ),
}
