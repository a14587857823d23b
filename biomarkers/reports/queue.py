"""The reports that wait for a person, the longest waiting first."""

from dataclasses import dataclass, replace
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse

from biomarkers.domain.codes import ReportState
from biomarkers.models import PathologyReport
from patients.language import say
from patients.paging import Page, page_of, rows_behind

from .proposing import proposals_of
from .reader import THIS

ROWS = 20
_ORDER = ("received_at", "pk")


@dataclass(frozen=True)
class QueueRow:
    """`about` are the specimen number, the site and the day, as far as the report says them; `says`
    is what it seems to say of HER2, one a tumor. Nothing of it is on record."""

    report: PathologyReport
    address: str
    about: str
    says: tuple[str, ...]
    unclear: int


def queue_of(user, state: str = ReportState.WAITING) -> QuerySet[PathologyReport]:
    return PathologyReport.objects.filter(state=state).in_teams_of(user)


def queue_page(user, *, state: str, after: UUID | None, size: int = ROWS) -> Page:
    waiting = queue_of(user, state).select_related("patient")
    page = page_of(waiting, _ORDER, after=after, size=size, among=PathologyReport.objects.all())
    return replace(page, rows=[_row(report) for report in page.rows])


def next_after(user, report: PathologyReport) -> PathologyReport | None:
    """The next that waits; from the last one on to the first that was skipped."""
    waiting = queue_of(user).exclude(pk=report.pk)
    among = PathologyReport.objects.all()
    return rows_behind(waiting, _ORDER, report.pk, among=among).first() or waiting.first()


def address_after(user, report: PathologyReport) -> str:
    """Of the next that waits; of the queue, which then says that nothing does."""
    following = next_after(user, report)
    return address_of(following) if following else reverse("report_queue")


def address_of(report: PathologyReport) -> str:
    """Where it is worked on from the queue, so that the next one opens afterwards."""
    if report.patient_id is None:
        return reverse("report_assign", args=[report.pk])
    return reverse("report_review", args=[report.patient_id, report.pk]) + "?from=queue"


def _row(report: PathologyReport) -> QueueRow:
    proposals = proposals_of(report)
    says = tuple(_her2(proposal) for proposal in proposals)
    unclear = sum(not field.value for proposal in proposals for field in proposal.fields)
    return QueueRow(report, address_of(report), _about(proposals), says, unclear)


def _about(proposals) -> str:
    """Of this specimen where one is of it, else of the first that is quoted."""
    own = next((one for one in proposals if one.specimen == THIS), proposals[0])
    site = " ".join(filter(None, [say(own.value("laterality")), own.value("site")]))
    day = own.value("collected_on") or own.value("read_on")
    return ", ".join(filter(None, [own.value("accession"), site, day]))


def _her2(proposal) -> str:
    score, word = proposal.value("ihc_score"), proposal.value("reported_as")
    said = [
        say("IHC {score}").format(score=score) if score else "",
        f"ISH {say(ish)}" if (ish := proposal.value("ish_result")) else "",
        say(word),
    ]
    return ", ".join(filter(None, said)) or say("no clear HER2 result")
