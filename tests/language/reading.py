"""What a page says in English although its reader reads another language."""

import re
from html.parser import HTMLParser

# Of ordinary English sentences, and of no Spanish ones, drugs, genes or organs.
ENGLISH_WORDS = re.compile(
    r"\b(the|of|with|not|recorded|and|is|are|was|were|for|by|since|from|until|this|that|which|"
    r"record|patient|treatment|date|label|days?|more|other|before|after|unknown|status)\b",
    re.IGNORECASE,
)
SPOKEN = ("aria-label", "alt", "placeholder", "title", "data-label")
SILENT = ("script", "style", "head", "datalist")
VOID = {"br", "hr", "img", "input", "link", "meta", "wbr"}


class _Page(HTMLParser):
    """Texts and spoken attributes outside what is marked as English, one by one."""

    def __init__(self):
        super().__init__()
        self.texts: list[str] = []
        self.skipped: list[str] = []  # open elements from the one whose content is left out

    def handle_starttag(self, tag, attrs):
        said = dict(attrs)
        if tag in VOID and self.skipped:
            return
        if self.skipped or tag in SILENT or (said.get("lang") == "en" and tag != "html"):
            if tag not in VOID:
                self.skipped.append(tag)
            return
        originals = ("title",) if "not-reviewed" in (said.get("class") or "") else ()
        self.texts += [
            said[name] or "" for name in SPOKEN if name in said and name not in originals
        ]

    def handle_endtag(self, tag):
        if self.skipped and tag == self.skipped[-1]:
            self.skipped.pop()

    def handle_data(self, data):
        if not self.skipped:
            self.texts.append(data)


def texts_of(html: str) -> list[str]:
    page = _Page()
    page.feed(html)
    return [text for found in page.texts if (text := " ".join(found.split()))]


def english_in(html: str, messages: dict[str, str], data: set[str]) -> set[str]:
    """Texts that hold a message untranslated, or a common English word; `data` is of users."""
    found, phrases = set(), _phrases(messages)
    longest_first = map(re.escape, sorted(data, key=len, reverse=True))
    names = re.compile("|".join(longest_first) or "$^", re.IGNORECASE)
    for text in (names.sub("", text) for text in texts_of(html)):
        if ENGLISH_WORDS.search(text) or any(phrase in text for phrase in phrases):
            found.add(text)
    return found


def _phrases(messages: dict[str, str]) -> list[str]:
    """Messages of several words without placeholders, whose translation is another."""
    return [
        message
        for message, said in messages.items()
        if said != message and len(message.split()) > 1 and not re.search(r"[{%]", message)
    ]
