"""Results that are quoted from a specimen taken before: the words that say so, and its number."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from .anatomy import place_at, procedure_in, side_in, site_in
from .pattern import compiled, pattern

QUOTED = re.compile(
    r"(?<![\w-])(?:[A-Z$]{1,4}\d{2}(?:[-:/]\d{2,7}|\.\d{4,7})|[A-Z]{1,4}-\d{2,4}-\d{2,7}"
    r"|[A-Z]{2,5}-[A-Z]{1,2}-?\d{2}-\d{2,7}|\d{2}-?[A-Z]{1,3}-?\d{3,7}|[A-Z]{1,2}\d{6,9}|[A-Z]{1,4}/(?:20)?\d{2}/\d{3,7}|\d{2}/\d{5,8}"
    r"|\d{2}-\d{4,8}-[A-Z]{1,3})(?![\w/-])"
)
_SAMPLE = pattern(
    "core|biops(?:y|ies)|bx|specimens?|tumou?rs?|carcinomas?|cancers?|primar(?:y|ies)|case|reports?",
    "results?|receptors?|stud(?:y|ies)|histology|cytology|material|samples?|resection|mastectomy|lumpectomy|excision",
    "surgery|pathology|slides?|blocks?|disease|needle|testing|stains?|breast|evaluat\\w{2,3}",
    "perform\\w{2,3}|test\\w{2,3}|markers|biomarkers|diagnos\\w{2,4}",
)
_BEFORE = compiled(
    r"\b(?:prior|previous(?:ly)?|earlier|pre-?treatment|pre-?therapy|pre-?operative|pre-?chemo\w{0,8}|pre-?nact?|pre-?neoadjuvant|baseline|diagnostic"
    r"|historical|antecedent|old(?! (?-i:[A-Z][a-z])))\b"  # “Old Basing Pathology” is a place
    r"(?![^.;]{0,12}(?:version|reported as))[\s,]{1,3}"
    rf"(?:\(?[\w/-]{{1,14}}\)? ){{0,3}}{_SAMPLE}\b",
    rf"\b(?:original|initial|outside|referring"
    rf"|referral) (?:\w{{1,14}} ){{0,2}}{_SAMPLE}\b(?! (?:review|consult))",
    r"\b(?:requisition|as told|per history|according to the (?:patient|chart|referring))\b",
    r"\b(?:other institution|elsewhere|outside hospital|(?:report|slides?) (?:from|of) (?:the )?"
    r"(?:referring|outside|another|other) (?:trust|hospital|cent(?:er|re)|unit|clinic"
    r"|laboratory))\b",
    r"\b(?:outside|referring) (?:laborator(?:y|ies)|lab|institution|pathologists?)(?:'s)? "
    r"(?:had )?(?:reported|scored|called|interpreted|results?|found|read)\b",
    r"\bhistory(?: of\b|:)",
    r"\b(?:patient's|her|his|the|known|breast) (?:\w{1,12} ){0,2}primary"
    r"(?: (?:breast )?(?:tumou?r|carcinoma|cancer))?\b(?! site)",
    r"\bprimary (?:breast )?(?:tumou?r|carcinoma|cancer)s?\b(?! site)",
    r"^\W{0,4}(?:breast )?primary\s?(?:\([^()\n]{1,40}\)\s?)?:",
    r"\bprevious(?:ly)? (?:evaluated|tested|performed|done|assessed|determined|reported)\b(?! as)",
    r"\b(?:see|refer to) (?:the )?(?:report|case|prior|previous|specimen(?!s? \W?[a-z]\b))",
    r"\b(?:biops(?:y|ies)|mastectomy|lumpectomy|excision|resection|specimen|core|surgery|operation|wle|sample|tumou?r"
    r"|cancer|carcinoma) (?:of|from|dated|in) (?:\w{1,9} ){0,2}(?:19|20)\d\d\b",
    r"\b(?:performed|done|evaluated|reported|tested)\b(?: \w{1,9}){0,1} (?:on|in|from) "
    r"(?:the |a |an )?(?:core|needle|initial|original|outside|diagnostic)\b",
    r"\b(?:receptors?|biomarkers?|markers|results?|studies|stains) (?:\w{1,12} ){0,2}"
    r"(?:on|from|of) (?:the |a )?(?:\w{1,14} ){0,2}(?:core|biopsy|specimen|case)\b[^.:;]{0,20}"
    r"(?=[A-Z]{1,4}\d{2}-\d{2})",
    r"\bin (?:19|20)\d\d\b",
    # “At that time the tumor was ER positive”, “At first diagnosis it was 1+”
    r"\b(?:at that time|back then|at (?:the time of )?(?:her |his |the )?"
    r"(?:first|initial|original|primary)"
    r" (?:diagnosis|presentation|surgery))\b(?=[^.;]{0,80}\b(?:was|were|had)\b)",
    r"\b(?:the|her|his) (?:19|20)\d\d (?:\w{1,12} ){0,2}(?:mastectomy|biopsy|excision|resection"
    r"|lumpectomy|core|tumou?r|specimen|primary)\b(?=[^;]{0,40}\b(?:was|were|had|showed))",
    r"^\W{0,4}(?:prior|previous|earlier|outside)\s?(?:\([^()\n]{1,60}\)\s?)?:",
    # “The 2011 report of the left breast tumor is on file”
    r"\b(?:the|her|his|an?) (?:19|20)\d\d (?:\w{1,12} ){0,2}(?:reports?|results?)\b",
    # “compared to the mastectomy of 2020 (S20-8119): ER 100%”
    r"^\W{0,4}(?:as )?compared (?:with|to) [^:.;\n]{3,60}:",
    # “2019 lumpectomy:”, the head of a column
    r"^\W{0,4}(?:19|20)\d\d (?:\w{2,12} ){0,2}(?:biopsy|core|lumpectomy|mastectomy|excision"
    r"|resection|primary|tumou?r|specimen|surgery|wle)\b[^:\n]{0,24}:(?=\s{0,3}$)",
    r"\bfor comparison\b(?! (?:purposes )?only)",
    r"\bthat (?:core )?biopsy\b",
    r"\bfrom(?=[\s.]{0,3}$)",  # a scanner lost the number
)
# “On the needle core (HB23-6840) ER had been …”, where the report's own number is another one.
_NUMBERED = re.compile(
    rf"\b{_SAMPLE}(?:\s{{1,3}}(?:no|number|case|ref|left|right)\.?)?[\s,#:]{{0,3}}\(?(?P<number>{QUOTED.pattern})",
    re.IGNORECASE,
)
# “S19-11820, left breast:”, where the report's own number is another one.
_BEGINS = re.compile(rf"\W{{0,4}}(?P<number>{QUOTED.pattern})")
# “Compared with the prior core PR is now negative”
_COMPARED = compiled(
    r"\b(?:compared (?:with|to)|in contrast (?:with|to)|unlike|as opposed to|differ\w{0,4} from)"
    r" (?:\w{1,12} ){0,3}$"
)
_IS_NOW = compiled(r"\b(?:(?:is|are) now|now (?:is|are)|has (?:become|turned))\b")
_TOLD = compiled(r"\b(?:was|were|had|showed|reported|requisition|known|(?:19|20)\d\d)\b")
_NOW = compiled(
    r"\b(?:this|current|present|new|repeat(?:ed)?|today's|residual|on the (?:resection|excision"
    r"|mastectomy|lumpectomy))\b(?! (?:history|illness))[^.;:]{0,40}"
    r"(?:specimen|biopsy|sample|tumou?r|receptors?|biomarkers?|resection|excision|mastectomy|lumpectomy|block|results?|lesion|case|her-?2|\ber\b|carcinoma|deposit)\b",
    r"(?<!not\s)\brepeat(?:ed)?\b",
    r"^\W{0,4}(?:current|present|today(?:'s)?|new)\b[^:\n]{0,40}:",
    r"\b(?:confirmed|repeated) on\b",
    # “The metastasis has thus changed …”, after what the primary was
    r"^\W{0,4}the (?:metastasis|recurrence|relapse) (?:has|is|shows|expresses)\b",
)
_REMARK = compiled(
    r"\b(?:er|pr|her~2|receptors?|biomarkers?|markers?|studies|stains|immuno\w{5,20}|results?)\b[^:;()]{0,60}?"
    r"\b(?:performed|done|tested|evaluated|reported|carried out)\W{1,3}(?:on|in|from) (?:an? "
    r"|the |her |his )?(?:\w{1,12} )?"
    r"(?:earlier|prior|previous|outside|initial|original|diagnostic|pre-?treatment)\b[^:;]{0,80}?(?=[.;)\n]|$)(?!\s{0,2}:)"
)
_SEE = compiled(
    r"^\W{0,4}(?:please )?(?:see|refer to) (?:the )?(?:prior |previous |outside |earlier )?"
    r"(?:specimen|report|case|biopsy)(?!s? \W?[a-z]\b)"
)
_BY_CLIENT = compiled(
    r"(?:\d\s?[+%]|\b(?:positive|negative|equivocal))[^.;\n]{0,30}"
    r"\b(?:as )?(?:per|on|from|by) (?:the |client )?requisition\b"
)
_NOW_TOO = compiled(r"\b(?:confirmed|repeated|also|again) (?:on|here)\b|\bconcordant\b")
# “The prior tumor was reviewed. By report that tumor was ER positive.”
_THAT = compiled(
    r"\W{0,3}(?:(?:by|per|according to) (?:the |that |their )?report,? )?(?:(?:that|at that time"
    r"|back then|the (?:prior|earlier|previous|former|original))\b|it was\b)"
)
_YEAR = re.compile(r"(?<![\d/-])(?:19|20)\d\d(?![\d-])")


@dataclass(frozen=True)
class Earlier:
    """A specimen taken before, as far as the report names it."""

    accession: str = ""
    collected_on: str = ""
    side: str = ""
    site: str = ""
    procedure: str = ""
    at: Mapping[str, tuple[int, int]] = field(default_factory=dict, compare=False)

    def where(self, named: str) -> tuple[int, int]:
        """Where it is named; of what is read from several words (a day) where the rest is."""
        return self.at.get(named) or min(self.at.values(), default=(0, 1))


def is_of_that(words: str) -> bool:
    """Whether a sentence goes on with the specimen that the sentence before told of."""
    return _THAT.match(words) is not None


def is_label(words: str, cue: re.Match[str]) -> bool:
    """“Primary: left breast, 2018. ER positive.” is of its line; “Previous case: S21-7719” heads
    those below it."""
    after = words[cue.end() :]
    begins = cue.start() <= 1 and after.startswith(":") and after.rstrip().endswith(".")
    return (cue[0].rstrip().endswith(":") or begins) and bool(after.strip(" :\n"))


def can_be_same(one: Earlier, other: Earlier) -> bool:
    """Whether two mentions do not tell the number, the year or the side of their specimen apart."""
    told = (
        (one.accession, other.accession),
        (one.collected_on, other.collected_on),
        (one.side, other.side),
    )
    return all(a == b or not (a and b) for a, b in told)


def named_one(one: Earlier | None) -> Earlier | None:
    """It, if its number, year or side is told: no tumor at large."""
    return one if one and (one.accession or one.collected_on or one.side) else None


def is_own(number: str, own: set[str]) -> bool:
    """Whether it is the report's, also with letters before it: “S24-9981” of “24-9981”."""
    return number in own or re.sub(r"^[A-Z$]+-?", "", number) in own


def earlier_cue(words: str, own: set[str], is_metastasis: bool) -> re.Match[str] | None:
    """The words that say that a result is of a specimen taken before.

    `own` are the report's own numbers. A primary is one taken before where the report is on a
    metastasis, or where it is told as something past.
    """
    for found in _BEFORE.finditer(words):
        if "primary" in found[0].lower() and not _is_past_primary(words, found, is_metastasis):
            continue
        number = QUOTED.search(words, found.start())
        if number and is_own(number[0], own) and "prior" not in found[0].lower():
            continue
        if is_told_by_client(words) and "requisition" in found[0].lower():
            continue
        if _COMPARED.search(words[: found.start()]) and _IS_NOW.search(words, found.end()):
            continue
        return found
    if not own:
        return None
    begins = _BEGINS.match(words)
    numbered = [*([begins] if begins else []), *_NUMBERED.finditer(words)]
    return next((found for found in numbered if not is_own(found["number"], own)), None)


def _is_past_primary(words: str, found: re.Match[str], is_metastasis: bool) -> bool:
    before = words[max(0, found.start() - 30) : found.start()].lower()
    if re.search(r"(?:consistent|compatible) with|favou?r|suggest|origin", before):
        return False
    return bool(_TOLD.search(words)) or is_metastasis


def is_now(words: str) -> re.Match[str] | None:
    """The words that say that a result is of the specimen of this report."""
    return _NOW.search(words)


def earlier_in(words: str, cue_at: int, start: int, own: set[str]) -> Earlier:
    """The specimen taken before, as far as these words name it; they begin at `start`."""
    numbers = QUOTED.finditer(words)
    number = next((found for found in numbers if not is_own(found[0], own)), None)
    year = _YEAR.search(words)
    named = {found[0].replace("$", "S"): found.span() for found in (number, year) if found}
    of_site = place_at(words[cue_at:])
    named |= place_at(words) | {one: (cue_at + a, cue_at + b) for one, (a, b) in of_site.items()}
    return Earlier(
        accession=number[0].replace("$", "S") if number else "",
        collected_on=year[0] if year else "",
        side=side_in(words),
        site=site_in(words[cue_at:]),
        procedure="core" if procedure_in(words) == "core" else "",
        at={one: (start + begins, start + ends) for one, (begins, ends) in named.items()},
    )


def is_told_by_client(words: str) -> bool:
    """“Client IHC: HER2 2+, per requisition”: on which specimen is not said."""
    return bool(_BY_CLIENT.search(words))


def sees_another(words: str) -> bool:
    """“(see prior specimen”, right after a result."""
    return bool(_SEE.search(words))


def is_remark(words: str, own: set[str]) -> Earlier | None:
    """The earlier specimen on which a sentence says that the studies were done."""
    found = _REMARK.search(words)
    if found is None or _NOW_TOO.search(words):
        return None
    return earlier_in(words, found.start(), 0, own)
