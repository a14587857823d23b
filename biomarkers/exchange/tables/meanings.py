"""What a column of another's table can mean here, and by which names and words one knows it.

Precision before completeness: a word stands here only where it has one meaning.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

MRN, ACCESSION = "mrn", "accession"  # of every record of the row
# Not “null”, which is a HER2 category, and not “none” or “negative”, which are answers.
NOT_KNOWN_WORDS = frozenset(
    ["na", "n/a", "nan", "unknown", "unk", "not known", "not available", "not found in record",
     "don't know", "missing", "not reported", "not stated", "not applicable"]
)  # fmt: skip
_YES_NO = {"positive": "positive", "pos": "positive", "negative": "negative", "neg": "negative"}
_RECEPTOR = {**_YES_NO, "positve": "positive"}
_HER2 = {**_YES_NO, "equivocal": "equivocal", "indeterminate": "equivocal"}
_REPORTED = {**_HER2, "low": "low", "her2-low": "low", "ultralow": "ultralow"}
_ISH = {**_HER2, "amplified": "positive", "not amplified": "negative"}
_STAGES = {
    form: stage
    for number, stage in enumerate(["I", "II", "III", "IV"], start=1)
    for letter in ("", "a", "b", "c")
    for form in (f"{number}{letter}", f"{stage}{letter}".lower(), f"stage {stage}{letter}".lower())
} | {"0": "0", "stage 0": "0"}
_SIDES = {"left": "left", "l": "left", "right": "right", "r": "right"}
_SEXES = {"female": "female", "f": "female", "male": "male", "m": "male"}
_MENOPAUSE = {
    word: code
    for code in ("pre", "peri", "post")
    for word in (code, f"{code}menopausal", f"{code}-menopausal", f"{code}menopause")
}
_PROCEDURES = {"core": "core", "core biopsy": "core", "fna": "fine_needle",
               "fine needle": "fine_needle", "excision": "excision", "lumpectomy": "excision",
               "resection": "resection", "mastectomy": "resection",
               "cytology": "cytology"}  # fmt: skip
_KINDS = {"primary": "primary", "metastasis": "metastasis", "metastatic": "metastasis",
          "local recurrence": "local_recurrence"}  # fmt: skip


@dataclass(frozen=True)
class Meaning:
    """`names`: sets of words, of which one must stand in the header; `never`: none of these.

    `way` and `words` are those of a mapping; without both, the cell stands as it is.
    """

    code: str
    label: str
    names: tuple[frozenset[str], ...]
    way: str = ""
    words: Mapping[str, str] | None = None
    never: frozenset[str] = field(default_factory=frozenset)
    whole_name: bool = False

    @property
    def file(self) -> str:
        return self.code.partition(" ")[0]

    @property
    def column(self) -> str:
        return self.code.rpartition(" ")[2]

    @property
    def of_specimen(self) -> bool:
        return self.file in ("biopsies.csv", "her2_readings.csv", "receptors.csv")


def _names(text: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(name.split()) for name in text.split(","))


def _m(code, label, names, way="", words=None, never="", whole_name=False) -> Meaning:
    return Meaning(code, label, _names(names), way, words, frozenset(never.split()), whole_name)


NOT_A_READING = "snp snp6 cna cnv mrna expression array rna subtype"
NO_READING = frozenset(NOT_A_READING.split())
_ISH_NAMES = "fish ish cish sish ratio copy copies cep17"
MEANINGS = (
    _m(MRN, "record number", "mrn,patient id,patient number,patient,person id,record number,"
       "medical record number", whole_name=True),
    _m(ACCESSION, "accession of the specimen", "accession,accession number,sample id,specimen id,"
       "sample,specimen number", whole_name=True),
    _m("patients.csv family_name", "family name", "family name,last name,surname"),
    _m("patients.csv given_name", "given name", "given name,first name"),
    _m("patients.csv birth_date", "birth date", "birth,dob", "date"),
    _m("patients.csv sex", "sex", "sex,gender", words=_SEXES),
    _m("patients.csv menopausal_status", "menopausal status",
       "menopausal,menopause", words=_MENOPAUSE),
    _m("patients.csv stage_at_diagnosis", "stage at diagnosis", "stage diagnosis", words=_STAGES,
       never="n t m"),
    _m("patients.csv diagnosed_on", "day of diagnosis",
       "diagnosis date,diagnosed,date diagnosis", "date"),
    _m("biopsies.csv collected_on", "day of collection",
       "collection,collected,biopsy date", "date"),
    _m("biopsies.csv site", "site of the specimen",
       "biopsy site,sample site,procedure location,specimen site", never="laterality"),
    _m("biopsies.csv laterality", "side", "laterality,side", words=_SIDES),
    _m("biopsies.csv kind", "primary or metastasis", "sample type,specimen type", words=_KINDS),
    _m("biopsies.csv procedure", "how it was taken",
       "procedure type,biopsy type", words=_PROCEDURES),
    _m("her2_readings.csv read_on", "day of the HER2 report", "her2 date,report date", "date"),
    _m("her2_readings.csv ihc_score", "HER2 IHC score", "her2,erbb2", "ihc_score",
       never=f"{NOT_A_READING} {_ISH_NAMES}"),
    _m("her2_readings.csv reported_as", "HER2 as reported", "her2,erbb2", words=_REPORTED,
       never=f"{NOT_A_READING} {_ISH_NAMES}"),
    _m("her2_readings.csv ish_result", "ISH result",
       "her2 fish,her2 ish,her2 cish,her2 sish", words=_ISH, never=NOT_A_READING),
    _m("her2_readings.csv ish_ratio", "HER2/CEP17 ratio",
       "her2 ratio,cep17 ratio", "number", never=NOT_A_READING),
    _m("her2_readings.csv her2_copies", "HER2 copies a cell",
       "her2 copy,her2 copies", "number", never=f"{NOT_A_READING} cep17 ratio"),
    _m("her2_readings.csv cep17_copies", "CEP17 copies a cell",
       "cep17 copy,cep17 copies", "number", never="ratio"),
    _m("receptors.csv er_status", "ER status", "er,estrogen", words=_RECEPTOR, never="pr"),
    _m("receptors.csv er_percent", "ER percent", "er,estrogen", "percent", never="pr"),
    _m("receptors.csv pr_status", "PR status", "pr,progesterone", words=_RECEPTOR, never="er"),
    _m("receptors.csv pr_percent", "PR percent", "pr,progesterone", "percent", never="er"),
    _m("receptors.csv ki67_percent", "Ki-67 percent", "ki67,ki 67", "percent"),
)  # fmt: skip
BY_CODE = {meaning.code: meaning for meaning in MEANINGS}
