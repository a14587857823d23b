"""How variants and fusions are written, and how the record keeps them: H1047R, c.5946delT."""

import re

_AMINO_ACIDS = {
    "Ala": "A", "Arg": "R", "Asn": "N", "Asp": "D", "Cys": "C", "Gln": "Q", "Glu": "E", "Gly": "G",
    "His": "H", "Ile": "I", "Leu": "L", "Lys": "K", "Met": "M", "Phe": "F", "Pro": "P", "Ser": "S",
    "Thr": "T", "Trp": "W", "Tyr": "Y", "Val": "V", "Ter": "*",
}  # fmt: skip
_AMINO = "|".join(_AMINO_ACIDS)
_PROTEIN = (
    rf"(?:p\.\s?)?\(?(?:{_AMINO}|[A-Z])\d{{1,4}}"
    rf"(?:(?:{_AMINO}|[A-Z*])(?:fs\*?\d{{0,4}})?|fs\*?\d{{0,4}}|_[A-Z]\w{{2,20}}|\s[A-Z]\d{{1,4}}(?:ins|del|dup)\w{{0,12}}|del\w{{0,6}}|dup)\)?"
)
_KINDS = (
    r"exon\s\d{1,2}\s(?:deletion|insertion|skipping)|amplification|(?<!not\s)(?<!non-)amplified|homozygous\s(?:loss|deletion)"
    r"|copy\snumber\s(?:loss|gain)|truncat\w{2,4}|splice\s(?:site|variant)|rearrangement|loss(?!\sof\s(?:nuclear\s)?(?:expression|stain\w{1,4}|heterozyg\w{1,5}))"
)
VARIANT = re.compile(
    r"(?P<coding>c\.[\w*+>_-]{3,40}(?:\s{0,2}\(p\.[^)\s]{2,30}\))?)"
    rf"|(?<![\w-])(?P<protein>{_PROTEIN})(?!\w)|(?P<kind>(?i:\b(?:{_KINDS})))"
)
FUSION = re.compile(
    r"(?<![\w-])(?P<first>[A-Z][A-Z0-9]{1,8})(?:-|::|/)(?P<second>[A-Z][A-Z0-9]{1,8})\s{1,3}"
    r"(?:gene\s)?(?:fusion|rearrangement)",
)


def written(variant: re.Match[str]) -> str:
    """One-letter amino acids without “p.”; a coding change and a kind as they are written, but for
    “amplified”."""
    words = " ".join(variant[0].split())
    if words.lower() == "amplified":
        return "amplification"
    if not variant["protein"]:
        return words.lower() if variant["kind"] else words
    words = re.sub(r"^p\.\s?|[()]", "", words).replace(" ", "_")  # a line that was taken off
    return re.sub(_AMINO, lambda acid: _AMINO_ACIDS[acid[0]], words)
