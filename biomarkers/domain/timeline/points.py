"""Lanes of single events: alterations and markers, disease, adverse events."""

from collections.abc import Iterator
from dataclasses import dataclass

from patients.codes import words_of
from patients.dates import PartialDate
from patients.language import say

from ..assessment import Assessment
from ..codes import BoardOutcome
from .facts import MARKER_WORDS, STATUS_WORDS, alteration_words
from .frame import Frame
from .health import draw_health
from .ink import Mark, Text
from .look import Lane
from .text import Rows

ROW = 19
HALF = 6  # px of half a mark


@dataclass(frozen=True)
class Point:
    on: PartialDate
    shape: str
    tone: str
    words: str
    kind: str
    source: object


def draw_points(frame: Frame, assessment: Assessment) -> None:
    lanes = frame.look.lanes
    if Lane.GENES in lanes:
        tests = [*_alterations(assessment), *_markers(assessment)]
        _draw(
            frame,
            say("Alterations and markers"),
            say("tissue ■  ctDNA ◆  not detected ◇  blood ●"),
            tests,
        )
    if Lane.DISEASE in lanes:
        disease = [*_progressions(assessment), *_statuses(assessment)]
        _draw(frame, say("Disease"), say("progression ▲  disease status ○"), disease)
    if Lane.EVENTS in lanes:
        _draw(frame, say("Adverse events"), say("CTCAE grade"), list(_adverse_events(assessment)))
    if Lane.HEALTH in lanes and not frame.is_small:
        draw_health(frame, assessment)
    if Lane.TASKS in lanes and not frame.is_small:
        _draw(frame, say("Tumor board"), say("decision"), list(_board_decisions(assessment)))
        _draw(frame, say("Tasks"), say("recorded actions"), list(_work(assessment)))


def _draw(frame: Frame, title: str, sub: str, points: list[Point]) -> None:
    points = [point for point in points if frame.shows(point.on.last)]
    if not points:
        return
    label_height = frame.lane(title, sub)
    rows = Rows()
    for point in sorted(points, key=lambda p: (p.on.text, p.words)):
        x = frame.axis.x(point.on.first)
        whisker = frame.axis.x(point.on.last) if point.on.is_partial else 0
        words = "" if frame.is_small else point.words
        label = frame.beside(x - HALF, max(x + HALF, whisker), words)
        y = frame.y + rows.place(label.span) * ROW + 10
        number = frame.facts.number_of(point.kind, point.source)
        title = f"{point.on.in_words}: {point.words}"
        frame.sheet.marks.append(
            Mark(x, y, point.shape, point.tone, number, title, whisker=whisker)
        )
        if label.words:
            frame.sheet.texts.append(Text(label.x, y + 4, label.words, label.anchor))
    frame.advance(len(rows) * ROW, label_height)


_SHAPES = {"tissue": "square", "ctdna": "diamond", "blood": "dot"}


def _alterations(assessment: Assessment) -> Iterator[Point]:
    for test in assessment.record.alterations:
        shape = _SHAPES[test.material]
        if test.result != "detected":
            shape += "-open"
        yield Point(
            test.tested_on, shape, "gene", alteration_words(test), say("Gene alteration"), test
        )


def _markers(assessment: Assessment) -> Iterator[Point]:
    for marker in assessment.record.markers:
        words = f"{MARKER_WORDS[marker.marker]} {marker.value}"
        yield Point(marker.tested_on, "square", "gene", words, say("Biomarker"), marker)


def _progressions(assessment: Assessment) -> Iterator[Point]:
    for progression in assessment.record.progressions:
        words = progression.site or say("progression")
        yield Point(progression.on, "triangle", "harm", words, say("Disease status"), progression)


def _statuses(assessment: Assessment) -> Iterator[Point]:
    for status in assessment.record.disease_statuses:
        words = STATUS_WORDS[status.status]
        yield Point(status.on, "circle-open", "calm", words, say("Disease status"), status)


def _adverse_events(assessment: Assessment) -> Iterator[Point]:
    for event in assessment.record.adverse_events:
        grade = f" G{event.grade}" if event.grade else ""
        hospital = say(", hospitalized") if event.hospitalised else ""
        words = f"{event.term}{grade}{hospital}"
        yield Point(event.onset_on, "cross", "harm", words, say("Adverse event"), event)


def _board_decisions(assessment: Assessment) -> Iterator[Point]:
    for decision in assessment.record.board_decisions:
        words = words_of(BoardOutcome, decision.outcome)
        yield Point(decision.on, "square", "calm", words, say("Tumor board"), decision)


def _work(assessment: Assessment) -> Iterator[Point]:
    for done in assessment.record.work_done:
        yield Point(done.on, "square-open", "calm", done.words, say("Task"), done)
