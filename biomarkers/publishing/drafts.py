"""Changes of the catalog: made in a draft, seen before they count, published by a second person.

Who published alone waited a day, and the version says so. First set-up is apart, and starting
content that came with the program has no author: one person is then the second.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from biomarkers.assessment.tasks import bring_up_to_date
from biomarkers.catalog.current import compile_catalog
from biomarkers.catalog.tables import TABLE_OF, TABLES, CatalogTable, Cells
from biomarkers.domain.codes import CatalogChange
from biomarkers.domain.thresholds import TableFault
from biomarkers.models import CatalogDraft, CatalogEntry, CatalogPreview, CatalogVersion
from patients.audit.recording import acting, log_created
from patients.language import day_words, say

from .comparing import changes_between
from .faults import faults_of
from .tasks import work_out_preview

ALONE_AFTER = timedelta(days=1)


class NotPublished(Exception):
    """Why a draft cannot be published now; one sentence each."""

    def __init__(self, reasons: Iterable[str]):
        self.reasons = tuple(reasons)
        super().__init__(" ".join(self.reasons))


# Making a draft.


@transaction.atomic
def open_draft(*, title: str, reason: str = "", by, edition: int | None = None) -> CatalogDraft:
    with acting(by):
        draft = CatalogDraft(title=title, reason=reason, created_by=by, edition=edition)
        draft.full_clean()
        draft.save()
    return draft


def draft_of(user) -> CatalogDraft | None:
    """The newest draft that this person opened and that is still open."""
    own = CatalogDraft.objects.filter(created_by=user, published=None, dropped_at=None)
    return own.first()


@transaction.atomic
def change_row(*, draft: CatalogDraft, row: CatalogEntry, by) -> CatalogEntry:
    """A copy of a row in force, to be changed in the draft; the one that is there already."""
    table = TABLE_OF[type(row)]
    return _in_draft(draft, row, by) or add_row(
        draft=draft, table=table, cells=table.cells_of(row), position=row.position, by=by
    )


@transaction.atomic
def add_row(
    *, draft: CatalogDraft, table: CatalogTable, cells: Cells, position: int, by
) -> CatalogEntry:
    with acting(by):
        row = table.make(cells, position=position, draft=draft, changed_by=by)
        log_created([row])
        touch(draft)
    return row


@transaction.atomic
def take_row_out(*, draft: CatalogDraft, row: CatalogEntry, by) -> CatalogEntry:
    """The draft no longer holds the row."""
    with acting(by):
        change = change_row(draft=draft, row=row, by=by)
        change.removes = True
        change.save()
        touch(draft)
    return change


@transaction.atomic
def drop_change(*, row: CatalogEntry, by) -> None:
    """The row in force stays as it is."""
    draft = _open(row.draft)
    with acting(by):
        row.delete()
        touch(draft)


@transaction.atomic
def drop_draft(*, draft: CatalogDraft, by) -> None:
    draft = _open(draft)
    with acting(by):
        draft.dropped_at = timezone.now()
        draft.save()


def touch(draft: CatalogDraft) -> None:
    """It changed: what was seen of it before does not hold any more."""
    draft.save(update_fields=["changed_at"])


def _in_draft(draft: CatalogDraft, row: CatalogEntry, by) -> CatalogEntry | None:
    _open(draft)
    key = dict(zip(row.KEY, row.key, strict=True))
    return type(row).objects.filter(draft=draft, since__isnull=True, **key).first()


def _open(draft: CatalogDraft | None) -> CatalogDraft:
    """Locked; a draft that was published or dropped is not changed any more."""
    if draft is not None:
        draft = CatalogDraft.objects.select_for_update().get(pk=draft.pk)
    if draft is None or not draft.is_open:
        raise NotPublished([say("The draft was published or dropped.")])
    return draft


# Publishing.


@transaction.atomic
def look_ahead(*, draft: CatalogDraft) -> CatalogPreview:
    """What the draft would do, worked out in the background."""
    preview = CatalogPreview.objects.create(
        draft=draft,
        of_changes_at=draft.changed_at,
        of_version=CatalogVersion.current_number(),
    )
    transaction.on_commit(lambda: work_out_preview.enqueue(preview.pk))
    return preview


@transaction.atomic
def publish(*, draft: CatalogDraft, by, now: datetime | None = None) -> CatalogVersion:
    """The draft is the catalog in force from now on. Raises NotPublished."""
    draft = _open(draft)
    if reasons := hindrances(draft, by=by, now=now or timezone.now()):
        raise NotPublished(reasons)
    with acting(by):
        version = CatalogVersion.bump(
            CatalogChange.DRAFT, by=by, alone=by.pk in authors(draft), edition=draft.edition
        )
        for table in TABLES:
            _put_in_force(table, draft, version.number)
        draft.published = version
        draft.save()
    transaction.on_commit(bring_up_to_date.enqueue)
    return version


def _put_in_force(table: CatalogTable, draft: CatalogDraft, number: int) -> None:
    changes = table.model.objects.filter(draft=draft, since__isnull=True)
    keys = {row.key for row in changes}
    replaced = [row.pk for row in table.model.objects.in_force() if row.key in keys]
    table.model.objects.filter(pk__in=replaced).update(until=number)
    changes.filter(removes=True).update(since=number, until=number)
    changes.filter(removes=False).update(since=number)


def hindrances(draft: CatalogDraft, *, by, now: datetime) -> list[str]:
    """Why it cannot be published by this person now; one sentence each."""
    if not draft.is_open:
        return [say("The draft was published or dropped.")]
    if not any(_changes(draft)):
        return [say("It changes nothing.")]
    reasons = draft_faults(draft)
    preview = newest_preview(draft)
    if preview is None or preview.is_moving:
        reasons.append(say("Look at what it would do first: the preview is not finished."))
    elif preview.fault:
        reasons.append(say("The preview failed: {fault}.").format(fault=preview.fault))
    if by.pk in authors(draft) and now < draft.changed_at + ALONE_AFTER:
        free = timezone.localtime(draft.changed_at + ALONE_AFTER)
        alone = say(
            "You made changes of it: a second person publishes it, or you alone from {day}, {time}."
        )
        reasons.append(alone.format(day=day_words(free), time=f"{free:%H:%M}"))
    return reasons


def draft_faults(draft: CatalogDraft) -> list[str]:
    """What its rows may not say."""
    try:
        return faults_of(compile_catalog(0, draft))
    except TableFault as fault:
        return [str(fault)]


def newest_preview(draft: CatalogDraft) -> CatalogPreview | None:
    """The newest that holds for the present changes and the present catalog."""
    return draft.previews.filter(
        of_changes_at=draft.changed_at, of_version=CatalogVersion.current_number()
    ).first()


def authors(draft: CatalogDraft) -> set[int]:
    """Everyone who made a change of it. Starting content has no author."""
    found = {row.changed_by_id for row in _changes(draft)}
    return found - {None}


def _changes(draft: CatalogDraft) -> list[CatalogEntry]:
    return [
        row
        for table in TABLES
        for row in table.model.objects.filter(draft=draft).only("pk", "changed_by")
    ]


# Taking back.


@transaction.atomic
def take_back(*, version: CatalogVersion, by) -> CatalogDraft:
    """A draft that undoes what the version changed, to be seen and published like any other.

    Rows that a later version changed again are left as they are.
    """
    title = f"Take back version {version.number}"
    draft = open_draft(title=title, reason=f"Undoes {version}.", by=by)
    for change in changes_between(version.number - 1, version.number):
        rows = change.table.rows.in_force()
        now = next((row for row in rows if row.key == change.entry.key), None)
        if (change.table.cells_of(now) if now else None) != change.after:
            continue
        if change.before is None and now:
            take_row_out(draft=draft, row=now, by=by)
        elif change.before is not None:
            add_row(
                draft=draft,
                table=change.table,
                cells=change.before,
                position=change.entry.position,
                by=by,
            )
    return draft
