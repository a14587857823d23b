"""Definitions, legends, reference ranges and disclaimers.

They are no results of this specimen. They are painted over, at equal length, so that no rule can
take a value from them and every offset still points into the report.
"""

import re

from .corrections import replaced
from .defined import defined
from .legends import legends
from .painting import over, painted
from .points import POINTS

_I = re.IGNORECASE
_SCORE = r"(?:0|o|[1-3]\s{0,2}\+?)(?![\w.%])"
_SCORES = rf"{_SCORE}(?:\s{{0,2}}(?:-|to|/|or|and|,)\s{{0,2}}{_SCORE}){{0,2}}"
_GAP = r"[\s,;:=./()|-]{0,6}"
_NEGATIVE, _EQUIVOCAL, _POSITIVE = (
    r"\bnegative(?!\w)",
    r"\b(?:equivocal|borderline|indeterminate|weak(?:ly)?\s{1,3}positive)(?!\w)",
    r"\b(?:strong(?:ly)?\s{1,3})?positive(?!\w)",
)


def _in_turn(*items: str) -> str:
    return _GAP.join(items)


def _word_first(*words: str) -> str:
    return _in_turn(*(_in_turn(word, _SCORES) for word in words))


def _score_first(*words: str) -> str:
    return _in_turn(*(_in_turn(rf"(?<![\w.]){_SCORES}", word) for word in words))


# “Negative 0 - 1+, Equivocal 2+, Positive 3+”, in either direction and either order. Each word
# once: a result that stands just before is not swallowed.
_LEGENDS = [
    _word_first(_NEGATIVE, _EQUIVOCAL, _POSITIVE),
    _word_first(_POSITIVE, _EQUIVOCAL, _NEGATIVE),
    _score_first(_NEGATIVE, _EQUIVOCAL, _POSITIVE),
    _score_first(_POSITIVE, _EQUIVOCAL, _NEGATIVE),
    rf"{_NEGATIVE}{_GAP}[0o]\s{{0,2}}(?:-|to|/|or|,)\s{{0,2}}1\s?\+{_GAP}{_POSITIVE}{_GAP}"
    rf"{_SCORES}",
    # “0: no staining; 1+: faint, incomplete; 2+: …; 3+: …”
    r"(?<![\w.])0(?![\w.%])[^0.+]{0,100}(?<!\w)1\+[^+]{0,160}(?<!\w)2\+[^+]{0,160}(?<!\w)3\+[^.;\n]{0,80}",
    r"(?:\bscale\s{1,3}(?:(?:of|from)\s{1,3})?)?(?<![\w.])0\s{0,2}(?:-|to|through)\s{0,2}3\s{0,2}\+?(?![\w.%])",
    # “Negative <1%, Low positive 1-10%, Positive >10%”, “Low <15%   Intermediate 15-30%”
    r"(?:\b(?:low[\s-]positive|negative|positive|low|intermediate|borderline|high|favou?rable|unfavou?rable)"
    r"[\s:=(]{0,4}(?:[<>≤≥]=?\s{0,2}\d{1,2}|\d{1,2}\s{0,2}-\s{0,2}\d{1,2})\s?%[\s,;)|]{0,40}){2,4}",
    # “<1% negative; 1-10% low positive; 11-100% positive”, “up to 14% low, above 14% high”
    r"(?:(?:(?:[<>≤≥]=?|\b(?:up\sto|at\sleast|above|over|below|under|(?:less|more|greater)\sthan))\s{0,2}\d{1,3}"
    r"|\d{1,3}\s{0,2}-\s{0,2}\d{1,3})\s?%\s{0,3}[:=]?\s{0,2}"
    r"(?:is\s)?(?:low[\s-]|weakly\s|borderline\s)?"
    r"(?:negative|positive|low|intermediate|borderline|moderate|high)\b(?:[\s,;.|]{0,6}|\s{1,2}(?:and|or)\s{1,2})){2,5}",
    *POINTS,
    # “* Positive: >= 1% of tumor cell nuclei”, a footnote
    r"(?m:^[\x20\t|*†‡#]{0,12}(?:low\s)?(?:positive|negative)\s{0,2}[:=]\s{0,3}(?:[<>≤≥]=?|at\sleast|less\sthan"
    r"|more\sthan)\s?(?:1|10)\s?%[^\n]{0,100}$)",
    # “Reference: <1% negative”, alone on its line
    r"(?m:^[\x20\t|]{0,12}"
    r"(?:ref(?:erence|\.)?|normal|standard|expected|cut-?\s?off|threshold)(?:\s(?:range|interval|value|limit)s?)?\s{0,4}[:|][^\n]{1,100}$)",
    # “Quick score 0-2 is negative, 3-8 positive”
    r"\b(?:quick|allred|h)[\s-]{0,2}scores?\s(?:of\s)?\d{1,3}\s?-\s?\d{1,3}\s(?:is\s|=\s?|:\s?)?\w{3,9}tive\b[^.;\n]{0,80}",
    # “<1% negative; >=1% positive”
    r"(?:(?:[<>≤≥]=?|=[<>])\s{0,2}\d{1,2}\s?%[\s:=]{0,4}(?:is\s)?(?:low\s|)(?:negative|positive|low|high)[\s,;.]{0,4}){2,4}",
]
_DEFINITIONS = [
    # “3+ is positive, 2+ is equivocal”
    r"(?:(?<![\w.])[0-3]\s?\+?\s(?:is|are|means)\s(?:positive|negative|equivocal|borderline)\b[\s,;]{0,4}(?:and\s)?){2,4}",
    # “a ratio of 2.0 or more with fewer than 4.0 HER2 signals per cell”
    r"\b(?:fewer|less|more|greater|at\s{1,3}least)\s{1,3}(?:than\s{1,3})?\d{1,2}(?:\.\d{1,2})?\s{1,3}(?:(?:average|mean)\s{1,3})?"
    r"(?:HER-?2|CEP-?17)\s{1,3}(?:gene\s{1,3})?(?:signals?|copies)\b",
    # “other cut-offs apply (e.g. CPS 1)”
    r"\(e\.?g\.?,?\s[^()\n]{1,60}\)",
    # “was entered wrongly in addendum 1”
    r"\bin\s{1,3}(?:the\s{1,3})?(?:addendum|amendment|supplement)\s{1,3}\d\b",
    # “in some 10-20 % of patients”
    r"(?<![\d.])\d{1,3}(?:\s?(?:-|to)\s?\d{1,3})?\s?%\s{1,3}of\s{1,3}(?:the\s{1,3}|all\s{1,3})?(?:patients|cases|women)\b",
    # the formula of cytogenetics: “nuc ish (D17Z1x2-4),(HER2x4-10)[40]”
    r"\bnuc\s{1,2}ish\b[\s\w]{0,6}:?\s?(?:\([^()\n]{1,40}\)[\s,x\d-]{0,8}){1,4}(?:\[\d{1,3}\])?",
    # “H-score = (1 x % weak) + (2 x % moderate) + (3 x % strong); range 0 to 300”
    r"\bH-?\s?score\s?(?:=|is)\s?\(?(?:1|%)\s?[x×*%][^\n;.]{0,100}(?:[;,]\s?range[^\n;.]{0,20})?",
    # “blocks 5 and 6”
    r"\bblocks\s{1,3}\d{1,2}(?:\s?(?:,|&|and|to|-)\s?\d{1,2}){1,4}(?![\w%+.])",
    # “the change from positive to negative”: what it was before
    r"\b(?:chang\w{1,3}|conver\w{2,5}|switch\w{0,3}|gone|turned)\b[^.;\n]{0,40}?\bfrom\s{1,3}[^.;,\n]{1,24}?(?=\s{1,3}to\s)"
    r"(?:\s{1,3}to\s{1,3}(?:HER-?2|ER|Pg?R)[\s-]{1,2}(?:positive|negative|(?:ultra-?)?low)\b)?",
    # what the tissue was fixed in: “10% neutral buffered formalin”
    r"\b(?:4|10)\s?%[\x20\t]{1,3}(?:(?:neutral|buffered|phosphate)[\x20-]{1,3}){0,3}(?:formalin|formaldehyde|nbf)\b"
    r"(?!\W{1,2}fix)",
    # “[ref <10% = negative]”, “[not amplified <1.8; amplified >2.2]”
    r"\[(?=[^\[\]\n]{0,120}(?:\bref|\bnormal|\bcut|[<>≤≥][^\[\]\n]{1,100}[<>≤≥]))[^\[\]\n]{0,160}\]",
    # the parts of an H-score: “(10% x 0, 0% x 1+, 90% x 3+)”, “0: 5%, 1+: 10%, 2+: 15%, 3+: 70%”
    r"(?:\b\d{1,3}\s?%?\s?(?:x|×|\*|@|at)\s?[0-3]\s?\+?[\s,;+/&]{0,4}){2,4}",
    r"(?:(?<![\w.])[0-3]\s?\+?\s?[:=]\s?\d{1,3}\s?%[\s,;+/&|]{0,4}){3,4}",
    r"\bfalse(?:ly)?[\s-]{1,3}(?:negative|positive)(?:[\s-]{1,3}(?:results?|staining|readings?)(?:\s{1,3}(?:of|for|in)\s[^.;\n]{0,60})?)?",
    r"\b(?:not|n't)\s{1,3}(?:meet|reach|fulfill?|satisfy|qualify)\b[^.;]{0,200}",
    r"(?<=low)\s{0,2}\((?=[^()]{0,80}\b(?:or|up\s{1,3}to|<=|in\s{1,3}>))[^()]{0,120}\)",
    # “"low" - score 1+, or 2+ with negative ISH”
    r"[\"'](?:null|(?:ultra[\s-]?)?low|negative|equivocal|positive)[\"']\s{0,2}(?:[-:=]|means\b|is\b)[^.;\n]{0,120}",
    # “Group 2: ratio >=2.0, HER2 <4.0”
    r"\bgroup\s{0,2}[1-5]\s{0,2}[:=(-]\s{0,3}(?=[^\n;]{0,30}[<>≤≥])[^\n;)|]{0,60}",
    # the same as a row of a table
    r"(?m:^[\s|]{0,12}group\s{0,2}[1-5]\s{0,8}\|(?=[^\n]{0,60}[<>≤≥])[^\n]{0,160})",
    # “HER2-low (by definition IHC 1+, or IHC 2+ without amplification)”
    r"\((?:by\s{1,3}definition|defined)\b[^()]{0,160}\)",
    r"\bdefined\s{1,3}(?:as|by)\b[^.;\n]{0,160}",
    # “(reference >=1%)”, of “(negative; threshold here 10%)” the second half
    r"(?<=[(;,])(?:[^()\n;,]{0,20}\b)?(?:reference|normal(?!\s{0,2}[,;)])|ref\.?|cut-?\s?off|threshold|scale|range)s?\b[^()\n]{0,160}(?=\))",
    r"\b(?:reference|normal|standard|interpretive)\s{1,3}(?:range|interval|value|limit)s?\b[^.\n]{0,160}",
    # “the copy number is between 4 and 6”
    r"\bbetween\s\d{1,2}(?:\.\d{1,2})?\s(?:and|to)\s\d{1,2}(?:\.\d{1,2})?(?![\d.]|\s?(?:%|per\s?cent))",
    # “ER and PgR: 1% cut-off”
    r"(?:[<>≤≥]=?\s?)?\b\d{1,2}\s?%\s(?=(?:positivity\s|decision\s)?(?:cut-?\s?off|cut-?\s?point|threshold)s?\b)",
    r"\bcut-?\s?off\b[^.;)\n]{0,80}",
    # “Ratio less than 2.0: amplification not observed”, “(ratio >= 2.0 and copies < 4.0)”
    r"\b(?:ratio|copies|copy\s{1,3}number|signals)\b[^.;\d=:]{0,30}(?:\b(?:less|greater|more|lower|higher"
    r"|equal|above|(?<!see\s)below|under|over|at\s{1,3}least|exceed\w{0,3})\b|[<>≤≥])[^.;)\n\d]{0,30}\d{1,2}(?:\.\d{1,2})?(?:\s{0,2}[:=]\s{0,2}[^.;)\n]{0,80}"
    r"|\s{1,3}(?:and|with|or|per)\b[^.;)\n]{0,80})?",
    # “the mean copy number is 6.0 or more”, “copies of at least 4”
    r"(?:\b(?:not\s|non-?)?amplified\s{0,2}[:=]\s{0,2})?\b(?:ratio|copies|copy\s{1,3}number|signals)\b[^.;\d=:]{0,30}\d{1,2}(?:\.\d{1,2})?\s{1,3}or\s{1,3}(?:more|greater|higher"
    r"|above|less|lower|fewer|below)\b",
    # “positive if >=1%”, “HER2-low denotes IHC 1+ or IHC 2+ with negative ISH”
    r"\b(?:positive|negative|equivocal|amplified)\s{1,3}(?:if|when|means|stands\s{1,3}for)\s[^.;\n]{0,80}",
    r"\bHER-?2[\s-]{1,2}(?:null|(?:ultra-?)?low)\s{1,3}(?:denotes|means|refers\s{1,3}to|comprises|includes"
    r"|encompasses|corresponds\s{1,3}to|describes)\b[^.;\n]{0,160}",
    # “HER2 0 includes null and ultralow”, “Score 1+ means faint staining”
    r"\b(?:HER-?2|IHC|score)\s{1,3}(?:(?:IHC|score)\s{1,3})?(?:0|[1-3]\s?\+)\s{1,3}(?:denotes|means|refers\s{1,3}to"
    r"|comprises|includes|encompasses|covers|describes)\b(?![^.;\n]{0,80}\bthis\b)[^.;\n]{0,160}",
    # “HER2 null would mean no staining at all”, “2+ would have required FISH”: it is not so
    r"\b(?:HER-?2[\s-]{1,2}(?:null|(?:ultra-?)?low)|(?:a\s)?score\s{1,3}(?:of\s)?[0-3]\s?\+?|(?<![\w.+-])[0-3]\s?\+)"
    r"\s{1,3}would\s{1,3}(?:have\s{1,3})?(?:mean|need|require|imply|be\b|call)[^.;\n]{0,160}",
    # “HER2-low/ultralow result form”: a name of both categories
    r"\bHER-?2[\s-]{1,2}low\s{0,2}(?:/|and|or)\s{0,2}(?:HER-?2[\s-]{1,2})?ultra-?low\b",
    # “HER2-low (IHC 1+ or 2+/ISH-negative)”
    r"\b(?:IHC\s{0,2})?(?:score\s{0,2})?1\s?\+,?\s{0,3}(?:or|and)\s{0,3}(?:IHC\s{0,2})?2\s?\+\s{0,2}(?:/|with|and|without)?\s{0,2}"
    r"(?:negative\s{0,2})?(?:[FCD]?ISH[\s-]{0,3}(?:negative|neg\b|not[\s-]{1,3}amplified|-)?|(?:(?:not|non)[\s-]?)?amplif\w{2,8})",
    # “mean HER2 6.0 or above, is amplified”
    r"\b\d{1,2}\.\d{1,2}\s{1,3}or\s{1,3}(?:more|greater|higher|above|less|lower|fewer|below)\b"
    r"(?:[^.;\n]|\.(?=\d)){0,60}",
]
# Of all tumors or patients, of a scale, of a guideline, of the test: no result of this specimen.
_OF_ALL = re.compile(
    r"\b(?:eligible|eligibility|benefit\s{1,3}from|candidates?\s{1,3}for|respond(?:s|ed)?\s{1,3}to"
    r"|are\s{1,3}(?:\w{4,12}\s{1,3}){0,2}(?:considered|regarded|classified|graded)|(?:is|are)\s{1,3}(?:defined|required|reserved)"
    r"|\d\s?%\s{1,3}is\s{1,3}reported|(?:scores?|tests|results?|staining|ratios?)\s{1,3}(?:of|with)\s(?:(?!\band\s{1,3}(?:is|are)\b)[^.]){0,60}\b(?:is|are)\s{1,3}(?!given|assigned)\w{4}"
    r"|\d{1,3}\s?%\s{1,3}of\s{1,3}(?:\w{3,12}\s{1,3}){0,3}(?:\w{0,6}carcinomas|tumou?rs|cancers)\s{1,3}(?:can|may|are|show|express|stain)\b"
    r"|(?:progression|disease|event|recurrence)[\s-]free\s{1,3}survival|overall\s{1,3}survival"
    r"|guidelines?\s{1,3}(?:recommend|state|define|require)\w{0,2}|best\s{1,3}practice|evidence\s{1,3}is\s{1,3}limited"
    r"|(?:IHC|HER-?2)\s{1,3}0\s{1,3}(?:vs\.?|versus)\s{1,3}1\+|scoring\s{1,3}(?:criteria|system|guide)"
    r"|(?:has|have)\s{1,3}not\s{1,3}been\s{1,3}(?:cleared|approved)|performance\s{1,3}characteristics|does\s{1,3}not\s{1,3}replace"
    r"|(?:HER-?2|ER|PR|receptor|hormone)[\s-]{1,3}\w{2,9}[\s-]{1,3}(?:\([^()\n]{1,30}\)\s{1,3})?(?:tumou?rs|cancers|carcinomas|cases|patients|disease)"
    r"|tumou?rs\s{1,3}with|patients?\s{1,3}with|(?:cases|cancers|carcinomas)\s{1,3}with|whose\s{1,3}tumou?rs"
    r"|(?:positive|negative)\s{1,3}(?:test|result|staining)\s{1,3}(?:is|means)\b|(?:specimens|samples)\W{1,3}with\s{1,3}an?\b"
    r"|(?:is|are)\s{1,3}(?:also\s{1,3})?(?:licen[sc]ed|approved|reimbursed|funded)\s{1,3}(?:for|in|after|by)\b"
    r"|(?:is|are)\s{1,3}indicated\s{1,3}(?:for|in)\s(?!this|the\spatient|her\b|him\b)"
    # “ISH is performed at IHC 2+ only”, “ER is reported in percent; positive is >= 1 %”
    r"|(?:is|are)\s{1,3}(?:only\s{1,3})?(?:performed|done|carried\s{1,3}out)\s{1,3}(?!on\s)(?![^.;]{0,40}\bblock)[^.;]{1,40}\s(?:only|routinely|always)\b"
    r"|(?:positive|negative|low|high)\s{1,3}(?:is|means)\s{1,3}(?:[<>≤≥]|at\s{1,3}least|less|more)"
    r"|\bare\s{1,3}all\s{1,3}HER-?2"
    r"|(?:IHC|HER-?2|score)\s{1,3}(?:IHC\s{1,3}|score\s{1,3})?(?:0|[1-3]\s?\+)\s{1,3}(?:tumou?rs|cancers|carcinomas|cases)\b"
    r"|[\"'](?:null|low|ultra-?low|negative|equivocal|positive)[\"']\s{1,3}(?:does|do)\s{1,3}not\b"
    r"|are\s{1,3}further\s{1,3}(?:evaluated|tested|analy[sz]ed)|for\s{1,3}(?:the\s{1,3})?detection\s{1,3}of|to\W{1,3}detect\b"
    r"|(?:are|is)\s{1,3}(?:(?:called|considered|reported|scored|regarded|interpreted)\s{1,3}(?:as\s{1,3})?)?"
    r"(?:positive|negative|low[\s-]?positive|equivocal|amplified)\s{1,3}(?:if|when|where)\b"
    r"|\d\s{0,2}%\s{1,3}(?:\w{2,3}\s{1,3})?is\s{1,3}(?:called\s{1,3})?(?:low|negative|positive)\b|used\s{1,3}to\s{1,3}select"
    r"|\b\w{3,12}(?:lisib|ciclib|parib|sertib|estrant|tinib|tuzumab|zumab|deruxtecan|govitecan)\b[^.;()\n]{0,40}"
    r"\([^()\n]{0,60}\b(?:HR|HER-?2|ER)\b"
    r"|(?:intrinsic|molecular|surrogate)\s{1,3}(?:\w{3,12}\s{1,3})?sub-?type|range\s{1,3}for\s{1,3}interpretation|remain\s{1,3}HER-?2|limitations?:|(?:mother|father|sister|brother|daughter|aunt|relative)\W)",
    _I,
)
_GUIDE = re.compile(
    r"^\W{0,6}(?:[\w/ -]{0,30}\b)?(?:scoring|criteria|legend|key|reference\s{1,3}ranges?"
    r"|interpretation\s{1,3}(?:guide|of\s{1,3}(?:the\s{1,3})?[\w-]{1,12}\s{1,3}scores?)|definitions?"
    r"|interpretive\s{1,3}(?:criteria|guide|data)|scoring\s{1,3}system)\s{0,2}(?:[\w/ ()-]{0,40})?:"
    r"(?=\s{0,3}$|[^\n]*(?:[<>≤≥]|\b(?:less|more|greater|above|below)\b"
    r"|\d\+?\W{1,9}(?:negative|no staining)|negative[^\n]*positive"
    r"|positive[^\n]*negative))",
    _I,
)
_KEY = re.compile(
    r"^\W{0,6}(?:(?:scoring|category|interpretation|score|result|staining)\s{1,3})?(?:key|legend|definitions?"
    r"|explanation(?:\s{1,3}of\s{1,3}(?:the\s{1,3})?(?:scores|terms|categories))?)\s{0,2}(?:of\s{1,3}\w{3,12}\s{0,2})?[:-]",
    _I,
)
_OF_SCALE = r"(?:categor(?:y|ies)|criteria|key|legend|guide|scale|system|definitions?)"
_BOOK = (
    r"(?:guidelines?|recommendations?|definitions?|criteria|categories|cut-?\s?offs?|thresholds?"
    r"|conventions?)"
)
# “National guideline: positive is >= 1 %”
_RULED = re.compile(
    rf"^\W{{0,6}}(?:[\w/-]{{2,14}}\s{{1,3}}){{0,4}}{_BOOK}(?:\s{{1,3}}(?:used|applied|in|of|for|by|at|this|our|the"
    r"|use|laboratory|department|breast|receptors?|her-?2|er|pr|ihc|ish)\b){0,6}(?:\s?\([^()\n]{1,40}\))?\s?:"
    r"(?=[^\n]{0,120}(?:[<>≤≥]|\bat\s{1,3}least\b|\b(?:more|less)\s{1,3}than\b|\bor\s{1,3}more\b|\bif\b"
    r"|\bfrom\s{1,3}\d))",
    _I,
)
# “REFERENCE TABLE”, “HER2 scoring thresholds (ASCO/CAP 2018)”: a title alone on its line
_TITLE = re.compile(
    r"^(?!.*\b(?:receptors?|(?:bio)?markers?|prognostic|results?|by|per|using)\b)"
    rf"\W{{0,6}}(?:[\w/&-]{{1,14}}\s{{1,3}}){{0,5}}(?:{_BOOK}|(?:reference|interpretation|scoring|reporting)"
    r"\s{1,3}(?:table|ranges?|values?|guide|key|scale)|legend|key)"
    r"(?:\s{0,2}\([^()\n]{1,60}\))?(?:,?\s(?:for\sinformation|used(?:\shere)?|in\suse|applied))?\s{0,2}:?\s{0,3}$",
    _I,
)
_CATEGORIES = re.compile(
    r"^\W{0,6}(?:(?:interpretation|explanation|meaning|key|guide)\s{1,3}(?:of|to|for)\s{1,3}(?:the\s{1,3})?"
    r"(?:[\w/-]{2,12}\s{1,3})?(?:scor(?:es?|ing)|categories|grades|terms)"
    r"|(?:(?:results?|scores?|scoring|reporting|interpret\w{3,6}|her-?2|ihc|ish|fish|er|pr"
    rf"|asco/cap|cap|and)[\s/,&]{{1,3}}){{1,4}}{_OF_SCALE})\s{{0,3}}"
    # “HER2 reporting categories, ASCO/CAP 2013:”, “HER2 FISH criteria (2018): …”
    r"(?:(?:\s\([^()\n]{1,40}\))?:?\s{0,3}$|(?:[\s,;(/&]{1,3}(?:asco|cap|guidelines?|by|per|of|the|according\sto|(?:19|20)\d\d"
    r"|focused|update)\b\)?){1,8}\s?(?::|$))",
    _I,
)
_LEGEND = [re.compile(pattern, _I) for pattern in (*_LEGENDS, *_DEFINITIONS)]


def results_only(text: str) -> str:
    """The text with legends, definitions and replaced results painted over."""
    for pattern in (*replaced(text), *_LEGEND):
        text = pattern.sub(painted, text)
    for passages in (legends, defined):
        for start, end in passages(text):
            text = text[:start] + over(text[start:end]) + text[end:]
    return text


def is_of_all(sentence: str) -> bool:
    """Whether a sentence is about tumors, patients or tests at large, or explains a scale."""
    return bool(_OF_ALL.search(sentence) or _GUIDE.match(sentence) or _RULED.match(sentence))


def opens_guide(sentence: str) -> bool:
    """Whether the lines that follow, up to a blank one, explain a scale."""
    is_key = (
        _KEY.match(sentence)
        or _TITLE.match(sentence)
        or _CATEGORIES.match(sentence)
        or (_GUIDE.match(sentence) and sentence.rstrip().endswith(":"))
    )
    return bool(is_key)
