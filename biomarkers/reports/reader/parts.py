"""Parts of a specimen as the report lists them (A, B, C), and headings that name a site."""

import re
from dataclasses import dataclass, field

from .anatomy import PROCEDURE, SITE, procedure_in, side_in, site_in
from .painting import MASK
from .pattern import compiled

_LABEL = (
    r"[\W_]{0,6}(?:[A-Za-z ]{0,24}(?:specimens?|diagnosis|diagnoses|parts?)(?:\(s\))?(?: "
    r"submitted| received)?\s{0,2}[:\-]\s{0,3})?"
)
_KEY = r"(?:[A-H]|\d{1,2}|I{1,3}|IV|V)"
# “Part A:”, “(2):”, “II:”, and nothing else in the line: as a table heads its columns.
_BARE = re.compile(
    rf"(?!\s{{0,3}}\d{{1,2}}\s?:)\W{{0,3}}(?:(?:part|spec(?:imen)?|sample|biopsy|tissue)\s{{0,2}})?[(#]?(?P<letter>{_KEY})\)?"
    r"(?P<title>)\s{0,2}:\s*",
    re.IGNORECASE,
)
_LETTERED = re.compile(
    _LABEL + r"(?P<word>(?:part|specimen|sample|biopsy|site|block)\s{0,2}#?\s{0,2})?\(?"
    rf"(?P<letter>(?<=block\s)[A-H](?=\d)|{_KEY})(?:(?<=block\s[A-H])\d{{1,2}})?"
    r"(?(word)(?:\s?\(?(?:of\s|/)\s?\d{1,2}\b\)?)?)"  # “Specimen 1 of 2:”
    r"(?:\s?[&,/]\s?[A-H]){0,3}\s{0,2}(?:[.:)]|(?P<comma>,)(?=\s)|\s-|-(?=\s)|\s\s|\s{0,6}\||\s(?=(?-i:[A-Z][a-z]))|\s(?=(?:left|right|lt|rt)\W{1,3}(?:breast\W{1,3})?\d{1,2}(?::\d\d|\s?o)))\s{0,6}(?P<title>[^\d\s][^\n]{2,})",
    re.IGNORECASE,
)
_PLAIN = re.compile(
    r"[\W_]{0,6}(?:(?:(?:nature of )?specimens?|body site|site|source|anatomic site|procedure"
    r"|material|materyal|diagnosis|final diagnosis)"
    r"(?: (?:type|source|site|laterality|submitted|description))?\s{0,3}[:"
    r"|-]\s{0,6})?(?P<title>[^\n:]{3,140})",
    re.IGNORECASE,
)
# “Left breast core (A): …”
_TRAILING = re.compile(r"\((?:part |specimen |block )?(?P<letter>[A-H])\d?\)\s{0,3}$")
_ANNOUNCED = compiled(r"\b(?:part|specimen|sample)\s{0,2}#?\s{0,2}$")
_TAKEN = re.compile(rf"{PROCEDURE.pattern}|\bbiops(?:y|ies)\b|\bbx\b", re.IGNORECASE)
_LUMP = compiled(r"^.{0,24}\b(?:nodes?|ln|lump|mass|nodule|lesion)\b")  # “Left node”
_CLOCK = re.compile(r"^\w{2,5}\W{1,3}\d{1,2}(?::\d\d|\s?o'?\s?clock)", re.IGNORECASE)
# “2:00”, “10 o'clock”, and no time of the day
_HOUR = re.compile(
    r"(?<![\d:.])(?P<hour>[1-9]|1[0-2])(?::[0-5]\d(?![\d:]|\s?[ap]\.?m)|\s?o'?\s?clock)",
    re.IGNORECASE,
)
_ENDS = re.compile(r"\s{0,2}(?:[,:.(-]|$)")
_PROSE = compiled(
    r"\b(?:is|are|was|were|shows?|showed|demonstrates?|has|have|contains?|reveals?|we|received|labell?ed)\b"
)
# “Skin, nipple, base : free”: what became of a place is no specimen of its own.
_STATE = compiled(r"\s{0,3}[:|]\s{0,12}(?:free|clear|(?:un|not )involved|involved|unremarkable)\b")
# “A. Carcinoma”, “A   Carcinoma”; no article stands before a capital: “A Carcinoma”.
_LISTED = re.compile(
    r"\W{0,6}(?P<key>[A-H]|\d{1,2})"
    r"(?:\s{0,2}[.):]\s{1,4}|\s{2,6}|\s{0,6}\|\s{0,6}|\s(?=[A-Z][a-z]))(?=[A-Za-z])"
)
_TOLD = compiled(
    r"\W{0,3}(?P<title>[^\n.;:,]{5,80}?) (?:contains?|shows?|consists?|reveals?"
    r"|demonstrates?|harbou?rs?|compris\w{1,3}|is|are|has|have)\b"
)
# “LYMPH NODE METASTASIS (block A15)”, alone on its line above its receptors.
_DEPOSIT = compiled(
    rf"\W{{0,4}}(?:(?:left|right|axillary|nodal) ){{0,2}}(?:{SITE.pattern})? ?"
    r"(?:metasta\w{1,3}|metastatic (?:deposit|carcinoma|tumou?r)|deposit)"
    r"[\s,]{1,3}\(?(?:blocks?|cassette|slide) \w{1,4}\)?\s{0,2}:?\s{0,3}$"
)
_SUBJECT = compiled(
    rf"\b(?:cores?|specimens?|samples?|sections|tissue|fragments?|tumou?r|carcinoma)\b"
    rf"|{_TAKEN.pattern}"
)
_NOTHING = compiled(
    r"(?:negative for|no(?: evidence of| residual| definite)?|free of|without)(?: (?:residual"
    r"|invasive|metastatic|in situ|definite)){0,2} (?:(?:atypia|in~situ|dysplasia"
    r"|atypical hyperplasia) (?:or|nor|and) )?(?:carcinoma|malignan\w{1,4}|tumou?r"
    r"|metasta\w{1,4}|neoplasia)",
    r"\b0\s?/\s?\d{1,2}\b",
)
_BENIGN = compiled(
    r"\b(?:benign|fibroadenoma|fibrocystic|papilloma|hyperplasia|normal|unremarkable|lipoma)\b"
)
_MALIGNANT = compiled(
    r"\b(?:\w{0,6}carcinomas?|malignan\w{1,4}|idc|ilc|dcis|cancer|metasta\w{1,6}|karsinom)\b"
)
_INVASIVE = compiled(r"\b(?:invasive|infiltrating|idc|ilc|metasta\w{1,6}|adenocarcinoma|invaziv)\b")
_OF_BREAST = compiled(
    r"\b(?:mastectomy|lumpectomy|quadrantectomy|segmentectomy|wle|wide local excision)\b"
)
_LISTED_WITHIN = 120  # characters
_REACH = 60  # characters in which a heading names its site


@dataclass
class Part:
    """A part or a site: `key` is its letter, or site and side."""

    key: str
    title: str
    start: int
    end: int
    site: str = ""
    side: str = ""
    procedure: str = ""
    clock: str = ""  # the hour at which it was taken from the breast
    diagnosed: int = 0  # characters of the diagnosis under it
    is_invasive: bool = False
    _is_malignant: bool = field(default=False, repr=False)
    _is_free: bool = field(default=False, repr=False)

    def tell(self, words: str) -> None:
        """What the diagnosis says, piece by piece."""
        left = _NOTHING.sub(" ", words)
        self.diagnosed += len(words)
        self.is_invasive |= bool(_INVASIVE.search(left))
        self._is_malignant |= bool(_MALIGNANT.search(left))
        self._is_free |= bool(_BENIGN.search(left)) or left != words

    def join(self, same: "Part") -> None:
        """The same part, as another heading names it."""
        self.diagnosed += same.diagnosed
        self.is_invasive |= same.is_invasive
        self._is_malignant |= same._is_malignant
        self._is_free |= same._is_free
        self.site, self.side = self.site or same.site, self.side or same.side
        self.procedure = self.procedure or same.procedure
        is_told = bool(self.clock) == bool(same.clock)
        longest = max(self.title, same.title, key=len)
        self.title = longest if is_told else (self.title if self.clock else same.title)
        self.clock = self.clock or same.clock

    def can_be(self, found: "Part") -> bool:
        """Whether another heading without a letter can name this part: “Left breast” that of
        10:00, and not that of the right or of 2:00."""
        other_hour = self.clock and found.clock and self.clock != found.clock
        same_side = not found.side or self.side == found.side
        return self.site == found.site and same_side and not other_hour

    @property
    def is_benign(self) -> bool:
        """It surely holds no carcinoma."""
        return self._is_free and not self._is_malignant


def letters_listed(text: str) -> frozenset[str]:
    """The letters under which a report lists its parts: “A. Left breast, core biopsy”."""
    lines = (line for line in text.split("\n") if line.strip())
    parts = (_LETTERED.match(line) for line in lines)
    return frozenset(
        found["letter"] for found in parts
        if found and found["letter"].isupper() and _names_specimen(found["title"][:_LISTED_WITHIN])
    )  # fmt: skip


def is_key(key: str) -> bool:
    """A letter or number of a part, and not its site."""
    return bool(re.fullmatch(_KEY, key))


def clock_in(words: str) -> str:
    """The only hour that is named, or nothing."""
    hours = {found["hour"] for found in _HOUR.finditer(words)}
    return hours.pop() if len(hours) == 1 else ""


def part_in(sentence: str, start: int, *, opens_line: bool, marker_at: int) -> Part | None:
    """The part that a sentence heads, if it does; `marker_at` is where it first names a marker."""
    bare = _BARE.fullmatch(sentence) if opens_line else None
    if bare:
        return _part(bare["letter"].upper(), bare, start, "")
    lettered = _LETTERED.match(sentence)
    if lettered:
        title = lettered["title"][: max(0, min(120, marker_at - lettered.start("title")))]
        announced = _ANNOUNCED.search(sentence[: lettered.start("letter")])
        is_title = sentence.rstrip().endswith(":")  # “Block A2, Left breast:”
        is_named = _names_specimen(title) and (is_title or not lettered["comma"])
        if announced or is_named:
            return _part(lettered["letter"].upper(), lettered, start, title)
    plain = _plain_part(sentence, start, opens_line=opens_line, marker_at=marker_at)
    return plain or _told_part(sentence, start, marker_at)


def listed_at(sentence: str, parts: dict[str, Part]) -> Part | None:
    """The part whose letter begins a line: “A. Invasive carcinoma”, once it was listed; after a
    number only a diagnosis says so."""
    found = _LISTED.match(sentence)
    part = parts.get(found["key"]) if found else None
    if part is None or found is None:
        return None
    is_diagnosed = any(words.search(sentence) for words in (_MALIGNANT, _BENIGN, _NOTHING))
    return part if found["key"].isalpha() or is_diagnosed else None


def _told_part(sentence: str, start: int, marker_at: int) -> Part | None:
    """“The cores from the left breast contain …”: the subject names a specimen with its side."""
    told = _TOLD.match(sentence)
    if told is None or told.end() > marker_at:
        return None
    subject = told["title"]
    if not (_SUBJECT.search(subject) and side_in(subject) and site_in(subject)):
        return None
    return _part("", told, start, subject)


def _plain_part(sentence: str, start: int, *, opens_line: bool, marker_at: int) -> Part | None:
    """“Breast, left, core biopsy:”, “Left breast”, “Liver: …”, without a letter before it."""
    plain = _PLAIN.match(sentence)
    if plain is None or not (opens_line or sentence[plain.end() : plain.end() + 1] == ":"):
        return None
    title = plain["title"][: max(0, marker_at - plain.start("title"))]
    site = SITE.search(title[: _REACH + 20])
    if _PROSE.search(title) or _STATE.match(sentence, plain.end()):
        return None
    side, taken = side_in(title), _TAKEN.search(title)
    if site is None:  # “Rt. modified radical mastectomy”
        return _part("", plain, start, title) if side and _OF_BREAST.search(title) else None
    if not opens_line and not (side and taken):
        return None
    is_node = site.lastgroup == "lymph_node"
    begins = not title[: site.start()].strip()
    heads_line = sentence[plain.end() :].strip() == ":" and len(title) < _REACH
    is_alone = begins and (heads_line or bool(_ENDS.match(title, site.end())))
    is_deposit = opens_line and _DEPOSIT.match(sentence)
    trailing = _TRAILING.search(title)
    if trailing and (side or taken or is_node):
        return _part(trailing["letter"], plain, start, title)
    if taken or is_deposit or (not is_node and (side or is_alone)):
        return _part("", plain, start, title)
    return None


def _names_specimen(title: str) -> bool:
    site = SITE.search(title)
    if site is not None and site.start() <= _REACH:
        return True
    is_taken = _TAKEN.search(title) or _CLOCK.search(title) or _LUMP.search(title)
    return bool(side_in(title) and is_taken)


def _part(letter: str, match: re.Match[str], start: int, words: str) -> Part:
    head = re.split(r":(?!\d\d\b)|\s-\s|(?<!\b[RrLl]t)\. ", words, maxsplit=1)[0][:120]
    site, side = site_in(head) or site_in(words), side_in(head) or side_in(words[:120])
    if site in ("lymph node", "skin", "") and _OF_BREAST.search(head):
        site = "breast"  # “mastectomy and axillary sampling”, “mastectomy with skin”
    clock = clock_in(head)
    part = Part(
        key=letter or " ".join(filter(None, (site, side, clock))),
        title=_title(letter, head),
        start=start + match.start("title"),
        end=start + min(match.end("title"), match.start("title") + len(head)),
        site=site,
        side=side,
        procedure=procedure_in(head) or procedure_in(words[:120]),
        clock=clock,
    )
    part.tell(match["title"])
    return part


def _title(letter: str, head: str) -> str:
    """Without what is painted over, and brackets that are left empty by it."""
    words = f"{letter}. {head}" if letter else head
    shown = re.sub(rf"\(?{MASK}+\)?", " ", " ".join(words.split())[:100])
    return " ".join(shown.split()).strip(" .:,-|")
