"""What an import did, or would do, in words."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from biomarkers.models import Import

from .changes import CHANGED, Change
from .columns import File
from .effects import Effect
from .faults import Fault
from .writing import Counts


@dataclass(frozen=True)
class Done:
    """What an import did, or would do. `warnings` are told, and what they name is stored."""

    team: str
    counts: dict[File, Counts]
    dry_run: bool
    changes: list[Change] = field(default_factory=list)  # the gravest first
    effects: list[Effect] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)
    new_patients: list[str] = field(default_factory=list)  # record numbers
    imported: Import | None = None  # by which it can be taken back

    @property
    def summary(self) -> str:
        return "\n".join([self._counted, *self._told])

    @property
    def _told(self) -> Iterator[str]:
        """A dry run tells every changed cell; warnings, and what was kept or erased, always."""
        if self.dry_run:
            yield from map(str, (c for c in self.changes if c.kind == CHANGED))
            yield from map(str, self.effects)
            if self.new_patients:
                yield f"New patients: {', '.join(self.new_patients)}"
        yield from map(str, (c for c in self.changes if c.kind != CHANGED))
        yield from (f"Warning: {warning}" for warning in self.warnings)
        if self.imported:
            number = self.imported.pk
            yield f"This was import {number}; undo_import {number} takes it back."

    @property
    def _counted(self) -> str:
        every = self.counts.values()
        new, changed = sum(c.new for c in every), sum(c.changed for c in every)
        same = sum(c.same for c in every)
        if not new and not changed:
            return f"Nothing changed: all {same:,} rows are on record already."
        lines = [
            f"  {file.name}: {counts.new:,} new, {counts.changed:,} changed, {counts.same:,} same"
            for file, counts in self.counts.items()
            if counts.all
        ]
        did = "Dry run, nothing saved. Would import" if self.dry_run else "Imported"
        return "\n".join([f"{did} for {self.team}: {new:,} new rows, {changed:,} changed.", *lines])
