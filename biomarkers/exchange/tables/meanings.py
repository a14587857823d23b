"""What a column of another's table can mean here, and by which names one knows it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from biomarkers.exchange.her2_words import her2_words

from . import vocabulary as known
from .headers import said_by

MRN, ACCESSION = "mrn", "accession"  # of every record of the row
FULL_NAME = "patients.csv full_name"  # family and given name in one column
WORDS_FILES = ("biopsies.csv", "her2_readings.csv", "receptors.csv")


@dataclass(frozen=True)
class Meaning:
    """`names`: sets of words, of which one must stand in the header; `never`: none of these.

    `way` and `words` are those of a mapping; without both, the cell stands as it is. `read` is what
    a word means where no list of words says it. `also`: what the same cell may say besides, by
    column of the file and way. `is_result`: a dash may mean negative.
    """

    code: str
    label: str
    names: tuple[frozenset[str], ...]
    way: str = ""
    words: Mapping[str, str] | None = None
    never: frozenset[str] = field(default_factory=frozenset)
    whole_name: bool = False
    read: Callable[[str], str] | None = None
    also: tuple[tuple[str, str], ...] = ()
    is_result: bool = False

    @property
    def file(self) -> str:
        return self.code.partition(" ")[0]

    @property
    def column(self) -> str:
        return self.code.rpartition(" ")[2]

    @property
    def of_specimen(self) -> bool:
        return self.file in WORDS_FILES

    @property
    def is_words(self) -> bool:
        """Each word of the column has its own code."""
        return self.words is not None or self.read is not None


def is_named(name: str, meaning: Meaning, description: str = "") -> bool:
    said = said_by(name)
    if meaning.whole_name:
        return said in meaning.names
    if _fits(said, meaning):
        return True
    return bool(description) and not said & meaning.never and _fits(said_by(description), meaning)


def _fits(said: frozenset[str], meaning: Meaning) -> bool:
    return not said & meaning.never and any(words <= said for words in meaning.names)


def _reported(cell: str) -> str:
    found = her2_words(cell)
    return found.says().get("reported_as", "") if found else ""


def _names(text: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(name.split()) for name in text.split(","))


def _m(code, label, names, way="", words=None, never="", **more) -> Meaning:
    return Meaning(code, label, _names(names), way, words, frozenset(never.split()), **more)


NOT_A_READING = "snp snp6 cna cnv mrna expression array rna subtype mutation signature"
NO_READING = frozenset(NOT_A_READING.split())
_ISH_NAMES = "fish ish cish sish ratio copy copies cep17 cn zelle cell"
_NOT_ER = "pr progesterone progesteron her2 mets met sites receptor2"
MEANINGS = (
    _m(MRN, "MRN", "mrn,patient id,patient number,patient nr,patient no,pat nr,pat id,"
       "patient,person id,record number,medical record number,patnr,patientennummer,fallnummer,"
       "pid", whole_name=True),
    _m(ACCESSION, "accession number", "accession,accession number,accession no,acc,"
       "acc no,sample id,specimen id,sample,specimen number,specimen no,case number,patho nr,"
       "patho nummer,eingangsnummer,pathologie nr,probennummer,e nr,histo nr,block",
       whole_name=True),
    _m(FULL_NAME, "family and given name, “LOPEZ, FAITH”", "patient name,name,full name,"
       "patientenname", never="first last family given vorname nachname file sample"),
    _m("patients.csv family_name", "family name",
       "family name,last name,surname,name,nachname,familienname",
       never="first given vorname patient sample full file"),
    _m("patients.csv given_name", "given name", "given name,first name,vorname"),
    _m("patients.csv birth_date", "birth date",
       "birth,dob,birthdate,geb dat,geburtsdatum,geb,geboren", "date"),
    _m("patients.csv sex", "sex", "sex,gender,geschl,geschlecht", words=known.SEXES),
    _m("patients.csv menopausal_status", "menopausal status",
       "menopausal,menopause,menop,menopausenstatus", words=known.MENOPAUSE),
    _m("patients.csv stage_at_diagnosis", "stage at diagnosis",
       "stage diagnosis,stage,uicc,ajcc,stadium", words=known.STAGES,
       never="n t m grade pt pn pathologic"),
    _m("patients.csv diagnosed_on", "diagnosis date", "diagnosis date,diagnosed,date diagnosis,"
       "dx date,ed,erstdiagnose,diagnosedatum", "date", never="metastatic met mets fernmet time"),
    _m("patients.csv metastatic_on", "date of first metastasis",
       "metastatic date,metastatic diagnosis,met date,mets date,metastasis date,metastatic since,"
       "fernmet,fernmetastasen,fernmetastasierung,time metastatic,days metastatic", "date",
       never="sites months"),
    _m("patients.csv deceased_on", "date of death",
       "deceased,death,date death,dod,verstorben,todesdatum,sterbedatum", "date", never="cause"),
    _m("patients.csv last_contact_on", "last contact",
       "last contact,last seen,last follow,letzter kontakt,last visit", "date"),
    _m("biopsies.csv collected_on", "collection date", "collection,collected,biopsy date,"
       "sampled,entnahme,entnahmedatum,procedure date,surgery date,date surgery,probe datum",
       "date", never="her2 method"),
    _m("biopsies.csv site", "biopsy site", "biopsy site,sample site,procedure location,"
       "specimen site,specimen source,site,lokalisation,entnahmeort,organ,diagnosis location,"
       "tissue,metastatic site",
       never="laterality laterality ever mets date id", read=known.site_of),
    _m("biopsies.csv laterality", "side", "laterality,side,seite", words=known.SIDES),
    _m("biopsies.csv kind", "primary or metastasis", "sample type,specimen type,tumor type,"
       "probenart,tissue type", words=known.KINDS, never="id oncotree"),
    _m("biopsies.csv procedure", "biopsy procedure", "procedure type,biopsy type,procedure,"
       "diagnostic procedure,probe,entnahmeart,specimen type,method collection",
       words=known.PROCEDURES, never="date location nr"),
    _m("her2_readings.csv read_on", "HER2 report date",
       "her2 date,report date,reported,befund vom,befunddatum,befund,result date,signed date",
       "date"),
    _m("her2_readings.csv pathologist", "pathologist",
       "pathologist,signed by,pathologe,befunder", "person"),
    _m("her2_readings.csv ihc_score", "HER2 IHC score", "her2,erbb2,ihc", "ihc_score",
       never=f"{NOT_A_READING} {_ISH_NAMES} er pr estrogen progesterone ki67 method ever",
       is_result=True, also=(("ihc_score_range", "ihc_score_range"),
                             ("zero_staining", "zero_staining"), ("ish_result", "ish_result"))),
    _m("her2_readings.csv reported_as", "reported HER2 category", "her2,erbb2",
       never=f"{NOT_A_READING} {_ISH_NAMES} ever", read=_reported, is_result=True),
    _m("her2_readings.csv ish_result", "ISH result",
       "her2 fish,her2 ish,her2 cish,her2 sish,fish,ish", words=known.ISH,
       never=f"{NOT_A_READING} ratio copy copies cep17 date method", is_result=True),
    _m("her2_readings.csv ish_ratio", "HER2/CEP17 ratio",
       "her2 ratio,cep17 ratio,fish ratio,ratio,her2 cep17", "ratio",
       never=f"{NOT_A_READING} neutrophil"),
    _m("her2_readings.csv her2_copies", "HER2 copies per cell",
       "her2 copy,her2 copies,her2 zelle,her2 cell,her2 signals,her2 cn", "number",
       never=f"{NOT_A_READING} cep17 ratio"),
    _m("her2_readings.csv cep17_copies", "CEP17 copies per cell",
       "cep17 copy,cep17 copies,cep17 zelle,cep17 cell,cep17 signals,cep17", "number",
       never="ratio her2"),
    _m("her2_readings.csv percent_stained", "percent of cells stained for HER2",
       "her2 percent,her2 percentage,her2 stained", "percent", never=NOT_A_READING),
    _m("receptors.csv er_status", "ER status", "er,estrogen,ostrogen,oestrogen",
       words=known.RECEPTOR, never=_NOT_ER, is_result=True,
       also=(("er_percent", "er_percent"),)),
    _m("receptors.csv er_percent", "ER percent", "er,estrogen,ostrogen,oestrogen", "er_percent",
       never=_NOT_ER, also=(("er_status", "receptor_status"),)),
    _m("receptors.csv pr_status", "PR status", "pr,pgr,progesterone,progesteron",
       words=known.RECEPTOR, never="er her2", is_result=True,
       also=(("pr_percent", "pr_percent"),)),
    _m("receptors.csv pr_percent", "PR percent", "pr,pgr,progesterone,progesteron", "pr_percent",
       never="er her2", also=(("pr_status", "receptor_status"),)),
    _m("receptors.csv ki67_percent", "Ki-67 percent", "ki67,ki 67,mib1", "ki67_percent"),
)  # fmt: skip
BY_CODE = {meaning.code: meaning for meaning in MEANINGS}
