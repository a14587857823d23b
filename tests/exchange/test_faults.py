"""Every bad row is told in one go with its place and reason, and nothing is stored then."""

import codecs
import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from biomarkers.exchange.records.faults import Refused
from biomarkers.exchange.records.importing import import_folder
from tests.factories import PatientFactory

from .folders import GOOD, rows_stored, written

HER2 = "mrn,accession,read_on,ihc_score\n"
GIVEN = "mrn,setting,line,agent,started_on,ended_on\n"
PATIENTS = "mrn,family_name\n"

# what is put in place of the good file, and how its fault begins
FAULTS = [
    ({"biopsy.csv": "mrn\n"}, "biopsy.csv: is not a record folder file"),
    ({"patients.csv": "mrn,name\nM1,Falk\n"}, "patients.csv:1 “name”: is not a column"),
    ({"patients.csv": "mrn,mrn\nM1,M1\n"}, "patients.csv:1 mrn: this column appears twice"),
    ({"patients.csv": "family_name,sex\nFalk,female\n"}, "patients.csv:1 mrn: required column mis"),
    ({"patients.csv": PATIENTS + ",Falk\nM1,Falk\n"}, "patients.csv:2 mrn: this cell must not"),
    ({"patients.csv": "mrn,sex\nM1,woman\n"}, "patients.csv:2 sex: “woman” must be one of f"),
    ({"patients.csv": "mrn,ecog\nM1,1\n"},
     "patients.csv:1 ecog: is not a column any more: it is in perform"),
    ({"her2_readings.csv": "mrn,accession,read_on,ihc_score,ihc_score_range\n"
      "M1,S1,2019-05,1+,1-2+\n"}, "her2_readings.csv:2 ihc_score_range: there is an ihc_score t"),
    ({"patients.csv": "mrn,deceased_on\nM1,2019-04\n"},
     "treatments.csv:2 started_on: 2019-05 is after the patient died, 2019-04"),
    ({"conditions.csv": "mrn,condition,noted_on\nM1,heart failur,2019\n"},
     "conditions.csv:2 condition: “heart failur” is not in the list of conditions; is hear"),
    ({"conditions.csv": "mrn,condition,severity,noted_on\nM1,diabetes,mild,2019\n"},
     "conditions.csv:2 severity: “mild”: The severity of diabetes mellitus type 2 is one of: di"),
    ({"conditions.csv": "mrn,condition,severity,noted_on\nM1,hiv,mild,2019\n"},
     "conditions.csv:2 severity: “mild”: HIV infection is recorded without a severity"),
    ({"conditions.csv": "mrn,condition,noted_on,resolved_on\nM1,hiv,2019-05,2019-04\n"},
     "conditions.csv:2 resolved_on: 2019-04 is before noted_on, 2019-05"),
    ({"her2_readings.csv": HER2 + "M1,S1,2019-05,2+/FISH-\n"},
     "her2_readings.csv:2 ihc_score: “2+/FISH-” must be one of 0, 1+, 2+, 3+; it could mean "
     "ihc_score 2+ and ish_result negative"),
    ({"biopsies.csv": "mrn,accession,collected_on,site\nM1,S1,2019-04,left brest\n"},
     "biopsies.csv:2 site: “left brest”: did you mean breast? If not, say in kind"),
    ({"her2_readings.csv": HER2 + "M1,S1,2019-05,1\n"},
     "her2_readings.csv:2 ihc_score: “1” must be one of 0, 1+, 2+, 3+"),
    ({"her2_readings.csv": HER2 + "M1,S1,2019-05,<1+\n"},
     "her2_readings.csv:2 ihc_score: “<1+” must be one of"),
    ({"performance.csv": "mrn,on,ecog\nM1,2020,5\n"}, "performance.csv:2 ecog: “5” is not bet"),
    ({"lvef.csv": "mrn,measured_on,percent\nM1,2020,100\n"}, "lvef.csv:2 percent: “100” is no"),
    ({"receptors.csv": "mrn,accession,read_on,er_percent\nM1,S1,2019-05,90%\n"},
     "receptors.csv:2 er_percent: “90%” is not a percentage: write 90, <1"),
    ({"receptors.csv": "mrn,accession,read_on,er_percent\nM1,S1,2019-05,90-80\n"},
     "receptors.csv:2 er_percent: “90-80” is not within 0 to 100"),
    ({"her2_readings.csv": "mrn,accession,read_on,her2_copies\nM1,S1,2019-05,40.5\n"},
     "her2_readings.csv:2 her2_copies: “40.5”: Copies above 40 are the total of a count"),
    ({"patients.csv": "mrn,birth_date\nM1,1.2.1960\n"}, "patients.csv:2 birth_date: “1.2.1960”"),
    ({"patients.csv": "mrn,birth_date\nM1,1960-02-30\n"}, "patients.csv:2 birth_date: “1960-02-"),
    ({"patients.csv": PATIENTS + "M1,A\nM1,B\n"}, "patients.csv:3 mrn: line 2 has the same"),
    ({"patients.csv": PATIENTS + "M1,=1+1\n"}, "patients.csv:2 family_name: “=1+1” starts like"),
    ({"patients.csv": PATIENTS + f"M1,{'x' * 201}\n"}, "patients.csv:2 family_name: “xxx"),
    ({"patients.csv": PATIENTS + "M1,M\0ller\n"}, "patients.csv:2 family_name: the file cont"),
    ({"patients.csv": (PATIENTS + "M1,Müller\n").encode("latin-1")}, "patients.csv:2 family_name:"),
    ({"patients.csv": (PATIENTS + "M1,Falk\n").encode("utf-16")}, "patients.csv:1: the file is w"),
    ({"patients.csv": "mrn;family_name\nM1;Falk\n"}, "patients.csv:1: the columns are separated"),
    ({"patients.csv": "mrn\tfamily_name\nM1\tFalk\n"}, "patients.csv:1: the columns are separat"),
    ({"patients.csv": PATIENTS + "M1\n"}, "patients.csv:2 family_name: the row has 1 c"),
    ({"patients.csv": PATIENTS + "M1,A,B\n"}, "patients.csv:2 family_name: the row has 3 cells"),
    ({"patients.csv": PATIENTS + 'M1,"Falk\n'}, "patients.csv:2 family_name: a quotation mark"),
    ({"patients.csv": ""}, "patients.csv:1: the file is empty"),
    ({"her2_readings.csv": HER2 + "M1,S1,2019-04-12,4+\n"}, "her2_readings.csv:2 ihc_score: “4+”"),
    ({"her2_readings.csv": HER2 + "M1,S9,2019-04-12,1+\n"}, "her2_readings.csv:2 accession: “S9”"),
    ({"her2_readings.csv": HER2 + "M1,S1,2019-04-09,1+\n"}, "her2_readings.csv:2 read_on: 2019-"),
    ({"her2_readings.csv": HER2 + "M1,S1,2019-03,1+\n"}, "her2_readings.csv:2 read_on: 2019-03"),
    ({"her2_readings.csv": HER2 + "M9,S1,2019-04-12,1+\n"}, "her2_readings.csv:2 mrn: “M9” is n"),
    ({"her2_readings.csv": "mrn,accession,read_on,ish_ratio\nM1,S1,2019-05,101\n"},
     "her2_readings.csv:2 ish_ratio: “101” is not between"),
    ({"her2_readings.csv": "mrn,accession,read_on,percent_stained\nM1,S1,2019-05,101\n"},
     "her2_readings.csv:2 percent_stained: “101” is not between"),
    ({"her2_readings.csv": "mrn,accession,read_on,adequate\nM1,S1,2019-05,maybe\n"},
     "her2_readings.csv:2 adequate: “maybe” must be yes or no"),
    ({"treatments.csv": GIVEN + "M1,metastatic,,aspirinol,2019,\n"},
     "treatments.csv:2 agent: “aspirinol” is not a known drug"),
    ({"treatments.csv": GIVEN + "M1,metastatic,,trastuzumab der,2019,\n"},
     "treatments.csv:2 agent: “trastuzumab der” is not a known drug"),
    ({"treatments.csv": GIVEN + "M1,metastatic,,Phesgo,2019,\n"},
     "treatments.csv:2 agent: “Phesgo” names several agents: write pert"),
    ({"treatments.csv": GIVEN + "M1,metastatic,,letrozole,2019-05,2019-04\n"},
     "treatments.csv:2 ended_on: 2019-04 is before started_on"),
    ({"treatments.csv": GIVEN + "M1,adjuvant,1,letrozole,2019,\n"},
     "treatments.csv:2 line: only metastatic treatment has a line"),
    ({"treatments.csv": GIVEN + "M1,metastatic,0,letrozole,2019,\n"}, "treatments.csv:2 line: “0”"),
    ({"markers.csv": "mrn,tested_on,marker,value\nM1,2020,msi,4\n"}, "markers.csv:2 value: “4”"),
    ({"markers.csv": "mrn,tested_on,marker,value\nM1,2020,tmb,high\n"}, "markers.csv:2 value: “h"),
    ({"adverse_events.csv": "mrn,agent,term,onset_on,grade\nM1,letrozole,pain,2019,6\n"},
     "adverse_events.csv:2 grade: “6” is not between 1 and 5"),
]  # fmt: skip


def refusal_of(folder) -> str:
    with pytest.raises(CommandError) as refused:
        call_command("import_records", str(folder), stdout=StringIO())
    return str(refused.value)


@pytest.mark.parametrize(("files", "fault"), FAULTS, ids=[fault[:60] for _, fault in FAULTS])
def test_a_bad_row_is_told_with_its_place_and_nothing_is_stored(db, tmp_path, files, fault):
    before = rows_stored()

    told = refusal_of(written(tmp_path, {**GOOD, **files}))

    assert [line for line in told.splitlines() if line.startswith(fault)], told
    assert rows_stored() == before


def test_all_faults_are_told_in_one_go(db, tmp_path):
    told = refusal_of(
        written(
            tmp_path,
            {
                **GOOD,
                "patients.csv": "mrn,sex,menopausal_status\nM1,woman,9\n",
                "her2_readings.csv": HER2 + "M1,S1,2019-04-12,4+\nM1,S9,2019-04-12,1+\n",
            },
        )
    )

    assert [line.split(":")[0:2] for line in told.splitlines()[:4]] == [
        ["patients.csv", "2 sex"],
        ["patients.csv", "2 menopausal_status"],
        ["her2_readings.csv", "2 ihc_score"],
        ["her2_readings.csv", "3 accession"],
    ]
    assert "4 errors. Nothing was imported." in told


def test_a_patient_of_another_team_is_refused(db, tmp_path):
    PatientFactory(mrn="M1", care_team__name="Second clinic")
    PatientFactory(care_team__name="Breast clinic")
    folder = written(tmp_path, GOOD)

    with pytest.raises(CommandError, match="M1” belongs to another care team, “Second clinic”"):
        call_command("import_records", str(folder), team="Breast clinic")


def test_a_biopsy_is_not_moved_behind_a_reading_on_record(db, tmp_path):
    import_folder(written(tmp_path / "first", GOOD))
    later = {"biopsies.csv": "mrn,accession,collected_on,site\nM1,S1,2019-05-10,liver\n"}

    told = refusal_of(written(tmp_path / "later", later))

    assert told.startswith("biopsies.csv:2 collected_on: 2019-05-10 is after a recorded reading")


def test_a_folder_that_is_not_there_is_told(db, tmp_path):
    assert "folder not found" in refusal_of(tmp_path / "nowhere")


@pytest.mark.parametrize(
    "files",
    [
        {"patients.csv": codecs.BOM_UTF8 + GOOD["patients.csv"].encode()},
        {"patients.csv": GOOD["patients.csv"].replace("\n", "\r\n")},
        {"treatments.csv": GIVEN + "M1,metastatic,,Femara,2019,\nM1,metastatic,,72965,2020,\n"},
        {"treatments.csv": GIVEN + "M1,metastatic,,LETROZOLE,2019-05,2019\n"},
        {"her2_readings.csv": HER2 + "M1,S1,2019,1+\n"},
        {"notes.txt": "not for us"},
        {"her2_readings.csv": HER2 + "M1,S1,2019,1 +\n"},
        {"her2_readings.csv": "mrn,accession,read_on,reported_as\nM1,S1,2019, POSITIVE \n"},
        {"her2_readings.csv": "mrn,accession,read_on,ish_status\nM1,S1,2019,Not done\n"},
        {"her2_readings.csv": "mrn,accession,read_on,adequate\nM1,S1,2019,No\n"},
        {"her2_readings.csv": "mrn,accession,read_on,her2_copies\nM1,S1,2019,40\n"},
        {"markers.csv": "mrn,tested_on,marker,value\nM1,2020,MSI,High\n"},
        {"conditions.csv": "mrn,condition,severity,noted_on\nM1,Heart failure,Mild,2019\n"},
        {"patients.csv": "mrn,deceased_on\nM1,2019\n"},
        {"patients.csv": "mrn,deceased_on\nM1,2019-05\n"},
        {"patients.csv": "mrn,family_name\nM1,+++\n"},
    ],
)
def test_what_is_not_wrong_is_taken_in(db, tmp_path, files):
    assert "Imported for Clinic" in import_folder(written(tmp_path, {**GOOD, **files})).summary


def test_a_record_number_does_not_go_to_another_person(db, tmp_path):
    person = "mrn,family_name,birth_date\nM1,{}\n"
    import_folder(written(tmp_path / "a", {"patients.csv": person.format("Falk,1960-05")}))
    renamed = {"patients.csv": person.format("Falk-Berg,1960-05-09")}
    import_folder(written(tmp_path / "b", renamed))

    with pytest.raises(Refused, match=r"patients.csv:2 mrn: “M1” is recorded for another person"):
        import_folder(written(tmp_path / "c", {"patients.csv": person.format("Ode,1971")}))


def test_a_day_in_the_future_is_refused(db, tmp_path):
    with pytest.raises(Refused, match=r"patients.csv:2 diagnosed_on: 2999-01 is in the future"):
        import_folder(written(tmp_path, {"patients.csv": "mrn,diagnosed_on\nM1,2999-01\n"}))


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        (",2+/FISH-", "it could mean ihc_score 2+ and ish_result negative"),
        ("Equivocal (2+),", "it could mean ihc_score 2+ and reported_as equivocal"),
        (",1", "if a score is meant, write 1+"),
        ("HER2-zero,", "it could mean ihc_score 0 or reported_as null"),
        (",0+", "or zero_staining present too"),
        (",NA", "must be one of"),
        (",<1+", "must be one of"),
    ],
)
def test_a_cell_of_her2_that_is_refused_is_told_what_it_could_mean(db, tmp_path, cells, told):
    bad = {**GOOD, "her2_readings.csv": f"{WORDS}M1,S1,2019-04-12,{cells}\n"}

    with pytest.raises(Refused, match=re.escape(told)):
        import_folder(written(tmp_path, bad))


WORDS = "mrn,accession,read_on,reported_as,ihc_score\n"


@pytest.mark.parametrize("cells", ["Positive,", "POSITIVE,3 +"])
def test_case_and_blanks_of_a_cell_of_her2_are_forgiven(db, tmp_path, cells):
    good = {**GOOD, "her2_readings.csv": f"{WORDS}M1,S1,2019-04-12,{cells}\n"}

    assert "Imported" in import_folder(written(tmp_path, good)).summary
