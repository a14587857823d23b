"""Write the catalogs of messages again: `make messages`.

The English one lists every text that the code says; each translation keeps what it has, drops
what is said no longer, and is compiled, byte for byte the same on every machine.
"""

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import django
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

LOCALE = Path(__file__).resolve().parent.parent.parent / "locale"
ENGLISH = "en"
NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)  # a compiled catalog changes with its messages only
HEAD = "# Messages of Second Look. Written by make messages; translations are kept.\n#"


def po_of(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def languages() -> list[str]:
    """Those that are translated into."""
    return sorted(path.name for path in LOCALE.iterdir() if path.name != ENGLISH)


def read(language: str) -> Catalog:
    with po_of(language).open("rb") as file:
        return read_po(file, locale=language, ignore_obsolete=True)


def text_of(messages: Catalog) -> bytes:
    """Without dates and names of tools: it changes only where a message does."""
    written = BytesIO()
    write_po(written, messages, width=100, sort_output=True, omit_header=True)
    head = f'{HEAD}\nmsgid ""\nmsgstr ""\n' + "".join(
        f'"{name}: {value}\\n"\n' for name, value in _header(messages)
    )
    return head.encode() + b"\n" + written.getvalue().lstrip()


def _header(messages: Catalog) -> list[tuple[str, str]]:
    language = str(messages.locale or ENGLISH)
    return [
        ("Language", language),
        ("MIME-Version", "1.0"),
        ("Content-Type", "text/plain; charset=UTF-8"),
        ("Content-Transfer-Encoding", "8bit"),
        ("Plural-Forms", f"nplurals={messages.num_plurals}; plural={messages.plural_expr};"),
    ]


def updated(language: str) -> Catalog:
    """What the code says now, with the translations that there are."""
    from .messages import catalog  # which asks models

    made, stored = catalog(language), read(language)
    for message in made:
        if message.id and (known := stored.get(message.id)):
            message.string = known.string
    return made


def compiled(text: bytes, language: str) -> bytes:
    messages, binary = read_po(BytesIO(text), locale=language), BytesIO()
    messages.creation_date = messages.revision_date = NO_DATE
    write_mo(binary, messages)
    return binary.getvalue()


def main() -> None:
    from .messages import catalog

    po_of(ENGLISH).write_bytes(text_of(catalog()))
    for language in languages():
        text = text_of(updated(language))
        po_of(language).write_bytes(text)
        po_of(language).with_suffix(".mo").write_bytes(compiled(text, language))


if __name__ == "__main__":
    django.setup()
    main()
