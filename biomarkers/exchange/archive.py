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


def unpack(archive: BinaryIO, into: Path) -> None:
    """Write the files of the archive into an empty folder. Raises Refused.

    They stand at its top, or all in one folder. Sizes are counted as bytes come out: what the
    archive says of itself is not believed.
    """
    if archive.seek(0, 2) > MOST_PACKED:
        raise _refused("the archive", f"is larger than {MOST_PACKED // MEGABYTE} MB")
    archive.seek(0)
    try:
        with zipfile.ZipFile(archive) as packed:
            members = [member for member in packed.infolist() if not member.is_dir()]
            if len(members) > MOST_FILES:
                raise _refused("the archive", f"holds more than {MOST_FILES} files")
            left = MOST_UNPACKED
            for member, name in zip(members, _names(members), strict=True):
                left -= _write(packed, member, into / name, left)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise _refused("the archive", f"cannot be unpacked: {error}") from None
    except (OSError, ValueError, LookupError, struct.error, MemoryError) as error:
        raise _refused("the archive", f"is damaged: {error}") from None


def _names(members: list[zipfile.ZipInfo]) -> list[str]:
    """The name of each file without the folder. Raises Refused for tricks with paths."""
    paths = [PurePosixPath(_plain(member)) for member in members]
    if len({path.parent for path in paths}) > 1 or any(len(path.parts) > 2 for path in paths):
        raise _refused("the archive", "its files are in several folders: put them into one")
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
        raise _refused(name, "leads out of the archive; nothing of it was unpacked")
    if member.flag_bits & 1:
        raise _refused(name, "is encrypted: pack it without a password")
    return name


def _write(packed: zipfile.ZipFile, member: zipfile.ZipInfo, path: Path, left: int) -> int:
    """How many bytes came out."""
    size = 0
    with packed.open(member) as source, path.open("wb") as target:
        while piece := source.read(_PIECE):
            size += len(piece)
            if size > left:
                wrong = f"unpacks to more than {MOST_UNPACKED // MEGABYTE} MB"
                raise _refused("the archive", wrong)
            target.write(piece)
    return size


def _refused(file: str, wrong: str) -> Refused:
    shown = "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in file)
    return Refused([Fault(shown[:100], None, None, wrong)])
