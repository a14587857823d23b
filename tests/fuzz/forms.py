"""The forms of a page, as a browser would send them; and what nobody should send."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qsl, quote_plus, urlsplit

from hypothesis import strategies as some

HOSTILE = [
    "", " ", "\x00", "a\x00b", "\ud800", "\udfff\ud800", "\ufeff", "\u202e", "²", "٣", "🎗", "İ",
    "ß", "-", "-1", "0", "1.5", "1e999", "NaN", "Infinity", "-Infinity", "9" * 30, "9" * 5000,
    "2147483648",
    "9223372036854775808", "-9223372036854775809", "0x10", "1_0", "1,000", "10%", "True", "None",
    "2024-02-30", "2023-02-29", "0000-00-00", "0001-01-01", "9999-12-31", "9999-12", "9999", "0000",
    "10000-01-01", "2024-13", "-0001-01-01", "2016-5-9", "99999-99-99", "2024-01-01T25:61", "today",
    "00000000-0000-0000-0000-000000000000", "{", "[]", "null", '{"a": 1}', "[[[[[[[[[[", "%", "%s",
    "%(x)s", "{0}", "{{ 1 }}", "' OR 1=1 --", "\\", "<script>alert(1)</script>", "../../etc/passwd",
    "//elsewhere.test", "http://[", "javascript:alert(1)", "a\r\nX: y", "a" * 10_000, "," * 200,
    "a:b:c:d",
]  # fmt: skip
values = (
    some.sampled_from(HOSTILE)
    | some.text(max_size=20)
    | some.integers().map(str)
    | some.dates().map(str)
    | some.floats().map(str)
)
Pairs = list[tuple[str, str]]


@dataclass
class Form:
    """Where it goes, by which method, its fields with what stands in them."""

    action: str
    method: str
    files: bool = False
    fields: Pairs = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.links: list[str] = []
        self.selected = ""

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "form":
            method = (given.get("method") or "get").upper()
            files = given.get("enctype") == "multipart/form-data"
            self.forms.append(Form(given.get("action") or "", method, files))
        elif tag == "a" and given.get("href"):
            self.links.append(given["href"])
        elif tag == "select":
            self.selected = given.get("name") or ""
        elif tag == "option" and self.selected and self.forms:
            self.forms[-1].fields.append((self.selected, given.get("value") or ""))
        elif tag in ("input", "textarea", "button") and given.get("name") and self.forms:
            self.forms[-1].fields.append((given["name"], given.get("value") or ""))


def forms_and_links(page: str) -> tuple[list[Form], list[str]]:
    reader = _Reader()
    reader.feed(page)
    return reader.forms, reader.links


def asked_of(link: str) -> Pairs:
    """What a link asks in its address."""
    return parse_qsl(urlsplit(link).query, keep_blank_values=True)


def encoded(pairs: Pairs) -> str:
    """As an address or a body; bytes that are no UTF-8 as well."""
    return "&".join(
        f"{quote_plus(name, errors='surrogatepass')}={quote_plus(value, errors='surrogatepass')}"
        for name, value in pairs
    )


EDGE = "edge-of-a-part"


def in_parts(pairs: Pairs, files: list[tuple[str, str, bytes]]) -> bytes:
    """A form with files, as a browser sends it."""
    body = b""
    for name, value in pairs:
        body += _part(f'name="{_line(name)}"', value.encode(errors="surrogatepass"))
    for name, file, content in files:
        body += _part(f'name="{_line(name)}"; filename="{_line(file)}"', content)
    return body + f"--{EDGE}--\r\n".encode()


def _part(about: str, content: bytes) -> bytes:
    head = f"--{EDGE}\r\nContent-Disposition: form-data; {about}\r\n\r\n"
    return head.encode(errors="surrogatepass") + content + b"\r\n"


def _line(text: str) -> str:
    return text.replace('"', "%22").replace("\r", "").replace("\n", "")


@some.composite
def changed(draw, fields: Pairs) -> Pairs:
    """These fields, some with another value, some missing, some sent twice."""
    sent = []
    some_of_them = draw(some.sampled_from([0.0, 0.1, 0.5, 1.0]))
    chance = some.floats(0, 1)
    for name, value in fields:
        if draw(chance) >= some_of_them:
            sent.append((name, value))
            continue
        what = draw(some.integers(0, 9))
        if what == 0:
            continue
        sent.append((name, draw(values)))
        if what == 1:
            sent.append((name, draw(values)))
    if draw(some.integers(0, 4)) == 0:
        sent.append(
            (draw(some.sampled_from([name for name, _ in fields] or ["a"]) | values), draw(values))
        )
    return sent
