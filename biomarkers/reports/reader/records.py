"""A report that is written as JSON, as the lines that its objects stand for.

An object that names a test is an item with its values; one that names a specimen heads what it
holds, or what refers to it. Every letter keeps its origin.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from .anatomy import SITE
from .items import ER, HER2, ISH, KI67, PR
from .letters import Letters, joined
from .pattern import compiled
from .reach import SAYS_RESULT

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|true|false|null|[{}\[\],:]')
_NAMES = ("code", "name", "test", "marker", "analyte", "item", "observation", "parameter")
_PLACES = "specimen description site laterality side procedure type source location collection body"
_KEYS = ("part", "label", "letter", "key", "id")
_LETTER = re.compile(r"[A-H]|\d{1,2}")
_NOTHING = ("resourcetype", "system", "status:final", "reference")
_PERCENT = re.compile(r"percent|pct", re.IGNORECASE)
_PLAIN = re.compile(r"value|result|text|display|interpretation|finding|answer|note", re.IGNORECASE)
_CALLED = {"identifier": "Accession", "issued": "Reported", "collecteddatetime": "Collected"}
# What must not be lost; else the report is read as it stands.
_TELLS = compiled(SAYS_RESULT.pattern, ER, PR, KI67, HER2, ISH)
_DEEPEST = 30  # objects within another
_LONGEST_PLACE = 120  # characters


@dataclass
class _Node:
    """An object, a list or a value: text[start:end] of a value, without its quotes."""

    start: int = 0
    end: int = 0
    members: list[tuple[str, "_Node"]] = field(default_factory=list)
    is_value: bool = False
    is_list: bool = False

    def get(self, *path: str) -> "_Node | None":
        """The member of that path; of a list its first."""
        if not path:
            return self
        named = (one for key, one in self.members if self.is_list or key.lower() == path[0])
        found = next(named, None)
        if found is None:
            return None
        return found.get(*path) if self.is_list else found.get(*path[1:])

    def values(self, key: str = "") -> Iterator[tuple[str, "_Node"]]:
        """All values in it, each with the key that it stands under."""
        if self.is_value:
            yield key, self
        for name, one in self.members:
            yield from one.values(key if self.is_list else name)


def written_out(letters: Letters) -> Letters:
    """The text itself, if it is no JSON."""
    if letters.text.lstrip()[:1] not in ("{", "["):
        return letters
    try:
        json.loads(letters.text)
        root = _read(_TOKEN.finditer(letters.text))
    except (ValueError, RecursionError):
        return letters
    written = joined(list(_Writing(letters, root).report())) if root else letters
    kept = set(written.origin)
    are_kept = all(
        letters.origin[one.start] in kept
        for _, one in (root.values() if root else ())
        if one.end > one.start and _TELLS.search(letters.text, one.start, one.end)
    )
    return written if are_kept else letters


def _read(tokens: Iterator[re.Match[str]], depth: int = 0) -> _Node | None:
    if depth > _DEEPEST:
        raise ValueError
    token = next(tokens)
    if token[0] in "]}":
        return None
    if token[0] not in "[{":
        quotes = token[0][0] == '"'
        return _Node(token.start() + quotes, token.end() - quotes, is_value=True)
    node = _Node(is_list=token[0] == "[")
    while True:
        key = ""
        if not node.is_list:
            named = next(tokens)
            if named[0] == "}":
                return node
            key, _ = named[0].strip('"'), next(tokens)
        value = _read(tokens, depth + 1)
        if value is None:
            return node
        node.members.append((key, value))
        if next(tokens)[0] in "]}":
            return node


def _paths(key: str) -> tuple[tuple[str, ...], ...]:
    return ((key, "text"), (key, "coding", "display"), (key, "display"), (key,))


class _Writing:
    """Writes each object once."""

    def __init__(self, letters: Letters, root: _Node) -> None:
        self.letters, self.root = letters, root
        self.text = letters.text
        self.items: dict[str, list[_Node]] = {}  # by the specimen that they refer to
        self.units: dict[int, tuple[str, str]] = {}  # bound and unit of a value
        self.names: dict[int, _Node] = {}
        self._find_names(root)
        self._refer(root)

    def _refer(self, node: _Node) -> None:
        """What an object says of others, and of its value."""
        to = node.get("specimen", "reference") if self._name(node) else None
        if to and to.is_value:
            self.items.setdefault(self._said(to).lstrip("#").rpartition("/")[2], []).append(node)
        value, unit = node.get("value"), node.get("unit") or node.get("units")
        if value and unit and not node.is_list:
            bound = node.get("comparator")
            self.units[id(value)] = (self._said(bound) if bound else "", f" {self._said(unit)}")
        for _, one in node.members:
            self._refer(one)

    def _said(self, node: _Node) -> str:
        return self.text[node.start : node.end]

    def _name(self, node: _Node) -> _Node | None:
        """What the object calls its test; one that holds others is none."""
        return self.names.get(id(node))

    def _find_names(self, node: _Node) -> bool:
        """Whether an object, or one that it holds, calls itself by a name."""
        held = [key for key, one in node.members if self._find_names(one)]
        if not node.is_list and all(key.lower() == "component" for key in held):
            paths = (path for key in _NAMES for path in _paths(key))
            named = (found for path in paths if (found := node.get(*path)) and found.is_value)
            if name := next(named, None):
                self.names[id(node)] = name
                return True
        return bool(held)

    def _glue(self, words: str, at: _Node) -> Letters:
        return Letters(words, [self.letters.origin[at.start]] * len(words))

    def report(self) -> Iterator[Letters]:
        referred = {id(one) for items in self.items.values() for one in items}
        yield from self._block("", self.root, referred)

    def _block(self, key: str, node: _Node, skipped: set[int]) -> Iterator[Letters]:
        """A value, an object or a list, without the objects that are skipped."""
        name = self._name(node)
        if node.is_value:
            yield from self._line(key, node)
        elif id(node) in skipped:
            return
        elif places := self._places(node):
            yield from self._specimen(node, places, skipped)
        elif name or (key and not node.is_list and all(one.is_value for _, one in node.members)):
            yield from self._item(key, name, node)
        else:
            for under, one in node.members:
                yield from self._block(key if node.is_list else under, one, skipped)

    def _specimen(self, node: _Node, places: list[_Node], skipped: set[int]) -> Iterator[Letters]:
        """Its heading, and below it what it holds and what refers to it."""
        yield from self._heading(node, places)
        placed = {id(one) for one in places}
        for key, one in node.members:
            is_told = all(id(value) in placed for _, value in one.values())
            if not is_told and key.lower() not in _KEYS:
                yield from self._block(key, one, skipped)
        own = node.get("id")
        for item in self.items.get(self._said(own), []) if own else []:
            yield from self._block("", item, skipped - {id(item)})

    def _places(self, node: _Node) -> list[_Node]:
        """The values that say which specimen an object is, if one of them names its site."""
        if self._name(node) or node.is_list or node.is_value:
            return []
        found = [
            value
            for key, one in node.members
            if any(key.lower().startswith(place) for place in _PLACES.split())
            and (one.is_value or key.lower() in ("type", "collection", "body"))
            for under, value in one.values(key)
            if "date" not in under.lower() and len(self._said(value)) < _LONGEST_PLACE
        ]
        return found if any(SITE.search(self._said(one)) for one in found) else []

    def _heading(self, node: _Node, places: list[_Node]) -> Iterator[Letters]:
        keys = (node.get(key) for key in _KEYS)
        letter = next((k for k in keys if k and _LETTER.fullmatch(self._said(k))), None)
        yield self._glue("\n\n", places[0])
        if letter:
            yield self._glue("Part ", letter)
            yield self.letters.part(letter.start, letter.end)
            yield self._glue(". ", letter)
        for number, place in enumerate(places):
            yield self._glue(", " if number else "", place)
            yield self.letters.part(place.start, place.end)
        yield self._glue(":\n", places[-1])

    def _line(self, key: str, value: _Node) -> Iterator[Letters]:
        if key.lower() in _NOTHING or key.lower() in _KEYS:
            return
        called = _CALLED.get(key.lower()) or re.sub(r"_|(?<=[a-z])(?=[A-Z])", " ", key)
        yield self._glue(f"{called}: " if called else "", value)
        yield from self._value(key, value)
        yield self._glue("\n", value)

    def _item(self, key: str, name: _Node | None, node: _Node) -> Iterator[Letters]:
        """“Ki-67 | 45%”, or “er | status: positive | percent: 90%”."""
        values = [(under, one) for under, one in node.values() if one is not name]
        values = [
            (under, one)
            for under, one in values
            if under.lower() not in (*_NOTHING, *_KEYS, "comparator", "unit", "units")
            and f"{under}:{self._said(one)}".lower() not in _NOTHING
        ]
        if not name and len(values) == 1:
            yield from self._line(key, values[0][1])
            return
        if not values:
            return
        if name:
            yield self.letters.part(name.start, name.end)
        else:
            yield self._glue(re.sub(r"_", " ", key), values[0][1])
        for under, one in values:
            is_note = under.lower().startswith("note")
            yield self._glue("\nNote: " if is_note else " | ", one)
            if not (name and _PLAIN.match(under)):
                yield self._glue(f"{under.replace('_', ' ')}: ", one)
            yield from self._value(under, one)
        yield self._glue("\n", values[-1][1])

    def _value(self, key: str, value: _Node) -> Iterator[Letters]:
        """A number with its bound and its unit."""
        before, unit = self.units.get(id(value), ("", ""))
        is_number = self._said(value).replace(".", "").isdigit()
        yield self._glue(before, value)
        yield self.letters.part(value.start, value.end)
        yield self._glue("%" if is_number and not unit and _PERCENT.search(key) else unit, value)
