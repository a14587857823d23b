"""`make fuzz-bytes`: the readers of bytes under atheris, which looks for inputs that go new ways.

    python -m tests.fuzz.fuzz_bytes READER -max_total_time=60

Whatever is wrong must be told as a refusal; any other exception ends the run as a crash.
"""

import io
import os
import sys
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

import atheris
import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
django.setup()

with atheris.instrument_imports(include=["biomarkers.exchange", "tomllib", "zipfile", "csv"]):
    from biomarkers.exchange.archive import unpack
    from biomarkers.exchange.records.columns import FILES
    from biomarkers.exchange.records.faults import Refused
    from biomarkers.exchange.records.rows import typed_rows
    from biomarkers.exchange.records.table import read_table
    from biomarkers.exchange.tables.composing import Said, mapping_text
    from biomarkers.exchange.tables.mapping import BadMapping, mapping_of
    from biomarkers.exchange.tables.proposing import propose, table_of

BEGINNING = '[[records]]\nfile = "patients.csv"\ncolumns.mrn = "a"\n'


def record_file(data: bytes) -> None:
    file = FILES[data[0] % len(FILES)] if data else FILES[0]
    typed_rows(read_table(file, data[1:]))
    typed_rows(read_table(file, ",".join(file.by_name).encode() + b"\n" + data[1:]))


def wide_table(data: bytes) -> None:
    """Read, and a mapping proposed for it and composed."""
    table, layout = table_of("t", b"Patient ID,HER2 IHC,Collected,ER %\n" + data)
    mapping_of(mapping_text(propose(table), layout, Said("1990-07-01", "breast")))
    table_of("t", data)


def mapping(data: bytes) -> None:
    text = data.decode(errors="replace")
    for beginning in (BEGINNING, ""):
        mapping_of(beginning + text)


def _whole() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as members:
        members.writestr("record/patients.csv", "mrn,family_name\n" + "M1,Falk\n" * 20)
        members.writestr("record/progressions.csv", "mrn,on\nM1,2020\n")
    return packed.getvalue()


WHOLE = _whole()


def archive(data: bytes) -> None:
    """A whole archive with these bytes at any place: any bytes alone are hardly ever one."""
    place = int.from_bytes(data[:2], "big") % len(WHOLE)
    data = WHOLE[:place] + data[2:] + WHOLE[place + len(data[2:]) :]
    with TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as place:
        unpack(io.BytesIO(data), Path(place))


READERS = {reader.__name__: reader for reader in (record_file, wide_table, mapping, archive)}


def main() -> None:
    read = READERS[sys.argv.pop(1)]

    def taken_in_or_refused(data: bytes) -> None:
        try:
            read(data)
        except (Refused, BadMapping) as refused:
            if not str(refused):
                raise RuntimeError("refused without a reason") from refused

    atheris.Setup(sys.argv, taken_in_or_refused)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
