"""Versions of program, rules and catalog in one line, for every printed page and exported file."""

from django.conf import settings

from biomarkers.domain import RULES_VERSION
from biomarkers.models import CatalogVersion


def made_with(catalog_version: int | None = None) -> str:
    """Of the catalog in force unless told."""
    version = catalog_version or CatalogVersion.current_number()
    return f"Second Look {settings.VERSION}, rules {RULES_VERSION}, catalog version {version}"
