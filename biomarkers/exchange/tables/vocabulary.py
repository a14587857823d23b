"""Words of others' tables and the codes of the contract that they mean, in English and German.

Precision before completeness: a word stands here only where it has one meaning. All are folded:
without case, accents and a dot at the end.
"""

import re

from .headers import folded

# Not “null”, which is a HER2 category, and not “none” or “negative”, which are answers.
NOT_KNOWN_WORDS = frozenset(
    ["na", "n/a", "n.a.", "nan", "unknown", "unk", "unk/nd", "not known", "not available",
     "not found in record", "not found", "not recorded", "don't know", "missing", "not reported",
     "not stated", "not given", "not applicable", "not performed", "not done", "not tested",
     "not assessed", "not evaluated", "see comment", "see note", "see report", "?", "-", "--", "–",
     ".", "k.a.", "k. a.", "keine angabe", "keine angaben", "unbekannt", "n.b.", "n. b.",
     "nicht bekannt", "nicht bestimmt", "nicht durchgeführt", "nicht erfolgt", "nicht angegeben",
     "entfällt", "s. ratio", "siehe ratio", "s. bemerkung", "s. text", "#n/a"]
)  # fmt: skip
DASHES = frozenset(["-", "--", "–"])  # in a column of results one may mean negative
_RESULTS = {"positive": "positive", "pos": "positive", "positiv": "positive", "+ve": "positive",
            "negative": "negative", "neg": "negative", "negativ": "negative",
            "-ve": "negative"}  # fmt: skip
RECEPTOR = {**_RESULTS, "positve": "positive"}
ISH = {**_RESULTS, "equivocal": "equivocal", "indeterminate": "equivocal",
       "amplified": "positive", "not amplified": "negative", "non-amplified": "negative",
       "amplifiziert": "positive", "nicht amplifiziert": "negative",
       "fraglich": "equivocal", "grenzwertig": "equivocal"}  # fmt: skip
PENDING = frozenset(["pending", "to follow", "awaited", "folgt", "ausstehend", "angefordert"])
STAGES = {
    form: stage
    for number, stage in enumerate(["I", "II", "III", "IV"], start=1)
    for letter in ("", "a", "b", "c")
    for prefix in ("", "stage ", "stadium ")
    for form in (f"{prefix}{number}{letter}", f"{prefix}{stage}{letter}".lower())
} | {"0": "0", "stage 0": "0", "stadium 0": "0"}
SIDES = {"left": "left", "l": "left", "lt": "left", "li": "left", "links": "left",
         "right": "right", "r": "right", "rt": "right", "re": "right",
         "rechts": "right"}  # fmt: skip
SEXES = {"female": "female", "f": "female", "w": "female", "weiblich": "female", "woman": "female",
         "male": "male", "m": "male", "mannlich": "male", "man": "male", "d": "other",
         "divers": "other", "other": "other"}  # fmt: skip
MENOPAUSE = {
    word: code
    for code in ("pre", "peri", "post")
    for word in (code, f"{code}menopausal", f"{code}-menopausal", f"{code} menopausal",
                 f"{code}menopause")
} | {"pra": "pre", "pramenopausal": "pre"}  # fmt: skip
PROCEDURES = {"core": "core", "core biopsy": "core", "core needle biopsy": "core", "cnb": "core",
              "core bx": "core", "stanze": "core", "stanzbiopsie": "core",
              "fna": "fine_needle", "fine needle": "fine_needle",
              "fine needle aspiration": "fine_needle", "fine-needle aspiration": "fine_needle",
              "feinnadelpunktion": "fine_needle", "fnp": "fine_needle",
              "excision": "excision", "excisional biopsy": "excision", "exzision": "excision",
              "lumpectomy": "excision", "re-excision": "excision", "wedge": "excision",
              "resection": "resection", "mastectomy": "resection", "resektion": "resection",
              "mastektomie": "resection", "resektat": "resection", "dissection": "resection",
              "cytology": "cytology", "zytologie": "cytology"}  # fmt: skip
KINDS = {"primary": "primary", "primary tumor": "primary", "primartumor": "primary",
         "metastasis": "metastasis", "metastatic": "metastasis", "metastase": "metastasis",
         "metastases": "metastasis", "distant metastasis": "metastasis",
         "local recurrence": "local_recurrence", "lokalrezidiv": "local_recurrence",
         "locoregional recurrence": "local_recurrence"}  # fmt: skip
# Beginnings of words that a cell must hold, and the site then; the one with the most of them.
_SITES = {
    "breast": "breast", "mamma": "breast", "brust": "breast",
    "liver": "liver", "leber": "liver", "hepatic": "liver",
    "lung": "lung", "pulmonary": "lung",
    "bone": "bone", "knochen": "bone", "vertebra": "bone", "wirbel": "bone", "iliac": "bone",
    "bone marrow": "bone marrow", "knochenmark": "bone marrow",
    "brain": "brain", "cns": "brain", "gehirn": "brain", "hirn": "brain",
    "skin": "skin", "haut": "skin", "cutis": "skin",
    "pleura": "pleura", "chest wall": "chest wall", "thoraxwand": "chest wall",
    "brustwand": "chest wall", "axilla": "axilla",
    "axilla lymph": "axillary lymph node", "axilla lymph node": "axillary lymph node",
    "axilla lk": "axillary lymph node",
    "axilla node": "axillary lymph node", "axillary ln": "axillary lymph node",
    "cervical lymph node": "cervical lymph node", "cervical lymph": "cervical lymph node",
    "supraclavicular": "supraclavicular lymph node",
    "supraclavicular lymph node": "supraclavicular lymph node",
    "regional lymph node": "regional lymph node", "regional lymph": "regional lymph node",
    "lymph node": "lymph node",
    "lymphknoten": "lymph node", "lymph": "lymph node", "lk": "lymph node",
    "soft tissue": "soft tissue", "weichteil": "soft tissue",
    "soft tissue axilla": "soft tissue of the axilla",
    "omentum": "omentum", "peritoneum": "peritoneum", "peritoneal": "peritoneum",
    "ascites": "ascites", "aszites": "ascites", "fallopian tube": "fallopian tube",
    "ovar": "ovary", "adrenal": "adrenal gland", "nebenniere": "adrenal gland",
}  # fmt: skip
SITES = tuple(sorted(set(_SITES.values())))


def plain_word(cell: str) -> str:
    return " ".join(folded(cell).split()).rstrip(".")


def site_of(cell: str) -> str:
    """“Bone, iliac crest” is bone, “axillärer LK” an axillary lymph node; “” where it is none of
    those known here, or of two organs."""
    words = re.findall(r"\w+", folded(cell))
    fits = [
        set(entry.split())
        for entry in _SITES
        if all(any(_is(word, part) for word in words) for part in entry.split())
    ]
    whole = [parts for parts in fits if not any(parts < others for others in fits)]
    sites = {site for entry, site in _SITES.items() if set(entry.split()) in whole}
    return sites.pop() if len(sites) == 1 else ""


def _is(word: str, beginning: str) -> bool:
    return word == beginning or (len(beginning) > 3 and word.startswith(beginning))


def side_of(cell: str) -> str:
    """The side that a cell of a site names: “Breast, Left”."""
    words = re.findall(r"\w+", folded(cell))
    sides = {SIDES[word] for word in words if word in SIDES and len(word) > 1}
    return sides.pop() if len(sides) == 1 else ""
