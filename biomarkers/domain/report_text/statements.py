"""The statements of a report in the order of the text, and which are of an earlier specimen."""

import re
from collections.abc import Iterable
from dataclasses import replace

from biomarkers.domain.proposal import Words

from .her2 import read_her2
from .labels import Mention, mentions
from .receptors import read_receptors
from .statement import Finding, Statement, is_earlier
from .tokens import rest_of_sentence, sentence_before

_REACH_OF_ISH = 600  # characters in which HER2 must be named before ISH speaks of it
_RATIO_IS_DESCRIBED = re.compile(
    r"\bratio\s{1,3}of\s{1,3}her-?2\S{0,6}\s{1,3}(?:to|over|/)\s{1,3}(?:chromosome|cep)\s?-?17",
    re.IGNORECASE,
)
_VALUE_FIRST = re.compile(
    r"\b(?P<status>negative|positive)[.\s]{1,3}for[.\s]{1,3}(?:the\s{1,3})?$", re.IGNORECASE
)
# “ER, PR and HER2 studies were performed on the previous core biopsy”, said once for all of them.
_DONE_EARLIER = re.compile(
    r"[^:;()]{0,40}?\b(?:performed|done)\W{1,3}on\s{1,3}(?:(?:an?|the)\s{1,3})?"
    r"(?:earlier|prior|previous|outside)\b",
    re.IGNORECASE,
)


def statements_of(text: str) -> list[Statement]:
    found: list[Statement] = []
    named = list(mentions(text))
    ratio_is_described = bool(_RATIO_IS_DESCRIBED.search(text))
    read_to, her2_named = 0, -_REACH_OF_ISH - 1
    for index, mention in enumerate(named):
        if "her2" in mention.markers:
            her2_named = mention.start
        if mention.start < read_to:
            continue
        if mention.markers == {"ish"} and mention.start - her2_named > _REACH_OF_ISH:
            continue
        stop = _stop(named, index, len(text))
        for statement in _read(text, mention, stop, ratio_is_described):
            read_to = max(read_to, statement.end)
            if statement.findings or statement.notes:
                found.append(statement)
    done_earlier = {
        marker
        for mention in named
        if _DONE_EARLIER.match(text, mention.end)
        for marker in mention.markers
    }
    return [replace(one, earlier=True) if _markers(one) & done_earlier else one for one in found]


def _markers(statement: Statement) -> set[str]:
    kinds = {"er_": "er", "pr_": "pr", "ki6": "ki67"}
    return {kinds.get(finding.name[:3], "her2") for finding in statement.findings}


def _stop(named: list[Mention], index: int, end: int) -> int:
    """Where the next marker of another test begins: HER2 and ISH belong to one statement."""
    together = {"her2", "ish"}
    own = named[index].markers
    for after in range(index + 1, len(named)):
        later = named[after]
        if not (own <= together and later.markers <= together):
            return later.start
        if later.start - named[index].end > _REACH_OF_ISH:
            return later.start
    return end


def _read(text: str, mention: Mention, stop: int, ratio_is_described: bool) -> Iterable[Statement]:
    place = (text, mention.start, mention.end, stop)
    status_first = _value_first(text, mention)
    if status_first:
        yield status_first
        return
    if mention.markers & {"her2", "ish"}:
        yield read_her2(
            *place,
            by_ish="her2" not in mention.markers,
            ratio_is_described=ratio_is_described,
        )
    if mention.markers & {"er", "pr", "ki67"}:
        statement = read_receptors(text, mention.markers, mention.start, mention.end, stop)
        if statement:
            yield statement


def _value_first(text: str, mention: Mention) -> Statement | None:
    """“negative for estrogen receptors”."""
    before = text[max(0, mention.start - 60) : mention.start]
    match = _VALUE_FIRST.search(before)
    if not match:
        return None
    start = mention.start - len(before) + match.start()
    words = Words(start, mention.end)
    names = {"her2": ["reported_as"], "er": ["er_status"], "pr": ["pr_status"]}
    rest = rest_of_sentence(text, mention.end, mention.end + 60)
    if re.match(r"\W{1,3}(?:gene\s{1,3})?amplif", rest, re.IGNORECASE):
        names["her2"] = ["ish_result"]
    found = [
        Finding(name, match["status"].lower(), words)
        for marker in sorted(mention.markers & set(names))
        for name in names[marker]
    ]
    if "ish_result" in names["her2"]:
        found.append(Finding("ish_status", "done", words))
    sentence = sentence_before(text, start)
    if re.search(r"\b(?:not|no|if|never)\b", f"{sentence} {rest}", re.IGNORECASE):
        found = [one.doubted("The sentence is hedged or negated.") for one in found]
    return Statement(start, mention.end, tuple(found), earlier=is_earlier(sentence))
