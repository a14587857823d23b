"""What a report says of a specimen besides results: site, side, procedure, kind and the like."""

from collections.abc import Iterable

from .earlier import Earlier
from .finding import Finding
from .parts import Part
from .placement import Placing

_NEAR_BREAST = {"", "breast", "lymph node", "skin", "chest wall"}
_OF_TISSUE = {"kind", "decalcification"}


def about_specimen(placing: Placing, key: str, common: list[Finding]) -> list[Finding]:
    """Of the part with this key; without one, what is named anywhere. `common` is what the report
    says as a whole."""
    part = placing.parts.get(key)
    if part is None:
        return [*common, *_about_mentions(placing)]
    of_it = [one for one in common if _holds_for(one, part, list(placing.parts.values()))]
    return [*of_it, *_about_part(placing, part)]


def _holds_for(one: Finding, part: Part, parts: list[Part]) -> bool:
    """Of several sites, decalcification is of the bone, a metastasis is not of the breast, and a
    primary or a local recurrence is no distant one, unless the title of a part says so."""
    sites = {each.site for each in parts}
    if one.name not in _OF_TISSUE or len(sites) == 1:
        return True
    titled = [each for each in parts if each.start <= one.start <= each.end]
    if titled:
        return part in titled
    if one.name == "decalcification":
        return part.site == "bone" or "bone" not in sites
    if one.value == "local_recurrence":
        return part.site in _NEAR_BREAST
    return (part.site == "breast") == (one.value == "primary")


def _about_part(placing: Placing, part: Part) -> list[Finding]:
    columns = {"site": part.site, "laterality": part.side, "procedure": part.procedure}
    found = [Finding(name, value, part.start, part.end) for name, value in columns.items() if value]
    if not part.side and len(placing.parts) == 1:
        sides = _sides_of(part.site, placing.places.in_order)
        if len(sides) == 1:
            found.append(_mention(placing, "laterality", sides.pop()))
    return found


def _mention(placing: Placing, name: str, place: str) -> Finding:
    return Finding(name, place, *placing.places.where(place))


def _sides_of(site: str, mentions: list[tuple[str, str]]) -> set[str]:
    """The sides that are named anywhere; for a distant site none that is of another: “Known
    carcinoma of the left breast. Liver biopsy”."""
    is_near = site in _NEAR_BREAST
    return {side for named, side in mentions if side and (is_near or named == site)}


def _about_mentions(placing: Placing) -> list[Finding]:
    """Without a heading: the site that is named first, and the side if only one is."""
    sites = [site for site, _ in placing.places.in_order if site]
    sides = _sides_of(sites[0] if sites else "", placing.places.in_order)
    first = placing.places.first_side if placing.was_in_conflict else ""  # the other was told apart
    columns = {
        "site": sites[0] if sites else "",
        "laterality": sides.pop() if len(sides) == 1 else first,
    }
    return [_mention(placing, name, value) for name, value in columns.items() if value]


def about_earlier(quoted: Iterable[Earlier]) -> list[Finding]:
    found = []
    for one in quoted:
        columns = {
            "accession": one.accession, "collected_on": one.collected_on,
            "site": one.site, "laterality": one.side, "procedure": one.procedure,
        }  # fmt: skip
        found += [
            Finding(name, value, *one.where(value)) for name, value in columns.items() if value
        ]
    return found
