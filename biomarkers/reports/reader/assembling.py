"""From placed findings to proposals: one a specimen or tumor, weighed and checked by itself."""

import re
from dataclasses import dataclass, replace

from .about import about_earlier, about_specimen
from .checks import checked
from .earlier import Earlier, can_be_same
from .finding import Finding, marker_of
from .letters import Letters
from .placement import Placing
from .proposal import EARLIER, THIS, UNCLEAR, Proposal, ProposedField, Words
from .spot import Spot
from .weighing import DIFFERENT, weigh

ORDER = (
    "accession collected_on site laterality kind procedure decalcification read_on reported_as"
    " as_written ihc_score ihc_score_range zero_staining percent_stained ish_status ish_probe "
    "ish_ratio"
    " her2_copies cep17_copies ish_result ish_recount assay guideline adequate pathologist "
    "er_percent"
    " er_status pr_percent pr_status ki67_percent"
).split()
IN_SITU = "In situ component"
_SEVERAL = 2  # markers whose values differ
_MIXED = "The report contains results of several specimens here, and not of which this is."
_RESULTS = {"er_status", "pr_status", "reported_as", "ish_result", "ish_status"}
_OF_PLACE = {"site", "laterality", "procedure"}
# A cell that begins so is a formula to a spreadsheet: “=HER2: 0”, “-HER2: 1+”; “-ve” is none.
_FORMULA = re.compile(r"^[=@\s]+")
_SIGN = re.compile(r"^([+-]+)(?![+-]|\s|ve(?:$|[\s.,;:)]))", re.IGNORECASE)

Found = list[tuple[Finding, Spot]]


@dataclass(frozen=True)
class Key:
    """A specimen or tumor of which results are proposed."""

    specimen: str
    part: str = ""
    tumor: str = ""
    in_situ: bool = False
    earlier: Earlier | None = None  # the first mention of that specimen


class Groups:
    """Which results belong together, once all of them are known."""

    def __init__(self, placing: Placing, findings: list[tuple[Finding, Spot]]) -> None:
        self.placing = placing
        spots = [spot for _, spot in findings]
        self.spots = [spot for spot in spots if spot.earlier is None]
        self.earlier = _apart([spot.earlier for spot in spots if spot.earlier])
        self.regions = {spot.region for spot in self.spots if spot.heading}
        self.last_region = {key: at for at, key in enumerate(placing.regions)}
        self.candidates = [part for part in placing.parts.values() if not part.is_benign]
        self.keyed = {key for spot in self.spots if (key := self._part(spot))}
        self.tumors = {spot.tumor for spot in spots} - {""}
        self.numbered = {spot for spot in self.spots if spot.tumor}  # each place once
        self.has_invasive = any(
            finding.is_sure and not spot.in_situ for finding, spot in findings if not spot.earlier
        )

    def key(self, spot: Spot) -> Key:
        if spot.earlier:
            tumor = spot.tumor if len(self.tumors) > 1 else ""
            return Key(EARLIER, tumor=tumor, earlier=self._earlier(spot.earlier))
        part = self._part(spot) or self._own_block(spot) or self.only_part()
        if part is None or spot.in_conflict:
            return Key(UNCLEAR)
        tumors = self._tumors_beside(part)
        if len(tumors) > 1 and not spot.tumor:
            return Key(UNCLEAR)
        several = len(self.tumors) > 1  # one may be of an earlier specimen
        tumor = (spot.tumor or "".join(tumors)) if several else ""
        return Key(THIS, part, tumor, spot.in_situ and self.has_invasive)

    def _tumors_beside(self, part: str) -> set[str]:
        """Those of the part, where all others surely are of other parts; else of the report."""
        elsewhere = {spot for spot in self.numbered if spot.part != part}
        if part not in self.keyed or not all(self._part(spot) for spot in elsewhere):
            return self.tumors
        return {spot.tumor for spot in self.numbered - elsewhere}

    def _earlier(self, one: Earlier) -> Earlier:
        """The specimen taken before that this can be; itself where it can be several."""
        same = [other for other in self.earlier if can_be_same(one, other)]
        if one in self.earlier:
            return one
        return same[0] if len(same) == 1 else Earlier()

    def _part(self, spot: Spot) -> str:
        """The part that a result surely belongs to."""
        part = self.placing.parts.get(spot.part)
        if part is None or (part.is_benign and not spot.is_named):
            return ""
        if spot.is_named or not spot.heading or self._heading_is_of_part(spot):
            return spot.part
        return ""

    def _own_block(self, spot: Spot) -> str:
        """The part above a block of receptors, where another part has results of its own."""
        part = self.placing.parts.get(spot.part)
        if part is None or part.is_benign or spot.heading != "block":
            return ""
        return spot.part if self.keyed and spot.part not in self.keyed else ""

    def _heading_is_of_part(self, spot: Spot) -> bool:
        """A heading of results under each part is the part's; after the last, the report's."""
        after = (at for key, at in self.last_region.items() if key != spot.part)
        return len(self.regions) > 1 or any(at > spot.region for at in after)

    def only_part(self) -> str | None:
        """The only part that a result without a place can be of; empty where none is listed."""
        if len(self.keyed) == 1:
            return next(iter(self.keyed))
        if len(self.keyed) > 1:
            return None
        for parts in ([p for p in self.candidates if p.is_invasive], self.candidates):
            of_breast = [part for part in parts if part.site == "breast"]
            if len(of_breast) == 1 or len(parts) == 1:
                return (of_breast or parts)[0].key
            if len(of_breast) > 1:
                return None
        return "" if not self.candidates else None


def _apart(mentioned: list[Earlier]) -> list[Earlier]:
    """One mention of each specimen taken before, those that say most of it first."""
    kept: list[Earlier] = []
    for one in sorted(
        mentioned, key=lambda one: (not one.accession, not one.collected_on, not one.side)
    ):
        if not any(can_be_same(one, other) for other in kept):
            kept.append(one)
    return kept


def proposals(
    letters: Letters,
    placing: Placing,
    findings: Found,
    common: list[Finding],
    quoted: list[tuple[int, int, Spot]],
    notes: list[tuple[str, int, int, Spot]],
) -> list[Proposal]:
    """`common` holds for the whole report; `quoted` are the sentences on HER2."""
    groups = Groups(placing, findings)
    members: dict[Key, Found] = {}
    for finding, spot in findings:
        members.setdefault(groups.key(spot), []).append((finding, spot))
    written: dict[Key, list[tuple[int, int]]] = {}
    for start, end, spot in quoted:
        written.setdefault(groups.key(spot), []).append((start, end))
    noted: dict[Key, list[tuple[str, Words]]] = {}
    for note, start, end, spot in notes:
        key = groups.key(spot)
        key = key if key in members else next(iter(members), key)
        noted.setdefault(key, []).append((note, letters.words(start, end)))
    several = len({key.part for key in members if key.specimen == THIS}) > 1
    return [
        replace(
            _of_one(_proposal(letters, placing, key, found, common, written.get(key, []), several)),
            notes=(*_quoted(letters, key, found), *noted.get(key, [])),
        )
        for key, found in members.items()
    ]


def _of_one(proposal: Proposal) -> Proposal:
    """Different values of several markers are of several specimens: which, a person says."""
    differing = {
        marker_of(one.name) for one in proposal.fields if one.unclear.startswith(DIFFERENT)
    }
    if len(differing) < _SEVERAL:
        return proposal
    fields = tuple(_of_several(one, differing) for one in proposal.fields)
    if proposal.specimen != THIS:
        return replace(proposal, fields=fields)
    fields = tuple(one for one in fields if one.name not in _OF_PLACE)
    return replace(proposal, specimen=UNCLEAR, fields=fields)


def _of_several(field: ProposedField, differing: set[str]) -> ProposedField:
    """A word that several agree in is not told apart either: of which specimen, it says not."""
    is_told = field.value and len(field.words) > 1 and marker_of(field.name) in differing
    return replace(field, value="", unclear=_MIXED) if is_told and field.name in _RESULTS else field


def _proposal(
    letters: Letters,
    placing: Placing,
    key: Key,
    found: Found,
    common: list[Finding],
    written: list[tuple[int, int]],
    several: bool,
) -> Proposal:
    said = weigh([finding for finding, _ in found], letters)
    if not any(finding.is_sure for finding, _ in found):
        about = []
    elif key.specimen == EARLIER:
        about = about_earlier([spot.earlier for _, spot in found if spot.earlier])
    elif key.specimen == THIS or key.part in placing.parts:
        about = about_specimen(placing, key.part, common)
    else:
        about = common
    known = weigh(about, letters)
    read_on = known["read_on"].value if "read_on" in known else ""
    fields = {**known, **checked(said, read_on)}
    if key.in_situ:
        fields = {name: _of_in_situ(field) for name, field in said.items()}
    elif all(spot.in_situ for _, spot in found):
        fields |= {name: _of_in_situ(f) for name, f in said.items() if marker_of(name) == "her2"}
    elif written:
        fields["as_written"] = _as_written(letters, written)
    return Proposal(
        fields=tuple(fields[name] for name in ORDER if name in fields),
        specimen=key.specimen,
        component=_component(placing, key, several),
    )


def about_this(
    letters: Letters, placing: Placing, common: list[Finding]
) -> tuple[ProposedField, ...]:
    """What the report says of itself and of its only specimen."""
    groups = Groups(placing, [])
    about = about_specimen(placing, groups.only_part() or "", common)
    known = weigh(about, letters)
    return tuple(known[name] for name in ORDER if name in known)


def _of_in_situ(field: ProposedField) -> ProposedField:
    because = f"“{field.value}” is of the in situ component." if field.value else field.unclear
    return replace(field, value="", unclear=because)


def _component(placing: Placing, key: Key, several: bool) -> str:
    part = placing.parts.get(key.part)
    names = [key.tumor, part.title if part and several else "", IN_SITU if key.in_situ else ""]
    return ", ".join(filter(None, names))


def _quoted(letters: Letters, key: Key, found: Found) -> tuple[tuple[str, Words], ...]:
    if key.specimen != EARLIER:
        return ()
    first = found[0][0]
    return (("Result of an earlier specimen.", letters.words(first.start, first.end)),)


def _as_written(letters: Letters, written: list[tuple[int, int]]) -> ProposedField:
    """The sentences on HER2 as they stand."""
    said = [" ".join(letters.text[start:end].replace("|", " ").split()) for start, end in written]
    words = tuple(
        letters.words(start, start + len(letters.text[start:end].rstrip()))
        for start, end in written
    )
    text = _SIGN.sub(r"\1 ", _FORMULA.sub("", "; ".join(said)))
    return ProposedField("as_written", text, words)
