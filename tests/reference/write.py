"""Write the tables of docs that are asked of the code: `make reference`."""

from pathlib import Path

import django

DOCS = Path(__file__).resolve().parent.parent.parent / "docs"


def pages() -> dict[Path, str]:
    """Each page with its tables as they are to be."""
    from . import answers, content, record_format, terms
    from .page import written

    found = {
        DOCS / "answers.md": answers.TABLES | content.TABLES,
        DOCS / "record-format.md": record_format.TABLES,
        DOCS / "terms.md": terms.TABLES,
    }
    return {path: written(path.read_text(encoding="utf-8"), of) for path, of in found.items()}


if __name__ == "__main__":
    django.setup()
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")
