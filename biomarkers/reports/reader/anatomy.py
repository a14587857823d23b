"""Site, side, procedure and kind, as the words of a heading name them."""

import re

from .pattern import compiled, pattern

_SITES = {
    "lymph node": r"(?:(?:axillary|sentinel|supraclavicular|cervical|mediastinal|intramammary) "
    ")*lymph nodes?|axilla(?:ry)?(?! tail)|(?:sentinel|axillary) nodes?",
    "bone": (
        r"bone(?: marrow)?|vertebra\w{0,3}|iliac(?: crest)?|femur|femoral|humerus|rib|sternum"
        r"|sacrum|sacral|pelvis|pelvic bone|spine|ischium|acetabulum|[tl]\d{1,2}(?= vertebr)"
    ),
    "breast": (
        r"(?<!noma\sof\sthe\s)(?<!noma\sof\s)(?<!ncer\sof\sthe\s)(?<!known\s)"
        r"(?:breast|mammary|meme)(?! (?:origin|primary|cancer|carcinoma|cancers|biomarkers?"
        r"|template|protocol|tissue marker))"
    ),
    "liver": "liver|hepatic",
    "lung": "lung|bronch\\w{2,4}|pulmonary",
    "pleura": "pleura(?:l(?: (?:fluid|effusion|biopsy))?)?",
    "brain": "brain|cerebell\\w{2,3}|cerebral|frontal lobe|dura",
    "skin": "skin",
    "chest wall": "chest wall",
    "peritoneum": "peritone\\w{2,3}(?: fluid)?|ascit(?:es|ic fluid)|omentum|omental",
    "ovary": "ovar(?:y|ies|ian)",
    "adrenal": "adrenal",
    "pericardium": "pericardi\\w{2}(?: (?:fluid|effusion))?",
    "stomach": "stomach|gastric",
    "colon": "colon|rectum",
    "uterus": "uterus|endometri\\w{2}",
    "kidney": "kidney|renal",
    "thyroid": "thyroid",
}
_SITE = re.compile(
    r"\b(?:"
    + "|".join(f"(?P<{name.replace(' ', '_')}>{pattern(words)})" for name, words in _SITES.items())
    + r")\b",
    re.IGNORECASE,
)
SITE = _SITE
_PROCEDURES = {
    "resection": r"mastectomy|quadrantectomy|mastektomi|(?<!surgical\s)resection|metastasectomy",
    "core": (
        r"(?:core|needle(?![\s-]{1,3}locali[sz])|14g|vacuum-assisted|stereotactic|mammotome"
        r"|tru-?\s?cut)(?:[\s,-]{1,3}(?:needle|core|guided|assisted)){0,2}(?: biops(?:y|ies)| "
        r"bx|s)?|microbiopsy|punch biopsy"
    ),
    "fine_needle": r"fine[\s-]{1,3}needle(?: aspirat\w{1,3})?|fna",
    "excision": (
        "lumpectomy|lumpektomi|segmentectomy|wide local excision|excision(?:al biopsy)?|excison"
        "|wedge"
    ),
    "cytology": "cytology|effusion|fluid|cell block|thoracentesis|paracentesis",
}
PROCEDURE = re.compile(
    "|".join(rf"(?P<{name}>\b{pattern(words)}\b)" for name, words in _PROCEDURES.items()),
    re.IGNORECASE,
)
SIDE = compiled(
    r"(?<!\w)(?:left|right|sol|sağ|lt|rt)(?![\w'])",
    r"(?<![\w'.])(?-i:[LR])(?=\.?\s{1,2}(?:breast|br|axilla|ax)\b)",  # “R breast, 9:00”
)
_NOT_THIS_SIDE = compiled(r"\b(?:not|rather than|instead of)(?: the)? (?:left|right)\b")
_SIDES = {
    "left": "left",
    "sol": "left",
    "lt": "left",
    "l": "left",
    "right": "right",
    "sağ": "right",
    "rt": "right",
    "r": "right",
}


def site_in(words: str) -> str:
    """The site that is named first, or nothing."""
    found = _SITE.search(words)
    return (found.lastgroup or "").replace("_", " ") if found else ""


def side_in(words: str) -> str:
    """The only side that is named, or nothing."""
    words = _NOT_THIS_SIDE.sub(" ", words)
    sides = {_SIDES[found[0].lower()] for found in SIDE.finditer(words)}
    return sides.pop() if len(sides) == 1 else ""


def place_at(words: str) -> dict[str, tuple[int, int]]:
    """Where the site and the side that `site_in` and `side_in` find are named first."""
    found = {site_in(words): _SITE.search(words), side_in(words): SIDE.search(words)}
    return {named: at.span() for named, at in found.items() if named and at}


def procedure_in(words: str) -> str:
    """The procedure that is named first, or nothing."""
    found = PROCEDURE.search(words)
    return (found.lastgroup or "") if found else ""
