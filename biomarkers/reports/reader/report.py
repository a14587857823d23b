"""A whole report: its sentences read and placed, and what is said of each specimen weighed."""

from dataclasses import dataclass, field, replace

from .asides import is_of_all, opens_guide, results_only
from .assembling import Groups, about_this, proposals
from .consults import of_consult
from .context import MARKERS, Context
from .controls import without_controls
from .corrections import replaced_by_correction
from .each import of_each
from .earlier import Earlier, is_remark, named_one, sees_another
from .explaining import Explaining, gives_scale
from .finding import AMENDED, WEAK, Finding, marker_of
from .genomics import Genomics
from .header import accessions, of_the_report
from .items import ER, HER2, ISH, KI67, PR
from .language import is_foreign
from .layout import titled
from .listing import OF_OTHERS, heads_entry, own_of_list
from .neutral import is_neutral
from .noting import Noting
from .pattern import compiled
from .placement import Placing
from .proposal import Proposal, ProposedField, Words
from .quoting import completes_quoted
from .readable import in_plain_layout
from .recount import COUNTED, Recount
from .scanned import is_scanned, unsure, without_mark
from .sentences import Sentence, sentences, unwrapped
from .spot import Spot, spot_at
from .statement import Statement
from .subject import is_of_tissue, subject_of
from .tables import linear
from .titles import after_part
from .tokens import tokens
from .told import Told
from .zones import AMENDMENT, GROSS, HISTORY, LEGEND, METHODS, Zones

LONGEST = 200_000  # characters; a report has some thousand


@dataclass
class Placed:
    """Findings with where they stand, and the sentence that says them."""

    findings: list[tuple[Finding, Spot]] = field(default_factory=list)
    first: list[tuple[Finding, Spot]] = field(default_factory=list)  # before a remark moves any

    def add(self, finding: Finding, spot: Spot) -> None:
        self.findings.append((finding, spot))
        self.first.append((finding, spot))


class Reading:
    """One report while it is read."""

    def __init__(self, text: str) -> None:
        self.letters = unwrapped(titled(linear(in_plain_layout(text))))

        self.text, numbers = of_consult(results_only(self.letters.text))
        named = {one.value for one in accessions(self.letters.text)} | numbers
        self.own, self.is_listing = own_of_list(self.text, named)
        self.placing = Placing(self.own, self.text)
        self.placed = Placed()
        self.context = subject_of(self.letters.text)
        self.zones = Zones()
        self.amended = False
        self.last_from = 0  # the findings of the sentence before
        self.recount = Recount()
        self.noting = Noting()
        self.genomics = Genomics(self.letters, self.own)
        self.told = Told()
        self.explaining = Explaining()
        # Of a blood test no stain is a result: what it says of receptors is told of a tumor.
        source = self.genomics.genes.source
        self.is_of_blood = (
            source.is_plasma or (source.is_germline and source.is_blood)
        ) and not is_of_tissue(self.text)

    def read(self) -> None:
        for sentence in sentences(self.text):
            self._sentence(sentence)

    def _sentence(self, sentence: Sentence) -> None:
        words = self.text[sentence.start : sentence.end]
        printed = self.letters.text[sentence.start : sentence.end]
        zone = self.zones.of(words, sentence.opens_line, sentence.after_gap)
        if zone == HISTORY and self.is_listing and heads_entry(words):
            zone = self.zones.tell_results()  # of specimens that a note lists
        self._remark(words)
        self.explaining.turn(sentence, is_heading=self.zones.is_heading)
        if zone == AMENDMENT and self.zones.is_heading and self.placed.findings:
            self.amended = True
        if opens_guide(printed):
            self.zones.explain()
            self.explaining.begin()
            return
        if zone in (METHODS, LEGEND, GROSS):
            self._apart(sentence, words, zone)
            return
        if zone == HISTORY:
            heading_end = self.zones.heading_end if self.zones.is_heading else 0
            self.told.turn(words, sentence, self.own, heading_end)
        else:
            self.told.forget()
            self.genomics.read(words, sentence)
        if is_of_all(printed) or gives_scale(words):
            self.explaining.of_all(printed)
            self.context.forget()
            self.noting.unread.apart(without_controls(words), sentence.start, self.placing.spot)
            return
        self.noting.unread.shares(printed, sentence.start, self.placing.spot)
        self._of_specimen(sentence, words, zone)

    def _of_specimen(self, sentence: Sentence, words: str, zone: str) -> None:
        """A sentence that may tell a result, or head those below it."""
        words, before = without_controls(words), words
        if len(_MARKER.findall(words)) < len(_MARKER.findall(before)):
            self.context.forget()  # “For PR no internal control is present. It appears negative.”
        found = _MARKER.search(words)
        marker_at = found.start() if found else len(words)
        is_heading = self.zones.is_heading and not self._is_item(words)
        heading = "" if not is_heading else "report" if self.zones.is_of_report else "block"
        goes_on = sentence.after_gap and bool(self.placing.quoted)
        spots = self.placing.turn(
            words,
            sentence,
            marker_at=marker_at,
            heading=heading,
            is_history=zone == HISTORY,
            goes_on=goes_on and completes_quoted(words, self.placed.findings),
        )
        if sentence.after_gap:
            self.noting.carried = ""
        if is_heading and not is_neutral(words[: self.zones.heading_end]):
            self.context.forget()
            self.noting.carried = ""
        elif is_heading:
            self.context.suspended = False
        end = self.zones.heading_end
        start = end if is_heading and words[end:].strip() else 0
        self._statement(sentence, words, max(start, after_part(words, marker_at)), spots, zone)

    def _apart(self, sentence: Sentence, words: str, zone: str) -> None:
        """A section that holds no results; what could be one of them is told."""
        if self.zones.is_heading:
            self.placing.leave_quoted()
        if is_of_all(self.letters.text[sentence.start : sentence.end]):
            return
        words, unread = without_controls(words), self.noting.unread
        unread.apart(words, sentence.start, self.placing.spot)
        if zone == LEGEND:
            return
        context = Context(
            sequencing=self.context.sequencing, her2_is_named=self.context.her2_is_named
        )
        could_be = Statement(words, 0, len(words), context).read()
        unread.tried(could_be, sentence.start, self.placing.spot)

    def _remark(self, words: str) -> None:
        """“ER, PR and HER2 studies were performed on the prior biopsy”, said apart from the
        results: those of the tumor last spoken of are of that specimen."""
        if sees_another(words):
            for place in range(self.last_from, len(self.placed.findings)):
                finding, spot = self.placed.findings[place]
                self.placed.findings[place] = (finding, replace(spot, earlier=Earlier()))
        remark = is_remark(words, self.own)
        if remark is None or not self.placed.findings:
            return
        last = self.placed.findings[-1][1]
        markers = {m for t in tokens(words, 0, len(words)) for m in MARKERS.get(t.kind, ())}
        for place, (finding, spot) in enumerate(self.placed.findings):
            same = (spot.part, spot.tumor) == (last.part, last.tumor) and spot.earlier is None
            if same and (not markers or marker_of(finding.name) in markers):
                self.placed.findings[place] = (finding, replace(spot, earlier=remark))

    def _is_item(self, words: str) -> bool:
        """Whether what looks like a heading is an item with its value: “HER2 (IHC): 2+”."""
        end = self.zones.heading_end
        items = (t for t in tokens(words, 0, end) if t.kind in _MARKERS or t.kind == "ihc")
        return bool(words[end:].strip()) and next(items, None) is not None

    def _statement(
        self, sentence: Sentence, words: str, start: int, spots: list[tuple[int, Spot]], zone: str
    ) -> None:
        in_history = zone == HISTORY or self.is_of_blood
        self.recount.read(words, sentence.start, sentence.after_gap)
        self.last_from = len(self.placed.findings)
        context = replace(self.context) if in_history else self.context
        statement = Statement(words, start, len(words), context)
        for finding in statement.read():
            spot = spot_at(spots, finding.start)
            moved = replace(
                finding, start=finding.start + sentence.start, end=finding.end + sentence.start
            )
            if in_history:
                self._of_history(moved, words, sentence.start, spot)
                continue
            if moved.name in COUNTED and self.recount.is_second:
                moved = self.recount.kept(moved)
            elif self.amended and moved.rank:
                moved = replace(moved, rank=AMENDED)
            about = words[: _quotes_from(spots, finding.start, len(words))]
            for each in of_each(words, self.placing.parts, self.placing.spot) or [
                self.placing.agreed(spot, about)
            ]:
                self.placed.add(self._of_listed(moved, each), each)
        printed = self.letters.text[sentence.start : sentence.end]
        found = [one for one, _ in self.placed.findings[self.last_from :]]
        self.explaining.said(words, printed, found, self.last_from)
        self.noting.leftovers(sentence, statement, spots, in_history=in_history)
        if not in_history:
            self.noting.named(sentence, words, statement, spots)

    def _of_listed(self, finding: Finding, spot: Spot) -> Finding:
        """Where several specimens are listed by number, what names none is of none for sure."""
        return finding.doubted(OF_OTHERS) if self.is_listing and not spot.earlier else finding

    def _of_history(self, finding: Finding, words: str, start: int, spot: Spot) -> None:
        """Never of this specimen: of an earlier one if it plainly is, else an empty field."""
        quoted = named_one(spot.earlier) if self.is_of_blood and finding.is_sure else None
        earlier = self.told.specimen_of(finding, words, start) or quoted
        if earlier:
            self.placed.add(finding, Spot(earlier=earlier))
        else:
            self.noting.unread.in_history.append(finding)

    def _recounted(self) -> None:
        counts = [(one, spot) for one, spot in self.placed.findings if one.name in COUNTED]
        first = [one for one, _ in counts if one.rank > WEAK]
        recounted = self.recount.finding(first)
        if recounted and counts:
            self.placed.findings.append((recounted, counts[0][1]))

    def proposals(self) -> tuple[Proposal, ...]:
        self.placed.findings = self.explaining.without_asides(self.placed.findings)
        self._recounted()
        key_of = Groups(self.placing, self.placed.findings).key
        self.placed.findings += list(self.noting.unread.findings(self.placed.first, key_of))
        for start, end in replaced_by_correction(self.letters.text):
            self.noting.notes.append(
                ("Replaced by a correction in the report; not used.", start, end, Spot())
            )
        common = of_the_report(self.letters.text)
        found = proposals(
            self.letters,
            self.placing,
            self.placed.findings,
            common,
            self.noting.quoted,
            self.noting.notes,
        )
        about = about_this(self.letters, self.placing, common)
        return tuple(self.genomics.added_to(found, about))


def _quotes_from(spots: list[tuple[int, Spot]], place: int, end: int) -> int:
    """Where, behind a place in a sentence, it turns to an earlier specimen; else its end."""
    return next((start for start, spot in spots if spot.earlier and start > place), end)


_MARKER = compiled(ER, PR, KI67, HER2, ISH, r"\b(?:hormone?|steroid) receptors?\b")
_MARKERS = {*MARKERS, "pair", "ish"}


def read_report(text: str) -> tuple[Proposal, ...]:
    """One proposal a specimen or tumor; results quoted from an earlier specimen are one of its own.

    Nothing where the text names no receptor. Offsets are those of `text` as it was given.
    """
    if len(text) > LONGEST:
        because = f"The text is longer than {LONGEST:,} characters: give one report alone."
        return (Proposal((ProposedField("reported_as", "", (Words(0, 0),), because),)),)
    if is_scanned(text):
        return tuple(unsure(proposal) for proposal in read_report(without_mark(text)))
    reading = Reading(text)
    if is_foreign(reading.letters.text):
        return _in_another_language(reading)
    reading.read()
    return reading.proposals()


def _in_another_language(reading: Reading) -> tuple[Proposal, ...]:
    named = next(
        (t for t in tokens(reading.text, 0, len(reading.text)) if t.kind in _MARKERS), None
    )
    if named is None:
        return ()
    because = "The report is not in English, and is not read."
    words = (reading.letters.words(named.start, named.end),)
    return (Proposal((ProposedField("reported_as", "", words, because),)),)
