"""Typed values as reports write them: scores, percents with bounds and ranges, ratios and copies,
words for results, and words for results that are not there."""

from .items import CELLS, ER, HER2, PR
from .pattern import pattern

NUMBER = r"\d{1,3}(?:[.,]\d{1,2})?"
_MORE = pattern(
    r"[<>≤≥]\s?=?|=[<>]|less than(?: or equal to)?|more than|greater than(?: or equal to)?",
    "over|under|above|below|up to|at least|at most|exceed(?:s|ing)?",
)
_ABOUT = pattern(
    r"(?:about|approximately|approx\.?|around|circa|ca\.?|~|estimated (?:at|to be))\s{0,3}"
)
_ABOUT = _ABOUT.replace(r"|[\s-]{0,2}|", "|~|")  # a real tilde
_SEEN = "(?:observed|seen|identified|detected|present|noted|found|evident|demonstrated)"
_BY_ISH = r" by (?:dual )?(?:[fcsd]?ish|in situ hybridi[sz]ation)"

# What is counted, and what is on another scale: no result of ours.
_COUNTS = {
    "counted": pattern(
        rf"(?:(?:number|no\.?) of {CELLS}|{CELLS} (?:counted|scored|analy[sz]ed|examined|evaluated)"
        r"|total (?:number of )?(?:(?:her~2(?:/neu)?|ce[pn]~17|chromosome\s?17|red|green) "
        r")?(?:gene )?"
        r"(?:signals?|cop(?:ies|y number))|\b(?:observers?|readers?|fields?|blocks?))\b"
        r"(?: (?:counted|scored|analy[sz]ed))?[\s:=|]{0,40}(?:\d{1,4}(?![\d.,+]|\s?[%+]))?"
    ),
    "cells_counted": pattern(rf"(?<![\w.,])\d{{1,4}} {CELLS}"),
    "other_scale": pattern(
        r"\b(?:allred|quick~score|h~score|histo~score|irs|immuno~reactive score|remmele"
        r"|proportion(?: score)?|total score|intensity(?: score)?|(?-i:PS|TS)"
        r"|(?<=[,+(/;]\x20)(?-i:IS)|(?<=[,+(/;])(?-i:IS)|nottingham)(?: score)?"
        r"(?:\s?\([a-z\s-]{2,16}\))?"
        r"(?:\s?\(\d\s?-\s?\d{1,3}\))?[\s:=|(]{0,12}(?:of )?\d{1,3}(?:\s?(?:/"
        r"|out of) \s?\d{1,3}|\s?/\s?\d{1,3})?"
        r"(?![\w%]|[.,]\d|\s?%|\s?\+(?!\s?(?:\d|intens|is\b|i\b|stain)))"
    ),
    "fraction": r"(?<![\w.+/])\d{1,3}\s?/\s?\d{1,3}(?![\w+%/])",
}
_WITHOUT_RESULT = {
    "not_needed": pattern(
        r"\bnot (?:indicated|applicable|necessary|needed|required|warranted)(?!\w)", r"\bn/[ai]\b"
    ),
    "not_done": pattern(
        r"\bnot (?:been )?(?:performed|done|ordered|requested|tested|assessed|undertaken"
        r"|repeated|carried out)(?!\w)",
        r"\bno(?= (?:her~2 )?[fcds]{0,2}ish (?:was )?(?:done|performed|carried out|undertaken)\b)",
    ),
    "pending": pattern(
        r"\b(?:pending|(?:to|will) follow|(?:will|to) be (?:reported|performed|done|issued"
        r"|requested"
        r"|ordered)(?! (?:only )?(?:if|when|on request|where)\b)"
        r"|in progress|await(?:ed|ing)|underway|(?:sent|submitted|referred|forwarded) "
        r"(?:out |on |away )?for)\b",
        r"\b(?:(?:has been|is being|was|being) )?(?:ordered|requested)\b(?! (?:because|due|for"
        r"|by))",
    ),
    "failed": pattern(r"\b(?:failed|unsuccessful|technical failure|uninformative|no signals)\b"),
    "inadequate": pattern(
        r"\b(?:inadequate|unsatisfactory|not (?:evaluable|assessable|interpretable)|uninterpretable"
        r"|insufficient(?: (?:tumou?r|tissue|material|cells))?)(?!\w)"
    ),
    "unassessable": pattern(
        r"\b(?:cannot|can not|could not) be (?:assessed|evaluated|determined|interpreted|scored)\b"
    ),
}
_OF_ISH = {
    "not_amplified": pattern(
        r"(?:not|non|no evidence of|no|negative for|without|absence of|lack of)\.?~\s{0,2}"
        r"(?:(?:her-?2|neu|erbb2|gene)[\s/]{1,3}){0,3}ampl(?:ifi\w{2,6})?(?!\w)",
        rf"unamplified(?!\w)|amplification(?:{_BY_ISH})?[\s:|]{{1,3}}(?:is |was )?"
        rf"(?:not {_SEEN}|absent|negative)\b",
    ),
    "amplified": pattern(
        r"(?:(?:(?:strong|diffuse|focal)(?:ly)? )?positive\.? for|shows?|showed"
        r"|demonstrat\w{1,3}|reveal\w{0,2}|evidence of|confirm\w{0,3}) "
        r"(?:(?:her-?2|neu|gene|high-level|low-level)[\s/-]{1,3}){0,4}amplification(?!\w)",
        rf"amplified(?!\w)|amplification(?:{_BY_ISH})?[\s:|]{{1,3}}(?:is |was )?"
        rf"(?:{_SEEN}|positive)\b",
    ),
    "group": pattern(r"\b(?:ish )?group[\s:=|]{0,6}\(?(?P<group>[1-5])\b"),
    "probe": pattern(r"\b(?P<probe>dual|single)[\s-]{1,3}(?:probe|colou?r)\b"),
}
_TO = r"\s{0,2}(?:-|/|to\b|or\b|and\b|vs\.?|versus)\s{0,2}"
# “1+ in tumor 1 and 3+ in tumor 2”: the number of a tumor is no score.
_NO_PLACE = "".join(
    rf"(?<!\b{word}\s)"
    for word in "tumor tumour lesion mass focus nodule part core specimen site block".split()
)
_SCORES = {
    "mixed": rf"(?<![\w.+]){_NO_PLACE}(?P<mixed>"
    + "|".join(rf"{low}\s?\+?{_TO}{high}\s?\+" for low, high in ("01", "12", "23"))
    + r")(?![\w+%])",
    "two_scores": rf"(?<![\w.]){_NO_PLACE}[0-3]\s?\+?{_TO}[0-3]\s?\+",
    "of_three": pattern(r"(?:out of|(?<=\d\+\s)of) 3\s?\+?(?![\w.%])|/\s?3\+?(?![\w.%])"),
    "percent": rf"(?P<more>{_MORE}\s{{0,3}})?(?:{_ABOUT})?"
    r"(?P<nearly>(?:nearly|almost|virtually|essentially)\s{1,3})?"
    rf"(?:(?P<low>{NUMBER})\s?%?\s{{0,2}}(?:-|to)\s{{0,2}})?(?<![\d.])(?<!\d,)(?P<percent>{NUMBER})"
    r"(?:\s{0,6}|[\s|]{0,6}(?=%\s{0,6}(?:[|,;.)]|$|\n)))(?:%|(?:percent|per\s{1,2}cent|pct)\b)"
    r"(?P<or_more>\s{1,2}or\s{1,2}(?:more|greater|less|fewer))?"
    r"|%\s?(?P<percent_first>\d{1,3})(?!\w)"
    r"|(?<![\w.,-])(?P<listed>\d{1,3})(?=\s{0,2}(?:and|or|,|/)\s{0,2}\d{1,3}\s?%)",
    "score": r"(?<![\w.+])(?<!\+\s)(?:(?P<plus>\+{1,3})(?=\s{0,2}(?:[),.;|\n]|$))"
    r"|(?<=[(:=\s])(?P<oh>o)(?=\s{0,2}\))|(?P<zero_plus>0\s?\+)|(?P<one>[1li]\s?\+|(?:1|one)[\s-]?plus\b)"
    r"|(?P<two>2\s?\+|(?:2|two)[\s-]?plus\b)|(?P<three>3\s?\+|(?:3|three)[\s-]?plus\b))(?!\w|\s?\+|\s?/\s?-|[^\S\n]?%|[.,]\d)",
    "score_word": r"\bscore[d\s]{0,3}(?:of|is|as|at|[:=|(])?[\s:=|]{0,20}(?P<plain>[0-3])"
    r"(?:\s?\(\s?\+\s?\)|(?!\w|\s?[+%/-]|[.,]\d))",
    "zero": r"(?<![\w.,+/%-])(?<!\s\d\s)(?<!\d\d\s)0(?![\w%]|\s?[%+]|\s?/\s?\d|[.,]\d|\s?-\s?\d"
    r"|\s{1,3}(?:of|out|nodes?|cells?|to|mm|cm|signals|or)\b)",
    # plus or minus right after a name, or a list of them
    # alone in its cell, a plus is one too; a minus can stand for nothing
    "signs": r"(?<=\s)\+(?=\s{1,12}\|)"
    r"|(?<=[a-z2)])(?:\([+-]\)|[+-])(?:/[+-]){0,3}(?=\s{0,2}(?:[,;/.()&|]|$|\n)"
    r"|\s(?:and|er|pr|pgr|her-?2|ki)\b|\s{1,2}\(?[<>]?=?\s?\d{1,3}\s?%)|(?<=:\s)[+-](?:\s?[/,;]\s?[+-]){1,3}(?!\w)"
    r"|(?<=[a-z2)]\s)(?<!tive\s)(?<!pos\s)(?<!neg\s)"
    # “ER - 90%”: a dash, and no minus
    r"(?:\+|-(?!\s{0,2}\(?>?\s?[1-9]\d{0,2}\s?%))(?=\s{0,2}(?:[,;.)]|$|\n|\(?[<>]?\d{1,3}\s?%))|(?<=[:=]\s)[+-](?=\s{0,2}\()|(?<=[\s:=|])\([+-]\)(?=\s{0,2}(?:[,;/.()&|\d]|$|\n))",
}
_NUMBERS = {
    "spaced": r"(?<![\d.,])\d{1,2}\s\.\s\d{1,2}(?![\d.,])",  # a scanner's wide letters
    "broken": r"(?<![\d.,])\d{1,2}(?:\s[.,]\d|[.,]\s\d|[.,][ol]\b)\d?(?![A-Za-z\d])",
    "range": rf"(?<![\w.,-]){NUMBER}\s{{0,2}}(?:-|to\b)\s{{0,2}}{NUMBER}(?![\w%]|[.,]\d|\s?%)",
    "number": rf"(?P<bound>[<>≤≥]\s?=?\s?)?(?<![\w.,/-]){_NO_PLACE}{NUMBER}"
    r"(?!\w|/(?!\s?(?:cell|nucle))|[.,]\d|\s?%)",
}
_STAINING = {
    # The template's text for a score of 0 once named both: “no staining observed or … faint …”.
    "either": pattern(
        rf"no (?:(?:membran\w{{1,4}}|visible) )?staining (?:(?:is )?{_SEEN} )?[/(,\s]{{0,3}}or\b",
        r"(?:no|absent)\s{0,2}(?:/|or)\s{0,2}(?:faint|weak|incomplete)",
    ),
    "no_staining": pattern(
        r"(?:complete )?\b(?:no|absent|absence of|without|lack of|lacks|lacking|zero) "
        r"(?:(?:any|detectable|visible|discernible|appreciable|specific|membran\w{1,4}|nuclear) "
        r"){0,3}"
        rf"(?:stain\w{{0,4}}|(?:immuno)?reactivity|expression)(?: (?:(?:is|was) )?{_SEEN})?(?!\w)",
        r"\b(?:(?:membran\w{1,4}|nuclear) )?(?:staining|expression|(?:immuno)?reactivity)"
        rf"[\s:|]{{1,6}}(?:is |was )?(?:absent|none|lost|not {_SEEN})\b",
    ),
    "faint": pattern(
        r"\b(?:faint\w{0,2}|barely (?:perceptible|visible))(?!\w)",
        r"\bwith (?:(?:some|minimal|weak|incomplete"
        r"|partial),? ){0,3}(?:membran\w{1,4} )?staining(?!\w)",
    ),
    "strongest": pattern(
        r"\b(?:uniform )?(?:intense|strong)[\s,]{1,3}(?:and )?(?:uniform )?(?:complete"
        r"|circumferential)\b|\b(?:complete|circumferential)[\s,]{1,3}(?:and )?(?:uniform )?"
        r"(?:intense|strong)\b"
    ),
}
_WORDS = {
    "negative": pattern(r"\b(?:not|no|without|absence of) (?:her-?2 )?over~express\w{0,4}(?!\w)"),
    "old_positive": pattern(r"\b(?:weak(?:ly)?|borderline)[\s-]{1,3}positive(?!\w)"),
    "low_positive": pattern(
        r"\blow(?:[\s-]{1,3}|\s?\()pos(?:itive)?(?!\w)|\bpos(?:itive)?[\s,(-]{1,3}low(?!\w)"
    ),
    "ultralow": pattern(r"\bultra~low(?![\w-])"),
    "null": r"\bnull(?![\w-])",
    "equivocal": r"\b(?:equivocal|equiv|borderline|indeterminate)(?!\w)",
    "positive": pattern(
        r"\b(?:(?:strong|diffuse|focal|moderate)(?:ly)? ){0,2}"
        r"(?:posi?tive|pozitif|pos|immunoreactive|reactive)(?!\w)|\bover~expressed\b|\+\s?ve\b"
    ),
    "low": pattern(
        r"\blow(?![\w-]"
        r"| (?:pos|positive|power|grade|tumou?r fraction|proliferat\w{1,6}|intensity)\b)"
    ),
}
_WORDS = {
    **_WORDS,
    "negative": pattern(
        r"\b(?:not|no|without|absence of) (?:her-?2 )?over~express\w{0,4}(?!\w)",
        r"\b(?:negative|negatif|neg|nil(?: staining)?"
        r"|non~reactive|not expressed)(?!\w)|(?<!\w)-\s?ve\b",
        rf"\bover~express\w{{0,4}}[\s:|]{{1,3}}(?:is |was )?(?:not {_SEEN}|absent|none)\b",
    ),
}
# A verb whose object is the marker: “the cells express ER”, “does not express PR”, “shows no PR”,
# “lacks ER and PR expression”. HER2 that is expressed can be 1+ or 3+.
_ARTICLE = r"\s{1,3}(?:(?:any|either|both|the)\s{1,3}){0,2}"
_HORMONE = rf"(?:{ER}|{PR}|(?:hormone|steroid)\s{{1,3}}receptors?)"
_VERBS = {
    "lacks": pattern(
        r"\b(?:(?:do|does|did) not (?:express|show|exhibit|demonstrate|stain for)"
        r"|(?:lacks?|lacked|lacking|fails? to express|failed to express|devoid of)"
        r"(?: (?:expression|staining)(?: (?:of|for))?)?"
        r"|(?:shows?|showed|showing|expresse[sd]|demonstrate[sd]?|exhibits?|has|have) no)"
    )
    + rf"(?={_ARTICLE}(?:{_HORMONE}|{HER2})"
    rf"(?!\s{{1,3}}(?:gene|amplif|was|were|result|test|heterogen|change|discord)))",
    "expresses": pattern(r"\b(?:express(?:es|ed|ing)?|over~express(?:es|ed))")
    + rf"(?={_ARTICLE}{_HORMONE})",
}
# As the value of a label: “Estrogen receptor: Detected”, “PR | Absent”.
_AS_VALUES = {
    "found": r"(?<=[:=|]\s)(?:detected|present|expressed)(?=\s{0,3}(?:[,;.(|]|$|\n|-))",
    "not_found": r"(?<=[:=|]\s)(?:not\s{1,2}(?:detected|present|expressed)|undetected|absent)"
    r"(?=\s{0,3}(?:[,;.(|]|$|\n|-))",
}
VALUES = {
    **_VERBS,
    **_AS_VALUES,
    **_COUNTS,
    **_WITHOUT_RESULT,
    **_OF_ISH,
    **_SCORES,
    **_NUMBERS,
    **_STAINING,
    **_WORDS,
}
