"""One statement on ER, PR or Ki-67, or on several of them that share a value."""

import re

from biomarkers.domain.proposal import Words

from .statement import Finding, Statement, doubt_before, doubt_in, is_earlier
from .tokens import (
    FILLER,
    HEDGE,
    INEXACT,
    NEGATION,
    NUMBER,
    Grammar,
    number,
    rest_of_sentence,
    sentence_before,
)

_GRAMMAR = Grammar(
    allred=r"allred\b(?:\s{1,3}score)?[\s:=]{0,4}(?P<allred>[0-8])(?:\s?/\s?8)?(?![\w%])",
    h_score=r"h[\s-]?score[\s:=]{0,4}(?P<h_score>\d{1,3})(?![\w%])",
    percent=rf"(?P<inexact>{INEXACT})?(?:(?P<low_end>{NUMBER})\s?%?\s{{0,2}}(?:-|to)\s{{0,2}})?"
    rf"(?P<percent>{NUMBER})\s?%|%\s?(?P<percent_first>{NUMBER})",
    low_positive=r"low[\s-]{1,3}positive(?!\w)",
    positive=r"(?:focal(?:ly)?\s{1,3}|weak(?:ly)?\s{1,3})?(?:positive|pozitif)(?!\w)|\+(?![\d+])",
    negative=r"(?:negative|negatif)(?!\w)|-(?=\s?[,;/)])",
    intensity=r"(?:[0-3]\s?\+|weak|faint)(?![\w%])",
    naming=r"(?:percentage|positivity|percent|value)\b",
    hedge=HEDGE,
    negation=NEGATION,
    filler=FILLER,
)
_ASIDE = {"hedge", "negation", "intensity", "naming"}
_STATUS = {"low_positive": "low_positive", "positive": "positive", "negative": "negative"}


def _percent_of(marker: str, match: re.Match[str]) -> Finding:
    words = Words(match.start(), match.end())
    name = f"{marker}_percent"
    if match["inexact"] or match["low_end"]:
        return Finding(name, "", words, f"“{match[0]}” is no exact percentage.")
    written = number(match["percent"] or match["percent_first"])
    if float(written) > 100:
        return Finding(name, "", words, f"“{match[0]}” is no percentage.")
    return Finding(name, written, words)


def _findings(marker: str, kind: str, match: re.Match[str]) -> list[Finding]:
    if kind == "percent":
        return [_percent_of(marker, match)]
    if kind in _STATUS and marker != "ki67":
        value = "positive" if marker == "pr" and kind == "low_positive" else _STATUS[kind]
        return [Finding(f"{marker}_status", value, Words(match.start(), match.end()))]
    return []


def _note(kind: str, marker: str, match: re.Match[str]) -> tuple[str, Words]:
    scale = "Allred score" if kind == "allred" else "H-score"
    return f"{marker.upper()}: {scale} {match[kind]}.", Words(match.start(), match.end())


def read_receptors(
    text: str, markers: frozenset[str], start: int, label_end: int, stop: int
) -> Statement | None:
    """The statement whose label lies from `start` to `label_end`, or None if it says nothing."""
    found: list[Finding] = []
    notes: list[tuple[str, Words]] = []
    doubt, last = "", label_end
    for kind, match in _GRAMMAR.read(text, label_end, stop):
        new_line = "\n" in text[last : match.start()]
        if found and new_line and kind in _STATUS:
            break
        if kind in ("hedge", "negation"):
            doubt = doubt or match[0]
        if kind in _ASIDE:
            continue
        for marker in sorted(markers & {"er", "pr", "ki67"}):
            if kind in ("allred", "h_score"):
                notes.append(_note(kind, marker, match))
            found += _findings(marker, kind, match)
        last = match.end()
    if not found and not notes:
        return None
    rest = rest_of_sentence(text, last, stop, text[start:last])
    before = sentence_before(text, start)
    doubt = doubt or doubt_before(before) or doubt_in(rest)
    if doubt:
        found = [one.doubted(f"The sentence is hedged or negated: “{doubt}”.") for one in found]
    earlier = is_earlier(rest) or is_earlier(before)
    return Statement(start, last, tuple(found), tuple(notes), earlier)
