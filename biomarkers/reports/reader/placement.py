"""Placement: which specimen, part or tumor a result is of. A decision of its own.

By part, block, side, component, number of the tumor, “primary”, “prior”, “outside”, or a specimen
number that is not the report's own; or there is one candidate; or it is not clear.
"""

import re
from dataclasses import replace

from .agreement import PlacesNamed, agrees, is_of, names_place
from .blocks import tumors_by_block
from .earlier import QUOTED, Earlier, earlier_cue, earlier_in, is_label, is_now, is_of_that
from .entries import begins_with_number, place_in_list
from .listing import Numbers, number_at, one_of_list
from .parts import Part, is_key, letters_listed, listed_at, part_in
from .pattern import compiled
from .quoting import (
    is_title_within,
    of_known_core,
    quoted_in_brackets,
    told_of_core,
    with_quoted,
    without,
)
from .reach import turns_back
from .references import references
from .same_part import joined_to
from .sentences import Sentence
from .spot import Spot
from .titles import (
    heads_earlier,
    is_short_heading,
    names_ahead,
    names_two,
    names_upto,
)
from .turning import turns

_LONGEST_DIAGNOSIS = 400  # characters
# “The prior core was reviewed; that tumor is ER 5%”
_SAME = compiled(r"\W{0,3}(?:that|it|its|which|there|the (?:prior|earlier|previous|former))\b")
# “Mastectomy left, HP/2015/0212, 19-01-2015: carcinoma; ER positive”
_ENDS_LABEL = re.compile(r"[^;:\n]{0,40}:")


class Placing:
    """Reads the report's sentences in their order and says of each where it stands."""

    def __init__(self, own_numbers: set[str], text: str = "") -> None:
        """`text`: what the report lists, perhaps below its results."""
        self.own = own_numbers
        self.listed = letters_listed(text)
        self.blocks = tumors_by_block(text)
        self.parts: dict[str, Part] = {}
        self.regions: list[str] = []
        self.is_metastasis = False
        self.spot = Spot()
        self._earlier_line = -1
        self._until_gap = False
        self._is_below_heading = False  # the sentence before is a heading, and nothing follows yet
        self._entry = 0  # the last one of a list of earlier specimens
        self._is_named_here = False  # a heading since the last blank line names the part
        self._last: Part | None = None
        self._begun: Part | None = None  # by the title of this sentence
        self._numbers = Numbers(own_numbers)
        self._told: Earlier | None = None  # the specimen that the sentence before was about
        self._quoted: list[Earlier] = []
        self._in_conflict = self.was_in_conflict = False
        self.places = PlacesNamed()

    def turn(
        self,
        words: str,
        sentence: Sentence,
        *,
        marker_at: int,
        heading: str,
        is_history: bool = False,
        goes_on: bool = False,
    ) -> list[tuple[int, Spot]]:
        """From which offset in the sentence on which spot holds. `marker_at`: its first marker;
        `heading`: whether it is a heading of results, of a block or of the whole report; `goes_on`:
        whether it can only be of the specimen that is quoted."""
        self._leave_ended(words, sentence, goes_on)
        self._is_named_here &= not sentence.after_gap
        if heading and not (heading == "block" and self._until_gap and is_title_within(words)):
            self._reset(heading)
        self._in_conflict &= not (heading or sentence.after_gap or names_place(words))
        self._begun = None
        if not is_history:  # which names no specimen of this report
            self._head(words, sentence, marker_at)
        if marker_at < len(words):
            self._last = None
        elif self._last and self._last.diagnosed < _LONGEST_DIAGNOSIS:
            self._last.tell(words)
        if re.search(r"\bmetasta(?:tic|sis)\b", words, re.IGNORECASE):
            self.is_metastasis = True
        spots = self._within(words, sentence, marker_at)
        self._is_below_heading = self._until_gap and words.rstrip().endswith(":")
        if marker_at >= len(words) and is_short_heading(words, sentence):
            self._doubt_heading(words)
        if spots[-1][1].earlier is None:
            self.places.name(words, sentence.start, is_history=is_history)
        return spots

    @property
    def quoted(self) -> Earlier | None:
        """The earlier specimen whose heading still holds."""
        return self.spot.earlier if self._until_gap else None

    def _leave_ended(self, words: str, sentence: Sentence, goes_on: bool) -> None:
        """A component holds to the next title; a quoted specimen for its line, or, under a heading
        of its own, to the next gap. One right below the heading ends nothing."""
        if sentence.after_gap and is_short_heading(words, sentence):
            self.spot = replace(self.spot, in_situ=False)  # “DCIS” heads its own section alone
        entry = place_in_list(words) if self.quoted and sentence.opens_line else 0
        is_next = entry == self._entry + 1  # “2. S20-771, left breast:”, after a blank line
        self._entry = entry if entry else self._entry * bool(self.quoted)
        ends = sentence.after_gap and not (self._is_below_heading or goes_on or is_next)
        ends |= self._numbers.begins_entry(words, sentence.opens_line)
        if ends and self._until_gap:
            self.leave_quoted()
        if (
            self.spot.earlier
            and self._earlier_line not in (-1, sentence.line)
            and not self._until_gap
        ):
            self.spot = replace(self.spot, earlier=None)

    def leave_quoted(self) -> None:
        """A section of another kind begins."""
        self._until_gap = False
        self.spot = replace(self.spot, earlier=None)

    def _doubt_heading(self, words: str) -> None:
        in_conflict = names_two(words, self.parts, self._letters, self._letters_here())
        if in_conflict is not None:
            self.spot = replace(self.spot, in_conflict=in_conflict)

    def agreed(self, spot: Spot, words: str) -> Spot:
        """Not clear where the sentence names another place, or goes on with one that did."""
        if spot.earlier:
            return spot
        if not agrees(words, self.parts.get(spot.part), self.places.first_side):
            self._in_conflict = self.was_in_conflict = True
        return replace(spot, in_conflict=self._in_conflict or spot.in_conflict)

    def _reset(self, heading: str) -> None:
        """A block of receptors right below a heading that names its part stays with it."""
        is_named = self.spot.is_named and heading == "block" and self._is_named_here
        self.spot = replace(
            self.spot, is_named=is_named, tumor="", in_situ=False, earlier=None, heading=heading
        )
        self._last, self._until_gap = None, False

    def _head(self, words: str, sentence: Sentence, marker_at: int) -> None:
        found = part_in(words, sentence.start, opens_line=sentence.opens_line, marker_at=marker_at)
        if found is None:
            listed = listed_at(words, self.parts) if sentence.opens_line else None
            if listed:
                self._begin(listed, not is_of(words[:marker_at], listed))
            return
        cue = earlier_cue(words[:marker_at], self.own, False) or self._numbers.cue(
            words[:marker_at]
        )
        if cue and not re.search(r"(?<![\d-])(?:19|20)\d\d(?!\d)", QUOTED.sub(" ", cue[0])):
            return
        is_listed = is_key(found.key)
        if not is_listed and found.is_benign:
            return
        is_next = is_listed and found.key.isalpha() and bool(self.parts)
        if self.spot.earlier and self._until_gap and not is_next:
            return  # of a list of earlier specimens
        listed = self.parts.get(found.key)
        in_conflict = listed is not None and not is_of(words[:marker_at], listed)
        is_apart = is_listed or sentence.after_gap or found.site not in ("", "breast")
        tumor = "" if is_apart else self.spot.tumor
        self._begin(joined_to(self.parts, found, words, self._letters, self._last), in_conflict)
        self._begun = None if is_listed else self._last
        self.spot = replace(self.spot, tumor=tumor)  # “Tumour L1: breast: left”

    def _begin(self, part: Part, in_conflict: bool = False) -> None:
        """What follows is of this part."""
        self.regions.append(part.key)
        self.spot = Spot(part=part.key, region=len(self.regions) - 1, in_conflict=in_conflict)
        self._last = part

    # Within one sentence

    def _within(self, words: str, sentence: Sentence, marker_at: int) -> list[tuple[int, Spot]]:
        upto = names_upto(words, sentence, marker_at)
        is_head = names_ahead(words, sentence, upto)
        self._leave_component(words)
        spots = [(0, self.spot)]
        for start, turned, lasts in sorted(
            turns(
                words,
                upto,
                is_head,
                self.parts,
                self._letters_here(),
                self.spot.heading,
                self.blocks,
            ),
            key=lambda t: t[0],
        ):
            spots.append((start, turned(spots[-1][1])))
            if lasts:
                self.spot = turned(self.spot)
                self._is_named_here = self.spot.is_named
        inside = quoted_in_brackets(words, marker_at, self.own, self.parts, self.is_metastasis)
        spots = self._by_time(without(words, inside), sentence, marker_at, spots)
        return with_quoted(spots, words, sentence.start, inside, self.own)

    def _by_time(
        self, words: str, sentence: Sentence, marker_at: int, spots: list[tuple[int, Spot]]
    ) -> list[tuple[int, Spot]]:
        turned_at = turns_back(words, marker_at, self.own, self.is_metastasis)
        if turned_at:
            quoted = earlier_in(words[turned_at:], 0, sentence.start + turned_at, self.own)
            at = [spot for start, spot in spots if start <= turned_at][-1]
            return sorted([*spots, (turned_at, replace(at, earlier=quoted))], key=lambda s: s[0])
        earlier = self._earlier(words, sentence, marker_at)
        if earlier is not None:
            spots = [(start, replace(spot, earlier=earlier)) for start, spot in spots]
        elif not self._numbers.are_all_listed and (
            is_now(words[: max(marker_at, 0)]) or self._turns_to_now(words, sentence)
        ):
            self._until_gap = False
            self.spot = replace(self.spot, earlier=None)
            spots = [(start, replace(spot, earlier=None)) for start, spot in spots]
        return spots

    @property
    def _letters(self) -> set[str]:
        return {*self.parts, *self.listed}

    def _letters_here(self) -> set[str]:
        """“LYMPH NODE METASTASIS (block A15)”: below a title with a site of its own, the letter
        says which jar it came in, and not which of the others it is."""
        if self._begun is None:
            return self._letters
        return {key for key, part in self.parts.items() if part.site == self._begun.site}

    def _leave_component(self, words: str) -> None:
        """What was said of the in situ component of one part holds for no other part."""
        named = {letter for _, _, letter in references(words, self._letters)} - {""}
        if named and self.spot.part not in named:
            self.spot = replace(self.spot, in_situ=False)

    def _turns_to_now(self, words: str, sentence: Sentence) -> bool:
        """“HER2 repeated on this resection, block A5:” heads what follows, and so does a label
        with the report's own number."""
        says_now = is_now(words) and is_short_heading(words, sentence)
        return bool(says_now) or self._numbers.heads_own(words)

    def _goes_on(self, words: str, sentence: Sentence) -> Earlier | None:
        """Without words of its own that say so."""
        found, heads = one_of_list(self.quoted, words, sentence, self.own)
        if heads:
            self.spot = replace(self.spot, earlier=found)
        return found or of_known_core(words, self._quoted, self.parts)

    def _earlier(self, words: str, sentence: Sentence, marker_at: int) -> Earlier | None:
        cue = earlier_cue(words, self.own, self.is_metastasis) or self._numbers.cue(words)
        cue = cue or told_of_core(words, self.parts)
        told, self._told = self._told, None
        if self._numbers.heads_own(words):
            return None
        if told and is_of_that(words) and (cue is None or is_of_that(cue[0])):
            return told
        if cue is None:
            return self._goes_on(words, sentence)
        _, ends, clause = words[cue.end() : max(marker_at, cue.end())].rpartition(";")
        is_labelled = QUOTED.search(cue[0]) and _ENDS_LABEL.match(words, cue.end())
        if ends and marker_at < len(words) and not (is_labelled or _SAME.match(clause)):
            return None
        now = is_now(words[:marker_at])
        is_past = re.match(r"\b(?:prior|previous|primary)", cue[0], re.IGNORECASE)
        if now and now.start() > cue.start() - 40 and not is_past:
            return None
        found = self._numbers.earlier(words, cue.start(), sentence)
        self._quoted.append(found)
        self._numbers.known |= {found.accession} - {""}
        self._told = found if marker_at >= len(words) else None
        is_line = is_label(words, cue)
        is_listed = bool(self.quoted or place_in_list(words))
        is_entry = is_listed and begins_with_number(words)
        if is_line or is_entry or heads_earlier(words, sentence, cue.end(), marker_at):
            self.spot = replace(self.spot, earlier=found)
            self._earlier_line = sentence.line
            opens = sentence.opens_line or words.rstrip().endswith(":")
            heads_lines = (marker_at >= len(words) or is_entry) and opens
            self._until_gap = heads_lines and (is_entry or not is_line)
        if (self._numbers.are_all_listed and found.accession) or (
            sentence.after_gap and marker_at >= len(words) and number_at(words)
        ):  # up to the next entry of a note, or of a letter
            self.spot, self._until_gap = replace(self.spot, earlier=found), True
        return found
