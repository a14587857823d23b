"""Files of an export as one archive, made on disk and sent piece by piece."""

import tempfile
import zipfile
from collections.abc import Iterable

from django.http import FileResponse
from django.utils import timezone


def archive_of(contents: Iterable[tuple[str, bytes]], name: str) -> FileResponse:
    archive = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as files:
        for file_name, content in contents:
            files.writestr(file_name, content)
    archive.seek(0)
    named = f"{name}-{timezone.localdate():%Y-%m-%d}.zip"
    return FileResponse(archive, as_attachment=True, filename=named)
