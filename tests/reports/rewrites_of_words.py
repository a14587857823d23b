"""The words of a report rewritten by rule, so that its truth stays the same.

Names of markers are replaced where they are labels, values where they stand alone. What stands in a
column keeps its place: where the new words are too long for it, the old ones stay.
"""

import re

from .rewrites_of_layout import Rewrite

_NAMES = {
    "er": r"(?:o?estrogen receptors?(?: \(ER\))?|ER)",
    "pr": r"(?:progesterone receptors?(?: \(Pg?R\))?|PgR|PR)",
    "her2": r"HER-?2(?:[ /-]?neu)?(?! gene| mutation|[ -](?:low|ultra|null|targeted))",
    "ki67": r"(?:Ki-?\s?67(?: (?:labell?ing|proliferation) index)?)",
}
# A label begins its line or its cell or its sentence, and a value or the end of its cell follows.
_LABEL = (
    r"(?m:(?:^|(?<=[|;\t])|(?<=[.;] ))(?P<before>[ ]*(?:[-*•+] )?))(?P<name>{name})"
    r"(?P<after> *)(?=:|=|\||\t| {{2}}|\.\.|\(|<?\d"
    r"|(?:is|was|status|by|positive|negative|IHC|FISH|ISH)\b)"
)
_BESIDE = re.compile(r" {2,}")


def _put(text: str, start: int, end: int, new: str) -> str | None:
    """The new words with as many blanks behind them that what follows in the line stays in place;
    none where they are too long. Nothing is kept in place that no wide gap follows."""
    gap = _BESIDE.match(text, end)
    if gap is None:
        later = re.search(r" {3,}|\|", text[end : (text.find("\n", end) + 1 or len(text))])
        return None if later and len(new) != end - start else new
    left = gap.end() - start - len(new)
    return new + " " * left if left > 2 else None


def _replaced(text: str, pattern: re.Pattern[str], group: str, new: str) -> str:
    """Each match's group with other words, from behind, so that places stay right."""
    for found in reversed(list(pattern.finditer(text))):
        start, end = found.span(group)
        written = new.format(**found.groupdict())
        put = _put(text, start, end, written)
        if put is not None:
            kept = _BESIDE.match(text, end)
            text = text[:start] + put + text[kept.end() if kept else end :]
    return text


def called(**names: str) -> Rewrite:
    """The markers by other names, where they are labels."""

    def rewritten(text: str) -> str:
        for marker, new in names.items():
            label = re.compile(_LABEL.format(name=_NAMES[marker]), re.IGNORECASE)
            text = _replaced(text, label, "name", new)
        return text

    return rewritten


def spelled(pattern: str, new: str) -> Rewrite:
    """A value in another spelling."""
    value = re.compile(rf"(?P<value>{pattern})", re.IGNORECASE)
    return lambda text: _replaced(text, value, "value", new)


_PERCENT = r"(?<![\w.])(?P<number>\d{1,3}) ?%(?! ?[A-Za-z]+ ?[:=])"
_ALONE = r"(?=\s*(?:[,;(|)]|$|\n|\d))"
_SCORE = r"(?<![\w+/(-])(?<!\d[ +])(?P<score>[1-3])\+(?![\w+/)]| ?(?:\d|or\b|to\b|and\b))"
_NOTE = (
    "\n\nNote: This test was developed and its performance characteristics determined by this"
    " laboratory. It has not been cleared or approved by the FDA. All controls stained"
    " appropriately.\n"
)
_METHODS = (
    "\n\nMETHODS\nImmunohistochemistry was performed on formalin-fixed, paraffin-embedded tissue"
    " with antibodies to ER (SP1), PR (1E2), HER2 (4B5) and Ki-67 (30-9) on a Ventana BenchMark"
    " instrument.\n"
)
_LEGEND = """

HER2 IHC scoring key:
0: no staining or faint staining in <=10% of cells (negative)
1+: faint, incomplete staining in >10% of cells (negative)
2+: weak to moderate complete staining in >10% of cells (equivocal)
3+: intense complete staining in >10% of cells (positive)
"""
_TYPOGRAPHIC = str.maketrans({"-": "–", "'": "’"})
_SMALL = str.maketrans({"<": "＜", ">": "＞", "%": "％", "+": "＋"})


def typographic(text: str) -> str:
    return text.translate(_TYPOGRAPHIC).replace(">=", "≥").replace("<=", "≤")


def one_item_a_line(text: str) -> str:
    """What is said of another marker begins its own line: “ER: 90%. PR: 10%; HER2: 1+”."""
    names = "|".join(_NAMES.values())
    return re.sub(rf"(?<=[\w%+)])[.;] (?=(?:{names})\s?[:(=])", "\n", text)


OF_WORDS: dict[str, Rewrite] = {
    "short names": called(er="ER", pr="PR", her2="HER2", ki67="Ki67"),
    "long names": called(
        er="Estrogen receptor", pr="Progesterone receptor", her2="HER-2/neu",
        ki67="Ki-67 proliferation index",
    ),
    "long names, short behind": called(
        er="Oestrogen Receptor (ER)", pr="Progesterone Receptor (PgR)", her2="HER2 (ERBB2)",
        ki67="MIB-1 proliferation index",
    ),
    "old names": called(
        er="Estrogen receptors", pr="PgR", her2="c-erbB-2", ki67="Ki-67 (MIB-1)",
    ),
    "names in capitals": called(
        er="ESTROGEN RECEPTOR", pr="PROGESTERONE RECEPTOR", her2="HER2/NEU", ki67="KI-67",
    ),
    "90 %": spelled(_PERCENT, "{number} %"),
    "90%": spelled(_PERCENT, "{number}%"),
    "90 percent": spelled(_PERCENT, "{number} percent"),
    "POSITIVE": spelled(rf"\b(?:positive|negative|equivocal)\b{_ALONE}", "{value}"),
    "Pos": spelled(rf"\bpositive\b{_ALONE}", "Pos"),
    "Neg.": spelled(rf"\bnegative\b{_ALONE}", "Neg."),
    "2 +": spelled(_SCORE, "{score} +"),
    "(2+)": spelled(_SCORE, "({score}+)"),
    "typographic signs": typographic,
    "full-width signs": lambda text: text.translate(_SMALL),
    "one item a line": one_item_a_line,
    "a note on the test below": lambda text: text.rstrip() + _NOTE,
    "methods below": lambda text: text.rstrip() + _METHODS,
    "a legend below": lambda text: text.rstrip() + _LEGEND,
}  # fmt: skip
_CAPITALS = re.compile(rf"\b(?:positive|negative|equivocal)\b{_ALONE}", re.IGNORECASE)
OF_WORDS["POSITIVE"] = lambda text: _CAPITALS.sub(lambda word: word[0].upper(), text)
