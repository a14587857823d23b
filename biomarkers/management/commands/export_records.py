from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from biomarkers.exchange.records.exporting import export_record, one_state_of_the_record
from patients.models import CareTeam


class Command(BaseCommand):
    help = "Write the whole record of a care team as a record folder (docs/record-format.md)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "folder", type=Path, help="folder to write; created if missing, must be empty"
        )
        parser.add_argument("--team", help="care team (optional if there is only one)")

    def handle(self, *, folder: Path, team: str | None, **options) -> None:
        owner = _team(team)
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise CommandError(f"{folder} exists and is not an empty folder.")
        folder.mkdir(parents=True, exist_ok=True)
        with one_state_of_the_record():
            for name, pieces in export_record(owner):
                with (folder / name).open("wb") as file:
                    file.writelines(pieces)
                self.stdout.write(f"  {name}: {(folder / name).stat().st_size:,} bytes")
        self.stdout.write(f"Exported the record of {owner}.")


def _team(name: str | None) -> CareTeam:
    teams = {team.name: team for team in CareTeam.objects.all()}
    if name is None and len(teams) == 1:
        return next(iter(teams.values()))
    if name not in teams:
        said = f"There is no team {name}." if name else "Choose a care team with --team."
        raise CommandError(f"{said} There are: {', '.join(teams) or 'none'}.")
    return teams[name]
