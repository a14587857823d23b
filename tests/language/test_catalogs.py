"""The catalogs of messages say what the code says, whole, and compile to what is installed."""

import re

import pytest

from tests.language.messages import catalog
from tests.language.write import ENGLISH, compiled, languages, po_of, read, text_of, updated

DIFFERENT = [  # a reader decides by the difference
    {"indeterminate", "undetermined", "equivocal", "unknown", "not known", "null", "pending"},
    {"negative", "positive", "unknown", "not recorded"},
    {"met", "not met", "not known"},
    {"Assay", "Trial"},
    {"Outcome", "Result"},
    {"Condition", "Disease"},
]
PLACEHOLDERS = re.compile(r"%\(\w+\)s|\{\w*[^}]*\}")


@pytest.fixture(params=languages())
def language(request) -> str:
    return request.param


def test_there_is_a_second_language():
    assert "es" in languages()


def test_the_english_catalog_lists_what_the_code_says():
    assert po_of(ENGLISH).read_bytes() == text_of(catalog())


def test_each_translation_is_of_what_the_code_says(language):
    assert po_of(language).read_bytes() == text_of(updated(language))


def test_what_is_installed_is_compiled_from_the_translation(language):
    po = po_of(language)

    assert po.with_suffix(".mo").read_bytes() == compiled(po.read_bytes(), language)


def test_no_message_is_untranslated_or_fuzzy(language):
    stored = [message for message in read(language) if message.id]

    assert not [m.id for m in stored if m.fuzzy or not all(_texts(m.string))]


def test_a_translation_fills_in_what_its_message_does(language):
    def filled(text: str) -> list[str]:
        return sorted(PLACEHOLDERS.findall(text))

    for message in read(language):
        for said, translated in zip(_texts(message.id), _texts(message.string), strict=False):
            assert filled(said) == filled(translated), message.id


def test_a_translation_joins_its_neighbors_as_its_message_does(language):
    """Spaces at its ends, for sentences that are put together."""
    for message in read(language):
        if isinstance(message.id, str) and message.id:
            ends = (message.id[0] == " ", message.id[-1] == " ")
            assert ends == (message.string[0] == " ", message.string[-1] == " "), message.id


def test_what_must_be_told_apart_has_words_of_its_own(language):
    words = {m.id: m.string for m in read(language) if isinstance(m.id, str)}

    for apart in DIFFERENT:
        assert len({words[text] for text in apart}) == len(apart), apart


def _texts(text: str | tuple[str, ...] | list[str]) -> list[str]:
    return [text] if isinstance(text, str) else list(text)
