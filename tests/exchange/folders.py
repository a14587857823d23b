"""Record folders to try the import on."""

from collections.abc import Iterable
from pathlib import Path

from django.apps import apps

from biomarkers.exchange.records.columns import FILES
from biomarkers.models import fingerprint_of

REPORT = fingerprint_of("HER2 IHC 1+")

# A patient with one of everything: the plainest folder that is right.
GOOD = {
    "patients.csv": "mrn,family_name,metastatic_on\nM1,Falk,2019\n",
    "biopsies.csv": "mrn,accession,collected_on,site\nM1,S1,2019-04-10,liver\n",
    "her2_readings.csv": "mrn,accession,read_on,ihc_score\nM1,S1,2019-04-12,1+\n",
    "receptors.csv": "mrn,accession,read_on,er_percent\nM1,S1,2019-04-12,90\n",
    "alterations.csv": "mrn,tested_on,gene,result\nM1,2020-01,ESR1,detected\n",
    "markers.csv": "mrn,tested_on,marker,value\nM1,2020-01,tmb,4\n",
    "treatments.csv": "mrn,setting,agent,started_on,ended_on\nM1,metastatic,letrozole,2019-05,\n",
    "adverse_events.csv": "mrn,agent,term,onset_on\nM1,letrozole,arthralgia,2019-08\n",
    "progressions.csv": "mrn,on\nM1,2021-02\n",
    "disease_status.csv": "mrn,on,status\nM1,2020,stable\n",
    "procedures.csv": "mrn,kind,started_on\nM1,surgery,2012\n",
    "performance.csv": "mrn,on,ecog\nM1,2020-01,1\n",
    "conditions.csv": "mrn,condition,severity,noted_on\nM1,neuropathy,mild,2020-01\n",
    "lvef.csv": "mrn,measured_on,percent\nM1,2020-01,60\n",
}

# What else may be said of that patient, beyond the contract.
FURTHER = {
    "lines.csv": "mrn,number\nM1,2\n",
    "overrides.csv": "mrn,setting,agent,started_on,ended_on,override_reason\n"
    "M1,metastatic,letrozole,2019-05,,agreed with her\n",
    "event_gradings.csv": "mrn,agent,term,onset_on,ctcae_version\n"
    "M1,letrozole,arthralgia,2019-08,5.0\n",
    "undated_ecog.csv": "mrn,undated_ecog\nM1,0\n",
    "board_decisions.csv": "mrn,on,question,outcome,text\n"
    "M1,2020-01,Next line?,proceed,capecitabine\n",
    "work_steps.csv": "mrn,at,on,by,kind,text\n"
    "M1,2020-01-02T10:00:00+00:00,2020-01-02,anna,commented,block is in Linz\n",
    "handouts.csv": "mrn,printed_at,printed_by,answers\n"
    'M1,2020-01-02T10:00:00+00:00,anna,"[{""text"": ""…""}]"\n',
    "reports.csv": "mrn,report,received_at,state,reviewed_at,reviewed_by,text\n"
    f"M1,{REPORT},2020-01-02T10:00:00+00:00,confirmed,2020-01-03T10:00:00+00:00,anna,"
    '"""HER2 IHC 1+"""\n',
    "report_decisions.csv": "mrn,report,tumor,field,proposed,words,decision,value\n"
    f'M1,{REPORT},0,ihc_score,"""1+""","[[9, 11]]",confirmed,"""1+"""\n',
    "her2_sources.csv": f"mrn,accession,read_on,report\nM1,S1,2019-04-12,{REPORT}\n",
    "receptor_sources.csv": f"mrn,accession,read_on,report\nM1,S1,2019-04-12,{REPORT}\n",
}


def read_out(files: Iterable[tuple[str, Iterable[bytes]]]) -> dict[str, bytes]:
    """The whole content of each file of an export."""
    return {name: b"".join(pieces) for name, pieces in files}


def written(folder: Path, files: dict[str, str | bytes]) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def rows_stored() -> dict[str, int]:
    """Of every table that an import could write to."""
    ours = [*apps.get_app_config("patients").get_models()]
    ours += apps.get_app_config("biomarkers").get_models()
    return {model.__name__: model.objects.count() for model in ours}


KNOWN_FILES = [file.name for file in FILES]
