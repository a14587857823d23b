"""What an import wrote, kept so that it can be taken back as a whole (taking_back.py)."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Manager, Model

from biomarkers.models import Import, ImportedRow
from patients.changes.undo import Values, values_of
from patients.models import CareTeam, ClinicalFact

AT_A_TIME = 500
RowKey = tuple[type[Model], Any]


class Memory:
    """Rows that were made, and the values that others had before."""

    def __init__(self) -> None:
        self._before: dict[RowKey, Values | None] = {}

    def made(self, rows: Iterable[Model]) -> None:
        for row in rows:
            self._before.setdefault((type(row), row.pk), None)

    def changed(self, row: Model, before: Values) -> None:
        """A row that this import made or changed already keeps what was remembered first."""
        self._before.setdefault((type(row), row.pk), before)

    def store(self, team: CareTeam, source: str, by) -> Import | None:
        """None where nothing was written. The values after are those that the database holds."""
        if not self._before:
            return None
        imported = Import.objects.create(team=team, source=source[-200:], by=by)
        after = dict(self._fingerprints())
        ImportedRow.objects.bulk_create(
            (
                ImportedRow(of=imported, model=model._meta.label, key=str(pk), before=before,
                            after=after[model, pk])
                for (model, pk), before in self._before.items()
            ),
            batch_size=AT_A_TIME,
        )  # fmt: skip
        return imported

    def _fingerprints(self) -> Iterator[tuple[RowKey, str]]:
        keys: dict[type[Model], list] = {}
        for model, pk in self._before:
            keys.setdefault(model, []).append(pk)
        for model, pks in keys.items():
            for row in rows_on_file(model, pks):
                yield (model, row.pk), fingerprint_of(row)


def rows_on_file(model: type[Model], keys: list) -> Iterator[Model]:
    """Also those entered in error."""
    manager: Manager = model.on_file if issubclass(model, ClinicalFact) else model.objects  # type: ignore[attr-defined]
    for start in range(0, len(keys), AT_A_TIME):
        yield from manager.filter(pk__in=keys[start : start + AT_A_TIME])


def fingerprint_of(row: Model) -> str:
    """Equal as long as no stored value of the row changed."""
    text = json.dumps(values_of(row), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
