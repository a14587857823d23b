"""What a report says besides its findings: values that no rule has used, markers that are named and
not read, and sentences that are quoted as they are written."""

from collections.abc import Iterator

from .finding import Finding, marker_of
from .leftover import Leftover, last_named, leftovers
from .naming import VALUES, Name
from .sentences import Sentence
from .spot import Spot, spot_at
from .statement import Statement
from .unread import Mention, Unread, vaguely_named, value_follows

_STATED = VALUES | {"other_scale"}

Spots = list[tuple[int, Spot]]  # from which offset of a sentence on which spot holds


class Noting:
    """Reads the report's statements in their order."""

    def __init__(self) -> None:
        self.unread = Unread()
        self.notes: list[tuple[str, int, int, Spot]] = []
        self.quoted: list[tuple[int, int, Spot]] = []  # sentences on HER2
        self.carried = ""  # the marker last named, whose value the next sentence may hold

    def leftovers(
        self, sentence: Sentence, statement: Statement, spots: Spots, *, in_history: bool
    ) -> None:
        """What looks like a value of a marker, and no rule has used."""
        if statement.is_of_dna():
            return
        for one in leftovers(statement, statement.all_read, self.carried):
            self._left(one, sentence.start, spot_at(spots, one.start), in_history)
        if statement.named:
            self.carried = last_named(statement)
        elif any(t.kind in ("foreign", "benign") for t in statement.tokens):
            self.carried = ""

    def _left(self, one: Leftover, start: int, spot: Spot, in_history: bool) -> None:
        at, marker = (start + one.start, start + one.end), marker_of(one.column)
        if marker == "her2" and spot.in_situ:
            return  # HER2 of the in situ component is shown, and not asked for
        if in_history:
            self.unread.in_history.append(Finding(one.column, "", *at, "Not understood."))
        else:
            mention = Mention(marker, *at, spot, column=one.column, written=one.written)
            self.unread.mentions.append(mention)

    def named(self, sentence: Sentence, words: str, statement: Statement, spots: Spots) -> None:
        """What is quoted as it is written, noted, or named at all."""
        last, start = spots[-1][1], sentence.start
        is_her2 = statement.context.markers == ("her2",)
        if statement.found and (is_her2 or any(n.markers == ("her2",) for n in statement.names)):
            self.quoted.append((start, sentence.end, last))
        self.notes += [(note, start + a, start + b, last) for note, a, b in statement.notes]
        has_value = any(token.kind in _STATED for token in statement.tokens)
        for name, upto in _with_reach(statement.named, len(words)):
            is_said = has_value or value_follows(words, name.end, upto)
            at = start + name.start, start + name.end, spot_at(spots, name.start)
            self.unread.mentions += [
                Mention(marker, *at) for marker in name.markers if is_said or marker == "her2"
            ]
        for marker, found in vaguely_named(words):
            if value_follows(words, found.end(), len(words)):
                a, b, spot = found.start(), found.end(), spot_at(spots, found.start())
                self.unread.mentions.append(Mention(marker, start + a, start + b, spot))
        if not statement.is_of_dna() and statement.context.her2_is_named:
            self._count_named(sentence, statement, spots)
        self.unread.triple_negative(words, start, last)

    def _count_named(self, sentence: Sentence, statement: Statement, spots: Spots) -> None:
        """“The ratio, after correction, came to some 2.9”: a number of ISH, read or not."""
        count = next((t for t in statement.tokens if t.kind in ("ratio", "pair")), None)
        if count and any(t.start > count.start and t.kind == "number" for t in statement.tokens):
            at = sentence.start + count.start, sentence.start + count.end
            self.unread.mentions.append(Mention("ish", *at, spot_at(spots, count.start)))


def _with_reach(named: list[Name], end: int) -> Iterator[tuple[Name, int]]:
    """Each name, and where the next one begins."""
    starts = [name.start for name in named[1:]]
    return zip(named, [*starts, end], strict=False)
