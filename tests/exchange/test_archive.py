"""An archive is unpacked within bounds, or refused with its reason and nothing written outside."""

import io
import stat
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from biomarkers.exchange import archive as module
from biomarkers.exchange.archive import unpack
from biomarkers.exchange.records.faults import Refused
from biomarkers.exchange.records.importing import import_folder

from .folders import GOOD


def packed(files: dict[str | zipfile.ZipInfo, bytes]) -> io.BytesIO:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as members:
        for name, content in files.items():
            members.writestr(name, content)
    return archive


def link_to(target: str) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo("patients.csv")
    member.external_attr = (stat.S_IFLNK | 0o777) << 16
    return member


@pytest.mark.parametrize("folder", ["", "record/"], ids=["at the top", "in a folder"])
def test_a_packed_record_folder_is_imported(db, tmp_path, folder):
    unpack(packed({folder + name: text.encode() for name, text in GOOD.items()}), tmp_path)

    assert "14 new rows" in import_folder(tmp_path).summary


def test_what_a_mac_adds_to_an_archive_is_left_alone_and_named(db, tmp_path):
    files = {
        "export/patients.csv": b"mrn,family_name\nMAC1,Macintosh\n",
        "__MACOSX/export/._patients.csv": b"\0\5",
        "export/.DS_Store": b"Bud1",
        "export/._patients.csv": b"\0\5",
    }

    left = unpack(packed(files), tmp_path)

    assert left == [
        "__MACOSX/export/._patients.csv", "export/.DS_Store", "export/._patients.csv",
    ]  # fmt: skip
    assert [path.name for path in tmp_path.iterdir()] == ["patients.csv"]
    assert "1 new rows" in import_folder(tmp_path).summary


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"../patients.csv": b""}, "has a path outside"),
        ({"/etc/patients.csv": b""}, "has a path outside"),
        ({"a/../../patients.csv": b""}, "has a path outside"),
        ({"..\\patients.csv": b""}, "has a path outside"),
        ({"C:patients.csv": b""}, "has a path outside"),
        ({link_to("/etc/passwd"): b"/etc/passwd"}, "has a path outside"),
        ({"a/patients.csv": b"", "b/patients.csv": b""}, "several folders"),
        ({f"{n}.csv": b"" for n in range(101)}, "more than 100 files"),
    ],
    ids=["up", "absolute", "up twice", "backslash", "drive", "link", "two folders", "many files"],
)
def test_tricks_with_paths_are_refused(tmp_path, files, told):
    with pytest.raises(Refused, match=told):
        unpack(packed(files), tmp_path / "in")


@pytest.mark.slow
def test_a_bomb_is_refused_by_the_bytes_that_come_out(tmp_path):
    bomb = packed({"patients.csv": bytes(module.MOST_UNPACKED + 1)})
    assert len(bomb.getvalue()) < module.MEGABYTE

    with pytest.raises(Refused, match="larger than 500 MB when unpacked"):
        unpack(bomb, tmp_path)


def test_a_gigabyte_is_refused_before_it_is_read(tmp_path):
    with (tmp_path / "large.zip").open("w+b") as large:
        large.truncate(1_000_000_000)
        with pytest.raises(Refused, match="larger than 100 MB"):
            unpack(large, tmp_path)


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cut=some.integers(0, 400), noise=some.binary(max_size=20))
def test_a_damaged_archive_is_unpacked_or_refused(tmp_path_factory, cut, noise):
    whole = packed({"patients.csv": GOOD["patients.csv"].encode() * 3}).getvalue()
    place = tmp_path_factory.mktemp("in")
    try:
        unpack(io.BytesIO(whole[:cut] + noise + whole[cut + len(noise) :]), place)
    except Refused as refused:
        told = str(refused)
        assert "the archive" in told or "patients.csv" in told or "has a path outside" in told
    assert not [path for path in place.rglob("*") if path.parent != place]
