"""The words of a statement on HER2, each kind with its name. Of those that fit the first counts."""

from .labels import HER2, ISH
from .tokens import FILLER, HEDGE, INEXACT, NEGATION, NUMBER, Grammar

_IHC = (
    r"(?:ihc|ihk|immuno-?\s?histo-?\s?chem\w{0,8}|immunihistochem\w{0,8}|immuno\s?stain\w{0,4}"
    r"|immunoperoxidase|hercep\s?test|4b5)\b"
)
_STATUS = (
    r"(?:(?P<{0}positive>(?:strongly\s{{1,3}})?posi?tive|pozitif)|(?P<{0}negative>negative|negatif)"
    r"|(?P<{0}equivocal>equivocal))(?!\w)"
)
_CEP17 = r"(?:cep|cen|chromosome)\s?-?\s?17\b"
_COPY = r"(?:copy\s{1,3}numbers?|copies|signals?)\b"
_PER_CELL = r"(?:\s{0,2}(?:/|per)\s{0,2}(?:tumou?r\s)?(?:cell|nucleus))?"
_IS = r"[\s:=(]{0,4}(?:(?:is|was|of)\b[\s:=(]{0,4})?"
# Not the beginning of “2 .1”, “2.O” or “4-6”: what a scanner tore apart, or a range, is no number.
_WHOLE_NUMBER = (
    rf"(?<![\d.,]){NUMBER}(?!\w|\s?[.,:]\s?[\dol]|\s?%|\s{{0,2}}(?:-|–|to\b)\s{{0,2}}\d)"
)

WORDS_OF_HER2 = Grammar(
    # A finished slide that cannot be read, and a test that is not there.
    inadequate=r"(?:inadequate|unsatisfactory|not\s{1,3}(?:evaluable|assessable|interpretable)"
    r"|insufficient(?:\s{1,3}(?:tumou?r|tissue))?)(?!\w)",
    not_done=r"(?:not\s{1,3}(?:performed|done|indicated|applicable|necessary|required|ordered)"
    r"|n/a)(?!\w)",
    pending=r"(?:pending|to\s{1,3}follow|(?:will|to)\s{1,3}be\s{1,3}(?:reported|performed|done)"
    r"|(?:has\s{1,3}been\s{1,3})?(?:ordered|requested)|in\s{1,3}progress|awaited)\b",
    failed=r"(?:failed|technical\s{1,3}failure|uninformative)\b",
    # ISH in words.
    not_amplified=r"(?:(?:not|non|no|no\s{1,3}evidence\s{1,3}of|negative\s{1,3}for|without)"
    r"[\s-]{1,3}(?:(?:her-?2|neu|gene)[\s/]{1,3}){0,2}amplifi\w{2,6}|unamplified"
    r"|amplification\s{1,3}(?:is\s{1,3}|was\s{1,3})?(?:not\s{1,3}(?:observed|detected|identified"
    r"|seen|present)|absent))(?!\w)",
    amplified=r"(?:amplified|amplification\s{1,3}(?:is\s{1,3}|was\s{1,3})?(?:observed|detected"
    r"|identified|present))(?!\w)",
    counted=rf"(?P<counted>{_WHOLE_NUMBER})\s{{1,2}}(?:(?P<of_cep>{_CEP17})|(?P<of_her2>{HER2}))?\s{{0,2}}{_COPY}",
    ratio=rf"ratio\b(?:\s{{0,2}}\(?her-?2(?:/neu)?\s{{0,2}}[/:]\s{{0,2}}{_CEP17}\)?)?{_IS}"
    rf"(?P<ratio>{_WHOLE_NUMBER})",
    copies=rf"(?:gene\s{{1,3}})?{_COPY}{_PER_CELL}{_IS}(?P<copies>{_WHOLE_NUMBER})",
    pair=rf"{HER2}\s{{0,2}}(?:/|:|to)\s{{0,2}}{_CEP17}",
    probe=r"(?P<probe>dual|single)[\s-]{1,3}(?:probe|colou?r)\b",
    # “positive by FISH”, “negative (by immunostains and FISH)”: the method comes after.
    both=_STATUS.format("both_") + rf"\W{{1,3}}(?:by|on)\s{{1,3}}{_IHC}\s{{1,3}}and\s{{1,3}}{ISH}",
    by_ish=_STATUS.format("ish_") + rf"\W{{1,3}}(?:by|on)\s{{1,3}}{ISH}",
    # IHC. Two scores are no score, and a percentage is none.
    two_scores=r"(?<![\w.])[0-3]\s?\+?\s{0,2}(?:-|/|to\b|or\b)\s{0,2}[0-3]\s?\+",
    of_three=r"(?:out\s{1,3}of|of)\s{1,3}3\s?\+?(?![\w.%])|/\s?3(?![\w.%+])",
    cells=rf"(?P<cells_inexact>{INEXACT})?(?P<cells>{NUMBER})(?P<cells_to>\s?-\s?{NUMBER})?\s?%"
    r"\s{1,3}of\s{1,3}(?:the\s{1,3})?(?:(?:invasive|tumou?r|carcinoma|neoplastic)\s{1,3}){0,2}cells",
    percent=rf"(?:{INEXACT})?{NUMBER}(?:\s?-\s?{NUMBER})?\s?%|%\s?{NUMBER}",
    score=r"(?<![\w.+])(?:(?P<zero>[0o])(?P<zero_plus>\s?\+)?|(?P<one>[1li]\s?\+)|(?P<two>2\s?\+)"
    r"|(?P<three>3\s?\+))(?!\w|\s?\+|\s?/\s?-|\s?%|[.,]\d)",
    score_word=r"score\b\s{0,2}(?:of\b|is\b|[:=])?\s{0,2}(?P<plain>[0-3])(?!\w|\s?[+%/-]|[.,]\d)",
    # The template's text for a score of 0 names both: “no staining observed or … faint …”.
    either=r"no\s{1,3}(?:membran\w{1,4}\s{1,3})?staining\s{1,3}(?:(?:is\s{1,3})?(?:observed|seen"
    r"|identified|present)\s{1,3})?[/(,\s]{0,3}or\b",
    no_staining=r"(?:no|absent|absence\s{1,3}of|without)\s{1,3}(?:(?:any|detectable|membran\w{1,4})"
    r"\s{1,3}){0,3}stain\w{0,4}"
    r"(?:\s{1,3}(?:(?:is|was)\s{1,3})?(?:observed|seen|identified|detected))?"
    r"|(?:membran\w{1,4}\s{1,3})?staining\s{1,3}(?:is\s{1,3})?absent",
    not_expressed=r"(?:not|no)\s{1,3}over-?\s?express\w{0,4}",
    expressed=r"over-?\s?expressed\b",
    old_positive=r"weak(?:ly)?\s{1,3}positive(?!\w)",
    low=r"(?P<low>low|ultra-?\s?low|null)(?![\w-]|\s{1,2}positive)",
    status=_STATUS.format(""),
    faint=r"(?:faint\w{0,2}|barely\s{1,3}perceptible|incomplete|weak)(?!\w)",
    # A number after ISH that is not called anything.
    broken=r"(?:ratio\b[\s:=(]{0,4})?\d{1,2}(?:\s[.,]\s?\d|[.,]\s\d|[.,][ol]\b)\d?",
    bare=_WHOLE_NUMBER,
    ihc=_IHC,
    ish=rf"(?:{ISH}|pathvysion\b)",
    her2=HER2,
    cep17=_CEP17,
    hedge=HEDGE,
    negation=NEGATION,
    filler=FILLER,
)
