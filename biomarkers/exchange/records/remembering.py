"""What an import wrote, kept so that it can be taken back as a whole (taking_back.py)."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Manager, Model
from django.utils import timezone

from biomarkers.models import Import, ImportedRow
from patients.changes.undo import Values, values_of
from patients.models import CareTeam, ClinicalFact

AT_A_TIME = 500
RowKey = tuple[type[Model], Any]


class Memory:
    """Rows that were made, and the values that others had before, kept part by part."""

    def __init__(self, team: CareTeam, source: str, by, *, dry_run: bool) -> None:
        self.imported: Import | None = None  # once anything was written
        self._team, self._source, self._by = team, source[-200:], by
        self._dry_run = dry_run
        self._before: dict[RowKey, Values | None] = {}

    def made(self, rows: Iterable[Model]) -> None:
        for row in rows:
            self._before.setdefault((type(row), row.pk), None)

    def changed(self, row: Model, before: Values) -> None:
        """A row that this import made or changed already keeps what was remembered first."""
        self._before.setdefault((type(row), row.pk), before)

    def keep(self) -> None:
        """What was written since the last time. The values after are those in the database."""
        if self._before and not self._dry_run:
            self._store()
        self._before = {}

    def _store(self) -> None:
        if self.imported is None:
            self.imported = Import.objects.create(team=self._team, source=self._source, by=self._by)
        after = dict(self._fingerprints())
        ImportedRow.objects.bulk_create(
            (
                ImportedRow(of=self.imported, model=model._meta.label, key=str(pk), before=before,
                            after=after[model, pk])
                for (model, pk), before in self._before.items()
            ),
            batch_size=AT_A_TIME,
        )  # fmt: skip

    def look_again(self, model: type[Model]) -> None:
        """What the import itself did later to rows of this kind is no change of another."""
        if self.imported is None:
            return
        kept = {row.key: row for row in self.imported.rows.filter(model=model._meta.label)}
        for row in rows_on_file(model, list(kept)):
            kept[str(row.pk)].after = fingerprint_of(row)
        ImportedRow.objects.bulk_update(kept.values(), ["after"], batch_size=AT_A_TIME)

    def end(self) -> None:
        """What people do from now on is later than the import."""
        if self.imported:
            self.imported.at = timezone.now()
            Import.objects.filter(pk=self.imported.pk).update(at=self.imported.at)

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
