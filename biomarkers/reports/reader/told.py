"""What the clinical information tells of a tumor that was known before this specimen was taken."""

from .earlier import Earlier, earlier_in, is_now
from .finding import Finding
from .pattern import compiled
from .sentences import Sentence

_BEFORE = compiled(
    r"\b(?:history(?! of present)|hx|past|prior|previous(?:ly)?|earlier|known|original(?:ly)?"
    r"|initial(?:ly)?|primar(?:y|ies)|pmh"
    r"|recurren\w{1,3}|relaps\w{1,3}|status post|treated"
    r"|diagnosed|ago|since|pre~(?:nact|neoadjuvant|treatment|therapy|chemo\w{0,8})|baseline)\b"
    r"|\bs/p\b|\bk/?c/?o\b",
    r"(?<![\d/-])(?:19|20)\d\d(?![\d-])",
)
# Of a tumor that is known, said where the clinical information begins: below it can be this one.
_KNOWN = compiled(r"\b(?:metasta\w{1,5}|progress\w{2,4}|stage (?:iv|4)|advanced)\b")
_DATE = compiled(
    r"\b\d{1,2}[ .-]{1,2}[a-z]{3,9}\.?[ ,-]{1,2}\d{4}\b|\b[a-z]{3,9} \d{1,2}, ?\d{4}\b"
)
# “HER2 IHC 2+, 2018 algorithm”, “(ASCO/CAP 2018)”: the year of a rule is none of a tumor.
_RULE = compiled(
    r"\b(?:19|20)\d\d (?:\S{1,14} ){0,3}?(?:algorithms?|guidelines?|criteria|recommendations"
    r"|focused|updates?|edition|asco|(?-i:CAP|WHO))\b",
    r"\b(?:algorithms?|guidelines?|criteria|recommendations|updates?|asco\W{1,3}cap|ajcc|(?-i:WHO))"
    r"(?: (?:of|from|in|updates?))?[\s,(]{1,3}(?:19|20)\d\d\b",
)
_HISTORY = compiled(r"\b(?:history|hx)\b")
_TUMOR = compiled(
    r"\b(?:cancers?|ca|carcinomas?|tumou?rs?|tnbc|idc|ilc|nst|malignan\w{1,4}|primar(?:y|ies)|mbc"
    r"|mastectomy|lumpectomy|biops(?:y|ies)|bx|core|excision|resection|wle|disease|recurrence)\b"
)
_NOW = compiled(r"\b(?:now|new|current(?:ly)?|present(?:s|ing)?|today)\b")
OF_RELATIVES = compiled(
    r"\b(?:family|familial|mother|father|sister|brother|daughter|son|aunt|uncle|cousin|niece"
    r"|grand\w{4,8}|maternal|paternal|relatives?|kindred)\b"
)


def speaks_of_past(words: str) -> bool:
    """A full date is that of any report, a year alone that of something before."""
    return bool(_BEFORE.search(_DATE.sub(" ", _RULE.sub(" ", words))))


class Told:
    """Reads the sentences of the clinical information in their order."""

    def __init__(self) -> None:
        self._known: Earlier | None = None
        self._is_past = self._is_tumor = self._is_block = self._begins = False
        self._goes_on = False  # the line before ended in the middle of what it says

    def forget(self) -> None:
        """Another section begins."""
        self._known, self._is_past, self._is_tumor = None, False, False

    def turn(self, words: str, sentence: Sentence, own: set[str], heading_end: int) -> None:
        """The next sentence. That of a relative is of no specimen of this patient; “history” as a
        heading says nothing of when: “CLINICAL HISTORY: breast cancer, HER2 3+”."""
        if heading_end:
            self._is_block = not words[heading_end:].strip()
        elif sentence.opens_line and not (self._is_block or self._goes_on):
            self.forget()  # the line below “History: …” speaks for itself
        self._goes_on = words.rstrip().endswith((":", ","))
        self._begins = bool(heading_end or self._is_block) or (
            self._begins and not sentence.opens_line
        )
        if OF_RELATIVES.search(words):
            self.forget()
            return
        is_past = speaks_of_past(_HISTORY.sub(" ", words[:heading_end]) + words[heading_end:])
        is_past |= self._begins and bool(_KNOWN.search(words))
        self._is_past |= is_past
        self._is_tumor |= bool(_TUMOR.search(words))
        if self._is_past and self._is_tumor and (self._known is None or is_past):
            told = _RULE.sub(lambda rule: " " * len(rule[0]), words)
            self._known = earlier_in(_NOW.split(told)[0], 0, sentence.start, own)

    def specimen_of(self, finding: Finding, words: str, start: int) -> Earlier | None:
        """The earlier specimen of a result that is plainly one; the sentence begins at `start`."""
        if not finding.is_sure or is_now(words[: finding.start - start]):
            return None
        return self._known
