"""What the header of a column, with what is described of it, is about."""

import re
import unicodedata
from difflib import SequenceMatcher

_WORD = re.compile(r"[a-z]+\d*|\d+")
_NEW_WORD = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")  # PatNr
_ALIKE = 0.8
# Beginnings of words, in English and German: of which specimen a column is, where it is not that
# of the row.
_OTHERS = {
    "primary": (
        "primar",
        "primaer",
    ),
    "diagnosis": ("diagnos", "erstdiagnos", "dx", "initial", "original", "baseline"),
    "surgery": ("surg", "operat", "resect", "mastect", "lumpect"),
}
OTHER_SPECIMENS = tuple(_OTHERS)
_OF_THE_ROW = ("metasta", "met", "mets", "recurr", "rezidiv", "sequenced", "this")


def folded(text: str) -> str:
    """Without case, accents and underscores: “Primärtumor” is “primartumor”."""
    apart = unicodedata.normalize("NFKD", text.replace("_", " "))
    return "".join(char for char in apart if not unicodedata.combining(char)).casefold()


def said_by(text: str) -> frozenset[str]:
    plain = folded(_NEW_WORD.sub(" ", text)).replace("her-2", "her2").replace("her 2", "her2")
    return frozenset(_WORD.findall(plain.replace("ki-67", "ki67").replace("cep-17", "cep17")))


def other_specimen(name: str, description: str = "") -> str:
    """“primary”, “diagnosis” or “surgery” where the column is about that specimen; else “”."""
    words = said_by(name) | said_by(description)
    if any(_begins(word, _OF_THE_ROW) for word in words):
        return ""
    return next((label for label, beginnings in _OTHERS.items()
                 if any(_begins(word, beginnings) for word in words)), "")  # fmt: skip


def _begins(word: str, beginnings: tuple[str, ...]) -> bool:
    """Short ones are whole words."""
    return any(word == each or (len(each) > 3 and word.startswith(each)) for each in beginnings)


def like(name: str, names: list[str]) -> str:
    """The one of the names that is most like it, if one is: “HER2-IHC” is like “HER2 IHC”."""
    ranked = sorted(((_likeness(name, other), other) for other in names), reverse=True)
    return ranked[0][1] if ranked and ranked[0][0] >= _ALIKE else ""


def _likeness(one: str, other: str) -> float:
    first, second = said_by(one), said_by(other)
    if first == second or (
        min(len(first), len(second)) > 1 and (first <= second or second < first)
    ):
        return 1.0
    return SequenceMatcher(None, " ".join(sorted(first)), " ".join(sorted(second))).ratio()
