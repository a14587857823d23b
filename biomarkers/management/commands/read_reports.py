import json
from collections.abc import Iterator
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from biomarkers.reports.reader import read_report
from biomarkers.reports.reader.answer import answer_of
from biomarkers.reports.receiving import NoReport, text_of_file

SUFFIXES = (".txt", ".pdf")


class Command(BaseCommand):
    help = "Print what reports seem to say: one JSON object a file, by name. Nothing is stored."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="FILE_OR_FOLDER")

    def handle(self, *, paths: list[Path], **options) -> None:
        for path in sorted(_files(paths), key=lambda path: path.name):
            try:
                text = text_of_file(path.name, path.read_bytes())
            except NoReport as error:
                self.stderr.write(f"{path.name} {error}.")
                answer = answer_of(path.name, "", ()) | {"not_read": f"It {error}."}
            else:
                answer = answer_of(path.name, text, read_report(text))
            self.stdout.write(json.dumps(answer, ensure_ascii=False))


def _files(paths: list[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from (one for one in path.iterdir() if one.suffix.lower() in SUFFIXES)
        elif path.is_file():
            yield path
        else:
            raise CommandError(f"There is no file or folder {path}.")
