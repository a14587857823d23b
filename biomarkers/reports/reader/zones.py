"""Zones: what a stretch of the report is for, by its headings.

Methods, definitions and disclaimers are no results; what clinical information tells is none of this
report.
"""

import re

from .anatomy import SITE
from .items import CEP17, ER, HER2, ISH, KI67, PR
from .letters import BORDER
from .neutral import is_neutral
from .parts import part_in
from .pattern import compiled
from .told import speaks_of_past

RESULTS, HISTORY, METHODS, LEGEND, ADDENDUM, AMENDMENT, GROSS = (
    "results", "history", "methods", "legend", "addendum", "amendment", "gross",
)  # fmt: skip

_HEADINGS = {
    HISTORY: compiled(
        "(?:pertinent |relevant )?clinical (?:diagnosis and )?"
        "(?:history|information|data|details|summary|indication|notes?)",
        "indications?(?: for (?:test|study|procedure)\\w{0,3})?",
        "(?:patient |medical )?history(?: of present illness)?",
        "clinical|reason for (?:referral|test\\w{0,3})|klinik bilgi|pre~operative diagnosis",
        "(?:clin(?:ical)?\\.? )?(?:hx|h/o|info)\\.?|pmh|(?:past )?medical hx|background",
        "(?:submitt(?:ed|ing)|referring|referral|received|accompanying|outside|external|provided"
        "|given|clinical|presumptive|working|ordering"
        "|requisition|admitting|known) diagnosis(?: (?:code|text))?",
        "diagnosis (?:provided|given|supplied|submitted|(?:on|per|from) (?:the )?requisition)",
        "clinical (?:information|history|details|data|notes?) (?:supplied|provided|given|received"
        "|submitted|on (?:the )?(?:request|requisition)(?: form)?)",
        "(?:supplied|provided|submitted|relevant|given) (?:clinical )?(?:information|history"
        "|details)",
        "(?:onco\\w{2,7}|cancer|tumou?r|treatment|past|prior|disease|personal|family|relevant"
        "|surgical) history|disease(?: state| type)?",
        "clinical (?:context|background|question|setting)|request(?:ed)? (?:form|details"
        "|information)|requisition(?: form)?|reason for (?:request|stud\\w{1,3}|order)"
        "|icd\\S{0,6}.{0,20}",
    ),
    METHODS: compiled(
        "(?:test |assay )?(?:methods?|methodology|techni(?:que|cal (?:information|notes?|comment)))"
        "(?: and (?:limitations|materials))?",
        "materials and methods|antibod(?:y|ies)(?: (?:used|information|clones?))?|reagents"
        "|fixation",
        "tissue handling|pre~analytic\\w{0,3}(?: information)?|disclaimers?|limitations",
        "test information|about (?:this|the) test|regulatory \\w{0,12}|assay information",
        "references?|bibliography",
        "(?:history|log|list|record|summary) of (?:changes|amendments|revisions|corrections"
        "|versions)|(?:revision|amendment|version|change|correction)s? (?:history|log)",
        "(?:fda~approved |available |matched |associated |potential |targeted |on~label "
        "|off~label )*"
        "(?:therap(?:y|ies)|treatments?|drugs?|clinical trials?)(?: (?:implications?|options?"
        "|associations?"
        "|with|for|in|current|considerations?|benefit|diagnosis|and|potential|clinical|lack of"
        "|patient's"
        "|tumou?r type|trials?|available|approved))*(?:,? current diagnosis)?",
    ),
    GROSS: compiled(
        "(?:gross|macro(?:scop(?:y|ic))?)(?: (?:description|examination|findings))?",
        "makroskopik inceleme",
        r"intraoperative\b.{0,20}|frozen section\b.{0,20}",
    ),
    AMENDMENT: compiled(
        r"amm?end(?:ed|ment)\b(?: (?:report|results?|diagnosis|comment))?",
        "correct(?:ed|ion)(?: (?:report|results?|diagnosis))?",
        "revised(?: (?:report|results?|diagnosis))?",
    ),
    ADDENDUM: compiled(
        "adden?dum(?: (?:report|diagnosis|comment|discussion))?|procedures? and addenda",
        "supplement(?:ary|al)(?: (?:report|results?|- receptors?))?",
    ),
    RESULTS: compiled(
        "(?:(?:final|pathologic(?:al)?|microscopic|surgical|anatomic) )*(?:diagnosis|diagnoses)",
        "results? (?:in|of|for) (?:this|the (?:present|current)) (?:case|patient|specimen|sample"
        "|tumou?r|test)|(?:this|present|current|patient's) (?:case|result)s?|(?:actual|valid"
        "|correct(?:ed)?|final|current) (?:results?|values?)(?: now in force)?|values? in force",
        "(?:pathology )?report(?: text)?",
        "conclusions?|summary|synop\\w{3,6}(?: \\w{1,12}){0,2}|case synopsis|results?(?: of)?"
        "|findings",
        "(?:breast )?(?:cancer )?(?:biomarkers?|markers?|receptors?)(?: (?:studies|results?|summary"
        "|report\\w{0,3}|profile|testing|status|findings|template))*",
        "(?:immuno\\w{5,22}|ihc)(?: (?:studies|results?|stains?))?|interpretation",
        "(?:ancillary|special|additional) (?:studies|stud(?:y|ies) results?|findings)",
        r"prognostic\b[^:\n|+%\d]{0,40}|comments?|notes?",
        "(?:micro(?:scop(?:y|ic))?|histolog(?:y|ical))"
        "(?: (?:description|examination|findings|report))?",
        "specimens?(?: \\w{1,10})?|test(?:\\(s\\))? performed|parts?|genomic\\b.{0,20}",
        "her-?2(?:/neu)?(?: (?:testing|test|studies|status|results?|analysis|assay|immuno\\w{5,20}"
        "|ihc|fish|ish|by \\w{2,20})){0,3}",
        r"molecular\b[^:\n|+%\d]{0,30}|mikroskopik inceleme.{0,12}|biyobelirteçler",
    ),
}
_NUMBERED = r"(?:\s?(?:#|no\.?))?(?:\s?\d{1,2})?(?:\s{0,3}\([^)\n]{0,60}\))?"
_AS_GIVEN = (
    r"(?:\s(?:as|per|from|on|by|in|the|of|given|supplied|provided|submitted|received|stated|noted"
    r"|request|requisition|form|clinician|referral|referring|ordering|physician|provider)){0,5}"
)


# “ADDENDUM 1   Date Ordered: 8/24/2012”: its date stands beside it.
_BESIDE = rf"|(?P<beside>\s{{0,60}}{re.escape(BORDER)}(?=[^\n]{{0,120}}\d))"
# “ADDENDUM 1 (3 May), HORMONE RECEPTORS”: what it is on stands beside its number, and no sentence.
_TITLED = r"|(?P<titled>(?<=[\d)])\s{0,3}[-,\s]\s{0,3}(?=[^\n.:]{3,90}$))"


def _rule(zone: str, heading: re.Pattern[str]) -> re.Pattern[str]:
    given = _AS_GIVEN if zone == HISTORY else ""
    beside = _BESIDE if zone in (ADDENDUM, AMENDMENT) else ""
    beside += _TITLED if zone == ADDENDUM else ""
    words = heading.pattern.replace(r"and\s{1,3}", r"(?:and|&)\s{1,3}")
    return re.compile(
        rf"[\W_]{{0,8}}(?:{words}){given}{_NUMBERED}"
        rf"\s{{0,2}}(?:(?P<colon>:)|(?P<alone>(?!\s*\|\s*-\s*$)[-|*\s]{{0,12}}$){beside})",
        re.IGNORECASE,
    )


_RULES = [(zone, _rule(zone, heading)) for zone, heading in _HEADINGS.items()]
# “Reader 1, 20 nuclei: …”: below a method that is told in its own line, the label of an item.
_ITEM_LABEL = re.compile(r"[\W_]{0,6}[A-Z][\w,/&() -]{2,45}:\s")
_ANY_LABEL = re.compile(r"[\W_]{0,6}[A-Z][A-Za-z /&-]{2,45}:")
_OWN_ROW = compiled(
    r"\W{0,6}(?:(?:final |patient(?:'s)? |test )?results?|patient|findings?|(?:this|present)"
    r" (?:case|tumou?r|specimen|patient))\s{0,40}[:|]"
)
_GRADE_LABEL = compiled(
    r"\W{0,6}(?:(?:her-?2|ihc|ish|fish|er|pr)\s){0,2}(?:(?:strong|weak|low)[\s-])?(?:positive|negative"
    r"|equivocal|indeterminate|borderline|(?:not )?amplified|low|ultra~low|null|[0-3]\s?\+?)\s?:"
)
# “ER/PgR: >=1% positive, 1-10% low positive”, below the title of a guide
_LABELLED_LIMIT = re.compile(
    r"[^:\n]{2,30}:\s{0,3}(?:[<>≤≥]|at least|less than|more than)", re.IGNORECASE
)
_CAPITAL_LABEL = re.compile(r"[\W_]{0,6}[A-Z][A-Z /&-]{4,45}:")
_SITE_LABEL = re.compile(rf"\W{{0,6}}(?:{SITE.pattern})[^.:\n]{{0,60}}:", re.IGNORECASE)
_OF_REPORT = compiled(
    r"\b(?:comments?|notes?|ad?denn?dum|amm?end\w{2,4}|synop\w{3,6}|summary|conclusions?|supplement\w{2,3})\b"
)
_DIAGNOSIS = compiled(
    r"\b(?:submitt\w{2,3}|referr\w{2,3}|received|accompanying|outside|external) diagnosis\b"
)
_ITEM = compiled(r"\b(?:her~2|ihc|immuno|receptor|marker|biomarker)")
_NAMED = compiled(ER, PR, KI67, HER2, CEP17, ISH)
CLONE = compiled(r"\b(?:sp[123]|1e2|6f11|1d5|ep1|4b5|pgr636|cb11|mib~1|30-9|16|pgr1294|a0485)\b")
_ENTRY = re.compile(r"\s*[-*•\d]")  # of a list, which may name a specimen each
_SHORT = 60  # characters; a method of so few words is an item of a form, no zone


def _is_item(line: str) -> bool:
    """A short line that names a marker and nothing else: the item of a form. With its clone it is
    one of the antibodies: “ER SP1, PR 1E2 (Ventana)”."""
    if len(line) >= _SHORT or not _NAMED.search(line) or CLONE.search(line):
        return False
    return is_neutral(_NAMED.sub(" ", line))


def _heads_results(line: str) -> bool:
    """“ADDENDUM - HER2 FISH   11 Oct 2019”: a short line that names what was tested, and no
    sentence."""
    title = " ".join(line.partition("\n")[0].replace(BORDER, " ").split())
    tested = _ITEM.search(title) or _NAMED.search(title)
    return bool(tested) and len(title) < _SHORT and not title.endswith(".")


def _heads_specimen(line: str) -> bool:
    """A line that names a specimen, and none of the past."""
    named = _NAMED.search(line)
    part = part_in(line, 0, opens_line=True, marker_at=named.start() if named else len(line))
    is_headed = part is not None or _SITE_LABEL.match(line) is not None
    return is_headed and not speaks_of_past(line)


class Zones:
    """The zone of each sentence, in their order."""

    def __init__(self) -> None:
        self.zone = RESULTS
        self.is_heading = False
        self.heading_end = 0
        self.is_of_report = (
            False  # a comment, an addendum, a synopsis: of the report, not of a part
        )
        self._goes_on_over_gap = False
        self._is_of_others = False  # below “Submitted diagnosis”, which names their specimen itself
        self._is_told_in_line = False  # what the heading heads stands in its own line

    def of(self, sentence: str, opens_line: bool, after_gap: bool) -> str:
        """The zone of the next sentence. `is_heading` then says whether a heading begins it."""
        self.is_heading = False
        line = sentence.rstrip()
        zone, alone = self._heading(line, opens_line)
        if zone:
            self.is_heading, self.zone, self._goes_on_over_gap = True, zone, alone
            self._is_of_others = alone and bool(_DIAGNOSIS.search(line))
            self._is_told_in_line = not alone
        elif self.zone in (HISTORY, METHODS, LEGEND):
            ended = after_gap and not self._goes_on_over_gap
            heads = self.zone == HISTORY and opens_line and _heads_specimen(line)
            is_told = self._goes_on_over_gap and not (after_gap or _ENTRY.match(line))
            labelled = _ANY_LABEL if opens_line else _CAPITAL_LABEL
            if self.zone == LEGEND and (_GRADE_LABEL.match(line) or _LABELLED_LIMIT.match(line)):
                return self.zone  # “ISH positive: ratio of 2.0 or more”
            if opens_line and self.zone == LEGEND and _OWN_ROW.match(line):
                self.zone = RESULTS  # “Result | ratio 1.3: NEGATIVE”, below the limits
                return self.zone
            if opens_line and self.zone == METHODS and self._is_told_in_line:
                labelled = _ITEM_LABEL
            self._is_of_others &= self._goes_on_over_gap or not after_gap
            is_theirs = heads and (self._is_of_others or is_told)
            if not is_theirs and (
                labelled.match(line)
                or (opens_line and (ended or heads or self._is_title(line) or _is_item(line)))
            ):
                self.zone = RESULTS
            self._goes_on_over_gap = False
        elif self.zone == GROSS and after_gap and opens_line and _heads_results(line):
            self.zone = RESULTS
        return self.zone

    def tell_results(self) -> str:
        """What follows is of specimens, whatever the heading above it."""
        self.zone = RESULTS
        return self.zone

    def explain(self) -> None:
        """The lines that follow explain a scale."""
        self.zone = LEGEND

    def _heading(self, line: str, opens_line: bool) -> tuple[str, bool]:
        """The zone that a heading opens, and whether it stands alone. Of several in a row (“FINAL
        DIAGNOSIS (continued): CLINICAL HISTORY:”) the last one counts."""
        zone, end = "", 0
        while following := self._next_heading(line, end, opens_line):
            zone, end = following
        rest = line[end:].strip()
        if zone == METHODS and rest and len(rest) < _SHORT:
            return "", False
        self.heading_end = end
        self.is_of_report = bool(_OF_REPORT.search(line[:end]))
        return zone, not rest

    def _next_heading(self, line: str, start: int, opens_line: bool) -> tuple[str, int] | None:
        for zone, rule in _RULES:
            found = rule.match(line, start)
            if found and start and _ITEM.search(found[0]):
                continue  # “ADDENDUM: HER2: …” names a heading and an item
            if found and found.end() > start and (found["colon"] or (opens_line and not start)):
                return zone, found.end()
        return None

    def _is_title(self, line: str) -> bool:
        letters = [letter for letter in line if letter.isalpha()]
        return (
            len(letters) > 3 and len(line) < _SHORT and all(letter.isupper() for letter in letters)
        )
