"""Legends known by their shape: passages that say what each score, or each word, means.

A tumor has one score, and one word. A passage whose clauses run through three scores in turn, or
give the words positive and negative one bound each, explains them, whatever its heading.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from .equations import equations, groups
from .items import ER, HER2, KI67, PR
from .painting import MASK

_I = re.IGNORECASE
_SCORE = r"(?<![\w.<>=+-])(?:0\s?\+?|[1-3]\s?\+)(?![\w.%+]|\s?%|\s?\.\d)"
_WORD = (
    r"(?<!nuclei\s)(?<!cells\s)\b(?P<word>(?:low|weak(?:ly)?|border\s?line|strong(?:ly)?)[\s-]positive|positive|negative"
    r"|equivocal|indeterminate|(?:ultra-?)?low|null|not amplified|amplified)\b"
)
_BOUND = re.compile(
    r"(?:(?:[<>≤≥]\s?=?|=\s?[<>]|\b(?:at least|(?:less|more|greater|fewer|higher|lower)\sthan"
    r"(?:\sor\sequal\sto)?|over|under|above|below|up\sto))\s{0,2}(?P<after>\d{1,3})(?!\.\d)"
    r"|(?<![\d.])(?P<before>\d{1,3})\s?%?\s(?:or|and)\s(?:more|above|greater|higher|less|below|fewer"
    r"|lower|over|under)\b"
    r"|(?<![\d.])(?P<low>\d{1,2})\s?%?\s?(?:-|to)\s?(?P<high>\d{1,3})\s?%)",
    _I,
)
_MEANING = re.compile(
    r"\b(?:staining|membrane|complete|incomplete|faint|intense|circumferential|perceptible"
    r"|cells|nuclei)\b",
    _I,
)
# What may stand before them in a clause: a label, the name of what it is of.
_LEAD = (
    r"^[\W_]{0,12}(?:[^:\n;]{0,50}:\s{0,3})?(?:(?:IHC|HER-?2(?:/neu)?|ER|PR|PgR|score|scored"
    r"|category|and|or|is)\b[\W_]{0,4}){0,3}[\W_]{0,3}"
)
_OPENS = re.compile(rf"{_LEAD}(?:{_SCORE}|{_WORD})", _I)
_SCORES = re.compile(_SCORE)
_WORDS = re.compile(_WORD, _I)
_MARKERS = re.compile(rf"(?P<er>{ER})|(?P<pr>{PR})|(?P<ki67>{KI67})|(?P<her2>{HER2})", _I)
_CLAUSE = re.compile(
    r"(?:(?![;\n]|\.(?:\s|$)|,\s{1,2}(?=(?:(?:low|weak(?:ly)?)\s)?(?:negative|positive|equivocal)\b"
    r"(?:\s\([^()\n]{1,20}\))?[ (:=]{1,3}[\d<>])).)+",
    _I,
)
_ALONE = re.compile(
    rf"(?<=[|\n])[\s|*†‡#-]{{0,12}}(?:low\s)?(?:positive|negative)\s{{0,2}}[:=]\s{{0,3}}"
    rf"{_BOUND.pattern}[^|\n;]{{0,100}}",
    _I,
)
# A limit and a word each: “below 1.8 not amplified, 1.8 - 2.2 equivocal, above 2.2 amplified”.
_PIECE = re.compile(r"[^,;()|]{3,90}")
_LIMIT = re.compile(
    r"(?:[<>≤≥]|\b(?:below|under|less than|up to|above|over|more than|greater than|at least))"
    r"\s{0,2}=?\s{0,2}\d|\d\s?%?\s?(?:-|to|through)\s?\d|\d\s?%?\s(?:or|and)\s(?:above|more|over|below|less)\b",
    _I,
)
_LEAST_GRADES = 3
_CONTINUED = 2  # lines that a clause may run on to


@dataclass(frozen=True)
class _Clause:
    start: int
    end: int
    scores: tuple[float, ...]
    words: tuple[str, ...]
    bounds: tuple[int, ...]
    markers: frozenset[str | None] = frozenset()


def legends(text: str) -> Iterator[tuple[int, int]]:
    """Where each legend begins and ends."""
    yield from (found.span() for found in _ALONE.finditer(text))
    yield from ((run[0].start, run[-1].end) for run in _runs(text) if _explains(run))
    yield from _grades(text)
    yield from equations(text)
    yield from groups(text)


def _grades(text: str) -> Iterator[tuple[int, int]]:
    """Where one piece after another gives a limit another word."""
    for run in _graded(text):
        if len(run) >= _LEAST_GRADES:
            yield run[0].start(), run[-1].end()


def _graded(text: str) -> Iterator[list[re.Match[str]]]:
    run: list[re.Match[str]] = []
    words: set[str] = set()
    for piece in _PIECE.finditer(text):
        word = _grade(piece[0])
        goes_on = run and run[-1].end() + 1 == piece.start() and text[piece.start() - 1] in ",;"
        if goes_on and word and word not in words and not _MARKERS.search(piece[0]):
            run.append(piece)
            words.add(word)
        else:
            yield run
            run, words = ([piece], {word}) if word else ([], set())
    yield run


def _grade(piece: str) -> str:
    """The only word of a piece that has one limit."""
    words = [one["word"].lower() for one in _WORDS.finditer(piece)]
    return words[0] if len(words) == 1 and len(_LIMIT.findall(piece)) == 1 else ""


def _runs(text: str) -> Iterator[list[_Clause]]:
    """Clauses that follow one another from score to score, or from word to word."""
    run: list[_Clause] = []
    continued = 0
    for found in _CLAUSE.finditer(text):
        if not found[0].strip(f" \t|{MASK}"):
            continue
        clause = _clause(found)
        continued = 0 if clause else continued + 1
        apart = not run or "\n\n" in text[run[-1].end : found.start()]
        if clause and (not run or _follows(run, clause)):
            run.append(clause)
        elif not clause and not apart and continued <= _CONTINUED and _goes_on(found[0]):
            bounds = run[-1].bounds or _bounds(found[0])
            run[-1] = replace(run[-1], end=found.end(), bounds=bounds)
        else:
            yield run
            run = [clause] if clause else []
    yield run


def _clause(found: re.Match[str]) -> _Clause | None:
    """A clause that begins with a score or a word, and gives it a meaning."""
    if not _OPENS.match(found[0]):
        return None
    scores = tuple(_level(one[0]) for one in _SCORES.finditer(found[0]))
    words = tuple(one["word"].lower() for one in _WORDS.finditer(found[0]))
    bounds = _bounds(found[0])
    if "|" in found[0].strip(" |") and max(len(set(scores)), len(set(words))) > 1:
        return None  # a row of a table, a cell a specimen
    if not (scores and (words or _MEANING.search(found[0]))) and not (words and bounds):
        return None
    markers = frozenset(one.lastgroup for one in _MARKERS.finditer(found[0]))
    return _Clause(*found.span(), scores, words, bounds, markers)


def _level(score: str) -> float:
    """“0+” stands between 0 and 1+."""
    return 0.5 if re.fullmatch(r"0\s?\+", score) else int(score[0])


def _bounds(words: str) -> tuple[int, ...]:
    numbers = (n for found in _BOUND.finditer(words) for n in found.groups() if n)
    return tuple(int(number) for number in numbers)


def _goes_on(words: str) -> bool:
    said = _SCORES.search(words) or _MARKERS.search(words)
    if said or "|" in words or ":" in words:
        return False
    return words.strip()[0].islower() or not _WORDS.search(words)


def _follows(run: list[_Clause], clause: _Clause) -> bool:
    """Whether the clause is of the next score, up or down, or of another word."""
    last = run[-1]
    if clause.markers - run[0].markers:
        return False  # of another marker
    if bool(last.scores) != bool(clause.scores):
        return False
    if not clause.scores:
        return clause.words[0] not in {one.words[0] for one in run}
    up, down = min(clause.scores) > max(last.scores), max(clause.scores) < min(last.scores)
    if len(run) == 1:
        return up or down
    rises = min(last.scores) > max(run[-2].scores)
    return up if rises else down


def _explains(run: list[_Clause]) -> bool:
    """Whether it holds three scores, or three words with a bound, or two that share one."""
    scores = {score for one in run for score in one.scores}
    words = [one for one in run if not one.scores]
    touching = len(words) > 1 and set(words[0].bounds) & set(words[1].bounds)
    return len(run) > 1 and (len(scores) > 2 or len(words) > 2 or bool(touching))
