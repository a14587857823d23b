"""Names of what a report gives results of: markers, methods, items of forms, and other tests.

After today's synoptic forms (CAP, RCPath, ICCR), kit reports and reference laboratories.
"""

from .pattern import pattern

HER2 = pattern(
    r"(?<!\w)her~2(?:[\s/-]{0,3}neu\b)?",
    r"(?<!\w)h\.e\.r\.?~2(?!\w)|(?<!\w)her~(?:two|ii)~neu\b",
    r"(?<!\w)er~2[\s/-]{0,3}neu\b",  # a scanner may lose the H of “HER-2-NEU”
    r"(?<!\w)c?-?erb~b-?2\b",
    r"human epidermal growth factor receptor~2",
)
CEP17 = pattern(
    r"\b(?:cep|cen|chr|chrom|chromosome|centromere)\.?~(?:enumeration probe )?17\b", r"\bd17z1\b"
)
ISH = pattern(
    r"\b(?:[fcsd]?ish|(?:iq|d~d|d|gp|dual(?:~colou?r)?)~[fscd]?ish|path\s?vysion)\b",
    r"\b(?:(?:fluorescen\w{1,3}|chromogenic|silver|dual|brightfield)[\s-]{1,3}){0,2}"
    r"in[\s-]{1,3}situ[\s.-]{1,3}hybridi[sz]ation\b",
)
IHC = pattern(
    r"\b(?:ihc|ihk|immuno~histo~chem\w{0,8}|immunihistochem\w{0,8}|immuno~stain\w{0,4}"
    r"|immunoperoxidase|immune stain|hercep\s?test|4b5)\b"
)
ER = pattern(
    r"\bo?estrogen[\s-]{1,3}(?:receptors?|recept?\.?|rec\.?|rcptr?\.?|r(?:\.|(?=\s?:)))(?:~(?:alpha|α))?(?!\w)",
    r"(?<![\w.])(?-i:E\.\s?R\.|EsR|OR(?=\s?:))(?!\w)|\bo?est(?:r|rog|rogen)?\.?~rec(?:eptors?|\s?\.)?(?!\w)",
    r"\bo?estrogen(?=\s{0,3}(?:/|and\b|or\b|&|,)\s{0,3}progest)",
    r"\bo?estrogen(?=\s{0,3}(?:[|:(=]|$|\n)|\s{1,3}(?:positive|negative|pos|neg)\b)",
    r"\böstrojen(?: reseptörü)?",
    r"\ber(?:~alpha|α)?(?![\w'])(?!~2~neu)",
)
PR = pattern(
    r"\bprogesterone?(?:[\s-]{1,3}(?:receptors?|reseptörü|recept?\.?|rec\.?|rcptr?\.?|r\.))?(?![\w'])",
    r"\bpg?r(?![\w'])|(?<![\w.])(?-i:P\.\s?R\.|PgR\.?|PrR)(?!\w)|\bprog(?:est)?\.?~rec(?:eptors?|\s?\.)?(?!\w)",
)
KI67 = pattern(
    r"\bk[il1][\s-]{0,3}67(?!\w)",
    r"\bmib~1\b(?=\s{1,3}(?:index|labell?ing|proliferat)|\s{0,40}[:=|])",
    r"\bmib~1\b(?=[^\n.;|]{1,25}\d\s?%)|\bmib~1\b(?=[\s:=(]{1,3}\d)",
    r"\bproliferat\w{2,3} (?:index|rate|marker|fraction|activity|labell?ing index)\b",
)
CELLS = pattern(
    r"(?:(?:further|additional|invasive|tumou?r|carcinoma|cancer|interphase|non~overlapping"
    r"|neoplastic|malignant|the|evaluated) ){0,3}(?:cells|nuclei)\b"
)
_OTHER_TESTS = pattern(
    "e~cadherin|p120|p53|p63|gata~3|ck\\s?\\d{1,2}(?:/\\d{1,2})?|ae1(?:/ae3)?|cytokeratins?|keratins?",
    "androgen receptor|ar|egfr|sox~10|ttf~1|calretinin|mammaglobin|gcdfp(?:~15)?|pax~8|wt~1|s~100",
    "chromogranin|synaptophysin|trps1|cd\\d{1,3}|smm\\w{0,5}|calponin|pd~l1|msi|mmr|mlh1|msh2|msh6",
    "pms2|tmb|alk|ros1|braf|kras|brca~[12]|pik3ca|esr1|ntrk\\d?|bcl~2|top2a|topo\\w{0,10}|tils?",
)
_OTHER_FINDINGS = pattern(
    "margins?|(?:sentinel )?(?:lymph )?nodes?|lymphovascular|angiolymphatic|lvi|perineural",
    "necrosis|nottingham|mitotic|mitos[ei]s|tubul\\w{1,6}|nuclear (?:grade|pleomorphism)",
    "(?:histologic(?:al)? )?grade|metasta\\w{1,6} (?:carcinoma|disease)",
    "malignan\\w{1,4}(?! cells)|tumou?r size|ln(?=\\s?(?:bx|biops|neg|pos|[=:]|\\d))|bx"
    "|lymphoid|invasion|translocation|rearrangement",
)

ITEMS = {
    "pair": rf"{HER2}(?:\s{{1,2}}gene)?\s{{0,2}}(?:/|:|to|over|-)\s{{0,2}}{CEP17}",
    "per_cell": pattern(
        r"(?:/|\bper)\s{0,2}(?:(?:tumou?r|cancer|carcinoma|invasive) ){0,2}(?:cell|nucleus"
        r"|nuclei)\b"
    ),
    "ratio": r"\bratio\b",
    "copies": pattern(
        r"\b(?:gene )?(?:copy numbers?|copies|signals?|copy|(?-i:CN))\b",
        r"(?<=[27u]\s)counts?\b",  # “HER2 count”, “Chr17 count”
    ),
    "erpr": pattern(r"\b(?:hormone?|steroid)[\s-]{1,3}receptors?(?: status)?\b"),
    "er": ER,
    "pr": PR,
    "ki67": KI67,
    "ihc": IHC,
    "ish": ISH,
    "her2": HER2,
    "cep17": CEP17,
    "percentage": pattern(
        r"(?:\b(?:percentage|percents?|proportion|pct|per cent)\b|%)(?: of)?(?: (?:(?:the|all"
        r"|invasive|tumou?r"
        r"|carcinoma|neoplastic) ){0,3}(?:(?:positive|stained|immunoreactive|staining) "
        r")?(?:(?:tumou?r|carcinoma) ){0,2}"
        r"(?:cells?|nuclei)(?: (?:positive|staining|stained))?\b| positive\b| pos\b)?"
    ),
    "intensity": pattern(r"\b(?:intensity|allred|h~score|quick~score|irs)\b"),
    "average": r"\b(?:average|mean|avg\.?)(?!\w)",
    "overall": pattern(r"\b(?:overall|final|summary|conclusion|consensus|composite)\b"),
    "other_ish": pattern(
        r"\b(?:albumin|eber|ebv|hpv|kappa|lambda|m?rna)[\s-]{1,3}(?:m?rna[\s-]{1,3})?(?:[fcs]?ish"
        r"|in[\s-]{1,3}situ)\b(?:\s{1,2}hybridi[sz]ation)?"
    ),
    "foreign": rf"\b(?:{_OTHER_TESTS}|{_OTHER_FINDINGS})(?![\w-])",
    "benign": pattern(r"\b(?:benign|normal|non~neoplastic|adjacent|entrapped)\b"),
}
