"""Words that reports of sequencing use of a gene."""

import re

from .pattern import compiled

FUSED = compiled(r"\b(?:fusions?|rearrange(?:ment|d))\b")
ABSENT = compiled(
    r"\b(?:no|without|absence of|negative for)\b[^.;|]{0,40}\b(?:mutations?|alterations?"
    r"|reportable findings?|variants?|fusions?|amplification"
    r"|rearrangements?|changes?)\b",
    r"\b(?:not|none|never) (?:been )?(?:detected|identified|found|present|observed|seen)\b",
    r"\b(?:pertinent|relevant|important) negatives?\b|\bgenes? (?:without|with no|negative for)\b",
    r"\bnot amplified\b|\bnon-?amplified\b",
    r"\bnone (?:detected|identified|found)\b",
    r"\bwild[\s-]?type\b|(?<=[A-Z\d]\s)wt\b|\bundetected\b|\bno reportable\b|\bmutation negative\b",
)
NONE = compiled(r"\bnone\b(?=\s{0,3}$)")  # in a row with a variant it is of a therapy
PRESENT = compiled(
    r"\b(?:pathogenic|detected|identified|found|mutated|present|positive)\b",
)
# Of a variant that is there; “VAF 0%” is none.
SHARE = compiled(
    r"\b(?:vaf|maf|allele (?:frequency|fraction))\b[\s:=|of]{0,8}(?!0+(?:\.0+)?\s?%)\d"
)
UNCERTAIN = compiled(
    r"\b(?:variants? of (?:uncertain|unknown) (?:clinical )?significance|vus|uncertain "
    r"significance)\b"
)
OF_GENES = compiled(
    r"\b(?:mutations?|alterations?|variants?|fusions?|amplifications?|rearrangements?|pathogenic|wild[\s-]?type|exon|vaf"
    r"|genomic|sequenc\w{2,3}|ngs|seq|dna|germline|somatic|panel|detected|genes?)\b"
)
STAINED = compiled(r"\b(?:ihc|immuno\w{4,22}|stain\w{0,4}|protein|pattern|fish|cish|ish|cells)\b")
# Beside these a gene is its protein: “GATA3 and TRPS1 positive, TTF-1 negative”
STAINS = compiled(
    r"\b(?:trps1|ttf~1|ck\s?\d{1,2}|mammaglobin|gcdfp(?:~15)?|pax~8|sox~10|cytokeratins?|keratins?"
    r"|e~cadherin|p63|calretinin|wt~1|synaptophysin|chromogranin)\b"
)
# “Her sister carries a PALB2 variant”, but for what is then said of the patient
OF_PATIENT = compiled(
    r"[^;.]{0,90}\b(?:(?:the|this|our) (?:patient|proband|woman|lady)|in her|she|also"
    r"|(?:this|present) sample)\b"
)
NOT_TESTED = compiled(
    r"\b(?:distinct from|does not (?:imply|indicate|mean|exclude|rule out)"
    r"|not (?:the same|equivalent|to be confused))\b",
    r"\b(?:not (?:part of|covered|tested|included|performed|assessed|evaluated|reported)|not on "
    r"this panel|failed)\b",
)
COVERS = compiled(
    r"\b(?:assay|test|panel|kit|method|analysis) (?:can |is able to |is designed to )?(?:covers?"
    r"|detects?|interrogates?|targets?|includes?|analy[sz]es)\b|\blimits? of detection\b"
)
BENIGN = compiled(r"\b(?:likely )?benign\b|\bpolymorphism\b")
DOUBT = compiled(
    r"\b(?:cannot be (?:excluded|ruled out)|suspected|possible|equivocal|subclonal"
    r"|indeterminate)\b|\?"
)
VALUE = compiled(
    r"\d{1,3}(?:\.\d{1,2})?\s?%|\b(?:positive|negative|detected|altered|abnormal|gain(?:ed)?|lost"
    r"|loss|deleted|mutant|variant|high|low|none|copy number (?:of |is )?\d{1,3})\b",
    r"\b(?:chang(?:e|ed|es)|mutat\w{2,4}|codon|hot~spot|substitut\w{3,4}|frame~shift|missense|nonsense"
    r"|truncat\w{2,4}|duplicat\w{2,3}|delet\w{3}|insert\w{3}|(?:in)?activat\w{2,3}|seen|observed"
    r"|(?:hetero|homo)zyg\w{2,4}|carrier|wt|wild~type|absent|present|confirmed|failed|pending|clean"
    r"|unremarkable|intact|normal|exon \d{1,2})\b",
    r"(?<![\w-])(?-i:[A-Z])\d{2,4}(?-i:[A-Z])?(?!\w)|\b[cp]\.\s?\S{3}",
)
ALL_ABSENT = compiled(
    r"\bno (?:\w{1,12} ){0,3}(?:pathogenic|deleterious|reportable|actionable|clinically "
    r"significant)[^.]{0,60}"
    r"(?:variants?|mutations?|alterations?)[^.]{0,60}\b(?:detected|identified|found)\b"
)
OF_ONE_KIND = compiled(
    r"\b(?:fusions?|rearrange\w{4,6}|amplif\w{2,8}|copy number|deletions?|loss)\b"
)
# What a test looks for, in a list of what it did not find: “ERBB2 activating mutation”.
WHAT_IS_SOUGHT = compiled(
    r"\b(?:(?:in)?activating|pathogenic|likely|reportable|known|hot~spots?|point|gene|kinase"
    r"|domain|any|exon \d{1,2}|copy number|homozygous|mutations?|alterations?|variants?|fusions?"
    r"|amplifications?|rearrangements?|deletions?|insertions?|truncations?|gains?|loss(?:~of~function)?)\b"
)
OTHER = compiled(r"\bno (?:other|additional|further)\b")
LIST = compiled(r"\bgenes? (?:analy[sz]ed|tested|included|evaluated|sequenced|examined)\b")
GERMLINE = compiled(r"\b(?:germline|hereditary|inherited)\b")
SOMATIC = compiled(
    r"\bsomatic\b|\btumou?r (?:tissue )?(?:ngs|dna|sequencing|panel|profil\w{2,3})\b"
    r"|\btumou?r-only\b|\btumou?r (?:cell |nuclei )?(?:content|cellularity|purity|percentage)\b"
    r"|\bsolid tumou?r\b|\bhot~spot (?:\w{1,12} ){0,2}(?:panel|assay|test)\b"
    r"|\btier (?:I|II)[A-D]?\b"
)
# “is not validated for germline variants”, “germline testing is advised”, “suggests a germline …”
TELLS_NOT = compiled(
    r"\b(?:not|cannot|advised|recommended|suggest\w{0,3}|confirm with|consider(?:ed)?|causes?"
    r"|syndrome)\b"
)
# Panels by name: a report of one need not say that it sequenced.
PANELS = (
    r"foundation\s?one|foundation medicine|guardant\s?(?:360|reveal|omni)?|tempus|msk-?impact"
    r"|oncomine|trusight|signatera|myriad|invitae|caris|neotype|oncopanel"
    r"|solid tumou?r (?:ngs |dna )?panel|ion torrent|illumina|natera|strata\s?ngs"
)
SEQUENCING = compiled(
    rf"\b(?:ngs|next~generation|sequenc\w{{2,4}}|genomics?|dna(?! probe)|exome|vaf"
    rf"|allele (?:frequency|fraction)|muts?/mb|{PANELS})\b"
)
PLASMA = compiled(
    # not the clot of a cell block (“plasma-thrombin”), nor plasma cells
    r"\b(?:plasma(?!~(?:thrombin|clot|cells?|cytoid)\b|/thrombin)|ctdna|cfdna"
    r"|cell-?free|circulating tumou?r dna|liquid biopsy|guardant\w{0,4})\b"
)
BLOOD = compiled(r"\b(?:blood|saliva|buccal|buffy coat|leukocytes?)\b")
HEADS_UNCERTAIN = compiled(
    r"[^:]{0,20}\b(?:variants? of (?:uncertain|unknown) (?:clinical )?significance"
    r"|vus)\b[^:]{0,12}:"
)
# Of a test and no tumor: “ERBB2 amplification is called at copy number 5 or more”.
DEFINES = compiled(
    r"\b(?:is|are) (?:called|defined|considered|regarded)(?: as \w{3,12})? (?:at|if|when|from)\b",
    # “Y537S and E380Q would have been found by this test”
    r"\bwould (?:have been|be) (?:found|detected|seen|identified|reported|called)\b",
    # “ESR1 mutations such as Y537S are acquired under …”
    r"\b(?-i:[A-Z][A-Z0-9]{2,6}) (?:mutations|variants|alterations)\W{1,3}(?:such as|like|e\.?g\b)",
    # “ERBB2 amplification may be missed when …”
    r"\b(?:may|might|can|could) (?:also )?(?:be (?:missed|overlooked|of germline)"
    r"|remain undetected)\b",
    # “Olaparib is approved for …”, “Women with a pathogenic variant have …”
    r"\b(?:is|are) (?:also )?(?:approved|indicated|licensed|authori[sz]ed) (?:for|in)\b",
    r"^\W{0,4}(?:women|men|patients|individuals|people|carriers|families) (?:with|who)\b",
)
NEGATIVE = compiled(r"\bneg(?:ative)?\b")
# “BRCA1 neg”, and not the “HER2 negative” of a drug's label.
GENE_NEGATIVE = compiled(
    r"(?-i:(?!HER-?2|ER\b|PR\b|HR\b|AR\b)\b[A-Z][A-Z0-9]{1,6})\W{1,3}(?:is |was )?neg(?:ative)?\b"
)
TISSUE = compiled(r"\b(?:tissue|ffpe|tumou?r (?:dna|ngs|sequencing|block))\b")
_CLAUSE = re.compile(r"[^;]+")


_DENIED_KINDS = {
    "fusion": FUSED,
    "amplification": compiled(r"\bamplif(?:ication|ied)\b"),
}
_OTHER_KINDS = compiled(
    r"\b(?:mutat\w{2,4}|alterations?|variants?|changes?|deletions?|findings?)\b"
)


def denied_kind(words: str) -> str:
    """“No NTRK1 or RET fusion”, “ERBB2 amplification: not detected”: what alone was not found."""
    kinds = [kind for kind, rule in _DENIED_KINDS.items() if rule.search(words)]
    is_denied = ABSENT.search(words) and not _OTHER_KINDS.search(words)
    return kinds[0] if is_denied and len(kinds) == 1 else ""


def tested_only(words: str) -> str:
    """The words without the clauses that tell what a test does or does not: “no variant; copy
    number not assessed”."""
    return _CLAUSE.sub(_tested, words)


def _tested(clause: re.Match[str]) -> str:
    tells = not any(rule.search(clause[0]) for rule in (NOT_TESTED, COVERS, DEFINES))
    return clause[0] if tells else " " * len(clause[0])
