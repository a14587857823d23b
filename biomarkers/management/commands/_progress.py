from django.core.management.base import BaseCommand
from tqdm import tqdm


def bars_of(command: BaseCommand):
    """A progress bar around the rows of a file, only on a terminal."""

    def bar(what: str, rows):
        return tqdm(rows, desc=what, unit="", leave=False, disable=None, file=command.stderr._out)

    return bar
