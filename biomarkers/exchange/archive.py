"""A record folder that comes as a zip archive: unpacked within bounds, or refused."""

import struct
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from .records.faults import Fault, Refused

ZIP = b"PK\x03\x04"  # how an archive begins
MEGABYTE = 1_000_000
MOST_PACKED = 100 * MEGABYTE
MOST_UNPACKED = 500 * MEGABYTE  # of all files; 1,095 patients are half a megabyte
MOST_FILES = 100
_PIECE = MEGABYTE
_OF_THE_SYSTEM = (".DS_Store", "Thumbs.db", "desktop.ini")


def unpack(archive: BinaryIO, into: Path) -> list[str]:
    """Write the files of the archive into an empty folder. Raises Refused.

    They stand at its top, or all in one folder. Sizes are counted as bytes come out: what the
    archive says of itself is not believed. What comes back names the files left alone, which a
    Mac or Windows adds by itself.
    """
    if archive.seek(0, 2) > MOST_PACKED:
        raise _refused("the archive", f"is larger than {MOST_PACKED // MEGABYTE} MB")
    archive.seek(0)
    try:
        with zipfile.ZipFile(archive) as packed:
            found = [member for member in packed.infolist() if not member.is_dir()]
            if len(found) > MOST_FILES:
                raise _refused("the archive", f"contains more than {MOST_FILES} files")
            members = [member for member in found if not _is_of_the_system(member)]
            left = MOST_UNPACKED
            for member, name in zip(members, _names(members), strict=True):
                left -= _write(packed, member, into / name, left)
            return [member.filename for member in found if member not in members]
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise _refused("the archive", f"cannot be unpacked: {error}") from None
    except (OSError, ValueError, LookupError, struct.error, MemoryError) as error:
        raise _refused("the archive", f"is damaged: {error}") from None


def left_alone(names: list[str]) -> str:
    return f"the archive, added by the system that packed it ({', '.join(names[:5])})"


def _is_of_the_system(member: zipfile.ZipInfo) -> bool:
    """Such as __MACOSX/._patients.csv and .DS_Store: nobody put them there."""
    parts = member.orig_filename.split("/")
    name = parts[-1]
    return "__MACOSX" in parts[:-1] or name.startswith("._") or name in _OF_THE_SYSTEM


def _names(members: list[zipfile.ZipInfo]) -> list[str]:
    """The name of each file without the folder. Raises Refused for tricks with paths."""
    paths = [PurePosixPath(_plain(member)) for member in members]
    if len({path.parent for path in paths}) > 1:
        raise _refused(
            "the archive", "the files are in several folders: put them all in one folder"
        )
    names = [path.name for path in paths]
    for name in names:
        if names.count(name) > 1:
            raise _refused(name, "is in the archive twice")
    return names


def _plain(member: zipfile.ZipInfo) -> str:
    name = member.orig_filename
    linked = (member.external_attr >> 16) & 0o170000 == 0o120000
    tricks = name.startswith("/") or "\\" in name or ":" in name or "\0" in name
    if linked or tricks or ".." in PurePosixPath(name).parts or not name.strip("./ "):
        raise _refused(name, "has a path outside the archive: nothing was unpacked")
    if member.flag_bits & 1:
        raise _refused(name, "is password-protected: create the zip without a password")
    return name


def _write(packed: zipfile.ZipFile, member: zipfile.ZipInfo, path: Path, left: int) -> int:
    """How many bytes came out."""
    size = 0
    with packed.open(member) as source, path.open("wb") as target:
        while piece := source.read(_PIECE):
            size += len(piece)
            if size > left:
                wrong = f"is larger than {MOST_UNPACKED // MEGABYTE} MB when unpacked"
                raise _refused("the archive", wrong)
            target.write(piece)
    return size


def _refused(file: str, wrong: str) -> Refused:
    shown = "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in file)
    return Refused([Fault(shown[:100], None, None, wrong)])
