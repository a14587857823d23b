"""Words that may stand in a sentence about a marker without being another label or a finding.

A sentence without a label of its own is read only if it has no other words before its value.
"""

import re

_WORDS = set(
    """
a an the this these that it its is are was were be been has have by on in of for with as at to and
or per from result results score scores scored scoring status interpretation interpreted
assessment evaluation value values analysis test testing tested stain stains staining stained
immunostain immunostaining immunoreactivity reactivity positivity expression expressed
overexpression protein oncoprotein receptor receptors gene marker level percentage percent
percents proportion fraction rate index labeling labelling number average mean total overall final
summary conclusion consensus estimated approximately about only all both each cell cells nucleus
nuclei nuclear membrane membranous membranes cytoplasmic tumor tumour tumors tumours carcinoma
cancer invasive infiltrating neoplastic malignant ductal lobular component epithelial population
area intensity strong strongly moderate moderately weak weakly faint faintly intense diffuse
diffusely focal focally variable heterogeneous homogeneous uniform uniformly complete completely
incomplete incompletely circumferential partial barely perceptible pattern mild high low
predominant seen observed noted present identified found shows show showed demonstrates
demonstrate demonstrated using method methods methodology performed done reported category class
classification her2 neu er pr pgr ihc fish ish cep17 cen17 chr17 copy copies signal signals cep
cen probe control-free hybridization hybridisation amplification amplified polysomy dual single
clone antibody rabbit monoclonal mouse primary ventana dako leica roche agilent pathway confirm
sp1 sp2 1e2 6f11 1d5 ep1 4b5 pgr636 sp3 cb11 mib-1 mib1 30-9 16 pgr1294 a0485 hercep herceptest
pharmdx benchmark asco cap who guideline guidelines criteria version skoru boyanma boyama indeks
indeksi proliferasyon unit units type quantitative semiquantitative semi-quantitative manual
visual image digital computer assisted specify range select applicable comment
first second count recount observer reader
valid correct corrected true actual amended revised updated current present new case patient
patient's assay detail details
group groups reflex reflexed reflexive confirmatory confirmation automatic automatically subsequent
""".split()
)
_PLACES = set(
    """
left right upper lower inner outer core part specimen sample site block nodule mass lesion focus
satellite tumor tumour larger smaller main other first second third fourth index
""".split()
)
_WORD = re.compile(r"[A-Za-zα-ωçğıöşü][\w'-]*")
_NUMBERED = re.compile(r"^\W{0,6}\d{1,2}[a-z]?[.)]\s", re.IGNORECASE)
_CODE = re.compile(r"(?:[A-Z]{1,4}\d{1,5}|\d{1,3}[A-Z]\d{1,3}|\d{1,2}-\d{1,2})$", re.IGNORECASE)


def is_place(words: str) -> bool:
    """Whether a part or tumor is named, and nothing else: “B”, “left”, “second nodule”."""
    said = [word.lower() for word in _WORD.findall(words)]
    places = [word for word in said if word in _PLACES or len(word) == 1]
    return bool(places) and all(word in _WORDS for word in said if word not in places)


def is_neutral(words: str) -> bool:
    """Whether nothing but such words, numbers, signs and names of clones is said."""
    return all(
        word.lower().strip("-'") in _WORDS or _CODE.match(word)
        for word in _WORD.findall(_NUMBERED.sub("", words))
    )
