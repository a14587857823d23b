"""Every request: from where it came, whose record it opened, and who stands in the answer."""

from datetime import timedelta
from uuid import UUID

from auditlog.context import auditlog_value
from auditlog.middleware import AuditlogMiddleware
from django.utils import timezone

from patients.http import client_address, wants_fragment
from patients.models import AuditEvent
from patients.models.loaded import loaded_patients

from .events import Action, log_patient_event, log_user_event
from .models import SHOWN
from .recording import note_emergency_access
from .shown import shown_in, text_of

PRINTED = {"patient_summary", "patient_summary_pdf", "handout_printed"}
PART_OF_PAGE = timedelta(minutes=15)
READ_TRAIL = {"audit"}  # recorded even where no patient stands in it
OPENING = (Action.ACCESS, Action.PRINT)
SHOWING = (200, 400, 409, 422)  # answers that hold a page of the patient; others hold none


class AuditMiddleware(AuditlogMiddleware):
    """Names who acts and from where, and records the patients whom each answer shows.

    It goes by the address and by what was rendered, so that a page that is written later is
    recorded too.
    """

    def __init__(self, get_response):
        super().__init__(lambda request: _answered(request, get_response))

    def __call__(self, request):
        try:
            return super().__call__(request)
        finally:
            auditlog_value.set({"signal_duid": None})  # what the thread does next is nobody's
            note_emergency_access(False)

    @staticmethod
    def _get_remote_addr(request):
        return client_address(request) or None


def _answered(request, get_response):
    """Shown means recorded: where the entry cannot be written, the page is not shown either."""
    with loaded_patients() as loaded:
        response = get_response(request)
        if request.user.is_authenticated:
            response.setdefault("Cache-Control", "no-store, private")  # no disk keeps a chart
            if match := request.resolver_match:
                patient_id = match.kwargs.get("patient_id")
                _record_page(request, response, match.url_name, patient_id)
                shown = shown_in(text_of(response), loaded)
                recorded = {patient_id, getattr(request, "recorded_patient", None)}
                others = {*shown} - recorded
                if others or (match.url_name in READ_TRAIL and response.status_code in SHOWING):
                    _record_others(request, match.url_name, others)
    return response


def _record_page(request, response, page: str, patient_id) -> None:
    """By the address, so that a part of a record without any name is recorded too."""
    status = response.status_code
    if status == 403 and not patient_id:
        log_user_event(Action.REFUSED, request.user, page=page)
    elif patient_id and status in (403, 404):
        log_patient_event(Action.REFUSED, patient_id, page=page)
    elif patient_id and status in SHOWING:
        if page in PRINTED:
            log_patient_event(Action.PRINT, patient_id, page=page)
        elif not _is_part(request, patient_id):
            log_patient_event(Action.ACCESS, patient_id, page=page)


def _record_others(request, page: str, shown: set[UUID]) -> None:
    """One entry for all who are in a list, in a search, beside the patient of the address."""
    listed = {SHOWN: sorted(map(str, shown))} if shown else {}
    log_user_event(Action.ACCESS, request.user, page=page, **listed)


def _is_part(request, patient_id) -> bool:
    """Whether this belongs to a page that was recorded; a header alone does not make it one.

    A form that comes back refused belongs to its page as well.
    """
    if request.method == "GET" and not wants_fragment(request):
        return False
    since = timezone.now() - PART_OF_PAGE
    opened = AuditEvent.objects.filter(patient_id=patient_id, timestamp__gte=since)
    return opened.filter(actor=request.user.pk, action__in=OPENING).exists()
