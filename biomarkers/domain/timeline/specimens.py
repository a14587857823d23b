"""Specimens with the IHC score inside the mark, and an arrow to a later reading of each."""

from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

from patients.dates import PartialDate
from patients.language import say

from ..assessment import Assessment
from ..evidence import known_from, readings_known_by
from ..specimen import SpecimenStatus, status_of_specimen
from .facts import receptor_words, site_words
from .frame import RADIUS, Frame
from .ink import Link, Mark, Text
from .text import Rows, Span

ROW = 68  # px: mark, site, receptors
SOON = timedelta(days=180)  # a reading so soon after collection belongs to the specimen's own mark


@dataclass(frozen=True)
class Node:
    """A specimen, or a later reading of it."""

    x: int
    score: str
    tone: str
    words: str
    below: str
    kind: str
    source: object
    on: PartialDate


def draw_specimens(frame: Frame, assessment: Assessment) -> None:
    her2 = assessment.her2
    by_day = sorted((*her2.specimens, *her2.set_aside), key=lambda s: s.specimen.collected_on.text)
    drawn = [_apart(_nodes(status, assessment, frame), frame) for status in by_day]
    drawn = [nodes for nodes in drawn if nodes]
    if not drawn and frame.look.since:
        return
    label_height = frame.lane(say("Biopsies and readings"), say("site · HER2 IHC · ER · PR"))
    rows = Rows()
    for nodes in drawn:
        boxes = [_box(node, frame) for node in nodes]
        whole = Span(boxes[0].left, boxes[-1].right)
        _draw(frame, nodes, boxes, frame.y + rows.place(whole) * ROW)
    frame.advance(len(rows) * ROW, label_height)


def _nodes(status: SpecimenStatus, assessment: Assessment, frame: Frame) -> list[Node]:
    specimen = status.specimen
    readings = readings_known_by(specimen, assessment.as_of)
    soon = specimen.collected_on.last + SOON
    later = [r for r in readings if known_from(r, specimen) > soon]
    days = [known_from(r, specimen) for r in readings if r not in later]
    first = status_of_specimen(specimen, max(days, default=specimen.collected_on.first))
    receptors = specimen.receptor_readings
    nodes = [
        Node(
            frame.axis.x(specimen.collected_on.first),
            _score(first),
            _tone(first, status, is_last=not later),
            site_words(specimen),
            receptor_words(receptors[-1]) if receptors else "",
            say("Biopsy"),
            specimen,
            specimen.collected_on,
        )
    ]
    for reading in later:
        day = known_from(reading, specimen)
        then = status_of_specimen(specimen, day)
        nodes.append(
            Node(
                frame.axis.x(day),
                reading.ihc_score or reading.ihc_score_range or "?",
                _tone(then, status, is_last=reading is later[-1]),
                say("{specimen}, re-read").format(specimen=site_words(specimen)),
                say("{year} tissue").format(year=specimen.collected_on.first.year),
                say("HER2 reading"),
                reading,
                reading.read_on,
            )
        )
    return [node for node in nodes if frame.shows(node.on.last)]


def _score(status: SpecimenStatus) -> str:
    return status.evidence.ihc.score if status.evidence.ihc else "?"


def _tone(then: SpecimenStatus, today: SpecimenStatus, *, is_last: bool) -> str:
    """The last mark of a specimen has the tone of today; an earlier one was not settled yet."""
    if is_last:
        return today.category.value if today.has_reading else "undetermined"
    return "undetermined" if then.evidence.ihc is None else then.category.value


def _apart(nodes: list[Node], frame: Frame) -> list[Node]:
    """Of readings whose words would overlap the newest is drawn; the table has them all."""
    kept: list[Node] = []
    for node in nodes:
        crowded = kept and _box(kept[-1], frame).overlaps(_box(node, frame))
        if crowded and len(kept) > 1:
            kept.pop()
        elif crowded:
            first = kept.pop()
            node = Node(
                first.x, node.score, node.tone, first.words, first.below, say("Biopsy"),
                first.source,
                first.on,
            )  # fmt: skip
        kept.append(node)
    return kept


def _box(node: Node, frame: Frame) -> Span:
    spans = [Span(node.x - RADIUS, node.x + RADIUS)]
    spans += [frame.centered(node.x, words)[1] for words in (node.words, node.below) if words]
    return Span(min(s.left for s in spans), max(s.right for s in spans))


def _draw(frame: Frame, nodes: list[Node], boxes: list[Span], y: int) -> None:
    middle = y + RADIUS + 1
    for node in nodes:
        title = f"{node.on.in_words}: {node.words}" + say(", IHC {score}").format(score=node.score)
        number = frame.facts.number_of(node.kind, node.source)
        whisker = frame.axis.x(node.on.last) if node.on.is_partial else 0
        frame.sheet.marks.append(
            Mark(node.x, middle, "reading", node.tone, number, title, node.score, whisker)
        )
        for words, down, style in ((node.words, 45, "plain"), (node.below, 61, "sub")):
            fitting, span = frame.centered(node.x, words)
            if fitting:
                x = round(span.middle)
                frame.sheet.texts.append(Text(x, y + down, fitting, "middle", style))
    for before, after in pairwise(nodes):
        x1, x2 = before.x + RADIUS + 3, after.x - RADIUS - 3
        if x2 - x1 > 6:
            frame.sheet.links.append(Link(x1, x2, middle, nodes[-1].tone))
