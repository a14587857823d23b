"""Two strips: the report's word over time, and each specimen as it reads today."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from patients.language import say

from ..assessment import Assessment
from ..evidence import known_from
from ..findings import findings_of
from ..specimen import SpecimenStatus
from ..status import HER2Status
from ..words import reason_short
from .facts import site_words
from .frame import Frame
from .ink import Bar, Text
from .text import fitted

HEIGHT = 24
_UNSETTLED = ("equivocal", "undetermined")


@dataclass(frozen=True)
class Segment:
    begins: date
    ends: date
    tone: str
    words: str
    kind: str
    source: object


def draw_strips(frame: Frame, assessment: Assessment) -> None:
    _draw(frame, say("HER2 as reported"), "", list(_reported(assessment, frame.ends)))
    _draw(
        frame,
        say("HER2 by today’s definitions"),
        "",
        list(_read_today(assessment.her2, frame.ends)),
    )


def _draw(frame: Frame, title: str, sub: str, segments: list[Segment]) -> None:
    label_height = frame.lane(title, sub)
    for segment in (s for s in segments if frame.shows(s.ends)):
        left, right = frame.axis.x(segment.begins), frame.axis.x(segment.ends)
        width = max(right - left - 1, 3)
        frame.sheet.bars.append(
            Bar(
                left,
                frame.y,
                width,
                HEIGHT - 2,
                segment.tone,
                frame.facts.number_of(segment.kind, segment.source),
                segment.words,
                hatched=segment.tone in _UNSETTLED,
            )
        )
        if words := fitted(segment.words, width - 12, bold=True):
            frame.sheet.texts.append(
                Text(left + 6, frame.y + 15, words, style="inside", tone=segment.tone)
            )
    frame.advance(HEIGHT, label_height)


def _reported(assessment: Assessment, ends: date) -> Iterator[Segment]:
    """Each word is in force until the next reading that has one."""
    worded = sorted(
        (
            (known_from(reading, of.specimen), of.specimen.accession, reading.reported_as, reading)
            for of in assessment.her2.specimens  # without those of another organ's tumor
            for reading in of.specimen.her2_readings
            if reading.reported_as
        ),
        key=lambda row: row[:3],
    )
    begins = [day for day, *_ in worded]
    for (day, _, word, reading), until in zip(worded, [*begins, ends][1:], strict=True):
        if until > day or until == ends:
            yield Segment(day, until, word, say(word), say("HER2 reading"), reading)


def _read_today(her2: HER2Status, ends: date) -> Iterator[Segment]:
    """Which specimen decides among those collected by then, with what it says today."""
    days = sorted({s.specimen.collected_on.first for s in her2.specimens if s.has_reading})
    deciding: list[tuple[date, SpecimenStatus]] = []
    for day in days:
        by_then = (s for s in her2.specimens if s.specimen.collected_on.first <= day)
        newest = HER2Status(tuple(by_then)).deciding
        if newest and (not deciding or deciding[-1][1] is not newest):
            deciding.append((day, newest))
    begins = [day for day, _ in deciding]
    for (day, status), until in zip(deciding, [*begins, ends][1:], strict=True):
        yield Segment(day, until, status.category, _words(status), say("Biopsy"), status.specimen)


def _words(status: SpecimenStatus) -> str:
    """`low · liver 2016, IHC 1+`, `undetermined: no score on file`."""
    if status.reason:
        return f"{say(status.category)}: {reason_short(findings_of(status))}"
    year = status.specimen.collected_on.first.year
    score = (
        say(", IHC {score}").format(score=status.evidence.ihc.score) if status.evidence.ihc else ""
    )
    return f"{say(status.category)} · {site_words(status.specimen)} {year}{score}"
