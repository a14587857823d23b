"""The mappings of the project, on small invented tables in the columns of the real ones."""

from io import StringIO

import pytest
from django.core.management import call_command

from biomarkers.exchange.mappings import READY
from biomarkers.exchange.tables.importing import import_tables
from biomarkers.exchange.tables.mapping import read_mapping
from biomarkers.models import HER2Assessment, HER2Reading, ReceptorReading
from patients.models import AgentGiven, Biopsy, Patient, Progression

from .folders import written

MBC = [
    "Patient ID", "Sample ID", "Sex", "MedR Stage at Diagnosis", "MedR Diagnosis Location",
    "MedR Diagnostic HER2 Status", "MedR Diagnostic HER2 IHC", "MedR Diagnostic HER2 FISH",
    "PATH Procedure Location", "PATH Procedure Type ", "PATH Sample Collection Time",
    "PATH HER2 Status ", "PATH HER2 IHC ", "PATH HER2 FISH", "PATH Estrogen Receptor Percentage",
]  # fmt: skip
METABRIC = (
    "#Patient,HER2 by SNP6\nPATIENT_ID,ER_IHC,HER2_SNP6,INFERRED_MENOPAUSAL_STATE,SEX,OS_MONTHS,"
    "OS_STATUS,LATERALITY\n"
    "MB-1,Positve,GAIN,Post,Female,12.5,1:DECEASED,Right\n"
    "MB-2,,NEUTRAL,,Female,24,0:LIVING,\n"
)
CBIOPORTAL = {
    "data_clinical_patient.txt": (
        "#Patient\tSex\n#Patient\tSex\nPATIENT_ID\tSEX\tOS_MONTHS\tOS_STATUS\n"
        "P1\tFemale\t120\t1:DECEASED\n"
    ),
    "data_clinical_sample.txt": (
        "PATIENT_ID\tSAMPLE_ID\tSAMPLE_TYPE\tMETASTATIC_SITE\tHER2_STATUS\tHER2_IHC_SCORE\n"
        "P1\tP1-T1\tMetastasis\tliver\tNegative\t1+\n"
    ),
    "data_timeline_specimen.txt": "PATIENT_ID\tSTART_DATE\tSAMPLE_ID\nP1\t400\tP1-T1\n",
    "data_timeline_treatment.txt": (
        "PATIENT_ID\tSTART_DATE\tSTOP_DATE\tAGENT\tSETTING\n"
        "P1\t410\t500\tletrozole\tMetastatic\nP1\t10\t20\tvitamin D\tNA\n"
    ),
    "data_timeline_status.txt": "PATIENT_ID\tSTART_DATE\tSTATUS\nP1\t500\tProgression\n",
}


def _read_by(mapping) -> set[str]:
    """Every column of the table that the mapping reads."""
    return {
        name.strip()
        for record in mapping.records
        for cells in record.columns.values()
        for cell in cells
        for name in cell.sources
    }


@pytest.mark.parametrize("name", READY)
def test_every_ready_mapping_can_be_read(name):
    assert read_mapping(READY[name]).records


def test_mbc_has_the_reading_of_the_diagnosis_and_that_of_each_sample(db, tmp_path):
    rows = [
        [
            "P1",
            "P1-A",
            "Female",
            "3B",
            "BREAST",
            "NEGATIVE",
            "1+",
            "NEGATIVE",
            "LIVER",
            "CORE",
            "400",
            "NEGATIVE",
            "1+ - 2+",
            "NOT DONE",
            ">90%",
        ],
        [
            "P1",
            "P1-B",
            "Female",
            "3B",
            "BREAST",
            "NEGATIVE",
            "1+",
            "NEGATIVE",
            "BREAST",
            "MASTECTOMY",
            "NA",
            "UNKNOWN",
            "UNKNOWN",
            "UNKNOWN",
            "90%",
        ],
    ]
    mapping = read_mapping(READY["mbcproject-2017"])
    others = sorted(_read_by(mapping) - {name.strip() for name in MBC})
    lines = [[*MBC, *others], *([*row, *[""] * len(others)] for row in rows)]
    table = "\n".join("\t".join(line) for line in lines)
    path = written(tmp_path, {"mbc.tsv": table}) / "mbc.tsv"

    import_tables(path, mapping)

    diagnosis, sample = HER2Reading.objects.order_by("read_on")
    assert (diagnosis.biopsy.accession, diagnosis.ihc_score) == ("diagnosis", "1+")
    assert (sample.ihc_score, sample.reported_as, sample.ish_status) == ("", "negative", "not_done")
    assert "1+ - 2+" in sample.as_written
    assert str(Biopsy.objects.get(accession="P1-B").collected_on) == "1990"
    assert {str(r.er_percent) for r in ReceptorReading.objects.all()} == {"90", ">90"}
    told = StringIO()
    call_command("distribution", stdout=told)
    counted = told.getvalue()
    assert "| negative | 1+ | low |  | 1 |" in counted
    assert "0 with a new option as a task, 0 of them without a treatment on record" in counted


def test_metabric_has_no_reading_because_an_array_is_none(db, tmp_path):
    path = written(tmp_path, {"m.txt": METABRIC}) / "m.txt"

    import_tables(path, read_mapping(READY["metabric"]))

    assert not HER2Reading.objects.exists()
    assert set(HER2Assessment.objects.values_list("reason", flat=True)) == {"no_result"}
    died, alive = Patient.objects.order_by("mrn")
    assert (str(died.deceased_on), alive.deceased_on) == ("1991-07-16", None)
    assert {died.date_basis, alive.date_basis} == {"nominal"}


def test_a_cbioportal_folder_takes_the_day_of_a_sample_from_its_timeline(db, tmp_path):
    import_tables(written(tmp_path, CBIOPORTAL), read_mapping(READY["cbioportal"]))

    biopsy = Biopsy.objects.get()
    assert (str(biopsy.collected_on), biopsy.site) == ("2001-08-05", "liver")
    assert str(biopsy.her2_readings.get().read_on) == "2001-08-05"
    assert AgentGiven.objects.get().agent.name == "letrozole"
    assert str(Progression.objects.get().on) == "2001-11-13"
